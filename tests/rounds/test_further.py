"""Rounds planned after earlier ones."""

import numpy as np
import pandas as pd
import pytest

import peergroups as pg


def problem(people: list[str], groups: int, size: int, *, least: int | None = None) -> pg.Problem:
    offers = pd.DataFrame({"min_size": [least or size], "max_size": [size], "copies": [groups]}, index=["trust"])
    return pg.Problem(pd.DataFrame(index=people), offers)


def named(many: int, seed: int) -> list[str]:
    return [f"p{k}" for k in np.random.default_rng(seed).permutation(many)]


def planned(whole: pg.Problem, rounds: int, met: pg.MeetingGraph, **settings: object) -> pg.RoundsPlan:
    return pg.plan_rounds(whole, rounds, history=met, time_limit=5, **settings)


@pytest.mark.parametrize("before", [2, 3, 4])
def test_five_groups_of_five_have_six_rounds_however_many_are_planned_first(before):
    # Each meets four in a round and has 24 others: six rounds without a repeat leave no pair that has not met.
    met = pg.MeetingGraph()
    for result in planned(problem(named(25, seed=1), 5, 5), before, met).results:
        met.record(result)
    further = planned(problem(named(25, seed=2), 5, 5), 6 - before, met)
    assert further.repeats == 0
    assert len(further.met.pairs()) == 25 * 24 // 2


def test_rounds_planned_one_by_one_are_as_many_as_planned_at_once():
    met = pg.MeetingGraph()
    for number in range(7):  # seven groups of six have seven rounds
        (result,) = planned(problem(named(42, seed=number), 7, 6), 1, met, seed=number).results
        met.record(result, round=number)
    assert len(met.pairs()) == 7 * 7 * 15


@pytest.mark.parametrize(("groups", "size", "known"), [(8, 6, 8), (10, 7, 8), (11, 9, 12)])
def test_groups_read_in_another_order_and_with_other_names_are_recognised(groups, size, known):
    people = named(groups * size, seed=3)
    plan = planned(problem(people, groups, size), 3, pg.MeetingGraph())
    met, rng = pg.MeetingGraph(), np.random.default_rng(4)
    for number in (0, 1, 2):
        tables = pd.Series(rng.permutation([f"table {k}" for k in range(groups)]), index=range(1, groups + 1))
        met.record(plan.results[number].seats["group"].astype(int).map(tables).sample(frac=1.0))
    assert planned(problem(people, groups, size), known - 3, met).repeats == 0


def test_the_latest_round_by_lot_takes_one_round_and_planned_ones_after_it_one_each():
    people = named(48, seed=5)
    met = pg.MeetingGraph().record(pd.Series(np.arange(48) % 8 + 1, index=people), round="lot")
    for number in range(2):
        (result,) = planned(problem(people, 8, 6), 1, met).results
        met.record(result, round=number)
    assert planned(problem(people, 8, 6), 8 - 3, met).repeats == 0


def test_absentees_then_and_now_cost_no_repeats():
    people, rng = named(45, seed=6), np.random.default_rng(7)  # nine groups of five have nine rounds
    whole, met = problem(people, 9, 5, least=4), pg.MeetingGraph()
    for rounds in (2, 2, 4):
        there = pd.DataFrame(True, index=people, columns=range(rounds))
        for number in there:
            there.loc[rng.choice(people, 4, replace=False), number] = False
        plan = planned(whole, rounds, met, attendance=there)
        assert plan.repeats == 0
        assert plan.overview["waiting"].sum() == 0
        for number, result in enumerate(plan.results):
            met.record(result, round=f"{rounds} {number} {len(met.rounds)}")


def test_few_rounds_with_absentees_leave_as_many_for_later():
    # Eight groups of six have eight rounds: one by lot, two with absentees, and all other five without a repeat.
    people, rng = named(48, seed=10), np.random.default_rng(11)
    whole = problem(people, 8, 6, least=5)
    met = pg.MeetingGraph().record(pd.Series(rng.permutation(48) % 8 + 1, index=people), round="lot")
    there = pd.DataFrame(True, index=people, columns=range(2))
    there.iloc[:5, 0] = there.iloc[5:10, 1] = False
    for number, result in enumerate(planned(whole, 2, met, attendance=there).results):
        met.record(result, round=number)
    assert planned(whole, 5, met).repeats == 0


def test_newcomers_take_the_places_of_those_who_have_left():
    people = named(42, seed=8)
    met = pg.MeetingGraph()
    for result in planned(problem(people, 7, 6), 3, met).results:
        met.record(result)
    now = [*people[5:], *(f"new {k}" for k in range(5))]
    assert planned(problem(now, 7, 6), 4, met).repeats == 0


def test_fewer_people_leave_groups_of_one_less():
    people = named(48, seed=9)
    met = pg.MeetingGraph()
    for result in planned(problem(people, 8, 6, least=5), 2, met).results:
        met.record(result)
    further = planned(problem(people[3:], 8, 6, least=5), 5, met)
    assert further.repeats == 0
    assert all(set(result.groups["size"]) == {5, 6} for result in further.results)
