"""Groups that go on in the next round, beside new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from peergroups.criteria import Continuing
from peergroups.errors import ProblemError

if TYPE_CHECKING:
    from peergroups.problem import Problem
    from peergroups.results.result import Result


def continue_groups(problem: Problem, earlier: Result, groups: Sequence[int], newcomers: int = 2) -> Problem:
    """Return the next round's problem with some groups of the last round going on in it.

    Each of these groups gets an offer of its own, after the pattern of its old one, and its members who are
    registered again keep their seats in it (see `Continuing`). Fewer new groups of that kind may run for it.
    Everybody else is grouped anew in the same solve; what the old pairs cost stands beside ``new_faces``.

    Parameters
    ----------
    problem : Problem
        The next round.
    earlier : Result
        The last round.
    groups : sequence of int
        The numbers of the groups that go on, as in ``earlier.groups``.
    newcomers : int, default 2
        The fewest newcomers that join such a group, if any do.

    Raises
    ------
    ProblemError
        If there is no such group, its offer is gone, or more members are registered than it may have.

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
    table, offers = earlier.groups, problem.offers
    unknown = [str(number) for number in groups if number not in table.index]
    if unknown:
        raise ProblemError(f"the earlier round has no group {', '.join(unknown)}")
    number = {offer: k for k, offer in enumerate(offers.index)}
    copies, most = problem.copies.copy(), offers["max_size"].to_numpy()
    chosen = table.loc[list(groups)]
    kept: dict[str, list[Any]] = {}
    patterns = []
    for group, offer, once in zip(groups, chosen["offer"], chosen["members"], strict=True):
        if offer not in number:
            raise ProblemError(f"group {group} can't go on: its offer {offer} is gone")
        members = [person for person in once if person in problem.people.index]
        at = number[offer]
        if len(members) > most[at]:
            raise ProblemError(f"group {group} can't go on with {len(members)} members: {offer} allows {most[at]}")
        copies[at] = max(0, copies[at] - 1)
        patterns.append(at)
        kept[f"{offer}, group {group} goes on"] = members
    going_on = offers.iloc[patterns].set_axis(pd.Index(kept), axis="index").assign(copies=1)
    extended = pd.concat([offers.assign(copies=copies), going_on])
    extended.index.name = offers.index.name
    return replace(problem, offers=extended, criteria=[*problem.criteria, Continuing(kept, newcomers)])
