"""Column generation: the master's duals ask for better groups until there are none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from peergroups.engines.base import Budget
from peergroups.engines.columns.asked import Prices, cuts_of
from peergroups.engines.columns.bounds import lagrange
from peergroups.engines.columns.branch import Branch
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.envelope import FORBIDDEN
from peergroups.engines.columns.master import Master, Relaxed
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.pricing import Priced, Question, Workers
from peergroups.engines.columns.tallies import Tally
from peergroups.model import Model
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
        The duals of the best bound so far, or a guess.
    width : float
        How far from them the master's duals are held at first.
    bound : float
        No grouping of this branch has a lower total.
    relaxed : Relaxed or None
        The last solution of the master.
    solved : bool
        Whether the relaxation is solved, up to `ENOUGH`.
    """

    model: Model
    tallies: list[Tally]
    pool: Pool
    master: Master
    branch: Branch
    workers: Workers
    centre: Duals
    width: float = math.inf
    bound: float = -math.inf
    relaxed: Relaxed | None = None
    solved: bool = False
    nodes: int = NODES
    _share: float = SHARE
    _finished: bool = True

    def run(self, budget: Budget, enough: Callable[[float], bool]) -> None:
        """Go on until the relaxation is solved, the bound is enough, or the time is out."""
        self.solved = False
        self._hold()
        while budget.left > 0 and not enough(self.bound):
            self.relaxed = self.master.solve(budget.left) or self.relaxed
            if self.relaxed is None or budget.left <= 0:
                return
            gap = self.relaxed.value + self.model.constant - self.bound
            if (gap <= ENOUGH and not self.relaxed.false) or not self._step(self.relaxed):
                self.solved = True
                return

    def _step(self, relaxed: Relaxed) -> bool:
        """Price once, and make up for it if nothing comes of it; return whether there is still something to do."""
        asked = relaxed.duals.mixed(self.centre, self._share)
        better, new = self._price(asked)
        known = self._known(relaxed)
        taken = self.master.take([c for c in new if known[c] < -ENOUGH] + self._cheapest(known))
        if better:
            self.centre = asked
            self._hold()
        if taken:
            self._share = min(SHARE, self._share + 0.05) if better else max(0.0, self._share - 0.1)
        elif self._share > 0:
            self._share = 0.0
        elif relaxed.false and math.isfinite(self.width):
            self.width *= 2
            self.centre = relaxed.duals
            self._hold()
        elif not self._finished and self.nodes < MOST_NODES:
            self.nodes *= 8
        else:
            return False
        return True

    def _price(self, duals: Duals) -> tuple[bool, list[int]]:
        """Price all offers; return whether the bound rose, and the columns found."""
        prices = duals.prices(self.tallies, self.model.offers)
        known = self.pool.reduced(cuts_of(self.model.people, self.master.triples), prices)
        priced = self._ask(prices, self._thresholds(known))
        self._finished = all(answer.finished for answer in priced.values())
        least = np.zeros(self.model.offers)
        for offer, answer in priced.items():
            least[offer] = answer.bound
        branch = self.branch
        bound = lagrange(self.model, self.tallies, branch.fewest, branch.most, duals, least)
        bound += float(known[list(branch.fixed)].sum())
        better = bound > self.bound
        self.bound = max(self.bound, bound)
        return better, self._added(priced)

    def _ask(self, prices: Prices, thresholds: Floats) -> dict[int, Priced]:
        """Return each offer's cheapest groups."""
        cuts = cuts_of(self.model.people, self.master.triples)
        question = Question(self.branch.costs, self.branch.blocks, cuts, prices, self.nodes)

        def cheapest(offer: int) -> Priced:
            return question.cheapest(offer, thresholds[offer])

        offers = np.flatnonzero(self.branch.most > 0).tolist()
        return dict(zip(offers, self.workers.map(cheapest, offers), strict=True))

    def _added(self, priced: dict[int, Priced]) -> list[int]:
        return [self.pool.add(offer, *group) for offer, answer in priced.items() for group in answer.groups]

    def _thresholds(self, reduced: Floats) -> Floats:
        """Return for each offer the least reduced cost known, with room for rounding: only better ones matter."""
        least = np.where(self.branch.fewest > 0, FORBIDDEN, 0.0)
        mine = np.flatnonzero(self.branch.allows(self.pool))
        np.minimum.at(least, self.pool.offer[mine], reduced[mine])
        return least + 1e-9

    def _known(self, relaxed: Relaxed) -> Floats:
        """Return the reduced costs of the pool's columns under the master's duals; inf if barred or in the master."""
        prices = relaxed.duals.prices(self.tallies, self.model.offers)
        prices = Prices(prices.person, prices.offer - relaxed.copies, prices.cut)
        reduced = self.pool.reduced(cuts_of(self.model.people, self.master.triples), prices)
        reduced[self.master.columns] = np.inf
        reduced[~self.branch.allows(self.pool)] = np.inf
        return reduced

    def _cheapest(self, reduced: Floats) -> list[int]:
        some = min(KNOWN, len(reduced) - 1)
        if some < 1:
            return []
        return [int(c) for c in np.argpartition(reduced, some)[:some] if reduced[c] < -ENOUGH]

    def _hold(self) -> None:
        self.master.hold(self.centre.person if math.isfinite(self.width) else None, self.width)
