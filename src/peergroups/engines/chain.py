"""Engines one after another on each independent part of a model, and the parts put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from peergroups.engines import ENGINES, engine
from peergroups.engines.base import Budget, Incumbent, Progress
from peergroups.engines.presolve import Part, split
from peergroups.model import Model
from peergroups.terms import WAITING

FIRST = ("flow",)
"""Engines so quick that every part is given to them before any part is given to the others."""

SHARES = {"flow": 1.0, "search": 0.3, "columns": 0.9, "cpsat": 1.0}
"""The share of the time left to a part that each engine may use."""


@dataclass
class Chain:
    """Takes a model apart and gives each part to engines in turn, smallest part first.

    Parameters
    ----------
    names : sequence of str, optional
        The engines, of `ENGINES`; all of them, in that order, if left out.
    """

    names: Sequence[str] = tuple(ENGINES)
    name: str = "chain"

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Improve the incumbent part by part. If interrupted, what the parts have by then is put together."""
        parted = split(model)
        if parted.fixed == np.inf:
            incumbent.infeasible = True
            return
        whole = Whole(incumbent, parted.parts, parted.fixed)
        try:
            for names in ([n for n in self.names if n in FIRST], [n for n in self.names if n not in FIRST]):
                self._stage(names, whole, budget, seed)
        finally:
            whole.fill()

    def _stage(self, names: Sequence[str], whole: Whole, budget: Budget, seed: int) -> None:
        people = sum(len(part.people) for part in whole.parts)
        for part, own in zip(whole.parts, whole.incumbents, strict=True):
            share = budget.part(len(part.people) / people)
            people -= len(part.people)
            for name in names:
                if own.closed or share.left <= 0:
                    break
                engine(name).run(part.model, own, share.part(SHARES[name]), seed)


class Whole:
    """What the parts have found, put together: every piece of a part's news becomes news of the whole.

    Parameters
    ----------
    incumbent : Incumbent
        The whole's; its grouping is where the parts start.
    parts : sequence of Part
        The parts.
    fixed : float
        What the total holds beyond the parts' totals.
    """

    def __init__(self, incumbent: Incumbent, parts: Sequence[Part], fixed: float) -> None:
        self.incumbent, self.parts, self.fixed = incumbent, parts, fixed
        start = incumbent.groups if incumbent.groups is not None else incumbent.broken
        self.incumbents = [Incumbent(part.model, self._hear) for part in parts]
        if start is not None:
            for part, own in zip(parts, self.incumbents, strict=True):
                own.offer(part.cut(start), by="start")

    def fill(self) -> None:
        """Leave everybody waiting in the parts for which no grouping was found."""
        for part, own in zip(self.parts, self.incumbents, strict=True):
            if own.groups is None:
                own.offer(np.full(len(part.people), WAITING, dtype=np.int32), by="presolve")
        self._combine("presolve")

    def _hear(self, news: Progress) -> None:
        self._combine(news.engine)

    def _combine(self, by: str) -> None:
        self.incumbent.infeasible |= any(own.infeasible for own in self.incumbents)
        self.incumbent.prove(self.fixed + sum(own.bound for own in self.incumbents), by=by)
        groups = np.full(self.incumbent.model.people, WAITING, dtype=np.int32)
        for part, own in zip(self.parts, self.incumbents, strict=True):
            if own.groups is None:
                return
            part.paste(own.groups, groups)
        self.incumbent.offer(groups, by=by)
