from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.rounds.agenda import agenda


def problem(
    people: int, groups: int, least: int, most: int, *criteria: pg.Criterion, **columns: list[str]
) -> pg.Problem:
    table = pd.DataFrame(columns, index=[f"p{k}" for k in range(people)])
    offers = pd.DataFrame({"min_size": [least], "max_size": [most], "copies": [groups]}, index=["trust"])
    return pg.Problem(table, offers, list(criteria))


def absences(plan: pg.Problem, rounds: int, absent: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    there = pd.DataFrame(True, index=plan.people.index, columns=range(rounds))
    for number in range(rounds):
        there.iloc[rng.choice(len(there), absent, replace=False), number] = False
    return there


def test_equal_groups_have_no_repeats_for_as_many_rounds_as_can_be_built():
    plan = pg.plan_rounds(problem(42, 7, 6, 6), rounds=7, time_limit=5)
    assert (plan.repeats, plan.objective, plan.status) == (0, 0, "optimal")
    assert len(plan.met.pairs()) == 7 * 7 * 15
    assert all(result.groups["size"].tolist() == [6] * 7 for result in plan.results)
    assert plan.seats.shape == (42, 7)


def test_absentees_leave_no_group_too_small_and_no_repeats():
    whole = problem(55, 11, 4, 5)
    there = absences(whole, rounds=10, absent=4, seed=1)
    plan = pg.plan_rounds(whole, 10, attendance=there, time_limit=9)
    assert plan.repeats == 0
    assert [len(result.problem.people) for result in plan.results] == [51] * 10
    assert all(result.waiting.empty and result.groups["size"].min() >= 4 for result in plan.results)
    assert plan.seats.index.tolist() == whole.people.index.tolist()
    assert (plan.seats.isna().to_numpy() == ~there.to_numpy()).all()


def test_an_earlier_round_costs_one_round_at_most():
    whole = problem(48, 8, 6, 6)  # eight rounds can be built
    rng = np.random.default_rng(2)
    history = pg.MeetingGraph().record(pd.Series(rng.permutation(48) % 8 + 1, index=whole.people.index))
    plan = pg.plan_rounds(whole, 7, history=history, time_limit=9)
    assert plan.repeats == 0
    assert len(plan.met.pairs()) == 8 * 8 * 15
    assert history.rounds == (1,)


def test_repeats_that_cannot_be_avoided_are_shown_beside_the_least():
    plan = pg.plan_rounds(problem(8, 2, 4, 4), rounds=2, time_limit=5)
    # Each four splits into two twos at best: two pairs of each old group meet again.
    assert plan.repeats == plan.least_repeats == 4
    assert plan.status == "optimal"
    assert repr(plan) == "RoundsPlan(2 rounds, 4 repeats, at least 4)"


def test_everything_else_of_a_plan_counts_beside_the_repeats():
    units = ["Oulu", "Turku", "Vaasa"] * 3
    plan = pg.plan_rounds(problem(9, 3, 3, 3, pg.MixedUnits(weight=10), unit=units), rounds=3, time_limit=10, seed=1)
    # Nine people, three of each unit: three rounds of a 3 x 3 x 3 design keep the units mixed and repeat no pair.
    for result in plan.results:
        assert all(len({units[int(p[1:])] for p in members}) == 3 for members in result.groups["members"])
    assert plan.repeats == 0


def test_each_round_can_be_a_problem_of_its_own():
    small, large = problem(6, 2, 3, 3), problem(8, 2, 4, 4)
    plan = pg.plan_rounds([small, large], time_limit=5)
    assert [len(result.problem.people) for result in plan.results] == [6, 8]
    assert plan.repeats == plan.least_repeats == 2  # each three puts two of its members together again


def test_the_cost_of_a_repeat_is_the_weight():
    plan = pg.plan_rounds(problem(4, 1, 4, 4), rounds=3, weight=2.5, time_limit=2)
    # The same four three times: six pairs meet again once, then six pairs that have met twice.
    assert plan.repeats == 12
    assert plan.objective == 2.5 * (6 + 6 * 2)
    assert [result.objective for result in plan.results] == [0, 15, 30]


def test_a_round_without_any_grouping_is_refused():
    everyone_apart = pg.KeepApart([("p0", "p1"), ("p0", "p2"), ("p1", "p2")])
    with pytest.raises(pg.InfeasibleError, match="round 1"):
        pg.plan_rounds(problem(3, 1, 3, 3, everyone_apart), rounds=2, time_limit=2)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rounds": 0}, "whole number >= 1, not 0"),
        ({"rounds": 2.5}, "whole number >= 1, not 2.5"),
        ({"weight": -1}, "weight must be a number >= 0, not -1"),
        ({"weight": "1", "history": "x.xlsx"}, "not '1'; history must be a MeetingGraph, not a str"),
        ({"seed": -1}, "seed must be a whole number from 0, not -1"),
        ({"problem": "groups.xlsx"}, "each round needs a Problem, not a str"),
        ({"rounds": 1, "attendance": [True] * 4}, "attendance must be a DataFrame with a column a round, not a list"),
        (
            {"rounds": 1, "attendance": pd.DataFrame({"one": ["no", "yes", True]}, index=["p0", "p0", "p1"])},
            "people twice: p0; attendance is True or False, .* not 'no', 'yes'",
        ),
        ({"rounds": 2, "attendance": pd.DataFrame({"one": [True]}, index=["p0"])}, "1 columns for 2 rounds"),
        ({"rounds": 1, "attendance": pd.DataFrame({"one": [True]}, index=["nobody"])}, "not there: nobody"),
    ],
)
def test_what_makes_no_sense_is_refused(given, message):
    with pytest.raises(pg.ProblemError, match=message):
        pg.plan_rounds(**{"problem": problem(4, 2, 2, 2), **given})


def test_a_round_without_people_has_no_groups():
    with pytest.raises(pg.InfeasibleError, match="There are no people"):
        pg.plan_rounds(problem(0, 1, 2, 2), rounds=2, time_limit=1)


def test_attendance_may_name_people_of_a_later_round_only():
    both = [problem(4, 2, 2, 2), problem(6, 3, 2, 2)]
    there = pd.DataFrame({"one": [True], "two": [False]}, index=["p5"])
    # p5 is registered for the second round, and will not come
    plan = pg.plan_rounds(both, attendance=there, time_limit=2)
    assert plan.overview["people"].tolist() == [4, 5]


def test_very_many_rounds_take_no_longer_than_they_may():
    # of 12 people in threes and fours, rounds after the fourth must repeat; half a second for each would be 20
    plan = pg.plan_rounds(problem(12, 3, 3, 4), rounds=40, time_limit=2)
    assert len(plan.results) == 40
    assert plan.seconds < 20


def test_attendance_says_how_many_rounds_there_are_and_a_gap_that_somebody_is_there():
    there = pd.DataFrame({"one": [1.0, 0.0], "two": [np.nan, 1.0]}, index=["p0", "p1"])
    plan = pg.plan_rounds(problem(6, 2, 2, 3), attendance=there, time_limit=2)
    assert plan.overview["people"].tolist() == [5, 6]


def test_a_plan_can_be_interrupted_once_every_round_has_groups(monkeypatch):
    from peergroups.rounds import planning

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    whole = problem(4, 1, 4, 4, pg.MixedUnits(), unit=["Oulu"] * 4)  # nothing says that this costs least
    monkeypatch.setattr(planning, "_in_turn", interrupted)
    plan = pg.plan_rounds(whole, rounds=3, time_limit=2)
    assert plan.interrupted
    assert plan.met.times_met("p0", "p0") == 0
    monkeypatch.setattr(planning, "constructed", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pg.plan_rounds(whole, rounds=2, time_limit=2)


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_the_agenda_costs_repeats_as_they_are(data):
    people, rounds = data.draw(st.integers(2, 7)), data.draw(st.integers(1, 4))
    whole = problem(people, 3, 1, 7)
    groups = st.lists(st.integers(-1, 2), min_size=people, max_size=people)
    drawn = [np.array(data.draw(groups), dtype=np.int32) for _ in range(rounds)]
    history = pg.MeetingGraph().record(pd.Series(data.draw(groups), index=whole.people.index) + 1)
    plan = agenda(whole, rounds, None, history, weight=3.0)
    met = {frozenset(pair): times for *pair, times in history.pairs()[["first", "second", "times"]].values.tolist()}
    expected, again = 0.0, 0
    for row in drawn:
        for a in range(people):
            for b in range(a):
                if row[a] == row[b] >= 0:
                    pair = frozenset((f"p{a}", f"p{b}"))
                    expected += 3 * met.get(pair, 0)
                    again += pair in met
                    met[pair] = met.get(pair, 0) + 1
    assert plan.costs(drawn) == (sum(int((row < 0).sum()) for row in drawn), expected)
    assert plan.least_repeats(drawn) <= again


@pytest.mark.parametrize("queue", [None, [f"p{k}" for k in range(15)]])
def test_where_seats_are_short_people_wait_in_turns(queue):
    whole = problem(15, 3, 4, 4)  # twelve seats: three people wait in each round
    plan = pg.plan_rounds(replace(whole, queue=queue), rounds=5, time_limit=4)
    # Fifteen places on the waiting list over five rounds, for fifteen people: one each.
    assert plan.seats.isna().sum(axis=1).tolist() == [1] * 15


def test_whoever_waits_is_first_in_the_queue_of_the_next_round():
    plan = pg.plan_rounds(replace(problem(10, 2, 4, 4), queue=[f"p{k}" for k in range(10)]), rounds=2, time_limit=2)
    first, second = plan.results
    assert set(first.waiting["person"]) == {"p8", "p9"}  # the last of the queue
    assert set(second.waiting["person"]) == {"p6", "p7"}  # the last of those who had a seat
