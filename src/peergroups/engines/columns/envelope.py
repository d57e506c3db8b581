"""Straight lower bounds of count tables, whatever their shape."""

from __future__ import annotations

import numpy as np

from peergroups.native import kernel
from peergroups.terms import Floats

FORBIDDEN = 1e12
"""Stands for "not allowed" in compiled code: far above any cost or price, see `bounds.tellable`."""
BARRED = FORBIDDEN / 2
"""Sums from here on contain something forbidden."""


def envelope(table: Floats) -> tuple[Floats, Floats]:
    """Return floors and marginals so that k more members cost at least the floor and the first k marginals.

    Parameters
    ----------
    table : (rows, length) float64
        Amounts by number of members.

    Returns
    -------
    floor : (rows, length) float64
        ``floor[r, c]`` is at most ``table[r, c]``, and equal to it unless that is forbidden.
    marginal : (rows, length, length) float64
        ``floor[r, c] + marginal[r, c, :k].sum() <= table[r, c + k]``, and ``marginal[r, c]`` never falls: the
        slopes of the lower convex hull of the rest of the row. A convex row's marginals are its differences.
    """
    rows, length = table.shape
    floor, marginal = np.full((rows, length), FORBIDDEN), np.full((rows, length, length), FORBIDDEN)
    lay_below(table, floor, marginal)
    return floor, marginal


@kernel
def lay_below(table: Floats, floor: Floats, marginal: Floats) -> None:
    """Replace what is not forbidden of floors and marginals."""
    rows, length = table.shape
    for r in range(rows):
        for c in range(length):
            at = c
            while at < length and table[r, at] >= BARRED:
                at += 1
            if at == length:
                continue
            value = table[r, at]  # a forbidden number of members is taken to cost what the next allowed one does
            floor[r, c] = value
            at = c
            while at < length - 1:
                slope, to = FORBIDDEN, -1
                for k in range(at + 1, length):
                    rise = (table[r, k] - value) / (k - at)
                    if table[r, k] < BARRED and rise <= slope:
                        slope, to = rise, k
                if to < 0:
                    break
                for k in range(at - c, to - c):
                    marginal[r, c, k] = slope
                at, value = to, table[r, to]
