"""Prices all offers, side by side: the least reduced cost of each, and columns worth having."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.asked import Blocks, Cuts, Longs, Prices
from peergroups.engines.columns.compiled import kernel
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.pricing_exact import Found, room, search_offer
from peergroups.terms import Ints

ROOM = 2000
"""Groups to choose from for each offer."""
WIDTH = 0.3
"""How much dearer than the best, as a share of its reduced cost, groups may be to be chosen from."""
KEPT, EACH = 20, 2
"""The most groups kept of an offer, and the most of them that any one person is in."""


@dataclass(frozen=True, eq=False)
class Priced:
    """What pricing an offer found.

    Attributes
    ----------
    bound : float
        No group of the offer has a lower reduced cost.
    finished : bool
        Whether the search was complete.
    sets : int
        How many sets of members it looked at.
    groups : sequence of (members, cost)
        Groups below the threshold.
    """

    bound: float
    finished: bool
    sets: int
    groups: Sequence[tuple[Ints, float]]


@dataclass(frozen=True, eq=False)
class Question:
    """What pricing is asked: see `search_offer`."""

    costs: GroupCosts
    blocks: Blocks
    cuts: Cuts
    prices: Prices
    nodes: int
    stop: NDArray[np.uint8]

    def cheapest(self, offer: int, threshold: float) -> Priced:
        """Return the least reduced cost of an offer, if it is below a threshold, and groups that come close to it."""
        found = room(self.costs, ROOM)
        asked = (self.costs, offer, self.blocks, self.cuts, self.prices)
        number, bound, sets, finished = search_offer(*asked, threshold, False, self.nodes, self.stop, found)
        groups = _groups(found, np.arange(min(number, ROOM)))
        if finished and number:
            near = bound + max(WIDTH * abs(min(bound, 0.0)), 1e-6)
            number, _, more, _ = search_offer(*asked, min(near, threshold), True, self.nodes, self.stop, found)
            sets += more
            groups += _groups(
                found,
                _diverse(
                    found.members, found.size, len(self.costs.counts), np.argsort(found.reduced[:number]), KEPT, EACH
                ),
            )
        return Priced(bound, finished, sets, groups)


def _groups(found: Found, chosen: Longs) -> list[tuple[Ints, float]]:
    return [(found.members[f, : found.size[f]].copy(), float(found.cost[f])) for f in chosen]


@kernel
def _diverse(members: Ints, size: Ints, people: int, order: Longs, most: int, each: int) -> Longs:
    """Choose groups, in order, so that no person is in more than `each` of them."""
    times = np.zeros(people, np.int64)
    chosen = np.zeros(most, np.int64)
    have = 0
    for f in order:
        fits = True
        for a in range(size[f]):
            fits = fits and times[members[f, a]] < each
        if fits and have < most:
            for a in range(size[f]):
                times[members[f, a]] += 1
            chosen[have] = f
            have += 1
    return chosen[:have]
