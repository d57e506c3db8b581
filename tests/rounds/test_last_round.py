"""The last of several rounds, formed by whole groups: always right where it says something."""

import itertools

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.engines.base import Budget
from peergroups.referee import judge
from peergroups.rounds.agenda import agenda
from peergroups.rounds.last_round import form_last, least_grouping


def tables(
    people: int, copies: int, least: int, most: int, *criteria: pg.Criterion, **columns: list[str]
) -> pg.Problem:
    offers = pd.DataFrame({"min_size": [least], "max_size": [most], "copies": [copies]})
    return pg.Problem(pd.DataFrame(columns, index=range(people)), offers, list(criteria))


def test_a_third_round_of_nine_in_threes_meets_nobody_again():
    rows, columns = np.arange(9, dtype=np.int32) // 3, np.arange(9, dtype=np.int32) % 3
    plan = agenda(tables(9, 3, 3, 3, pg.Balanced("unit"), unit=list("abcbcacab")), 3, None, None, 1.0)
    rounds = [rows, columns, rows]  # the third repeats the first
    form_last(plan, rounds, Budget(60.0), 0)
    # Of the two classes of diagonals one has a, b and c in each group, as the units are the other one.
    assert plan.costs(rounds) == (0, 0.0)
    assert sorted(np.bincount(rounds[2])) == [3, 3, 3]


def test_where_there_is_no_such_grouping_none_is_given():
    rows = np.arange(8, dtype=np.int32) // 4
    model = agenda(tables(8, 2, 4, 4), 2, None, None, 1.0).against(1, [rows, None], range(1)).model
    assert least_grouping(model, [rows], Budget(60.0), 0) is None  # two fours of two fours: two must meet again


def test_costs_that_it_does_not_know_leave_it_to_the_others():
    rows, columns = np.arange(9, dtype=np.int32) // 3, np.arange(9, dtype=np.int32) % 3
    stated = tables(9, 3, 3, 3, pg.KeepTogether([(0, 5)]))
    model = agenda(stated, 3, None, None, 1.0).against(2, [rows, columns, None], range(2)).model
    assert least_grouping(model, [rows, columns], Budget(60.0), 0) is None


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_it_finds_what_enumeration_finds(data):
    people, groups = data.draw(st.sampled_from([(6, 2), (6, 3), (5, 2), (4, 2)]))
    size = -(-people // groups)
    unit = data.draw(st.lists(st.sampled_from("abc"), min_size=people, max_size=people))
    other = np.array(data.draw(st.lists(st.integers(-1, groups), min_size=people, max_size=people)), dtype=np.int32)
    rule = data.draw(st.sampled_from([pg.MixedUnits(weight=2), pg.Balanced("unit"), pg.NotAlone("unit")]))
    stated = tables(people, groups, people // groups, size, rule, unit=unit)
    first, second = np.triu_indices(people, 1)
    met = (other[first] == other[second]) & (other[first] >= 0)
    pairs = list(zip(first[met].tolist(), second[met].tolist(), strict=True))
    model = pg.Problem(stated.people, stated.offers, [*stated.criteria, pg.NewFaces(pairs)]).model
    found = least_grouping(model, [other], Budget(60.0), 0)
    everything = [np.array(each, dtype=np.int32) for each in itertools.product(range(groups), repeat=people)]
    full = [each for each in everything if np.bincount(each, minlength=groups).min() >= people // groups]
    costs = [judge(model, each).total for each in full]
    if found is not None:
        assert judge(model, found).total <= min(costs) + 1e-9
    elif min(costs) == 0 and not isinstance(rule, pg.NotAlone):
        raise AssertionError("there is a grouping that costs nothing, and it was not found")
