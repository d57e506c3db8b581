"""The whole way in one call: from registrations and a plan to groups."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.engines.base import check_time
from peergroups.errors import PlanError
from peergroups.locale import message, translate
from peergroups.plan.continuing import NO_HISTORY
from peergroups.plan.rules import HISTORY
from peergroups.plan.several import attendance, repeat_cost
from peergroups.results.result import Status
from peergroups.solving import solve

if TYPE_CHECKING:
    from peergroups.engines.base import Progress
    from peergroups.meetings import MeetingGraph
    from peergroups.plan import Plan
    from peergroups.problem import Problem
    from peergroups.registrations import Registrations
    from peergroups.results.result import Result
    from peergroups.rounds import RoundsPlan

AIM_SHARE = 0.5
"""The share of the time for the aim of a plan that has one."""


def form_groups(
    registrations: Registrations | pd.DataFrame,
    plan: Plan,
    *,
    history: object | None = None,
    time_limit: float = 20.0,
    seed: int | None = None,
    n_jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    r"""Form groups of the people who registered, as the plan says.

    Parameters
    ----------
    registrations : Registrations or pandas.DataFrame
        The people; a table is indexed by person id.
    plan : Plan
        Sizes, offers and rules.
    history : MeetingGraph, optional
        Who has met whom in earlier rounds; makes ``new_faces`` count.
    time_limit : float, default 20
        Seconds; it stops earlier once the groups are proved the best. With an aim in the plan, half of them are for
        groups by the weights, from which those for the aim are formed.
    seed : int, optional
        Fixes the solver's randomness; the plan's own if left out. The lottery of the waiting list always follows the
        plan's, so that nobody's place in the queue depends on how often groups were formed.
    n_jobs : int, optional
        Processors to use; all if left out.
    progress : callable, optional
        Called with a `Progress` whenever the best groups or the bound improve.

    Returns
    -------
    Result
        Also if no grouping satisfies the hard rules: then with the status "infeasible" and the reasons.

    Raises
    ------
    InputError
        If faults of the sheet must be settled first.
    PlanError
        If the plan does not fit the people.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> plan = pg.Plan.loads("sizes = {least = 2, most = 2}\n[rules]\nmixed_units = true")
    >>> pg.form_groups(people, plan, time_limit=5).objective
    0.0
    """
    check_time(time_limit)
    if plan.rounds is not None:
        raise PlanError(translate(SEVERAL, plan.round.language))
    require_history(plan, history)
    registrations = _settled(registrations, plan)
    problem = plan.problem(registrations, history)
    return formed(problem, registrations, plan, time_limit=time_limit, seed=seed, n_jobs=n_jobs, progress=progress)


def require_history(plan: Plan, history: object | None) -> None:
    """Raise a `PlanError` if groups are to continue and nobody knows them."""
    if plan.continuing is not None and history is None:
        raise PlanError(translate(NO_HISTORY, plan.round.language))


def formed(
    problem: Problem,
    registrations: Registrations | pd.DataFrame,
    plan: Plan,
    *,
    time_limit: float = 20.0,
    seed: int | None = None,
    n_jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Return the groups of a problem that a plan has posed; see `form_groups`."""
    with ThreadPoolExecutor(1) as beside:  # public holidays take a moment to load, and the solver's threads go on
        meetings = None if plan.sessions is None else beside.submit(plan.sessions.meetings)
        result = solve(
            problem,
            time_limit=time_limit * (1.0 if plan.aim is None else 1 - AIM_SHARE),
            seed=plan.round.seed if seed is None else seed,
            n_jobs=n_jobs,
            progress=progress,
            language=plan.round.language,
        )
    if plan.aim is not None and result.status is not Status.INFEASIBLE and not result.interrupted:
        reached = plan.aim.reached(result, time_limit * AIM_SHARE)
        result = replace(reached, seconds=result.seconds + reached.seconds)
    faults = getattr(registrations, "faults", None)
    when = None if meetings is None else meetings.result()
    return replace(result, faults=faults, settings=plan.settings(), round=plan.round.name, meetings=when)


def form_rounds(
    registrations: Registrations | pd.DataFrame,
    plan: Plan,
    *,
    history: MeetingGraph | None = None,
    time_limit: float = 20.0,
    seed: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RoundsPlan:
    r"""Plan several rounds at once of the people who registered, as ``[rounds]`` of the plan says.

    Parameters
    ----------
    registrations : Registrations or pandas.DataFrame
        The people; a table is indexed by person id, and its column ``attends`` lists the rounds each comes to.
    plan : Plan
        With a table ``[rounds]``. Its rules hold in every round. Whoever waits in a round comes first in the
        queue of the others.
    history : MeetingGraph, optional
        Who has met whom in earlier rounds.
    time_limit, seed, progress
        As in `form_groups`.

    Returns
    -------
    RoundsPlan

    Raises
    ------
    InfeasibleError
        If a round has no grouping that keeps its hard rules, with the reasons.
    InputError
        If faults of the sheet must be settled first.
    PlanError
        If the plan does not fit the people, or has no ``[rounds]``.

    Examples
    --------
    Eight people in pairs; Ann misses the second round:

    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"attends": ["1; 3", *[None] * 7]}, index=["ann", *"bcdefgh"])
    >>> plan = pg.Plan.loads("sizes = {least = 2, most = 3}\nrounds = {count = 3}")
    >>> rounds = pg.form_rounds(people, plan, time_limit=5)
    >>> rounds.overview["people"].tolist(), rounds.repeats
    ([8, 7, 8], 0)
    """
    from peergroups.rounds import plan_rounds  # its kernels take a while to load, and one round needs none

    check_time(time_limit)
    if plan.rounds is None:
        raise PlanError(translate(NO_ROUNDS, plan.round.language))
    registrations = _settled(registrations, plan)
    whole = plan.problem(registrations, history)
    rounds = plan_rounds(
        replace(whole, criteria=[c for c in whole.criteria if c.name not in HISTORY]),
        plan.rounds.count,
        attendance=attendance(plan, whole.people),
        history=history,
        weight=repeat_cost(plan),
        names=plan.rounds.called,
        time_limit=time_limit,
        seed=plan.round.seed if seed is None else seed,
        language=plan.round.language,
        progress=progress,
    )
    faults = getattr(registrations, "faults", None)
    results = [replace(result, faults=faults, settings=plan.settings()) for result in rounds.results]
    return replace(rounds, results=results, title=plan.round.name)


def _settled(registrations: Registrations | pd.DataFrame, plan: Plan) -> Registrations | pd.DataFrame:
    """Return registrations as the plan reads them; raise if faults must be settled first."""
    registrations = plan.reread(registrations)
    if not isinstance(registrations, pd.DataFrame):
        registrations.raise_for_errors()
    return registrations


SEVERAL = message("the plan has [rounds], which are planned at once; use peergroups form or form_rounds")
NO_ROUNDS = message("the plan has no [rounds] to plan at once")
