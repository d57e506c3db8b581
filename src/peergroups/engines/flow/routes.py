"""Arrays that the network is built from: each person's ways to a seat, and stretches of equal prices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.seatcosts import SeatCosts
from peergroups.terms import Floats

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Routes:
    """Single arcs from people to offers, and who can also take any other offer at the default cost."""

    person: Longs
    offer: Longs
    cost: Floats
    roams: NDArray[np.bool_]


def routes(seats: SeatCosts, open_offer: NDArray[np.bool_], dear: NDArray[np.bool_]) -> Routes:
    """Split the seats into single arcs and people who can take any other offer at the default cost.

    Those named as dear, and those for whom some offer is dearer than the default, have all their offers listed.
    """
    owner, offer, cost = seats.owner.astype(np.int64), seats.offer.astype(np.int64), seats.cost
    dear = dear.copy()
    if np.isinf(seats.default):
        roams = np.zeros_like(dear)
    else:
        dear[owner[cost > seats.default]] = True
        roams = ~dear
        rest = ~dear[owner]
        whole = seats.listed(np.flatnonzero(dear))
        owner, offer, cost = (
            np.concatenate([part[rest], more]) for part, more in zip((owner, offer, cost), whole, strict=True)
        )
    keep = np.isfinite(cost) & open_offer[offer]
    return Routes(owner[keep], offer[keep], cost[keep], roams & open_offer.any())


@dataclass(frozen=True, eq=False)
class Runs:
    """Stretches of equal numbers along the rows of a table, row by row."""

    row: Longs
    begin: Longs
    length: Longs
    level: Floats

    def of_rows(self, rows: Longs) -> tuple[Longs, Longs]:
        """Return, for the stretches of each of some rows, the place in `rows` and the stretch."""
        first = np.searchsorted(self.row, rows)
        count = np.searchsorted(self.row, rows, side="right") - first
        at = np.repeat(np.arange(len(rows)), count)
        return at, np.arange(len(at)) + np.repeat(first - np.cumsum(count) + count, count)


def level_runs(table: Floats) -> Runs:
    """Return the stretches of equal finite numbers along the rows of a table."""
    begins = np.ones(table.shape, dtype=bool)
    begins[:, 1:] = table[:, 1:] != table[:, :-1]
    row, begin = np.nonzero(begins)
    end = np.append(begin[1:], table.shape[1])
    end = np.where(np.append(row[1:] != row[:-1], True), table.shape[1], end)[: len(row)]
    finite = np.isfinite(table[row, begin])
    return Runs(row[finite], begin[finite], (end - begin)[finite], table[row, begin][finite])
