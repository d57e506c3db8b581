"""What a solve gives back: the groups, the seats, who waits, what it costs and how good that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from peergroups.engines.base import Progress
from peergroups.errors import InfeasibleError
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, Verdict, judge
from peergroups.terms import Ints


class Status(StrEnum):
    """How a solve ended; compares equal to its text."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, eq=False)
class Result:
    """The outcome of a solve.

    Attributes
    ----------
    problem : Problem
        What was solved.
    assignment : (people,) int32
        Each person's group as the model numbers them, or -1 for waiting.
    total_bound : float
        No grouping's total (cost and the price of people waiting) is below this.
    seconds : float
        How long it took.
    seed : int
        The seed used.
    history : sequence of Progress
        Every improvement on the way.
    reasons : sequence of str
        Why nothing satisfies the hard rules, if nothing does.
    interrupted : bool
        Whether the caller stopped it.
    """

    problem: Problem
    assignment: Ints
    total_bound: float
    seconds: float
    seed: int
    history: Sequence[Progress] = ()
    reasons: Sequence[str] = ()
    interrupted: bool = False
    proved_infeasible: bool = False
    best_alone: dict[str, float] = field(default_factory=dict)
    drawn_lots: dict[str, float] = field(default_factory=dict)

    @cached_property
    def verdict(self) -> Verdict:
        """The referee's costs."""
        return judge(self.problem.model, self.assignment)

    @property
    def status(self) -> Status:
        """Optimal (proved), feasible, or infeasible: no grouping that keeps every hard rule was found."""
        if self.proved_infeasible or not self.verdict.feasible:
            return Status.INFEASIBLE
        total = self.verdict.total
        closed = total - self.total_bound <= TOLERANCE * max(1.0, abs(total))
        return Status.OPTIMAL if closed else Status.FEASIBLE

    @property
    def objective(self) -> float:
        """The sum of the soft criteria's costs."""
        return self.verdict.cost

    @property
    def bound(self) -> float | None:
        """No grouping that leaves no more people waiting costs less; None if nothing is proved."""
        if self.status is Status.INFEASIBLE:
            return None
        if self.status is Status.OPTIMAL:
            return self.objective
        bound = self.total_bound - self.verdict.unseated
        return None if bound < 0 else min(bound, self.objective)

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; 0 where both are 0, None without a bound."""
        if self.bound is None:
            return None
        return 0.0 if self.objective <= TOLERANCE else (self.objective - self.bound) / self.objective

    def raise_for_status(self) -> None:
        """Raise `InfeasibleError` if no grouping satisfies the hard rules."""
        if self.status is Status.INFEASIBLE:
            raise InfeasibleError("no grouping satisfies every hard rule", self.reasons)
