"""Branch and price: what a relaxation leaves undecided is decided both ways, the most promising way first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.columns.bounds import round_up
from peergroups.engines.columns.branch import Branch, Choice, branch
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.cuts import broken
from peergroups.engines.columns.dive import dive
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.fractions import WHOLE, decisions, grouping
from peergroups.engines.columns.generation import Generation
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.pricing import Workers
from peergroups.engines.columns.tallies import Tally
from peergroups.model import Model
from peergroups.referee import TOLERANCE


@dataclass(order=True, frozen=True)
class Node:
    """A branch still to be looked at.

    Attributes
    ----------
    bound : float
        No grouping of the branch has a lower total; rounded up where totals come in steps.
    depth : int
        Minus the number of decisions, so that deeper nodes come first among equals.
    """

    bound: float
    depth: int
    number: int
    choices: Sequence[Choice] = field(compare=False)
    centre: Duals = field(compare=False)


@dataclass
class Tree:
    """The nodes still open, and the master problem they share."""

    model: Model
    costs: GroupCosts
    tallies: list[Tally]
    pool: Pool
    master: Master
    workers: Workers
    incumbent: Incumbent
    step: float | None
    name: str

    def __post_init__(self) -> None:
        self.open: list[Node] = []
        self._numbers = count()

    def run(self, budget: Budget, centre: Duals, width: float) -> None:
        """Look at nodes until none is open or the budget is spent."""
        self._push((), -math.inf, centre)
        while self.open and budget.left > 0 and not self.incumbent.closed:
            node = heapq.heappop(self.open)
            if self._enough(node.bound):
                self._prove(math.inf)
                continue
            self._solve(node, budget, width)
            self._prove(math.inf)

    def _solve(self, node: Node, budget: Budget, width: float) -> None:
        here = branch(self.model, self.costs, node.choices)
        here.restrict(self.master)
        generation = Generation(
            self.model, self.tallies, self.pool, self.master, here, self.workers, node.centre, width, node.bound
        )
        rest = self.open[0].bound if self.open else math.inf

        def enough(bound: float) -> bool:
            self.incumbent.prove(min(self._rounded(bound), rest), by=self.name)
            return self._enough(bound)

        generation.run(budget, enough)
        generation.width = math.inf
        for _ in range(20 if not node.choices else 3):
            relaxed, before = generation.relaxed, generation.bound
            if not generation.solved or relaxed is None or enough(before):
                break
            found = grouping(self.master, relaxed)
            if found is not None:
                self.incumbent.offer(found, by=self.name)
                break
            used = np.flatnonzero(relaxed.used > WHOLE)
            triples = broken(
                self.pool, np.array(self.master.columns)[used], relaxed.used[used], self.model.people, 60
            )
            if not len(triples):
                break
            self.master.cut(triples)
            generation.run(budget, enough)
            if generation.bound - before < 0.01 * max(1e-9, self.incumbent.total - before):
                break
        bound, relaxed = max(node.bound, generation.bound), generation.relaxed
        if self._enough(bound):
            return
        if relaxed is None or not generation.solved:
            self._push(node.choices, bound, generation.centre)
            return
        found = grouping(self.master, relaxed)
        if found is not None:
            self.incumbent.offer(found, by=self.name)
            if self._enough(bound):
                return
        if not node.choices:
            found = dive(generation, width, budget, self._enough)
            if found is not None:
                self.incumbent.offer(found, by=self.name)
            here.restrict(self.master)
        self._branch(node, here, generation, bound)

    def _branch(self, node: Node, here: Branch, generation: Generation, bound: float) -> None:
        relaxed = generation.relaxed
        if relaxed is None:
            return
        best: Sequence[Choice] = ()
        value = -math.inf
        options = decisions(self.master, relaxed)
        for option in options:
            rises = []
            for choice in option:
                branch(self.model, self.costs, (*node.choices, choice)).restrict(self.master)
                probe = self.master.solve(1.0)
                rises.append(max(0.0, probe.value - relaxed.value) if probe else 0.0)
            score = max(rises[0], 1e-3) * max(rises[1], 1e-3)
            if score > value:
                best, value = option, score
        for choice in best:
            self._push((*node.choices, choice), bound, generation.centre)

    def _push(self, choices: Sequence[Choice], bound: float, centre: Duals) -> None:
        heapq.heappush(self.open, Node(self._rounded(bound), -len(choices), next(self._numbers), choices, centre))

    def _rounded(self, bound: float) -> float:
        return round_up(bound, self.step, self.model.constant)

    def _enough(self, bound: float) -> bool:
        """Whether nothing better than the best grouping can have a total above a bound."""
        total = self.incumbent.total
        return self._rounded(bound) >= total - TOLERANCE * max(1.0, abs(total))

    def _prove(self, bound: float) -> None:
        """Tell what the open nodes prove."""
        least = min([bound, self.incumbent.total, *(node.bound for node in self.open[:1])])
        if math.isfinite(least):
            self.incumbent.prove(least, by=self.name)
