"""The wiring: from a problem to a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from peergroups.baselines import best_alone, drawn_lots, soft_criteria
from peergroups.engines import ENGINES
from peergroups.engines.base import Budget, Incumbent, Progress, check_time, in_order, processors
from peergroups.engines.chain import Chain
from peergroups.errors import ProblemError
from peergroups.problem import Problem
from peergroups.results.result import Result, Status
from peergroups.start import start_groups
from peergroups.terms import WAITING

if TYPE_CHECKING:
    from peergroups.start import Start

KEPT_FOR_BASELINES = 0.1
"""The share of the time kept for what each criterion could cost at least, and what lots would give; or else as long
as the groups took, so that whoever has the best groups in a moment need not wait."""

LEAST_SECONDS = 3.0
"""A shorter time limit is exceeded, up to so many seconds in all, until there are groups."""


def solve(
    problem: Problem,
    *,
    time_limit: float = 20.0,
    seed: int = 0,
    start: Start | None = None,
    n_jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    iterations: int | None = None,
    engines: Sequence[str] | None = None,
    language: str = "en",
) -> Result:
    """Form the best groups there is time to find, and prove how good they are.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    time_limit : float, default 20
        Seconds; it stops earlier once the groups are proved the best. Where less than 3 s find no groups at all, it
        goes on until there are some, up to 3 s in all.
    seed : int, default 0
        Fixes the engines' randomness. With a time limit alone the answer still depends on the machine's speed.
    start : Result, table, mapping or array, optional
        Groups to begin from; what comes back is never worse. See `peergroups.start.start_groups`.
    n_jobs : int, optional
        Processors to use, no more than there are; all if left out or -1.
    progress : callable, optional
        Called with a `Progress` whenever the best groups or the bound improve.
    iterations : int, optional
        A limit on each engine's steps, so that every machine gives the same answer, as long as the time limit is
        not reached.
    engines : sequence of str, optional
        For experts: the engines to use, of `peergroups.engines.ENGINES`, in this order.
    language : {"en", "fi", "sv"}
        The organiser's language.

    Returns
    -------
    Result
        Also if no grouping satisfies the hard rules, with the status "infeasible" and the reasons, and if
        interrupted by Ctrl-C, with the best groups so far.

    Raises
    ------
    ProblemError
        For criteria that lack a column, a start that does not fit, or a number of processors, seed or iterations that
        is none.
    ValueError
        For an engine that there is not.

    Examples
    --------
    Two people of one unit and two of another make two groups without a pair of the same unit:

    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    >>> result = pg.solve(pg.Problem(people, offers, [pg.MixedUnits()]), time_limit=5)
    >>> result.status.value, result.objective
    ('optimal', 0.0)
    """
    check_time(time_limit)
    if n_jobs is not None and (not _is_whole(n_jobs) or n_jobs < -1 or n_jobs == 0):
        raise ProblemError(f"n_jobs must be a number of processors, or -1 for all, not {n_jobs!r}")
    for name, number in (("seed", seed), ("iterations", 0 if iterations is None else iterations)):
        if not _is_whole(number) or number < 0:
            raise ProblemError(f"{name} must be a whole number from 0, not {number!r}")
    model = problem.model
    incumbent = Incumbent(model, progress)
    workers = None if n_jobs is None or n_jobs == -1 else min(n_jobs, processors())
    budget = Budget(time_limit, iterations, workers)
    interrupted = False
    alone: dict[str, float] = {}
    lots: dict[str, float] = {}
    try:
        if start is not None:
            incumbent.offer(start_groups(problem, start), by="start")
        chain = Chain(tuple(ENGINES) if engines is None else tuple(engines))
        kept = KEPT_FOR_BASELINES if len(soft_criteria(problem)) > 1 else 0.0
        chain.run(model, incumbent, budget.part(1 - kept), seed)
        short = iterations is None and time_limit < LEAST_SECONDS
        if short and not _with_groups(problem, incumbent):
            found = partial(_with_groups, problem, incumbent)
            chain.run(model, incumbent, Budget(LEAST_SECONDS - budget.spent, None, budget.workers, found), seed)
        if incumbent.groups is not None and not problem.refuses(incumbent.groups):
            lots = drawn_lots(problem, incumbent.groups, seed)
            longest = max(budget.spent, KEPT_FOR_BASELINES * time_limit)
            alone = best_alone(problem, incumbent, budget.part(longest / max(longest, budget.left)), seed)
    except KeyboardInterrupt:
        interrupted = True
    known = incumbent.groups if incumbent.groups is not None else incumbent.broken
    groups = np.full(model.people, WAITING, dtype=np.int32) if known is None else in_order(model, known)
    result = Result(
        problem,
        groups,
        incumbent.bound,
        budget.spent,
        seed,
        history=tuple(incumbent.history),
        interrupted=interrupted,
        proved_infeasible=_proved_infeasible(problem, incumbent),
        best_alone=alone,
        drawn_lots=lots,
        language=language,
    )
    if result.status is Status.INFEASIBLE and not interrupted:
        from peergroups.diagnosis.clash import clash  # rarely needed, and slow to load

        result = replace(result, reasons=[reason.told(problem, language) for reason in clash(problem, seed)])
    return result


def _is_whole(number: object) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool)


def _with_groups(problem: Problem, incumbent: Incumbent) -> bool:
    """Return whether there are groups that could be handed out, or it is proved that there are none."""
    found = incumbent.groups is not None and not problem.refuses(incumbent.groups)
    return found or _proved_infeasible(problem, incumbent)


def _proved_infeasible(problem: Problem, incumbent: Incumbent) -> bool:
    """Return whether no grouping seats anybody, or none seats everyone where everyone must have a seat."""
    if incumbent.infeasible or not len(problem.people):
        return True
    if problem.everyone and incumbent.bound >= problem.model.unseated[: len(problem.people)].min():
        return True  # every grouping of everyone costs less than one person's waiting
    return incumbent.closed and incumbent.groups is not None and problem.refuses(incumbent.groups)
