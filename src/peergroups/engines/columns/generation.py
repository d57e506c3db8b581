"""Column generation: the master's duals ask for better groups until there are none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from peergroups.engines.columns.bounds import lagrange
from peergroups.engines.columns.branch import Branch
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.envelope import FORBIDDEN
from peergroups.engines.columns.master import Relaxed
from peergroups.engines.columns.pricing import Priced, Question
from peergroups.engines.columns.shared import Shared
from peergroups.terms import Floats

ENOUGH = 1e-6
"""A reduced cost above minus this is 0."""
SHARE = 0.8
"""How far towards the duals of the best bound the master's own are moved, at most (Wentges 1997)."""
KNOWN = 50
"""Columns of the pool that are taken in again at a time."""
NODES, MOST_NODES = 200_000, 50_000_000
"""Sets an exact pricing may look at: at first, and when nothing is found otherwise."""


@dataclass
class Generation:
    """Column generation in one branch.

    Attributes
    ----------
    centre : Duals
        The duals of the best bound so far, or a guess; the master's duals are held near them at first.
    bound : float
        No grouping of this branch has a lower total.
    relaxed : Relaxed or None
        The last solution of the master.
    solved : bool
        Whether nothing better is left to be found.
    """

    shared: Shared
    branch: Branch
    centre: Duals
    bound: float = -math.inf
    relaxed: Relaxed | None = None
    solved: bool = False
    _nodes: int = NODES
    _share: float = SHARE

    def run(self, enough: Callable[[float], bool]) -> None:
        """Go on until the relaxation is solved, the bound is enough, or the time is out."""
        self.solved = False
        self._width = self.shared.width
        self._hold()
        clock = self.shared.clock
        while clock.left > 0 and not enough(self.bound):
            self.relaxed = self.shared.master.solve(clock) or self.relaxed
            if self.relaxed is None or clock.left <= 0:
                return
            gap = self.relaxed.value + self.shared.model.constant - self.bound
            if (gap <= ENOUGH and not self.relaxed.false) or not self._step(self.relaxed):
                self.solved = True
                return

    def _step(self, relaxed: Relaxed) -> bool:
        """Price once, and make up for it if nothing comes of it; return whether there is still something to do."""
        asked = relaxed.duals.mixed(self.centre, self._share)
        better, new = self._price(asked)
        reduced = self.reduced_costs(relaxed)
        reduced[self.shared.master.columns] = np.inf
        taken = self.shared.master.take([c for c in new if reduced[c] < -ENOUGH] + _cheapest(reduced))
        if better:
            self.centre = asked
            self._hold()
        if taken:
            self._share = min(SHARE, self._share + 0.05) if better else max(0.0, self._share - 0.1)
        elif self._share > 0:
            self._share = 0.0
        elif relaxed.false and self._width < self.shared.worst:
            self._width *= 2
            self.centre = relaxed.duals
            self._hold()
        elif not self._finished and self._nodes < MOST_NODES:
            self._nodes *= 8
        else:
            return False
        return True

    def _price(self, duals: Duals) -> tuple[bool, list[int]]:
        """Price all offers; return whether the bound rose, and the columns found."""
        model, pool, branch = self.shared.model, self.shared.pool, self.branch
        cuts, prices = self.shared.asked(duals)
        known = pool.reduced(cuts, prices)
        limits = self._nodes, self.shared.workers.stop
        question = Question(branch.laid_out, branch.blocks, cuts, prices, *limits, self.shared.desks)
        thresholds = self._thresholds(known)

        def cheapest(offer: int) -> Priced:
            return question.cheapest(offer, thresholds[offer])

        offers = np.flatnonzero(branch.most > 0).tolist()
        least, new = np.zeros(model.offers), []
        self._finished = True
        for offer, priced in zip(offers, self.shared.workers.map(cheapest, offers), strict=True):
            least[offer] = priced.bound
            self._finished &= priced.finished
            self.shared.clock.count(sets=priced.sets)
            new += [pool.add(offer, members, cost) for members, cost in priced.groups]
        bound = lagrange(model, branch.tallies, self.shared.limits, branch.fewest, branch.most, duals, least)
        bound += float(known[list(branch.fixed)].sum())
        better = bound > self.bound
        self.bound = max(self.bound, bound)
        return better, new

    def _thresholds(self, reduced: Floats) -> Floats:
        """Return for each offer the least reduced cost known, with room for rounding: only better ones matter."""
        least = np.where(self.branch.fewest > 0, FORBIDDEN, 0.0)
        mine = np.flatnonzero(self.branch.allows(self.shared.pool))
        np.minimum.at(least, self.shared.pool.offer[mine], reduced[mine])
        return least + 1e-9

    def reduced_costs(self, relaxed: Relaxed) -> Floats:
        """Return (columns,) the reduced costs of the pool's columns under the master's duals; inf where barred."""
        reduced = self.shared.pool.reduced(*self.shared.asked(relaxed.duals, relaxed.copies))
        reduced[~self.branch.allows(self.shared.pool)] = np.inf
        return reduced

    def _hold(self) -> None:
        free = self._width >= self.shared.worst
        self.shared.master.hold(None if free else self.centre.person, self._width)


def _cheapest(reduced: Floats) -> list[int]:
    """Return the columns of least reduced cost, if it is below 0."""
    some = np.argpartition(reduced, KNOWN)[:KNOWN] if len(reduced) > KNOWN else np.arange(len(reduced))
    return [int(c) for c in some if reduced[c] < -ENOUGH]
