"""The auction against scipy's exact assignment."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from peergroups.engines.search.kernel.arrays import NEVER
from peergroups.engines.search.kernel.auction import UNITS, auction, bids
from peergroups.native import kernel


@kernel
def bid(cost, size, margin, room):
    return auction(cost, size, margin, room)


def assigned(cost, margin):
    """Return whether the auction ended, and each row's column."""
    size = len(cost)
    room = bids(size)
    ended = bid(cost, size, margin, room)
    np.testing.assert_array_equal(room.column_of[room.row_of], np.arange(size))  # an assignment, and its inverse
    return ended, room.column_of


@given(size=st.integers(2, 30), keep=st.floats(0, 3), forbidden=st.floats(0, 0.5), seed=st.integers(0, 99))
@settings(deadline=None)
def test_the_sum_is_within_the_margin_of_the_least(size, keep, forbidden, seed):
    """Rows can always keep their own column; other columns may be forbidden to them."""
    rng = np.random.default_rng(seed)
    cost = rng.normal(size=(size, size))
    cost[rng.random((size, size)) < forbidden] = NEVER
    np.fill_diagonal(cost, rng.normal(size=size) - keep)
    least = cost[linear_sum_assignment(cost)].sum()
    margin = 1e-2  # of the costs' spread: far finer ones make some auctions too long
    ended, column_of = assigned(cost, margin)
    found = cost[np.arange(size), column_of].sum()
    assert ended
    rounding = 2 * margin / UNITS  # less than a unit for each of the two costs compared
    assert least - 1e-9 <= found <= least + (margin + rounding) * size + 1e-9


def test_an_auction_that_takes_too_long_leaves_everything_as_it_is():
    """Three rows want the first two columns, equally; each bid raises a price by the margin only, and the third
    column costs ten million margins more."""
    cost = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    ended, column_of = assigned(cost, 1e-7)
    assert not ended
    assert column_of.tolist() == [0, 1, 2]
