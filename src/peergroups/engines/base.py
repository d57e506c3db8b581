"""What all engines share: the time they have, and the best grouping and bound so far."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from peergroups.errors import ProblemError
from peergroups.model import Model
from peergroups.referee import TOLERANCE, Verdict, judge
from peergroups.terms import WAITING, Ints


@dataclass(frozen=True)
class Progress:
    """A moment of a solve, as told to a ``progress`` callback.

    Attributes
    ----------
    seconds : float
        Since the start.
    engine : str
        Whose news it is.
    total : float
        Cost of the best grouping, with the price of people waiting; inf before there is one.
    bound : float
        No grouping's total is below this; -inf before anything is proved.
    cost : float
        The best grouping's cost alone; inf before there is one.
    seated : int
        How many have a seat in it.
    """

    seconds: float
    engine: str
    total: float
    bound: float
    cost: float = math.inf
    seated: int = 0


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Budget:
    """How long an engine may go on.

    Attributes
    ----------
    seconds : float
        From the budget's making.
    iterations : int or None
        A limit that makes runs identical on every machine; None for time alone.
    workers : int or None
        Processors to use without an iteration limit; None for all there are.
    enough : callable
        Ends it early once true.
    """

    seconds: float
    iterations: int | None = None
    workers: int | None = None
    enough: Callable[[], bool] = lambda: False
    _start: float = field(default_factory=time.perf_counter)

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start

    @property
    def left(self) -> float:
        """Seconds to go, >= 0."""
        return 0.0 if self.enough() else max(0.0, self.seconds - self.spent)

    def part(self, share: float, enough: Callable[[], bool] | None = None) -> Budget:
        """Return a budget of a share of the seconds that are left, ending early with this one or once enough."""
        ends = self.enough if enough is None else lambda: self.enough() or enough()
        return Budget(self.left * share, self.iterations, self.workers, ends)


def check_time(time_limit: object) -> None:
    """Raise a `ProblemError` unless a time limit is a number of seconds above 0.

    Examples
    --------
    >>> check_time(0)
    Traceback (most recent call last):
    peergroups.errors.ProblemError: time_limit must be a number of seconds above 0, not 0
    """
    if not (isinstance(time_limit, int | float | np.integer | np.floating) and time_limit > 0):
        raise ProblemError(f"time_limit must be a number of seconds above 0, not {time_limit!r}")


@dataclass
class Incumbent:
    """The best grouping and the best bound so far. Engines hand their news in here; the referee costs it.

    Attributes
    ----------
    model : Model
        What is solved.
    progress : callable, optional
        Called with a `Progress` whenever something improves.
    groups : (people,) int32 or None
        The best feasible grouping.
    verdict : Verdict or None
        What it costs.
    bound : float
        No feasible grouping's total is below this.
    broken : (people,) int32 or None
        The least broken grouping, while nothing feasible is known.
    history : list of Progress
        Every improvement.
    infeasible : bool
        Whether it is proved that no grouping satisfies the hard rules.
    """

    model: Model
    progress: Callable[[Progress], None] | None = None
    groups: Ints | None = None
    verdict: Verdict | None = None
    bound: float = -math.inf
    broken: Ints | None = None
    history: list[Progress] = field(default_factory=list)
    infeasible: bool = False
    _least_broken: float = math.inf
    _start: float = field(default_factory=time.perf_counter)

    @property
    def total(self) -> float:
        """The best grouping's total, or inf."""
        return math.inf if self.verdict is None else self.verdict.total

    @property
    def closed(self) -> bool:
        """Whether nothing better can exist."""
        if self.infeasible or self.verdict is None:
            return self.infeasible
        return self.total - self.bound <= TOLERANCE * max(1.0, self.verdict.cost)

    def offer(self, groups: Ints, by: str) -> bool:
        """Take a grouping if it is better; return whether it was."""
        verdict = judge(self.model, groups)
        if not verdict.feasible:
            if verdict.broken < self._least_broken:
                self._least_broken, self.broken = verdict.broken, groups.copy()
            return False
        if verdict.total >= self.total - TOLERANCE:
            return False
        self.groups, self.verdict = groups.copy(), verdict
        self._tell(by)
        return True

    def prove(self, bound: float, by: str) -> None:
        """Take a proved bound on the total if it is higher; an infinite one says that no grouping is feasible."""
        if bound == math.inf:
            self.infeasible = True
        elif bound > self.bound:
            self.bound = bound
            self._tell(by)

    def _tell(self, by: str) -> None:
        cost = math.inf if self.verdict is None else self.verdict.cost
        seated = (
            0 if self.groups is None else int(np.count_nonzero((self.groups != WAITING) & (self.model.unseated > 0)))
        )
        news = Progress(time.perf_counter() - self._start, by, self.total, self.bound, cost, seated)
        self.history.append(news)
        if self.progress is not None:
            self.progress(news)


def in_order(model: Model, groups: Ints) -> Ints:
    """Return the same grouping with the copies of each offer numbered by their first member, closed ones last."""
    seated = np.flatnonzero(groups != WAITING)
    used, first = np.unique(groups[seated], return_index=True)
    used = used[np.lexsort((first, model.offer_of[used]))]
    offers = model.offer_of[used]
    number = np.full(model.groups, WAITING, dtype=np.int32)
    number[used] = model.first_group[offers] + np.arange(len(used)) - np.searchsorted(offers, offers)
    ordered = np.full(model.people, WAITING, dtype=np.int32)
    ordered[seated] = number[groups[seated]]
    return ordered


class Engine(Protocol):
    """A way to solve a model. It reads the model, tells the incumbent, and stops when its budget is spent."""

    name: str

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Improve the incumbent's grouping, its bound, or both."""
