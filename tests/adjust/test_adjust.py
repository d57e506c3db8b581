"""Groups changed by hand are costed as the referee does, and locked seats stay when the rest is formed again."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.referee import judge
from peergroups.terms import WAITING


def numbers(*values):
    return np.array(values, dtype=np.int32)


def result(problem, groups, **more):
    return pg.Result(problem, numbers(*groups), -np.inf, seconds=1.0, seed=1, **more)


def pairs(units="OTOT", least=1, copies=3, **more):
    people = pd.DataFrame({"unit": list(units)}, index=[f"p{i}" for i in range(len(units))])
    offers = pd.DataFrame({"min_size": [least], "max_size": [3], "copies": [copies]}, index=["any"])
    return pg.Problem(people, offers, [pg.MixedUnits()], **more)


# --- steps


def test_a_move_is_costed_and_the_round_before_stays():
    before = result(pairs(), (0, 0, 1, 1))
    after = before.move("p0", 2)  # p0 (O) joins p2 (O) and p3 (T): one pair of a unit
    assert (before.objective, after.objective) == (0.0, 1.0)
    assert after.groups["members"].to_dict() == {1: ["p1"], 2: ["p0", "p2", "p3"]}


def test_a_move_to_nowhere_is_to_the_queue():
    assert result(pairs(), (0, 0, 1, 1)).move("p0", None).waiting["person"].tolist() == ["p0"]


def test_a_swap_may_bring_somebody_in_from_the_queue():
    after = result(pairs(), (0, 0, 1, WAITING)).swap("p3", "p0")
    assert after.seats["group"].tolist() == [pd.NA, 1, 2, 1]


def test_a_split_makes_a_further_group_and_a_merge_undoes_it():
    before = result(pairs(), (0, 0, 0, 1))
    apart = before.split(1, ["p1"])
    assert apart.groups["members"].to_dict() == {1: ["p0", "p2"], 2: ["p3"], 3: ["p1"]}
    assert apart.merge(3, into=1).groups["members"].to_dict() == before.groups["members"].to_dict()


def test_a_split_without_a_free_copy_and_of_others_is_refused():
    with pytest.raises(pg.InputError) as caught:
        result(pairs(copies=2), (0, 0, 1, 1)).split(1, ["p0", "p3"])
    assert str(caught.value).splitlines() == [
        "p3 is not in group 1",
        "  no further group of the kind of group 1 can run",
    ]


def test_groups_keep_their_numbers_when_one_before_them_is_gone():
    after = result(pairs(), (0, 1, 1, 2)).move("p0", 3)
    assert after.groups.index.tolist() == [2, 3]


def test_a_split_off_group_gets_a_free_guide():
    problem = replace(
        pairs(), criteria=[pg.Guides()], guides=pd.DataFrame({"most_groups": [1, 2]}, index=["eve", "fay"])
    )
    before = result(problem, (0, 0, 0, 1, 0, 1, -1))  # rows of eve, fay and fay again after the people
    after = before.split(1, ["p1"])
    assert after.groups["guide"].tolist() == ["eve", "fay", "fay"]
    assert (after.verdict.feasible, after.objective) == (True, 1.0)  # one pair of groups with the same guide


def test_a_merged_groups_guide_is_free():
    problem = replace(pairs(), criteria=[pg.Guides()], guides=pd.DataFrame(index=["eve", "fay"]))
    before = pg.solve(problem, time_limit=5)
    first, second = before.groups.index[:2]
    assert len(before.merge(int(second), into=int(first)).groups["guide"].dropna()) == len(before.groups) - 1


def test_a_step_may_break_a_rule_and_the_result_says_so():
    after = result(pairs(least=2), (0, 0, 1, 1)).move("p0", 2)
    assert after.status == "infeasible"


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_steps_are_costed_as_the_referee_does(data):
    problem = data.draw(strategies.problems())
    groups = data.draw(strategies.groupings(problem.model))
    assume((groups != WAITING).any())
    before = pg.Result(problem, groups, -np.inf, 1.0, 1)
    one, other = (data.draw(st.integers(0, len(problem.people) - 1)) for _ in range(2))
    swapped = groups.copy()
    swapped[[one, other]] = groups[[other, one]]
    after = before.swap(*problem.people.index[[one, other]])
    assert after.verdict.total == pytest.approx(judge(problem.model, swapped).total)


# --- locks and the rest


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_what_is_finished_keeps_locked_seats_and_is_the_best_of_those(data):
    problem = data.draw(strategies.problems(most_people=6))
    _, groups = oracle.best(problem.model)
    assume(groups is not None and not problem.refuses(groups))
    people = problem.people.index.tolist()
    locked = data.draw(st.lists(st.sampled_from(people), unique=True))
    before = pg.Result(problem, groups, -np.inf, 1.0, 1).lock(locked)
    moved = data.draw(st.sampled_from(people))
    free = before if moved in locked else before.move(moved, None)
    try:
        after = free.finish(time_limit=10)
    except pg.InfeasibleError:
        assert moved not in locked  # without the move, the best groups themselves keep the locks
        return
    had, have = free.seats["group"], after.seats["group"]
    for person in locked:
        assert (pd.isna(had[person]) and pd.isna(have[person])) or had[person] == have[person]
    assert after.verdict.total == pytest.approx(judge(problem.model, groups).total, abs=1e-3)


def test_locks_are_added_and_taken_away():
    locked = result(pairs(), (0, 0, 1, 1)).lock(["P1"]).lock(["p0"])
    assert locked.locked == ["p1", "p0"]
    assert locked.unlock(["p1"]).locked == ["p0"]
    assert locked.lock().locked == ["p1", "p0", "p2", "p3"]
    assert locked.unlock().locked == []


def test_locks_that_clash_with_a_rule_are_told():
    apart = replace(pairs(), criteria=[pg.KeepApart([("p0", "p1")])])
    with pytest.raises(pg.InfeasibleError, match="keeps the locked seats"):
        result(apart, (0, 0, 1, 1)).lock(["p0", "p1"]).finish(time_limit=3)


# --- what a wish would cost


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_what_two_together_cost_is_the_referees_difference(data):
    problem = data.draw(strategies.problems(most_people=6))
    _, groups = oracle.best(problem.model)
    assume(groups is not None and not problem.refuses(groups))
    before = pg.Result(problem, groups, -np.inf, 1.0, 1)
    one, other = data.draw(
        st.lists(st.sampled_from(problem.people.index.tolist()), min_size=2, max_size=2, unique=True)
    )
    told = before.keep_together(one, other)
    if told.result is None:
        return
    seats = told.result.seats["group"]
    assert seats[one] == seats[other]
    assert told.result.verdict.feasible
    assert told.cost == pytest.approx(told.result.objective - before.objective)


def test_two_kept_apart_can_not_be_together():
    apart = replace(pairs(), criteria=[pg.KeepApart([("p0", "p2")])])
    told = result(apart, (0, 0, 1, 1)).keep_together("p0", "p2")
    assert (told.result, told.proved) == (None, True)
    assert "can't be in one group with every hard rule kept: this is proved" in told.text


def test_two_together_already_cost_nothing():
    told = result(pairs(), (0, 0, 1, 1)).keep_together("p0", "p1")
    assert (told.cost, told.moved, told.text) == (0.0, 0, "p0 and p1 are in one group.")


def test_two_whom_no_kind_of_group_fits_are_told_the_rule():
    people = pd.DataFrame({"role": ["a", "b"]}, index=["p0", "p1"])
    offers = pd.DataFrame({"min_size": 1, "max_size": 2, "role": ["a", "b"]}, index=["a", "b"])
    told = result(pg.Problem(people, offers, [pg.SameRole()]), (0, 1)).keep_together("p0", "p1")
    assert (told.result, told.proved) == (None, True)
    assert told.text == "p0 and p1 can't be in one group: no kind of group fits both. The same role"


def test_two_together_at_no_cost_is_proved_the_cheapest_where_the_groups_are_the_best():
    # OTOT in pairs costs nothing, and so does p0 with p3; nothing costs less than nothing.
    told = replace(result(pairs(least=2), (0, 0, 1, 1)), total_bound=0.0).keep_together("p0", "p3")
    assert (told.cost, told.proved) == (0.0, True)
    assert told.text.endswith("There is no cheaper way: this is proved.")
