"""Groups that go on in the next round, beside new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from peergroups.errors import ProblemError
from peergroups.locale import translate
from peergroups.meetings import MeetingGraph
from peergroups.plan.continuing import GoingOn, going_on, kinds, latest_round

if TYPE_CHECKING:
    from peergroups.problem import Problem
    from peergroups.results.result import Result


def continue_groups(
    problem: Problem,
    earlier: Result | MeetingGraph,
    groups: Sequence[int | str],
    newcomers: int = 2,
    *,
    offers: Mapping[int | str, Any] | None = None,
) -> Problem:
    """Return the next round's problem with some groups of the last round going on in it.

    Each of these groups gets an offer of its own, after the pattern of its kind, and its members who are
    registered again keep their seats in it (see `Continuing`). Fewer new groups of that kind may run for it.
    Everybody else is grouped anew in the same solve; `Result.going_on` tells what going on costs.

    Parameters
    ----------
    problem : Problem
        The next round.
    earlier : Result or MeetingGraph
        The last round, or the graph of which it is the latest.
    groups : sequence of int or str
        The numbers of the groups that go on.
    newcomers : int, default 2
        The fewest newcomers that join such a group, if any do.
    offers : mapping, optional
        Offer ids by group, for groups that are of another kind now.

    Raises
    ------
    ProblemError
        With everything that is wrong: no such group, a kind that is not offered, nobody or more members registered
        than it may have, newcomers that are no whole number from 1.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [4], "copies": [2]}, index=["trust"])
    >>> problem = pg.Problem(people, offers)
    >>> spring = pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), 0.0, 0.0, 0)
    >>> continue_groups(problem, spring, [2]).offers["copies"].to_dict()
    {'trust': 1, 'trust, group 2 goes on': 1}
    """
    if isinstance(groups, int | str):
        raise ProblemError(f"groups must be a list of numbers, such as [{groups}], not {groups!r}")
    if not isinstance(newcomers, int | np.integer) or newcomers < 1:
        raise ProblemError(f"newcomers must be a whole number >= 1, not {newcomers!r}")
    met = earlier if isinstance(earlier, MeetingGraph) else MeetingGraph().record(earlier)
    seats = latest_round(met.seats, met.rounds)
    named = {str(group): str(offer) for group, offer in (offers or {}).items()}
    found, wrong = kinds(problem, seats, GoingOn(groups=tuple(map(str, groups)), offers=named))
    if wrong:
        raise ProblemError("; ".join(translate(one.message, "en", **one.values) for one in wrong))
    return going_on(problem, seats, found, newcomers)
