"""Engines one after another on each independent part of a model, and the parts put together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from peergroups.engines import COMPILED, ENGINES, engine
from peergroups.engines.base import Budget, Incumbent, Progress, processors
from peergroups.engines.presolve import Part, split
from peergroups.engines.readiness import kept, loaded, ready
from peergroups.engines.turns import TINY, at_least, turns_of
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

FIRST = ("flow",)
"""Engines so quick that every part is given to them before any part is given to the others."""

COMPILING = 5.0
"""Seconds below which no kernel is compiled: one alone may take as long."""
LOADING = 0.6
"""Seconds below which columns are left out, unless loaded before: their libraries take a good part of it."""
LOADED = 0.3
"""Seconds after which kernels that are not ready are being compiled."""


@dataclass
class Chain:
    """Takes a model apart and gives each part to engines in turn.

    Each part has time by its number of people, smallest first, so that what the small ones don't use is left to the
    large ones. With several processors asked for, parts are solved side by side through joblib.

    Parameters
    ----------
    names : sequence of str, optional
        The engines, of `ENGINES`; all of them, in that order, if left out.
    to_prove : bool
        Whether only proofs count, so that search does not go on at the end.
    """

    names: Sequence[str] = tuple(ENGINES)
    to_prove: bool = False
    name: str = "chain"

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Improve the incumbent part by part. If interrupted, what the parts have by then is put together."""
        parted = split(model)
        if parted.fixed == np.inf:
            incumbent.prove(np.inf, by="presolve")
            return
        if incumbent.closed:
            return
        whole = Whole(incumbent, parted.parts, parted.fixed)
        try:
            self._in_turn([name for name in self.names if name in FIRST], whole, budget, seed)
            others = [name for name in self.names if name not in FIRST]
            timed = budget.iterations is None and "cpsat" in others
            large = any(len(part.people) > TINY for part, _ in whole.unfinished)
            if timed and large:
                if budget.left <= COMPILING and not kept("search"):
                    others = [name for name in others if name not in COMPILED]
                if budget.left <= LOADING and not loaded("columns"):
                    others = [name for name in others if name != "columns"]
                compiled = [name for name in others if name in COMPILED]
                if compiled:
                    ready(compiled[0])  # its kernels are loaded in the background while other engines are at work
            if (budget.workers or 1) > 1 and len(whole.unfinished) > 1:
                self._side_by_side(others, whole, budget, seed)
            else:
                self._in_turn(others, whole, budget, seed)
        finally:
            whole.fill()

    def _in_turn(self, names: Sequence[str], whole: Whole, budget: Budget, seed: int) -> None:
        people = sum(len(part.people) for part, _ in whole.unfinished)
        for part, own in whole.unfinished:
            share = len(part.people) / people if budget.iterations is None else 1.0
            _use(names, own, budget.part(share), seed, to_prove=self.to_prove)
            people -= len(part.people)

    def _side_by_side(self, names: Sequence[str], whole: Whole, budget: Budget, seed: int) -> None:
        from joblib import Parallel, delayed

        workers = budget.workers or 1
        parts = whole.unfinished[::-1]  # largest first, so that no long one is left to the end
        people = sum(len(part.people) for part, _ in parts)
        until = time.time() + budget.left
        jobs = [
            Job(
                names,
                part.model,
                own.groups,
                seconds=budget.left * min(1.0, workers * len(part.people) / people),
                until=until,
                iterations=budget.iterations,
                seed=seed,
                to_prove=self.to_prove,
            )
            for part, own in parts
        ]
        found = Parallel(n_jobs=workers, return_as="generator_unordered")(
            delayed(_work)(number, job) for number, job in enumerate(jobs)
        )
        for number, groups, bound, by in found:
            parts[number][1].prove(bound, by=by)
            parts[number][1].offer(groups, by=by)


def _use(names: Sequence[str], incumbent: Incumbent, budget: Budget, seed: int, *, to_prove: bool) -> None:
    """Give a part to engines in turn; while kernels are compiled for the first time, CP-SAT is at work."""
    timed = budget.iterations is None
    turns = turns_of(names, incumbent.model, again=timed and not to_prove)
    for turn, (name, share) in enumerate(turns, 1):
        if incumbent.closed or budget.left <= 0:
            break
        if timed and "cpsat" in names and not ready(name, min(LOADED, budget.left)):
            waiting = budget.part(1.0, enough=partial(ready, name))
            waiting.workers = max(1, (budget.workers or processors()) - 1)  # one is busy with the kernels
            engine("cpsat").run(incumbent.model, incumbent, waiting, seed)
            if incumbent.closed or not ready(name, budget.left):
                break
        if timed and "cpsat" in names and name in COMPILED:
            for later, _ in turns[turn:]:
                ready(later)  # loaded while this one is at work
        share = at_least(name, share, budget.left)
        # a limit on iterations alone ends an engine, or the answer would depend on how fast the machine is
        engine(name).run(incumbent.model, incumbent, budget.part(share if timed else 1.0), seed)


@dataclass(frozen=True, eq=False)
class Job:
    """A part to be solved in another process: arrays only; it is at work for so many seconds, not beyond `until`."""

    names: Sequence[str]
    model: Model
    start: Ints | None
    seconds: float
    until: float
    iterations: int | None
    seed: int
    to_prove: bool


def _work(number: int, job: Job) -> tuple[int, Ints, float, str]:
    """Return a job's number, the best groups found (everybody waiting if none), the bound, and the last engine."""
    incumbent = Incumbent(job.model)
    if job.start is not None:
        incumbent.offer(job.start, by="start")
    budget = Budget(min(job.seconds, job.until - time.time()), job.iterations, workers=1)
    _use(job.names, incumbent, budget, job.seed, to_prove=job.to_prove)
    groups = np.full(job.model.people, WAITING, dtype=np.int32) if incumbent.groups is None else incumbent.groups
    bound = np.inf if incumbent.infeasible else incumbent.bound
    return number, groups, bound, incumbent.history[-1].engine if incumbent.history else "presolve"


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

    @property
    def unfinished(self) -> list[tuple[Part, Incumbent]]:
        """The parts for which something better might exist, and what they have."""
        both = zip(self.parts, self.incumbents, strict=True)
        return [(part, own) for part, own in both if not own.closed]

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
