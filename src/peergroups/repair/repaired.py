"""Groups repaired with as few moves as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.engines.base import check_time
from peergroups.errors import ProblemError
from peergroups.repair.mending import mended
from peergroups.repair.report import Repair
from peergroups.repair.small import too_small, ways
from peergroups.results.result import Result
from peergroups.resumed.changing import changed
from peergroups.resumed.notice import to_be_told

if TYPE_CHECKING:
    from peergroups.registrations import Registrations
FURTHER = 3
"""Moves beyond the fewest for which the curve is worked out where no number of moves is asked for."""
WAYS_SHARE = 0.3
"""The share of the time for what to do about groups that are left too small, if there are any."""


def repair(
    result: Result,
    *,
    leave: Sequence[object] = (),
    join: pd.DataFrame | Registrations | None = None,
    close: Sequence[int | str] = (),
    moves: int | None = None,
    time_limit: float = 6.0,
    seed: int = 0,
) -> Repair:
    """Find the best groups after a change in which few people leave the groups that they have.

    Whoever has a seat keeps one as long as as many people can be seated; locked seats stay. A move is made by
    somebody who leaves a group that goes on; those who lose their group, or come in from the queue, are not counted.

    Parameters
    ----------
    result : Result
        The groups before.
    leave : sequence
        Who drops out: ids or names of people and guides.
    join : DataFrame or Registrations, optional
        Late registrations; they come last in the queue.
    close : sequence of int or str
        Numbers of groups that can't go on; a slot or a place that is lost closes all groups there, and none opens.
    moves : int, optional
        How many may move at most; the fewest that keep every hard rule if left out. If it is everybody, the groups
        are formed afresh.
    time_limit : float, default 6
        Seconds.
    seed : int, default 0
        For the engines.

    Raises
    ------
    InputError
        For people who are not there, who are there already, and groups that are not.
    InfeasibleError
        If no grouping within so many moves keeps every hard rule, or none was found; with the reasons.

    Examples
    --------
    The second pair loses a member, and one who waits steps in:

    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan", "eve"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> groups = np.array([0, 0, 1, 1, -1], dtype=np.int32)
    >>> before = pg.Result(pg.Problem(people, offers), groups, total_bound=0.0, seconds=1.0, seed=1)
    >>> before.repair(leave=["cai"]).told.values.tolist()
    [['cai', 'left', 2, None], ['eve', 'gets a seat', None, 2]]
    """
    check_time(time_limit)
    if moves is not None and moves < 0:
        raise ProblemError(f"moves must be a whole number >= 0, not {moves}")
    table = join if join is None or isinstance(join, pd.DataFrame) else join.people
    now = changed(result, leave, table, close, result.language)
    weak = too_small(now)
    done = mended(now, moves, time_limit * (1 - WAYS_SHARE * bool(weak)), seed, FURTHER)
    each = time_limit * WAYS_SHARE / max(1, 2 * len(weak))  # two of the four ways take solving
    small = [way for group in weak for way in ways(now, group, each, seed)]
    return Repair(done.result, to_be_told(result, done.result), done.curve, done.fewest, done.proved, tuple(small))
