"""A repair moves as few people as wanted, never a locked one, and more moves never make it worse."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.engines.base import Budget
from peergroups.referee import judge
from peergroups.repair.within import Within
from peergroups.resumed.changing import changed
from peergroups.resumed.unfold import alike, leaving, locks, unfolded
from peergroups.terms import WAITING


def numbers(*values):
    return np.array(values, dtype=np.int32)


def result(problem, groups, **more):
    return pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1, **more)


def pairs(units="OTOT", people=4, **more):
    """Pairs that cost 1 if both are of one unit: OT, OT at no cost."""
    table = pd.DataFrame({"unit": list(units)}, index=[f"p{i}" for i in range(len(units))])
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [3]}, index=["pairs"])
    return pg.Problem(table, offers, [pg.MixedUnits()], **more)


@st.composite
def formed(draw, **more):
    """The best groups of a small problem."""
    problem = draw(strategies.problems(**more))
    _, groups = oracle.best(problem.model)
    assume(groups is not None and not problem.refuses(groups))
    return result(problem, groups)


# --- the model in which every group is an offer


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_an_unfolded_model_costs_every_grouping_the_same(data):
    model = data.draw(strategies.models(kinds=tuple(k for k in strategies.KINDS if k != "seat limits")))
    groups = data.draw(strategies.groupings(model))
    kept = [
        g
        for k, first in enumerate(model.first_group[:-1])
        for g in range(first, first + data.draw(st.integers(0, int(model.copies[k]))))
    ]
    one, other = judge(model, groups), judge(unfolded(model, numbers(*kept)), groups)
    assert other.amounts == pytest.approx(one.amounts)
    assert (other.broken, other.unseated) == pytest.approx((one.broken, one.unseated))


def test_leaving_counts_moves_and_lost_seats():
    # Of four seats in two groups, one person changes group and one waits: 2 above a limit of none.
    model = unfolded(pairs().model, numbers(0, 1))
    seats = numbers(0, 0, 1, 1)
    limited = replace(model, terms=[leaving(seats, 0.0)])
    assert judge(limited, numbers(0, 1, 1, WAITING)).amounts.tolist() == [2.0]


def test_a_locked_place_in_the_queue_stays_too():
    model = unfolded(pairs().model, numbers(0, 1))
    lock = locks(numbers(0, 0, WAITING, 1), np.array([True, False, True, False]), model.offers)
    limited = replace(model, terms=lock)
    assert judge(limited, numbers(0, 1, WAITING, 1)).amounts.tolist() == [0.0, 0.0]
    assert judge(limited, numbers(1, 1, 0, 0)).amounts.tolist() == [2.0, 2.0]


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_copies_are_renumbered_without_a_change(data):
    model = data.draw(strategies.models())
    groups, before = data.draw(strategies.groupings(model)), data.draw(strategies.groupings(model))
    after = alike(model, groups, before)
    assert judge(model, after).amounts == pytest.approx(judge(model, groups).amounts)
    assert (after == before).sum() >= (groups == before).sum()


# --- within k moves


@given(formed(most_people=6), st.data())
@settings(max_examples=12, deadline=None)
def test_more_moves_never_cost_more_and_everybody_may_move_is_the_optimum(before, data):
    leaver = data.draw(st.sampled_from(before.problem.people.index.tolist()))
    now = changed(before, [leaver])
    model = unfolded(now.problem.model, numbers(*sorted(now.numbers)))
    within = Within(model, now.groups, seed=0)
    known = within.nearest(Budget(20)).groups
    best, _ = oracle.best(now.problem.model)
    if known is None:
        assert best == np.inf
        return
    steps = list(within.steps(range(within.moved(known), within.everyone + 1), Budget(60), known))
    totals = [step.verdict.total for step in steps]
    assert totals == sorted(totals, reverse=True)
    assert totals[-1] == pytest.approx(best, abs=1e-3)
    for step in steps:
        assert step.verdict.feasible
        assert within.moved(step.groups) <= step.moves


@given(formed(most_people=6), st.data())
@settings(max_examples=8, deadline=None)
def test_with_everybody_free_to_move_it_is_what_a_fresh_solve_proves(before, data):
    leaver = data.draw(st.sampled_from(before.problem.people.index.tolist()))
    now = changed(before, [leaver])
    fresh = pg.solve(now.problem, time_limit=20)
    assume(fresh.status == "optimal")
    after = before.repair(leave=[leaver], moves=len(before.problem.people), time_limit=20).result
    assert after.verdict.total == pytest.approx(fresh.verdict.total, abs=1e-3)


@given(formed(), st.data())
@settings(max_examples=12, deadline=None)
def test_locked_seats_never_move(before, data):
    people = before.problem.people.index.tolist()
    leaver = data.draw(st.sampled_from(people))
    locked = data.draw(st.lists(st.sampled_from([p for p in people if p != leaver]), unique=True))
    moves = data.draw(st.sampled_from([None, 3, 100]))
    try:
        after = replace(before, locked=locked).repair(leave=[leaver], moves=moves, time_limit=5).result
    except pg.InfeasibleError:
        return
    had, have = before.seats["group"], after.seats["group"]
    for person in locked:
        assert (pd.isna(had[person]) and pd.isna(have[person])) or had[person] == have[person]


# --- what a repair tells


def test_one_left_over_waits_and_is_told():
    # p0 leaves; p1 is left alone in a pair that needs two, and nobody else comes without breaking the other pair.
    after = result(pairs(), numbers(0, 0, 1, 1)).repair(leave=["p0"])
    assert after.told.values.tolist() == [["p0", "left", 1, None], ["p1", "loses the seat", 1, None]]
    assert (after.fewest, after.result.groups.index.tolist()) == (1, [2])


def test_somebody_from_the_queue_steps_in():
    after = result(pairs("OTOTO"), numbers(0, 0, 1, 1, WAITING)).repair(leave=["p1"])
    assert after.told.values.tolist() == [["p1", "left", 1, None], ["p4", "gets a seat", None, 1]]
    assert after.fewest == 0


def test_nobody_loses_a_seat_to_somebody_earlier_in_the_queue():
    # One pair for three people; p2 is first in line but waits. However many may move, p0 and p1 keep their seats.
    queued = pairs("OOT", queue=["p2", "p0", "p1"])
    queued = replace(queued, offers=queued.offers.assign(copies=1))
    after = result(queued, numbers(0, 0, WAITING)).repair(moves=1)
    assert after.result.seats["group"].tolist() == [1, 1, pd.NA]
    assert after.told.empty


def test_late_registrations_get_the_seats_there_are_and_nobody_moves():
    late = pd.DataFrame({"unit": ["T", "O", "O"]}, index=["q0", "q1", "q2"])
    after = result(pairs(), numbers(0, 0, 1, 1)).repair(join=late)
    assert after.fewest == 0
    assert after.result.seats["group"].tolist()[:4] == [1, 1, 2, 2]
    assert after.result.groups["members"].tolist()[2][0] == "q0"  # with either of the two of the other unit


def test_a_lost_group_is_not_run_again():
    # Three copies might run and two do. One is lost, and a copy to spare would be the same group with a new number.
    after = result(pairs(), numbers(0, 0, 1, 1)).repair(close=[1])
    assert after.result.groups["members"].to_dict() == {2: ["p2", "p3"]}
    assert int(after.result.problem.copies[0]) == 1


def test_others_move_so_that_those_whose_group_is_lost_keep_a_seat():
    # p0 and p1 lose their pair. The three that does not run yet takes one of the other three, who can spare that one.
    people = pd.DataFrame(index=[f"p{i}" for i in range(5)])
    offers = pd.DataFrame({"min_size": [2, 2, 3], "max_size": [2, 3, 3]}, index=["lost", "spares", "opens"])
    before = result(pg.Problem(people, offers), numbers(0, 0, 1, 1, 1))
    after = before.repair(close=[1])
    assert (after.fewest, len(after.result.waiting), len(after.result.groups)) == (1, 0, 2)
    assert after.result.groups.index.tolist() == [2, 3]
    assert len(before.repair(close=[1], moves=0).result.waiting) == 2  # fewer moves where they are asked for


def test_the_number_of_a_lost_group_is_not_given_to_another():
    # The last of two groups is lost, and its members open one of another offer: another group, so another number.
    offers = pd.DataFrame({"min_size": 2, "max_size": 2}, index=["a", "b", "c"])
    after = result(pg.Problem(pairs().people, offers), numbers(0, 0, 1, 1)).repair(close=[2])
    assert after.result.groups["offer"].to_dict() == {1: "a", 3: "c"}
    assert after.told["person"].tolist() == ["p2", "p3"]


def test_who_loses_a_group_has_a_free_seat_before_the_queue():
    # p4 is first in line and one seat is free; p0 had a seat, and one of p0 and p1 can keep one.
    people = pd.DataFrame(index=[f"p{i}" for i in range(5)])
    offers = pd.DataFrame({"min_size": [2, 2], "max_size": [2, 3]}, index=["lost", "room"])
    problem = pg.Problem(people, offers, queue=["p4", "p0", "p1", "p2", "p3"])
    after = result(problem, numbers(0, 0, 1, 1, WAITING)).repair(close=[1])
    assert set(after.result.waiting["person"]) == {"p1", "p4"}


def test_the_only_group_can_be_lost():
    # Past fault: without any group left to run, nothing could be looked up.
    with pytest.raises(pg.InfeasibleError):
        result(replace(pairs(), offers=pairs().offers.assign(copies=1)), numbers(0, 0, WAITING, WAITING)).repair(
            close=[1]
        )


def test_a_guide_can_be_lost():
    guides = pd.DataFrame(index=["eve", "fay"])
    problem = replace(pairs(), criteria=[pg.Guides()], guides=guides)
    before = pg.solve(problem, time_limit=5)
    assert len(before.groups) == 2
    after = before.repair(leave=["eve"])
    assert set(after.result.groups["guide"]) == {"fay"}


def test_a_guide_is_called_by_name_too():
    guides = pd.DataFrame({"name": ["Eve Eklund", "Fay Falk"]}, index=["eve", "fay"])
    problem = replace(pairs(), criteria=[pg.Guides()], guides=guides)
    after = pg.solve(problem, time_limit=5).repair(leave=["eve eklund"])
    assert set(after.result.groups["guide"]) == {"fay"}


def test_a_lost_slot_closes_all_its_groups_and_none_opens_there():
    # Two pairs on Monday, one on Tuesday with room for two more: p0 to p3 lose their groups, two of them get seats.
    people = pd.DataFrame(index=[f"p{i}" for i in range(6)])
    offers = pd.DataFrame(
        {"min_size": [2, 2], "max_size": [2, 4], "copies": [3, 1], "slot": ["Mon", "Tue"]}, index=["mon", "tue"]
    )
    after = result(pg.Problem(people, offers), numbers(0, 0, 1, 1, 3, 3)).repair(close=["mon "])
    assert after.result.groups["slot"].tolist() == ["Tue"]
    assert after.result.seats["group"].notna().sum() == 4
    assert after.curve[["moves", "waiting", "losing"]].values.tolist() == [[k, 2, 2] for k in (0, 1, 2)]


def test_a_slot_at_which_nobody_meets_is_a_fault_that_names_those_there_are():
    offers = pairs().offers.assign(slot="Tue 12.00", place="Oulu")
    with pytest.raises(pg.InputError, match=r"no group meets at Sunday; .* and places: Tue 12\.00; Oulu"):
        result(replace(pairs(), offers=offers), numbers(0, 0, 1, 1)).repair(close=["Sunday"])


def test_a_slot_is_understood_however_it_is_written():
    offers = pd.concat([pairs().offers.assign(slot=slot) for slot in ("ti klo 12.00", "ke klo 9")])
    problem = replace(pairs(), offers=offers.set_axis(["tue", "wed"]))
    after = result(problem, numbers(0, 0, 3, 3)).repair(close=["Tue 12"])
    assert after.result.groups["slot"].tolist() == ["ke klo 9", "ke klo 9"]
    assert after.text.startswith("Changing groups: 2, as theirs does not go on: 2; staying where they were: 2.")


def test_the_curve_goes_on_beyond_the_fewest_moves_and_the_groups_do_not():
    # pairs OO and TT, as below: the fewest moves are none, and the curve shows what two would be worth.
    after = result(pairs("OOTT"), numbers(0, 0, 1, 1)).repair()
    assert after.curve[["moves", "moved", "cost"]].values.tolist() == [[0, 0, 2], [1, 0, 2], [2, 2, 0], [3, 2, 0]]
    assert after.result.objective == 2.0


def test_more_moves_are_worth_it_where_costs_fall():
    # pairs OO and TT: a swap of two people makes both mixed. It takes 2 moves; with one nothing can change.
    curve = result(pairs("OOTT"), numbers(0, 0, 1, 1)).repair(moves=2).curve
    assert curve[["moves", "moved", "cost"]].values.tolist() == [[0, 0, 2], [1, 0, 2], [2, 2, 0]]


def test_faults_are_told_together():
    before = result(pairs(), numbers(0, 0, 1, 1))
    with pytest.raises(pg.InputError) as caught:
        before.repair(leave=["zoe"], join=pd.DataFrame(index=["P0"]), close=[7])
    assert str(caught.value).splitlines() == [
        "nobody of this round is called zoe",
        "  P0 is in this round already",
        "  there is no group 7; the groups are 1, 2",
    ]


def test_too_few_moves_say_how_many_are_needed():
    with pytest.raises(pg.InfeasibleError, match=r"within 0 moves .* 1 are needed"):
        result(pairs(), numbers(0, 0, 1, 1)).repair(leave=["p0"], moves=0)


def test_nothing_left_is_infeasible_with_a_reason():
    with pytest.raises(pg.InfeasibleError, match="a group needs 2 people, and 1 fit"):
        result(pairs("OT"), numbers(0, 0)).repair(leave=["p0"])


def test_the_round_before_is_left_as_it_was():
    before = result(pairs(), numbers(0, 0, 1, 1))
    people, groups = before.problem.people.copy(), before.assignment.copy()
    before.repair(leave=["p0"], join=pd.DataFrame({"unit": ["O"]}, index=["q"]))
    assert before.problem.people.equals(people)
    assert (before.assignment == groups).all()
