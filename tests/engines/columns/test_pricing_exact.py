"""The cheapest group of an offer, held against every set of members there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import oracle
import strategies
from peergroups.engines.columns.asked import Prices, blocks_of, cuts_of
from peergroups.engines.columns.costs import group_costs
from peergroups.engines.columns.desk import Desks
from peergroups.engines.columns.pricing import ROOM, Question

NODES = 1_000_000
OF_GROUPS = tuple(
    k for k in strategies.KINDS if k not in ("open", "open limits", "load", "load limits", "seat limits")
)
EVERY_GROUP = 1e6  # above every reduced cost here


def asked(data, model):
    """Draw prices of people and offers, and priced cuts; people forced together are blocks."""
    n = model.people
    person = data.draw(arrays(float, (model.offers, n), elements=st.integers(-8, 24).map(lambda k: k / 4)))
    offer = data.draw(arrays(float, model.offers, elements=strategies.SIGNED))
    triples = [[0, 1, 2], [0, 2, n - 1]] if n > 3 and data.draw(st.booleans()) else []
    cut = data.draw(arrays(float, len(triples), elements=strategies.QUARTERS))
    cuts = cuts_of(n, np.array(triples, dtype=np.int32).reshape(-1, 3))
    forced = model.forced_pairs
    return cuts, Prices(person, offer, cut), blocks_of(n, forced.first, forced.second)


def asked_of(model, blocks, cuts, prices, sets):
    """Return a question of a model that may look at some sets."""
    costs = group_costs(model)
    return Question(costs, blocks, cuts, prices, sets, np.zeros(1, np.uint8), Desks(costs, ROOM))


def reduced_costs(model, offer, cuts, prices):
    """Return each group's reduced cost, by plain sums."""
    reduced = []
    for members in range(1, 1 << model.people):
        inside = [i for i in range(model.people) if members >> i & 1]
        cost = oracle.group_cost(model, offer, inside)
        for triple, price in zip(cuts.people, prices.cut, strict=True):
            cost += price * (sum(i in inside for i in triple) >= 2)
        reduced.append(cost + prices.offer[offer] - prices.person[offer, inside].sum())
    return reduced


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_complete_search_finds_the_least_reduced_cost(data):
    model = data.draw(strategies.models(people=(2, 7), kinds=OF_GROUPS))
    cuts, prices, blocks = asked(data, model)
    question = asked_of(model, blocks, cuts, prices, NODES)
    for offer in range(model.offers):
        priced = question.cheapest(offer, EVERY_GROUP)
        least = min(reduced_costs(model, offer, cuts, prices))
        assert priced.finished
        assert priced.bound == pytest.approx(min(least, EVERY_GROUP))


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_search_cut_short_bounds_the_least_reduced_cost_from_below(data):
    model = data.draw(strategies.models(people=(2, 7), kinds=OF_GROUPS))
    cuts, prices, blocks = asked(data, model)
    sets = data.draw(st.integers(1, 30))
    question = asked_of(model, blocks, cuts, prices, sets)
    for offer in range(model.offers):
        least = min(reduced_costs(model, offer, cuts, prices))
        assert question.cheapest(offer, 0.0).bound <= min(least, 0.0) + 1e-9
