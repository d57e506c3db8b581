"""The wiring: from a problem to a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from peergroups.engines import ENGINES, engine
from peergroups.engines.base import Budget, Incumbent, Progress, in_order
from peergroups.problem import Problem
from peergroups.result import Result
from peergroups.start import start_groups
from peergroups.terms import WAITING

if TYPE_CHECKING:
    from peergroups.start import Start

SHARES = {"flow": 0.5, "search": 0.3, "columns": 0.9, "cpsat": 1.0}
"""The share of the time left that each engine may use, in the order in which they run."""


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
) -> Result:
    """Form the best groups there is time to find, and prove how good they are.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    time_limit : float, default 20
        Seconds; it stops earlier once the groups are proved the best.
    seed : int, default 0
        Fixes the engines' randomness. With a time limit alone the answer still depends on the machine's speed.
    start : Result, table, mapping or array, optional
        Groups to begin from; what comes back is never worse. See `start_groups`.
    n_jobs : int, optional
        Processors to use; all if left out.
    progress : callable, optional
        Called with a `Progress` whenever the best groups or the bound improve.
    iterations : int, optional
        A limit on each engine's steps instead of its seconds, so that every machine gives the same answer, as long
        as the time limit is not reached.
    engines : sequence of str, optional
        For experts: the engines to use, of `peergroups.engines.ENGINES`.

    Returns
    -------
    Result
        Also if no grouping satisfies the hard rules, with the status "infeasible" and the reasons, and if
        interrupted by Ctrl-C, with the best groups so far.

    Raises
    ------
    ProblemError
        For criteria that lack a column, or a start that does not fit.

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
    model = problem.model
    incumbent, budget = Incumbent(model, progress), Budget(time_limit, iterations)
    interrupted = False
    try:
        if start is not None:
            incumbent.offer(start_groups(problem, start), by="start")
        for name in ENGINES if engines is None else engines:
            if incumbent.closed or budget.left <= 0:
                break
            engine(name).run(model, incumbent, budget.part(SHARES[name]), seed)
    except KeyboardInterrupt:
        interrupted = True
    groups = incumbent.groups if incumbent.groups is not None else incumbent.broken
    if groups is None:
        groups = np.full(model.people, WAITING, dtype=np.int32)
    return Result(
        problem,
        in_order(model, groups),
        incumbent.bound,
        budget.spent,
        seed,
        history=tuple(incumbent.history),
        interrupted=interrupted,
        proved_infeasible=incumbent.infeasible,
    )
