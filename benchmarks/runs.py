"""Engines run on a model, with what they used."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

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


@dataclass
class ProcessorBudget(Budget):
    """A budget in seconds of one processor, for a search with one walk: others take none of it."""

    _begun: float = field(default_factory=time.process_time)

    @property
    def spent(self) -> float:
        """Seconds of this process since the start."""
        return time.process_time() - self._begun


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
