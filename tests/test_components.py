"""Connected components equal those of scipy, numbered by their least node."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from peergroups.components import components


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_two_nodes_have_one_number_if_links_lead_from_one_to_the_other(graph):
    nodes, links = graph
    tail, head = np.array(links, dtype=np.int64).reshape(-1, 2).T
    found = components(nodes, tail, head)
    _, expected = connected_components(coo_array((np.ones(len(tail)), (tail, head)), shape=(nodes, nodes)), False)
    _, first = np.unique(expected, return_index=True)  # scipy numbers the parts; the least node of each stands first
    assert found.tolist() == first[expected].tolist()


def test_a_long_chain_in_any_order_is_one_part():
    """Joining and halving must go on until it reaches the far end."""
    node = np.random.default_rng(0).permutation(1000)
    assert not components(1000, node[:-1], node[1:]).any()
