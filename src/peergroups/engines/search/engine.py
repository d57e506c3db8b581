"""The search engine: annealing on every core, from the start that there is."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import numpy as np

from peergroups.engines.base import Budget, Incumbent, processors
from peergroups.engines.flow import FlowEngine
from peergroups.engines.presolve import Part, sorted_by_group
from peergroups.engines.readiness import LARGE, ready
from peergroups.engines.search.build import fixed_arrays
from peergroups.engines.search.kernel.arrays import Fixed
from peergroups.engines.search.walk import Walk
from peergroups.engines.search.worker import Worker
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

PAUSE = 0.01  # seconds between looks at what the workers found, at least
COLLECTING = 0.05  # of the time, for such looks, at most
FEW = 500  # people up to whom all walks keep a matrix, if they can
MANY = 800  # people beyond whom the first walk keeps none
PATIENCE = 0.1  # of the time left, for kernels that other walks could begin without


@dataclass
class SearchEngine:
    """Improves a grouping by annealing; every kind of term is costed by what a move changes.

    Attributes
    ----------
    n_jobs : int, optional
        How many walks to run at once, each on a core; None for as many as the budget has. With a limit on
        iterations there is one, so that runs are identical on every machine.

    Examples
    --------
    Six people who have met in two threes; two groups of three with one old pair each are the best there is:

    >>> from peergroups.terms import Pair
    >>> one = np.ones(1, dtype=np.int32)
    >>> met = Pair("met", False, np.array([0, 0, 1, 3, 3, 4]), np.array([1, 2, 2, 4, 5, 5]), np.ones(6))
    >>> model = Model(one * 3, one * 3, one * 2, np.full(6, 100.0), [met], np.ones(6, dtype=bool))
    >>> incumbent = Incumbent(model)
    >>> SearchEngine().run(model, incumbent, Budget(60.0, iterations=2000), seed=0)
    >>> incumbent.total
    2.0
    """

    name: str = "search"
    n_jobs: int | None = None

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Improve the incumbent until the budget is spent or the bound is met."""
        if incumbent.groups is None and incumbent.broken is None:
            FlowEngine().run(model, incumbent, budget, seed)
        start = incumbent.groups if incumbent.groups is not None else incumbent.broken
        if start is None:
            start = np.full(model.people, WAITING, dtype=np.int32)
        if incumbent.closed or not model.people or not model.groups or budget.left <= 0:
            return
        part = sorted_by_group(model, start)
        workers = [Worker(walk, budget) for walk in self._walks(part.model, part.cut(start), budget, seed)]
        threads = [threading.Thread(target=worker.run, daemon=True) for worker in workers]
        try:
            for thread in threads:
                thread.start()
            pause = PAUSE
            while (busy := [worker for worker in workers if worker.at_work]) and not incumbent.closed:
                busy[0].done.wait(pause)
                if any(worker.error is not None for worker in workers):
                    break
                if budget.iterations is None:  # else only when all have ended, in the same order on every machine
                    begun = time.perf_counter()
                    self._collect(workers, part, incumbent)
                    pause = max(PAUSE, (time.perf_counter() - begun) / COLLECTING)
        finally:
            for worker in workers:
                worker.stop.set()
            for thread in threads:
                thread.join()
            self._collect(workers, part, incumbent)
        for worker in workers:
            if worker.error is not None:
                raise worker.error

    def _walks(self, model: Model, start: Ints, budget: Budget, seed: int) -> list[Walk]:
        jobs = 1 if budget.iterations is not None else self.n_jobs or budget.workers or processors()
        ways = _ways(model, budget)
        seeds = np.random.SeedSequence(seed).spawn(jobs)
        return [Walk(model, ways[k % len(ways)], start, np.random.default_rng(s)) for k, s in enumerate(seeds)]

    def _collect(self, workers: list[Worker], part: Part, incumbent: Incumbent) -> None:
        for worker in workers:
            news = worker.take()
            if news is not None:
                groups = np.empty_like(news)
                part.paste(news, groups)
                incumbent.offer(groups, by=self.name)


def _ways(model: Model, budget: Budget) -> list[Fixed]:
    """Return the arrays of the walks in turn: with a matrix, without, or both.

    With a matrix each step looks at everybody, from any start; without one steps are many, and mend a start that is
    nearly as good as can be. Which finds more depends on the terms.
    """
    kept = fixed_arrays(model)
    if not len(kept.matrix) or model.dense is not None or model.people <= FEW:
        return [kept]
    if budget.iterations is None and not ready(LARGE, PATIENCE * budget.left):
        return [kept]
    ways = [kept, fixed_arrays(model, dense=False)]
    return ways if model.people <= MANY else ways[::-1]
