"""A linear assignment by auction, for rows of which most keep what they have."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from peergroups.engines.search.kernel.arrays import Longs
from peergroups.native import inner
from peergroups.terms import Floats

PATIENCE = 10  # bids a row, on average, before the auction is given up
UNITS = 32  # of a whole number in the margin
FARTHEST = 2.0**38  # such units, beyond which no column is told from another
COLUMNS = 1 << 9  # the last bits of a value tell the column
NONE = 1 << 61  # a column that is not looked at


class Bids(NamedTuple):
    """The answer of an auction, and room to work in, for so many rows at most.

    Attributes
    ----------
    column_of, row_of : (most,) int64
        Who gets what, and the inverse.
    value : (most, most) int64
        What each column costs a row more than its own, in units, with the column's number in the last bits.
    price : (most,) int64
        What a column costs besides.
    without : (most,) int64
        Rows without a column.
    """

    column_of: Longs
    row_of: Longs
    value: Longs
    price: Longs
    without: Longs


def bids(most: int) -> Bids:
    """Return room for so many rows, fewer than `COLUMNS`."""
    column_of, row_of, price, without = np.zeros((4, most), dtype=np.int64)
    return Bids(column_of, row_of, np.zeros((most, most), dtype=np.int64), price, without)


@inner
def lowest(values: Longs, price: Longs, size: int) -> int:
    """Return the lowest sum; whole numbers, unlike others, are compared several at once."""
    least = values[0] + price[0]
    for j in range(1, size):
        least = min(least, values[j] + price[j])
    return least


@inner
def auction(cost: Floats, size: int, margin: float, bids: Bids) -> bool:
    """Give each row a column at nearly the least cost; if that takes too long, leave each its own and return False.

    Row k's own column is k, which it must be able to keep. Rows whose own column is their cheapest hold it from the
    beginning. Each of the others takes what is cheapest to it with prices added, raises that price until its second
    choice would do as well, and by a margin more, and turns out the row that held it.

    Parameters
    ----------
    cost : (at least size, at least size) float64
        What each row costs in each column.
    size : int
        How many rows and columns count; at least 2.
    margin : float
        The sum is at most about this times the size above the least.
    bids : Bids
        For the answer.

    Notes
    -----
    D. P. Bertsekas, "The auction algorithm: a distributed relaxation method for the assignment problem", Annals of
    Operations Research 14 (1988) 105-123.
    """
    column_of, row_of, price, without = bids.column_of, bids.row_of, bids.price, bids.without
    left = 0
    for k in range(size):
        price[k], column_of[k], row_of[k] = 0, k, -1
    for k in range(size):
        row, values, own = cost[k], bids.value[k], cost[k, k]
        for j in range(size):
            units = max(-FARTHEST, min(FARTHEST, (row[j] - own) * (UNITS / margin)))
            values[j] = int(units) * COLUMNS + j
        if lowest(values, price, size) < 0:
            without[left] = k
            left += 1
        else:
            row_of[k] = k
    for _ in range(PATIENCE * size):
        if left == 0:
            return True
        left -= 1
        k = without[left]
        values = bids.value[k]
        best = lowest(values, price, size)
        column = best & (COLUMNS - 1)
        value, values[column] = values[column], NONE
        second = lowest(values, price, size)
        values[column] = value
        price[column] += (second // COLUMNS - best // COLUMNS + UNITS) * COLUMNS
        if row_of[column] >= 0:
            without[left] = row_of[column]
            left += 1
        column_of[k], row_of[column] = column, k
    for k in range(size):
        column_of[k] = row_of[k] = k
    return False
