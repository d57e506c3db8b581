"""Several rounds planned at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from peergroups.engines.base import Budget, Progress, check_time
from peergroups.engines.readiness import ready
from peergroups.errors import ProblemError
from peergroups.meetings import MeetingGraph
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE
from peergroups.results.result import Result
from peergroups.rounds import completing, exchanging
from peergroups.rounds.agenda import Agenda, agenda
from peergroups.rounds.constructing import swapping
from peergroups.rounds.constructing.placing import constructed
from peergroups.rounds.forming import LEAST, QUICK, impossible, one_after_another, reform
from peergroups.rounds.rounds_plan import RoundsPlan
from peergroups.rounds.together import improve, suits
from peergroups.terms import Ints

FIRST_PASS = 0.4
"""The share of the time for planning the rounds one after another, before they are re-formed in turn."""

SHORT_PASS = 0.1
"""The same if they are improved together then: that needs the time more."""

COMPLETING = 0.75
"""The share of what is left then for putting the last round together from whole groups."""

TOGETHER = 0.9
"""The share of what is left then for improving all of them together."""

PATIENCE = 2
"""After how many turns of every round without anything better it stops."""

COMPILING = 120.0
"""Seconds that are waited for a first use on a machine, which compiles; they are not among the time limit."""

LAST = 0.02
"""The share of the time that is too little to form a round anew."""


def plan_rounds(
    problem: Problem | Sequence[Problem],
    rounds: int | None = None,
    *,
    attendance: pd.DataFrame | None = None,
    history: MeetingGraph | None = None,
    weight: float = 1.0,
    names: Sequence[str] = (),
    time_limit: float = 20.0,
    seed: int = 0,
    language: str = "en",
    progress: Callable[[Progress], None] | None = None,
) -> RoundsPlan:
    """Plan several rounds at once, so that people meet as few others twice as can be.

    What is minimised is the cost of every round's own criteria and, for each pair that meets t times, `weight` times
    t (t - 1) / 2. The rounds are planned one after another; where room is scarce the last one is put together from
    all groups that cost nothing. Then all are improved together, and each is re-formed against the pairs of the
    others, until nothing improves. Where a construction without any repeat fits, it is taken if it costs less;
    earlier rounds are fitted into it. Where seats are short, whoever waits in a round comes first in the queue of the
    others.

    Parameters
    ----------
    problem : Problem or sequence of Problem
        The same for every round, or one a round.
    rounds : int, optional
        How many rounds, if there is one problem; as many as attendance has columns, or 3, if left out.
    attendance : pandas.DataFrame, optional
        Indexed by person id, a column a round: false for those who will be absent. Everybody else is there.
    history : MeetingGraph, optional
        Earlier rounds, whose pairs count as met.
    weight : float, default 1
        Cost of a pair's second meeting; the third costs twice that, and so on.
    names : sequence of str, optional
        What the rounds are called; by their numbers if left out.
    time_limit : float, default 20
        Seconds; it stops earlier when nothing can be better.
    seed : int, default 0
        Fixes the randomness.
    language : {"en", "fi", "sv"}
        The language of what the results say.
    progress : callable, optional
        Called with a `Progress` whenever the plan improves; ``seated`` is of the round with fewest seats taken.

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
    check_time(time_limit)
    if not isinstance(seed, int | np.integer) or seed < 0:
        raise ProblemError(f"seed must be a whole number from 0, not {seed!r}")
    plan = agenda(problem, rounds, attendance, history, weight, names)
    for name in QUICK:
        ready(name, COMPILING)
    swapping.make_ready()
    exchanging.make_ready()
    completing.make_ready()
    budget = Budget(time_limit)
    groupings: list[Ints | None] = [None] * plan.rounds
    interrupted = False
    try:
        groupings = list(constructed(plan, budget, seed) or groupings)
        if not _done(plan, groupings):
            seconds = min(LEAST, time_limit / 2 / plan.rounds) if _costs(plan, groupings) is None else 0.0
            first = budget.part(SHORT_PASS if suits(plan) else FIRST_PASS)
            found = one_after_another(plan, first, seed, plan.rounds, seconds=seconds, language=language)
            groupings = _better(plan, groupings, list(found))
        _tell(plan, groupings, budget, progress)
        if not _done(plan, groupings) and suits(plan):
            groupings = _completed(plan, groupings, budget.part(COMPLETING), seed)
            _tell(plan, groupings, budget, progress)
        if not _done(plan, groupings):
            groupings = _together(plan, groupings, budget.part(TOGETHER), seed)
            _tell(plan, groupings, budget, progress)
        if not _done(plan, groupings):
            _in_turn(plan, groupings, budget, seed, progress)
    except KeyboardInterrupt:
        if any(groups is None for groups in groupings):
            raise
        interrupted = True
    final = [groups for groups in groupings if groups is not None]
    for number, (each, groups) in enumerate(zip(plan.problems, final, strict=True)):
        if each.refuses(groups):
            raise impossible(plan, number, language)
    results = [
        Result(plan.against(k, final, range(k)), groups, 0.0, budget.spent, seed, round=plan.names[k],
               language=language, interrupted=interrupted)
        for k, groups in enumerate(final)
    ]  # fmt: skip
    least = plan.least_repeats(final), plan.least_cost(final)
    return RoundsPlan(results, plan.people, plan.history, plan.weight, *least, budget.spent, interrupted)


def _tell(
    plan: Agenda, groupings: Sequence[Ints | None], budget: Budget, progress: Callable[[Progress], None] | None
) -> None:
    costs = _costs(plan, groupings)
    if progress is None or costs is None:
        return
    seated = min(int((g >= 0).sum()) for g in groupings if g is not None)
    progress(Progress(budget.spent, "rounds", costs[1], -math.inf, costs[1], seated))


def _costs(plan: Agenda, groupings: Sequence[Ints | None]) -> tuple[int, float] | None:
    known = [groups for groups in groupings if groups is not None]
    return plan.costs(known) if len(known) == plan.rounds else None


def _done(plan: Agenda, groupings: Sequence[Ints | None]) -> bool:
    """Return whether nothing can be better: everybody has a seat, and only repeats that can't be avoided cost."""
    costs = _costs(plan, groupings)
    if costs is None or costs[0]:
        return False
    return costs[1] <= plan.least_cost([g for g in groupings if g is not None]) + TOLERANCE


def _better(plan: Agenda, one: list[Ints | None], other: list[Ints | None]) -> list[Ints | None]:
    costs = _costs(plan, one), _costs(plan, other)
    if costs[0] is None:
        return other
    return one if costs[1] is None or costs[0] <= costs[1] else other


def _completed(plan: Agenda, groupings: list[Ints | None], budget: Budget, seed: int) -> list[Ints | None]:
    found = completing.complete(plan, [groups for groups in groupings if groups is not None], budget, seed)
    return groupings if found is None else _better(plan, groupings, list(found))


def _together(plan: Agenda, groupings: list[Ints | None], budget: Budget, seed: int) -> list[Ints | None]:
    found = improve(plan, [groups for groups in groupings if groups is not None], budget, seed)
    return groupings if found is None else list(found)


def _in_turn(
    plan: Agenda,
    groupings: list[Ints | None],
    budget: Budget,
    seed: int,
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """Re-form one round after another until none gets better any more."""
    idle, turn = 0, 0
    while idle < PATIENCE * plan.rounds and budget.left > LAST * budget.seconds:
        own = budget.part(1 / (plan.rounds + 1))
        lap, number = divmod(turn, plan.rounds)
        better = reform(plan, groupings, number, own, seed + plan.rounds + turn, mend=lap % 2 == 0)
        idle = 0 if better else idle + 1
        turn += 1
        if better:
            _tell(plan, groupings, budget, progress)
        if better and _done(plan, groupings):
            break
