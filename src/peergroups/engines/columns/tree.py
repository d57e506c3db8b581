"""Branch and price: what a relaxation leaves undecided is decided both ways, the most promising way first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from peergroups.engines.base import Incumbent
from peergroups.engines.columns.bounds import round_up, unit
from peergroups.engines.columns.branch import Choice, branch
from peergroups.engines.columns.dive import dive
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.fractions import grouping, most_telling
from peergroups.engines.columns.generation import Generation
from peergroups.engines.columns.shared import Shared
from peergroups.engines.columns.tightening import strengthen, trim
from peergroups.referee import TOLERANCE

ROOT_ROUNDS, NODE_ROUNDS = 20, 2
"""Rounds of cuts at most, before anything is decided and after."""
DIVE_EVERY = 10
"""One of so many nodes is followed down to a grouping."""


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
    choices: tuple[Choice, ...] = field(compare=False)
    centre: Duals = field(compare=False)


class Tree:
    """The nodes still open; what they prove and find goes to the incumbent.

    Parameters
    ----------
    polish : callable
        Called after a better grouping was handed in.
    """

    def __init__(self, shared: Shared, incumbent: Incumbent, name: str, polish: Callable[[], None]) -> None:
        self.shared, self.incumbent, self.name, self.polish = shared, incumbent, name, polish
        self.step = unit(shared.model)
        self.open: list[Node] = []
        self._numbers = count()
        self._undecidable = math.inf  # the bound of branches whose relaxation is whole but for rounding

    def run(self, centre: Duals) -> None:
        """Look at nodes until none is open or the time is out."""
        self._push((), -math.inf, centre)
        while self.open and self.shared.clock.left > 0 and not self.incumbent.closed:
            self._look_at(heapq.heappop(self.open))
            self._prove(math.inf)
        if not self.open and self._undecidable == math.inf and self.incumbent.verdict is None:
            self.incumbent.infeasible = True

    def _look_at(self, node: Node) -> None:
        generation = self._relax(node)
        bound = generation.bound
        if generation.solved and not self._enough(bound):
            self._find(generation, diving=node.number % DIVE_EVERY == 0)
        if self._enough(bound):
            return
        if not generation.solved or generation.relaxed is None:  # the time is out
            self._push(node.choices, bound, generation.centre)
            return
        trim(generation)
        decision = most_telling(self.shared, node.choices, generation.relaxed)
        if decision is None:
            self._undecidable = min(self._undecidable, bound)
            return
        for choice in decision:
            self._push((*node.choices, choice), bound, generation.centre)

    def _relax(self, node: Node) -> Generation:
        """Solve a node's relaxation, telling the bound as it rises."""

        def enough(bound: float) -> bool:
            self._prove(bound)
            return self._enough(bound)

        shared = self.shared
        here = branch(shared.model, shared.costs, shared.tallies, node.choices)
        here.restrict(shared.master)
        generation = Generation(shared, here, node.centre, node.bound)
        generation.run(enough)
        strengthen(generation, lambda: self.incumbent.total, enough, NODE_ROUNDS if node.choices else ROOT_ROUNDS)
        return generation

    def _find(self, generation: Generation, diving: bool) -> None:
        """Hand in the grouping that a relaxation is, or else one that it leads to."""
        relaxed = generation.relaxed
        found = None if relaxed is None else grouping(self.shared.master, relaxed)
        if found is None and diving:
            found = dive(generation, self._enough)
            generation.branch.restrict(self.shared.master)
        if found is not None and self.incumbent.offer(found, by=self.name):
            self.polish()

    def _push(self, choices: tuple[Choice, ...], bound: float, centre: Duals) -> None:
        heapq.heappush(self.open, Node(self._rounded(bound), -len(choices), next(self._numbers), choices, centre))

    def _rounded(self, bound: float) -> float:
        return round_up(bound, self.step, self.shared.model.constant)

    def _enough(self, bound: float) -> bool:
        """Whether nothing better than the best grouping can have a total above a bound."""
        verdict = self.incumbent.verdict
        if verdict is None:
            return self._rounded(bound) >= self.shared.worst - TOLERANCE
        return self._rounded(bound) >= verdict.total - TOLERANCE * max(1.0, verdict.cost)

    def _prove(self, bound: float) -> None:
        """Tell what is proved if a bound holds for the branch that is not among the open nodes."""
        least = min(
            [self._rounded(bound), self._undecidable, self.incumbent.total, *(node.bound for node in self.open[:1])]
        )
        if math.isfinite(least):
            self.incumbent.prove(least, by=self.name)
