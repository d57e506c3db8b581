"""The kernels' running sums are the referee's, whatever moves were made."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from peergroups.engines.search.build import fixed_arrays
from peergroups.engines.search.seating import empty_state, seat_all
from peergroups.engines.search.walk import MOVES, Walk
from peergroups.referee import judge

MOVES_EACH = 1000


def start(data, model):
    return data.draw(strategies.groupings(model))


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("dense", [True, False])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_running_totals_are_the_referees_after_a_thousand_moves(kind, dense, data):
    """From any start, at a temperature where nearly everything is accepted, rules broken or not."""
    model = data.draw(strategies.models(people=(1, 12), groups=8))
    walk = Walk(
        model,
        fixed_arrays(model, dense=dense),
        start(data, model),
        np.random.default_rng(data.draw(st.integers(0, 9))),
    )
    walk.penalty = data.draw(st.sampled_from([0.0, 1.0, 100.0]))
    walk.step(kind, data.draw(st.sampled_from([0.1, 3.0, 1000.0])), MOVES_EACH)
    verdict = judge(model, walk.groups)
    np.testing.assert_allclose(walk.state.totals, [verdict.total, verdict.broken], atol=1e-6, rtol=1e-9)


@pytest.mark.parametrize("kind", MOVES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_every_sum_kept_is_what_a_fresh_count_gives(kind, data):
    model = data.draw(strategies.models(people=(1, 12), groups=8))
    walk = Walk(model, fixed_arrays(model), start(data, model), np.random.default_rng(0))
    walk.step(kind, 1000.0, MOVES_EACH)
    fresh = empty_state(walk.fixed)
    seat_all(walk.fixed, fresh, walk.groups)
    for name in ("group", "members", "size", "counts", "sums", "runs", "seated", "used", "place", "own"):
        np.testing.assert_allclose(getattr(walk.state, name), getattr(fresh, name), atol=1e-6, err_msg=name)
