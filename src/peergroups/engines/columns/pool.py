"""The groups known so far, each once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from peergroups.engines.columns.asked import Cuts, Prices
from peergroups.engines.columns.compiled import kernel
from peergroups.engines.columns.costs import GroupCosts
from peergroups.terms import Floats, Ints


@dataclass
class Pool:
    """Columns: an offer, members in ascending order, and a cost.

    Attributes
    ----------
    costs : GroupCosts
        Of the model.
    number : int
        How many columns there are; the arrays have room for more.
    """

    costs: GroupCosts
    number: int = 0
    offer: Ints = field(init=False)
    size: Ints = field(init=False)
    members: Ints = field(init=False)
    cost: Floats = field(init=False)
    _known: dict[tuple[int, bytes], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.offer = np.zeros(1024, np.int32)
        self.size = np.zeros(1024, np.int32)
        self.members = np.zeros((1024, self.costs.largest), np.int32)
        self.cost = np.zeros(1024)

    def add(self, offer: int, members: Ints, cost: float) -> int:
        """Take a group, if it is not known yet; return its number."""
        members = np.sort(members).astype(np.int32)
        key = (offer, members.tobytes())
        at = self._known.setdefault(key, self.number)
        if at == self.number:
            if at == len(self.cost):
                self._grow()
            self.offer[at], self.size[at], self.cost[at] = offer, len(members), cost
            self.members[at, : len(members)] = members
            self.number += 1
        return at

    def members_of(self, column: int) -> Ints:
        """Return the members of a column."""
        return self.members[column, : self.size[column]]

    def _grow(self) -> None:
        for name in ("offer", "size", "members", "cost"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old, np.zeros_like(old)]))

    def reduced(self, cuts: Cuts, prices: Prices) -> Floats:
        """Return (number,) the columns' reduced costs."""
        return _reduced(
            self.offer[: self.number],
            self.size[: self.number],
            self.members[: self.number],
            self.cost[: self.number],
            cuts,
            prices,
        )


@kernel
def _reduced(offer: Ints, size: Ints, members: Ints, cost: Floats, cuts: Cuts, prices: Prices) -> Floats:
    reduced = np.empty(len(cost))
    inside = np.zeros(len(prices.cut), np.int64)
    for c in range(len(cost)):
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
    return reduced
