"""The groups known so far, each once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from peergroups.engines.columns.asked import Cuts, Longs, Prices
from peergroups.engines.columns.costs import GroupCosts
from peergroups.native import Packed, kernel, packed
from peergroups.terms import Floats, Ints


class Columns(NamedTuple):
    """The arrays of a `Pool`."""

    offer: Ints
    size: Ints
    members: Ints
    cost: Floats


@dataclass
class Pool:
    """Columns: an offer, members in ascending order, and a cost.

    Attributes
    ----------
    costs : GroupCosts
        Of the model.
    number : int
        How many columns there are; the arrays have room for more.
    laid_out : Packed
        The arrays, for kernels.
    """

    costs: GroupCosts
    number: int = 0
    offer: Ints = field(init=False)
    size: Ints = field(init=False)
    members: Ints = field(init=False)
    cost: Floats = field(init=False)
    laid_out: Packed = field(init=False)
    _known: dict[tuple[int, bytes], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        offer, size = np.zeros((2, 1024), np.int32)
        self._use(Columns(offer, size, np.zeros((1024, self.costs.largest), np.int32), np.zeros(1024)))

    def add(self, offer: int, members: Ints, cost: float) -> int:
        """Take a group, if it is not known yet; return its number."""
        members = np.sort(members).astype(np.int32)
        key = (offer, members.tobytes())
        at = self._known.setdefault(key, self.number)
        if at == self.number:
            if at == len(self.cost):
                self._use(Columns(*(np.concatenate([old, np.zeros_like(old)]) for old in self.laid_out.value)))
            self.offer[at], self.size[at], self.cost[at] = offer, len(members), cost
            self.members[at, : len(members)] = members
            self.number += 1
        return at

    def members_of(self, column: int) -> Ints:
        """Return the members of a column."""
        return self.members[column, : self.size[column]]

    def _use(self, columns: Columns) -> None:
        self.offer, self.size, self.members, self.cost = columns
        self.laid_out = packed(columns)

    def reduced(self, cuts: Cuts, prices: Prices) -> Floats:
        """Return (number,) the columns' reduced costs."""
        reduced = np.empty(self.number)
        reduce(self.laid_out, cuts, prices, np.zeros(len(prices.cut), np.int64), reduced)
        return reduced


@kernel
def reduce(columns: Columns, cuts: Cuts, prices: Prices, inside: Longs, reduced: Floats) -> None:
    """Set the reduced costs of the first columns. `inside` is working space of one 0 a cut, left as it was found."""
    offer, size, members, cost = columns
    for c in range(len(reduced)):
        total = cost[c] + prices.offer[offer[c]]
        for a in range(size[c]):
            i = members[c, a]
            total -= prices.person[offer[c], i]
            for e in range(cuts.start[i], cuts.start[i + 1]):
                inside[cuts.of[e]] += 1
                if inside[cuts.of[e]] == 2:
                    total += prices.cut[cuts.of[e]]
        for a in range(size[c]):
            for e in range(cuts.start[members[c, a]], cuts.start[members[c, a] + 1]):
                inside[cuts.of[e]] = 0
        reduced[c] = total
