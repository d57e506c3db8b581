"""Branch and price: what a relaxation leaves undecided is decided both ways, the most promising way first."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from peergroups.engines.base import Incumbent
from peergroups.engines.columns.bounds import round_up, unit
from peergroups.engines.columns.branch import Choice, branch
from peergroups.engines.columns.cuts import broken
from peergroups.engines.columns.dive import dive
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.fractions import WHOLE, grouping, most_telling
from peergroups.engines.columns.generation import Generation
from peergroups.engines.columns.shared import Shared
from peergroups.referee import TOLERANCE

import os, time

LOG = bool(os.environ.get("LOG"))


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
    """The nodes still open; what they prove and find goes to the incumbent."""

    def __init__(self, shared: Shared, incumbent: Incumbent, name: str) -> None:
        self.shared, self.incumbent, self.name = shared, incumbent, name
        self.step = unit(shared.model)
        self.open: list[Node] = []
        self._numbers = count()

    def run(self, centre: Duals) -> None:
        """Look at nodes until none is open or the time is out."""
        self._push((), -math.inf, centre)
        while self.open and self.shared.budget.left > 0 and not self.incumbent.closed:
            self._look_at(heapq.heappop(self.open))
            self._prove(math.inf)

    def _look_at(self, node: Node) -> None:
        here = branch(self.shared.model, self.shared.costs, node.choices)
        here.restrict(self.shared.master)
        generation = Generation(self.shared, here, node.centre, node.bound)
        self._strengthen(generation, not node.choices)
        relaxed, bound = generation.relaxed, generation.bound
        if relaxed is not None and generation.solved:
            found = grouping(self.shared.master, relaxed)
            if found is not None:
                self.incumbent.offer(found, by=self.name)
            elif not node.choices:
                self._trim(generation)
                self._dive(generation)
        if self._enough(bound):
            return
        if relaxed is None or not generation.solved:
            self._push(node.choices, bound, generation.centre)
            return
        self._trim(generation)
        decision = most_telling(self.shared, node.choices, relaxed)
        if LOG:
            print(
                f"  node depth {len(node.choices)} bound {bound:.3f} lp {relaxed.value:.3f} -> {decision} open {len(self.open)} cols {len(self.shared.master.columns)} cuts {len(self.shared.master.triples)} total {self.incumbent.total} t {time.process_time():.1f}"
            )
        for choice in decision or ():
            self._push((*node.choices, choice), bound, generation.centre)

    def _strengthen(self, generation: Generation, root: bool) -> None:
        """Solve a relaxation, and cut off what it uses of groups by halves, as long as that helps."""

        def enough(bound: float) -> bool:
            self._prove(bound)
            return self._enough(bound)

        generation.run(enough)
        for _ in range(20 if root else 2):
            relaxed, before = generation.relaxed, generation.bound
            if not generation.solved or relaxed is None or self._enough(before):
                return
            used = np.flatnonzero(relaxed.used > WHOLE)
            columns = np.array(self.shared.master.columns)[used]
            triples = broken(self.shared.pool, columns, relaxed.used[used], self.shared.model.people, CUTS)
            if not len(triples):
                return
            self.shared.master.cut(triples)
            generation.run(enough)
            if LOG:
                print(
                    "   cut",
                    len(self.shared.master.triples),
                    (generation.relaxed.duals.cut > 1e-9).sum(),
                    generation.bound,
                    f"{time.process_time():.1f}",
                )
            if generation.bound - before < GAIN * (self.incumbent.total - before):
                return

    def _dive(self, generation: Generation) -> None:
        t = time.process_time()
        found = dive(generation, self._enough)
        if found is not None:
            self.incumbent.offer(found, by=self.name)
        if LOG:
            print("   dive", found is not None, self.incumbent.total, time.process_time() - t)
        generation.branch.restrict(self.shared.master)

    def _trim(self, generation: Generation) -> None:
        """Keep the master small."""
        most = 4 * self.shared.model.people
        if len(self.shared.master.columns) <= 1.5 * most:
            return
        generation.run(lambda bound: False)
        if generation.solved and generation.relaxed is not None:
            n = len(self.shared.master.columns)
            self.shared.master.trim(generation.reduced_costs(generation.relaxed), most)
            generation.run(lambda bound: False)
            if LOG:
                print("   trim", n, len(self.shared.master.columns), time.process_time())

    def _push(self, choices: tuple[Choice, ...], bound: float, centre: Duals) -> None:
        heapq.heappush(self.open, Node(self._rounded(bound), -len(choices), next(self._numbers), choices, centre))

    def _rounded(self, bound: float) -> float:
        return round_up(bound, self.step, self.shared.model.constant)

    def _enough(self, bound: float) -> bool:
        """Whether nothing better than the best grouping can have a total above a bound."""
        total = self.incumbent.total
        return self._rounded(bound) >= total - TOLERANCE * max(1.0, abs(total))

    def _prove(self, bound: float) -> None:
        """Tell what is proved if a bound holds for the branch that is not among the open nodes."""
        least = min([self._rounded(bound), self.incumbent.total, *(node.bound for node in self.open[:1])])
        if math.isfinite(least):
            self.incumbent.prove(least, by=self.name)


CUTS = 60
GAIN = 0.02
