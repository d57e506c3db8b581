"""Problems solved and engines run, with what they used."""

import math
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

import peergroups as pg
from peergroups.engines import COMPILED, engine
from peergroups.engines.base import Budget, Engine, Incumbent
from peergroups.engines.readiness import LARGE, ready
from peergroups.model import Model


@dataclass(frozen=True)
class Run:
    """What a run found, and the seconds it took on the clock and on all processors together."""

    incumbent: Incumbent
    seconds: float
    processor_seconds: float

    @property
    def cost(self) -> float:
        """The cost of the best grouping without the price of people waiting, or inf."""
        verdict = self.incumbent.verdict
        return float("inf") if verdict is None else verdict.cost

    def gap(self, bound: float) -> float:
        """How far the answer is above a proved bound on the total, per cent of the answer's cost."""
        above = self.incumbent.total - bound
        return 0.0 if above <= 1e-6 else 100 * above / self.cost if math.isfinite(above) else math.inf


@dataclass(frozen=True)
class Solved:
    """What `peergroups.solve` answered, and what it used.

    Attributes
    ----------
    total, bound : float
        With the price of people waiting.
    cost : float
        Without.
    waiting : int
        People without a seat.
    seconds, processor_seconds : float
        Of the call, on the clock and on all processors together.
    last : float
        Seconds until the groups were found.
    megabytes : float
        The most that the process ever held.
    """

    total: float
    bound: float
    cost: float
    waiting: int
    seconds: float
    processor_seconds: float
    last: float
    megabytes: float

    def gap(self, bound: float) -> float:
        """How far the answer is above a proved bound on the total, per cent of the answer's cost."""
        above = self.total - bound
        return 0.0 if above <= 1e-6 else 100 * above / self.cost if self.cost else math.inf


def solve(
    problem: Callable[[], pg.Problem], seconds: float, seed: int = 0, n_jobs: int | None = None
) -> tuple[Solved, np.ndarray]:
    """Solve a problem in a process of its own, as a script of somebody's would, and return the groups too."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_solve, (problem, seconds, seed, n_jobs))


def _solve(
    problem: Callable[[], pg.Problem], seconds: float, seed: int, n_jobs: int | None
) -> tuple[Solved, np.ndarray]:
    stated = problem()
    clock, processor = time.perf_counter(), time.process_time()
    result = pg.solve(stated, time_limit=seconds, seed=seed, n_jobs=n_jobs)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    total = result.verdict.total
    found = Solved(
        total=total,
        bound=result.total_bound,
        cost=result.objective,
        waiting=len(result.waiting),
        seconds=clock,
        processor_seconds=processor,
        last=next((news.seconds for news in result.history if news.total <= total), math.nan),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
    return found, result.assignment


def run(model: Model, engines: Sequence[Engine | str], budget: Budget | float, seed: int = 0) -> Run:
    """Run engines one after the other within a budget, or seconds on the clock."""
    incumbent = Incumbent(model)
    clock, processor = time.perf_counter(), time.process_time()
    budget = budget if isinstance(budget, Budget) else Budget(budget)
    for each in engines:
        if budget.left > 0 and not incumbent.closed:
            (engine(each) if isinstance(each, str) else each).run(model, incumbent, budget, seed)
    return Run(incumbent, time.perf_counter() - clock, time.process_time() - processor)


def warm_up() -> None:
    """Compile or load the kernels, so that no measured run does."""
    while not all(ready(name) for name in (*COMPILED, LARGE)):
        time.sleep(0.01)


def relative_gap(total: float, bound: float) -> float:
    """Return how far a total is above a bound, per cent of the total; inf where one is unknown.

    >>> relative_gap(200.0, 150.0)
    25.0
    """
    if math.isinf(total) or math.isinf(bound):
        return math.inf
    return 0.0 if total - bound <= 1e-6 else 100 * (total - bound) / total
