import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peergroups as pg
from peergroups.referee import judge

PEOPLE = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku", None]}, index=["ann", "bo", "cai", "dan", "eve"])
OFFERS = pd.DataFrame({"min_size": [1], "max_size": [5], "copies": [3]})


def cost(criterion: pg.Criterion, *groups: int) -> float:
    return judge(pg.Problem(PEOPLE, OFFERS, [criterion]).model, np.array(groups)).cost


def test_pairs_of_one_unit_and_pairs_that_have_met_cost():
    met = pg.NewTies([("ann", "cai"), ("ann", "bo")], weight=2)
    # ann-bo and cai-dan share a unit (that Ann and Bo have met too does not count twice), ann-cai have met.
    assert cost(met, 0, 0, 0, 0, -1) == 2 * 3
    assert cost(met, 0, 1, 2, 0, -1) == 0  # ann-dan is a new tie between units


def test_somebody_without_a_unit_is_a_new_tie_to_everybody_not_met():
    met = pg.NewTies([("eve", "dan")])
    assert cost(met, 0, -1, -1, 1, 0) == 0
    assert cost(met, 0, -1, -1, 1, 1) == 1


def test_ties_between_linked_units_can_cost_a_share():
    met = pg.NewTies([("ann", "cai")], linked=0.25)
    # Oulu and Turku are linked by Ann and Cai: bo-dan is new but not the first; Eve's unit is unknown.
    assert cost(met, -1, 0, -1, 0, 0) == 0.25
    assert cost(met, 0, -1, 0, -1, -1) == 1


def test_a_share_beyond_one_is_refused():
    with pytest.raises(pg.ProblemError, match="linked must be a share"):
        pg.NewTies([], linked=2)


@given(
    st.lists(st.tuples(*[st.sampled_from(list(PEOPLE.index))] * 2)),
    st.lists(st.integers(-1, 2), min_size=5, max_size=5),
)
def test_the_cost_is_the_pairs_that_are_no_new_ties_between_units(history, groups):
    met = {frozenset(pair) for pair in history if len(set(pair)) == 2}
    unit = PEOPLE["unit"].fillna("").tolist()
    units_linked = {frozenset((PEOPLE.at[a, "unit"], PEOPLE.at[b, "unit"])) for a, b in map(tuple, met)}
    expected = 0.0
    for a in range(5):
        for b in range(a):
            if groups[a] != groups[b] or groups[a] < 0:
                continue
            known = unit[a] and unit[b]
            if frozenset((PEOPLE.index[a], PEOPLE.index[b])) in met or (known and unit[a] == unit[b]):
                expected += 1
            elif known and frozenset((unit[a], unit[b])) in units_linked:
                expected += 0.5
    assert cost(pg.NewTies(history, linked=0.5), *groups) == expected
