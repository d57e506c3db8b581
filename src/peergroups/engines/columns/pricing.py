"""Prices all offers, side by side: the least reduced cost of each, and columns worth having."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.asked import Blocks, Cuts, Longs, Prices
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.desk import Desk, Desks, Found
from peergroups.engines.columns.pricing_exact import search_offer
from peergroups.native import Packed, kernel, packed
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


class Question:
    """What pricing is asked: see `search_offer`. Threads may ask about offers side by side.

    Parameters
    ----------
    costs : GroupCosts
        Laid out for kernels or not.
    desks : Desks
        To search at, with room for `ROOM` groups.
    """

    def __init__(
        self,
        costs: GroupCosts | Packed,
        blocks: Blocks,
        cuts: Cuts,
        prices: Prices,
        nodes: int,
        stop: NDArray[np.uint8],
        desks: Desks,
    ) -> None:
        self._costs, self._others = packed(costs), (packed(blocks), packed(cuts), packed(prices))
        self._limits = packed(nodes), packed(stop)
        self._cuts, self._desks = len(prices.cut), desks

    def cheapest(self, offer: int, threshold: float) -> Priced:
        """Return the least reduced cost of an offer, if it is below a threshold, and groups that come close to it."""
        with self._desks.lend(self._cuts) as desk:
            found = desk.value.found
            number, bound, sets, finished = self._search(offer, threshold, False, desk)
            groups = _groups(found, np.arange(min(number, ROOM)))
            if finished and number:
                near = bound + max(WIDTH * abs(min(bound, 0.0)), 1e-6)
                number, _, more, _ = self._search(offer, min(near, threshold), True, desk)
                sets += more
                groups += _groups(found, _diverse(desk, np.argsort(found.reduced[:number]), KEPT, EACH))
        return Priced(bound, finished, sets, groups)

    def _search(self, offer: int, threshold: float, every: bool, desk: Packed) -> tuple[int, float, int, bool]:
        found: tuple[int, float, int, bool] = search_offer(
            self._costs, offer, *self._others, threshold, every, *self._limits, desk
        )
        return found


def _groups(found: Found, chosen: Longs) -> list[tuple[Ints, float]]:
    return [(found.members[f, : found.size[f]].copy(), float(found.cost[f])) for f in chosen]


def _diverse(desk: Packed, order: Longs, most: int, each: int) -> Longs:
    """Choose at most `most` of the groups found, in order, so that no person is in more than `each` of them."""
    chosen = np.zeros(most, np.int64)
    return chosen[: choose(desk, order, each, chosen)]


@kernel
def choose(desk: Desk, order: Longs, each: int, chosen: Longs) -> int:
    """Set what is chosen; return how many."""
    members, size, times = desk.found.members, desk.found.size, desk.present
    times[:] = 0
    have = 0
    for k in range(len(order)):
        f = order[k]
        fits = True
        for a in range(size[f]):
            fits = fits and times[members[f, a]] < each
        if fits and have < len(chosen):
            for a in range(size[f]):
                times[members[f, a]] += 1
            chosen[have] = f
            have += 1
    return have
