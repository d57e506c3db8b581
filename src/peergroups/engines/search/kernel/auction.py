"""A linear assignment by auction, for rows of which most keep what they have."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import Longs
from peergroups.engines.search.kernel.jit import inner
from peergroups.terms import Floats

PATIENCE = 10  # bids a row, on average, before the auction is given up


@inner
def auction(
    cost: Floats, size: int, margin: float, column_of: Longs, row_of: Longs, price: Floats, without: Longs
) -> bool:
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
        The sum is at most this times the size above the least.
    column_of, row_of : (at least size,) int64
        The answer, and its inverse.
    price : (at least size,) float64
        Room to work in.
    without : (at least size,) int64
        Room for the rows without a column.

    Notes
    -----
    D. P. Bertsekas, "The auction algorithm: a distributed relaxation method for the assignment problem", Annals of
    Operations Research 14 (1988) 105-123.
    """
    left = 0
    for k in range(size):
        price[k], column_of[k], row_of[k] = 0.0, k, -1
    for k in range(size):
        row, least = cost[k], cost[k, k]
        for j in range(size):
            least = min(least, row[j])
        if least < cost[k, k]:
            without[left] = k
            left += 1
        else:
            row_of[k] = k
    for _ in range(PATIENCE * size):
        if left == 0:
            return True
        left -= 1
        k = without[left]
        row, best, second, column = cost[k], np.inf, np.inf, -1
        for j in range(size):
            value = row[j] + price[j]
            if value < second:
                if value < best:
                    best, second, column = value, best, j
                else:
                    second = value
        price[column] += second - best + margin
        if row_of[column] >= 0:
            without[left] = row_of[column]
            left += 1
        column_of[k], row_of[column] = column, k
    for k in range(size):
        column_of[k] = row_of[k] = k
    return False
