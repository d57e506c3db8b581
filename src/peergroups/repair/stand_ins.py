"""Who could step in, group by group, before anybody drops out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from peergroups.results.changes import Changes
from peergroups.results.result import Result
from peergroups.resumed.changing import called_in
from peergroups.terms import WAITING
from peergroups.waiting.queue import queue_places

MOST_TRIED = 30
"""Those first in line who are looked at for each group, at most."""
MOST_ENTRIES = 4_000_000
"""People judged over all trials; in large rounds fewer of those first in line are looked at."""


def stand_ins(result: Result, *, most: int = 3) -> pd.DataFrame:
    """Return for each group those waiting who could replace the most of its members.

    Somebody covers a member if they can take the seat and every hard rule still holds; nobody else moves. At most 30
    of those first in line whom the group's kind fits are looked at, and fewer in rounds of hundreds of people.

    Parameters
    ----------
    result : Result
        The groups.
    most : int, default 3
        Stand-ins named for each group.

    Returns
    -------
    pandas.DataFrame
        ``group, person, covers`` (members they could replace), ``of`` (members) and ``cost`` (the mean change of the
        objective over those); for each group the one who covers most first, then the cheapest, then the first in
        line.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Turku", "Oulu"]}, index=["ann", "bo", "cai"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 0, -1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    >>> result.stand_ins().values.tolist()
    [[1, 'cai', 2, 2, 0.5]]
    """
    problem, model = result.problem, result.problem.model
    changes = Changes(problem, result.assignment)
    own, place = result.assignment[: len(problem.people)], queue_places(problem)
    waiting = np.flatnonzero(own == WAITING)
    line = waiting[np.argsort(place[waiting], kind="stable")]
    tried = max(most, min(MOST_TRIED, MOST_ENTRIES // max(1, model.people * len(own))))
    rows = []
    for group, number in sorted(called_in(result).items(), key=lambda item: item[1]):
        members = np.flatnonzero(own == group)
        fits = np.isfinite(model.seat_costs.to(int(model.offer_of[group])))
        fitting = line[fits[line]].tolist()
        found = []
        for row in fitting[:tried]:
            after = [changes.to(changes.moved([(int(m), WAITING), (row, group)])) for m in members]
            costs = [change.cost for change in after if change.allowed]
            if costs:
                found.append((-len(costs), float(np.mean(costs)), int(place[row]), row))
        for covers, cost, _, row in sorted(found)[:most]:
            rows.append((number, problem.people.index[row], -covers, len(members), cost))
    return pd.DataFrame(rows, columns=["group", "person", "covers", "of", "cost"])
