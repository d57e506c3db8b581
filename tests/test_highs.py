"""Programmes are solved as scipy solves them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from peergroups.highs import Limits, cheapest, stacked


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_the_least_cost_is_that_of_scipy(seed):
    rng = np.random.default_rng(seed)
    many, rows = rng.integers(1, 6), rng.integers(1, 5)
    table = rng.integers(-3, 4, (rows, many)).astype(float)
    high = rng.integers(-4, 8, rows).astype(float)
    low = np.where(rng.random(rows) < 0.5, -np.inf, high - rng.integers(0, 4, rows))
    costs, most, whole = rng.normal(size=many), rng.integers(0, 5, many).astype(float), rng.random(many) < 0.5
    parts = []
    for row in range(rows):  # stacked from single rows, so that their numbers must be shifted
        there = np.flatnonzero(table[row])
        parts.append(
            Limits(np.zeros(len(there), int), there, table[row, there], low[row : row + 1], high[row : row + 1])
        )
    found = cheapest(costs, stacked(parts), most, whole)
    expected = milp(
        costs, constraints=LinearConstraint(table, low, high), bounds=Bounds(0, most), integrality=whole.astype(int)
    )
    assert (found is None) == (expected.x is None)
    if found is not None:
        assert np.isclose(costs @ found, expected.fun)
        assert (table @ found <= high + 1e-6).all()
        assert (table @ found >= low - 1e-6).all()
        assert np.allclose(found[whole], np.rint(found[whole]))
