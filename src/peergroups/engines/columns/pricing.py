"""Prices all offers, side by side: the least reduced cost of each, and columns worth having."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numba import njit

from peergroups.engines.columns.asked import Blocks, Cuts, Longs, Prices
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.pricing_exact import Found, room, search_offer
from peergroups.terms import Floats, Ints

T = TypeVar("T")

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
        Whether that is exact, or the reduced cost asked for.
    groups : sequence of (members, cost)
        Groups below the threshold.
    """

    bound: float
    finished: bool
    groups: Sequence[tuple[Ints, float]]


@dataclass(frozen=True, eq=False)
class Question:
    """What pricing is asked: see `search_offer`."""

    costs: GroupCosts
    blocks: Blocks
    cuts: Cuts
    prices: Prices
    nodes: int

    def cheapest(self, offer: int, threshold: float) -> Priced:
        """Return the least reduced cost of an offer, if it is below a threshold, and groups that come close to it."""
        found = room(self.costs, ROOM)
        asked = (self.costs, offer, self.blocks, self.cuts, self.prices)
        number, bound, _, finished = search_offer(*asked, threshold, False, self.nodes, found)
        groups = _groups(found, np.arange(min(number, ROOM)))
        if finished and number:
            near = bound + max(WIDTH * abs(min(bound, 0.0)), 1e-6)
            number, _, _, _ = search_offer(*asked, min(near, threshold), True, self.nodes, found)
            groups += _groups(found, _diverse(found.members, found.size, found.reduced, number, KEPT, EACH))
        return Priced(bound, finished, groups)

    def below(self, offer: int, threshold: float, most: int) -> Priced:
        """Return every group of an offer with a reduced cost below a threshold; unfinished if there are too many."""
        found = room(self.costs, most)
        asked = (self.costs, offer, self.blocks, self.cuts, self.prices)
        number, bound, _, finished = search_offer(*asked, threshold, True, self.nodes, found)
        return Priced(bound, finished, _groups(found, np.arange(number)))


class Workers:
    """Threads for compiled code, which lets go of Python's lock.

    Parameters
    ----------
    number : int
        How many; with one, everything is done in the caller's thread.
    """

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number) if number > 1 else None

    def map(self, work: Callable[[int], T], items: Sequence[int]) -> list[T]:
        """Return what a function makes of each item, in order."""
        return list(map(work, items) if self._pool is None else self._pool.map(work, items))

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown()


def _groups(found: Found, chosen: Longs) -> list[tuple[Ints, float]]:
    return [(found.members[f, : found.size[f]].copy(), float(found.cost[f])) for f in chosen]


@njit(cache=True, nogil=True)
def _diverse(members: Ints, size: Ints, reduced: Floats, number: int, most: int, each: int) -> Longs:
    """Choose groups, best first, so that no person is in more than `each` of them."""
    times = np.zeros(members[:number].max() + 1 if number else 0, np.int64)
    chosen = np.zeros(most, np.int64)
    have = 0
    for f in np.argsort(reduced[:number]):
        fits = True
        for a in range(size[f]):
            fits = fits and times[members[f, a]] < each
        if fits and have < most:
            for a in range(size[f]):
                times[members[f, a]] += 1
            chosen[have] = f
            have += 1
    return chosen[:have]
