"""The kernels' running sums are the referee's, whatever moves were made."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from peergroups.engines.search.build import fixed_arrays
from peergroups.engines.search.kernel.pick import pick_misplaced
from peergroups.engines.search.seating import empty_state, seat_all
from peergroups.engines.search.walk import MOVES, Walk
from peergroups.model import Model
from peergroups.referee import judge
from peergroups.terms import WAITING, Limit, Open, Pair, Seat

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


def test_totals_are_exact_where_people_pass_through_forbidden_seats():
    """Costs that are no whole numbers of halves lose their digits beside the price of a forbidden seat."""
    rng = np.random.default_rng(0)
    people, groups = 40, 8
    first, second = np.triu_indices(people, 1)
    pairs = Pair("pairs", False, first.astype(np.int32), second.astype(np.int32), rng.random(len(first)) / 7)
    start = np.arange(people, dtype=np.int32) % groups
    allowed = [np.unique([start[i], *rng.choice(groups, 3)]).astype(np.int32) for i in range(people)]
    begins = np.cumsum([0, *map(len, allowed)])
    offers = np.concatenate(allowed)
    barred = Seat("barred", True, begins, offers, np.zeros(len(offers)), default=1.0)
    one = np.ones(groups, dtype=np.int32)
    model = Model(one * 5, one * 5, one, np.full(people, 1e4), [pairs, barred], np.ones(people, dtype=bool))
    walk = Walk(model, fixed_arrays(model), start, rng)
    walk.step("assign", 0.5, 200)
    assert walk.state.totals[0] == pytest.approx(judge(model, walk.groups).total, abs=1e-9)


def test_a_free_seat_is_filled_though_there_are_no_more_seats_than_people():
    """Eight people, two groups of four; two of them wait at first, and waiting costs more than anything."""
    four = np.array([4], dtype=np.int32)
    met = Pair("met", False, np.array([0], np.int32), np.array([1], np.int32), np.ones(1))
    model = Model(four - 1, four, four // 2, np.full(8, 100.0), [met], np.ones(8, dtype=bool))
    start = np.array([0, 0, 0, WAITING, 1, 1, 1, WAITING], dtype=np.int32)
    walk = Walk(model, fixed_arrays(model), start, np.random.default_rng(0))
    for _ in range(20):
        walk.chunk(1.0, 50)
    assert (walk.best_groups != WAITING).all()
    assert walk.best_total == 0.0


def test_whom_a_group_costs_most_is_picked_more_often():
    """Two members at costs of 0 and 1: at a temperature of 1 their chances are as 1 and e, so .731 for the dearer."""
    one = np.ones(1, dtype=np.int32)
    model = Model(one * 2, one * 2, one, np.full(2, 9.0), [], np.ones(2, dtype=bool))
    state = empty_state(fixed_arrays(model))
    seat_all(fixed_arrays(model), state, np.zeros(2, dtype=np.int32))
    state.own[:] = 0.0, 1.0
    rng = np.random.default_rng(0)
    noise = rng.gumbel(size=100_000)
    picked = [pick_misplaced(state, 0, 1.0, noise, rng) for _ in range(5000)]
    assert np.mean(picked) == pytest.approx(np.e / (1 + np.e), abs=0.03)  # four standard errors


def test_a_full_start_that_breaks_a_rule_is_mended_by_letting_somebody_wait():
    # 0 may sit with nobody; two groups of 2 to 4 hold the other seven, so 0 waits, at the price of 100
    one, people = np.ones(1, dtype=np.int32), 8
    apart = Pair("apart", True, np.zeros(7, dtype=np.int32), np.arange(1, 8, dtype=np.int32), np.ones(7))
    model = Model(one * 2, one * 4, one * 2, np.full(people, 100.0), [apart], np.ones(people, dtype=bool))
    full = np.array([0, 0, 0, 0, 1, 1, 1, 1], dtype=np.int32)
    walk = Walk(model, fixed_arrays(model), full, np.random.default_rng(0))
    assert walk.dense
    for _ in range(200):
        walk.chunk(0.5, 20)
    assert walk.best_total == 100.0
    assert walk.best_groups[0] == WAITING


def test_no_assignments_are_tried_under_a_limit_on_a_sum():
    # an assignment moves many at once, and at most two may leave their groups
    one, people = np.ones(3, dtype=np.int32), 9
    own = (np.arange(people) % 3).astype(np.int32)
    stay = Limit("moved", True, np.arange(people + 1), own, np.zeros(people), np.ones(people), np.ones(people), 2.0)
    model = Model(one * 3, one * 3, one, np.full(people, 100.0), [stay], np.ones(people, dtype=bool))
    walk = Walk(model, fixed_arrays(model), own, np.random.default_rng(0))
    walk.fixed.matrix[:] = np.random.default_rng(0).random((people, people))
    moved = [np.count_nonzero(walk.groups != own) for _ in range(50) if walk.chunk(10.0, 20) >= 0]
    assert max(moved) <= 2


def test_a_group_that_turns_into_one_of_another_offer_takes_in_who_waits_for_it():
    """Ann and Bo fit the first offer, Bo and Cai the second; one pair may run, and Bo pays 5 for the first.

    No exchange or move of one person keeps the sizes. The whole pair turns: Ann goes to the waiting list, and unless
    Cai comes in for her at once, Bo sits alone, which breaks a rule.
    """
    one = np.ones(2, dtype=np.int32)
    seats = Seat("fits", True, np.array([0, 1, 3, 4]), np.array([0, 0, 1, 1]), np.zeros(4), default=1.0)
    wishes = Seat("wishes", False, np.array([0, 0, 1, 1]), np.array([0]), np.array([5.0]))
    runs = Open("runs", True, np.array([0, 1], dtype=np.int32), 0, 1)
    model = Model(2 * one, 2 * one, one, np.full(3, 100.0), [seats, wishes, runs], np.ones(3, dtype=bool))
    walk = Walk(model, fixed_arrays(model), np.array([0, 0, -1], dtype=np.int32), np.random.default_rng(0))
    assert walk.best_cost == 5
    walk.penalty = 1000.0
    walk.step("reshape", 1e-9, 200)
    walk.settle()
    assert walk.groups.tolist() == [-1, 1, 1]
