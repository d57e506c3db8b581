"""Several rounds planned at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent, in_order
from peergroups.errors import InfeasibleError
from peergroups.meetings import MeetingGraph
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, judge
from peergroups.results.result import Result
from peergroups.rounds.agenda import Agenda, agenda
from peergroups.rounds.placing import constructed
from peergroups.terms import WAITING, Ints

QUICK = ("flow", "search")
"""The engines that form a round: what is proved of a single one would not hold for all."""

FIRST_PASS = 0.4
"""The share of the time for planning the rounds one after another, before they are re-formed in turn."""

PATIENCE = 2
"""After how many turns of every round without anything better it stops."""

LAST = 0.02
"""The share of the time that is too little to form a round anew."""


@dataclass(frozen=True, eq=False)
class RoundsPlan:
    """Rounds planned at once.

    Attributes
    ----------
    results : sequence of Result
        Each round's groups; its criteria include ``new_faces`` against the rounds before it.
    people : (people,) Index
        Everybody who is there in some round.
    history : MeetingGraph
        The rounds before the first.
    weight : float
        Cost of a pair that meets again, each time.
    least_repeats : int
        No plan with groups of these sizes and these absentees has fewer repeats: proved by counting.
    seconds : float
        How long planning took.
    interrupted : bool
        Whether the caller stopped it.
    """

    results: Sequence[Result]
    people: pd.Index[Any]
    history: MeetingGraph
    weight: float
    least_repeats: int
    seconds: float
    interrupted: bool = False

    @cached_property
    def met(self) -> MeetingGraph:
        """Who will have met whom after the last round."""
        graph = self.history.copy()
        for number, result in enumerate(self.results, start=1):
            graph.record(result, round=f"planned {number}")
        return graph

    @property
    def objective(self) -> float:
        """The cost of all rounds together."""
        return sum(result.objective for result in self.results)

    @cached_property
    def repeats(self) -> int:
        """How many times a pair meets that has met before, in an earlier round or in the plan."""
        pairs = self.met.pairs()
        before = len(self.history.pairs())
        return int(pairs["times"].sum() - self.history.pairs()["times"].sum()) - (len(pairs) - before)

    @property
    def status(self) -> str:
        """``optimal`` if no plan with groups of these sizes can cost less, else ``feasible``."""
        return "optimal" if self.objective <= self.weight * self.least_repeats + TOLERANCE else "feasible"

    @property
    def seats(self) -> pd.DataFrame:
        """Each person's group in each round; missing where they wait or are absent."""
        columns = {number: result.seats["group"] for number, result in enumerate(self.results, start=1)}
        return pd.DataFrame(columns, index=self.people).astype("Int64").rename_axis(columns="round")

    def __repr__(self) -> str:
        """Return how many rounds and repeats."""
        return f"RoundsPlan({len(self.results)} rounds, {self.repeats} repeats, at least {self.least_repeats})"


def plan_rounds(
    problem: Problem | Sequence[Problem],
    rounds: int = 3,
    *,
    attendance: pd.DataFrame | None = None,
    history: MeetingGraph | None = None,
    weight: float = 1.0,
    time_limit: float = 20.0,
    seed: int = 0,
) -> RoundsPlan:
    """Plan several rounds at once, so that people meet as few others twice as can be.

    What is minimised is the cost of every round's own criteria, and `weight` for each time a pair meets again. The
    rounds are planned one after another; then each is re-formed against the pairs of all the others, until nothing
    improves. Where a construction without any repeat fits, it is taken if it costs less.

    Parameters
    ----------
    problem : Problem or sequence of Problem
        The same for every round, or one a round.
    rounds : int, default 3
        How many rounds, if there is one problem.
    attendance : pandas.DataFrame, optional
        Indexed by person id, a column a round: false for those who will be absent. Everybody else is there.
    history : MeetingGraph, optional
        Earlier rounds, whose pairs count as met.
    weight : float, default 1
        Cost of a pair that meets again, each time.
    time_limit : float, default 20
        Seconds; it stops earlier when nothing can be better.
    seed : int, default 0
        Fixes the randomness.

    Returns
    -------
    RoundsPlan
        Also if interrupted by Ctrl-C, once every round has groups.

    Raises
    ------
    InfeasibleError
        If a round has no grouping that keeps its hard rules.
    ProblemError
        If rounds, attendance or weight make no sense.

    Examples
    --------
    Nine people in threes can meet everybody in four rounds:

    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame(index=range(9))
    >>> offers = pd.DataFrame({"min_size": [3], "max_size": [3], "copies": [3]})
    >>> pg.plan_rounds(pg.Problem(people, offers), rounds=4, time_limit=5)
    RoundsPlan(4 rounds, 0 repeats, at least 0)
    """
    plan = agenda(problem, rounds, attendance, history, weight)
    budget = Budget(time_limit)
    groupings: list[Ints | None] = [None] * plan.rounds
    interrupted = False
    try:
        groupings = list(constructed(plan, budget, seed) or groupings)
        if not _done(plan, groupings):
            groupings = _better(plan, groupings, _one_after_another(plan, budget.part(FIRST_PASS), seed))
        if not _done(plan, groupings):
            _in_turn(plan, groupings, budget, seed)
    except KeyboardInterrupt:
        if any(groups is None for groups in groupings):
            raise
        interrupted = True
    final = [groups for groups in groupings if groups is not None]
    return RoundsPlan(
        _results(plan, final, budget, seed),
        plan.people,
        plan.history,
        plan.weight,
        plan.least_repeats(final),
        budget.spent,
        interrupted,
    )


def _costs(plan: Agenda, groupings: Sequence[Ints | None]) -> tuple[int, float] | None:
    known = [groups for groups in groupings if groups is not None]
    return plan.costs(known) if len(known) == plan.rounds else None


def _done(plan: Agenda, groupings: Sequence[Ints | None]) -> bool:
    """Return whether nothing can be better: everybody has a seat, and only repeats that can't be avoided cost."""
    costs = _costs(plan, groupings)
    if costs is None or costs[0]:
        return False
    return costs[1] <= plan.weight * plan.least_repeats([g for g in groupings if g is not None]) + TOLERANCE


def _better(plan: Agenda, one: list[Ints | None], other: list[Ints | None]) -> list[Ints | None]:
    costs = _costs(plan, one), _costs(plan, other)
    if costs[0] is None:
        return other
    return one if costs[1] is None or costs[0] <= costs[1] else other


def _reform(
    plan: Agenda, groupings: list[Ints | None], number: int, budget: Budget, seed: int, *, mend: bool = False
) -> bool:
    """Form a round against the pairs of all the others; return whether it got better.

    Either it mends the groups there are, or it begins from scratch and takes what is as good but different, too: that
    leaves the other rounds new room.
    """
    model = plan.against(number, groupings, range(plan.rounds)).model
    groups = groupings[number]
    before = judge(model, groups).total if groups is not None else np.inf
    incumbent = Incumbent(model)
    incumbent.prove(0.0, by="plan")  # no cost is negative
    if mend and groups is not None:
        incumbent.offer(groups, by="plan")
    for name in QUICK if before > TOLERANCE else ():
        if not incumbent.closed and budget.left > 0:
            engine(name).run(model, incumbent, budget, seed)
    if incumbent.groups is None or incumbent.total > before + TOLERANCE:
        return False
    groupings[number] = in_order(model, incumbent.groups)
    return incumbent.total < before - TOLERANCE


def _one_after_another(plan: Agenda, budget: Budget, seed: int) -> list[Ints | None]:
    groupings: list[Ints | None] = [None] * plan.rounds
    for number in range(plan.rounds):
        _reform(plan, groupings, number, budget.part(1 / (plan.rounds - number)), seed + number)
        groups = groupings[number]
        if groups is None or (len(groups) and (groups == WAITING).all()):
            raise InfeasibleError(f"round {number + 1}: no grouping satisfies every hard rule")
    return groupings


def _in_turn(plan: Agenda, groupings: list[Ints | None], budget: Budget, seed: int) -> None:
    """Re-form one round after another until none gets better any more."""
    idle, turn = 0, 0
    while idle < PATIENCE * plan.rounds and budget.left > LAST * budget.seconds:
        own = budget.part(1 / (plan.rounds + 1))
        lap, number = divmod(turn, plan.rounds)
        better = _reform(plan, groupings, number, own, seed + plan.rounds + turn, mend=lap % 2 == 0)
        idle = 0 if better else idle + 1
        turn += 1
        if better and _done(plan, groupings):
            break


def _results(plan: Agenda, groupings: Sequence[Ints], budget: Budget, seed: int) -> list[Result]:
    return [
        Result(plan.against(k, groupings, range(k)), groups, 0.0, budget.spent, seed, round=f"{k + 1}")
        for k, groups in enumerate(groupings)
    ]
