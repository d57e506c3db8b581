"""What it would cost to have two people in one group."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.cpsat import CpsatEngine
from peergroups.locale import message, translate
from peergroups.outputs.words import number
from peergroups.repair.mending import ruled
from peergroups.repair.within import Within
from peergroups.results.changes import Changes, row_of
from peergroups.results.result import Result
from peergroups.resumed.changing import Changed, changed
from peergroups.resumed.unfold import alike, seated
from peergroups.terms import WAITING, Ints, Pair

COSTS = message("{one} and {other} together: cost {change}, {moved} people change groups.")
MORE_WAIT = message("{n} more people wait.")
NOT_FOUND = message("{one} and {other} can't be in one group, or no way was found.")
FEW_SHARE = 0.4
"""The share of the time for a way that moves few people, and of what is then left for making it cheaper."""
MORE_MOVES = 2
"""Moves allowed beyond the fewest."""


@dataclass(frozen=True, eq=False)
class Together:
    """What it would cost to have two people in one group.

    Attributes
    ----------
    result : Result or None
        The cheapest groups found in which they are; None if there are none.
    cost : float
        By how much the objective rises; NaN without a result.
    moved : int
        How many people change groups.
    waiting : int
        How many more people wait.
    text : str
        The same in a sentence.
    """

    result: Result | None
    cost: float
    moved: int
    waiting: int
    text: str

    def __repr__(self) -> str:
        """Return the sentence."""
        return self.text


def keep_together(result: Result, one: object, other: object, *, time_limit: float = 2.0, seed: int = 0) -> Together:
    """Tell what it would cost to have two people in one group.

    Moves and exchanges of a single person are tried first, then ways that move few people, then everything, in the
    time there is. Nobody loses a seat if that can be helped.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 1, 0, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> result.keep_together("ann", "bo")
    ann and bo together: cost +2, 2 people change groups.
    """
    now = changed(result)
    problem, language = now.problem, result.language
    rows = sorted(row_of(problem, person, language) for person in (one, other))
    names = {"one": problem.people.index[rows[0]], "other": problem.people.index[rows[1]]}
    groups = _cheapest(now, rows, Budget(time_limit), seed)
    if groups is None:
        return Together(None, np.nan, 0, 0, translate(NOT_FOUND, language, **names))
    groups = alike(problem.model, groups, now.groups)
    own = set(groups[: len(problem.people)].tolist())
    together = replace(
        result, assignment=groups, numbers={g: n for g, n in now.numbers.items() if g in own}, history=(), seed=seed
    )
    cost = together.objective - result.objective
    moved = int((groups != now.groups)[: len(problem.people)].sum())
    change = ("+" if cost >= 0 else "−") + number(abs(cost), language)
    waiting = len(together.waiting) - len(result.waiting)
    said = [translate(COSTS, language, **names, change=change, moved=moved)]
    if waiting > 0:
        said.append(translate(MORE_WAIT, language, n=waiting))
    return Together(together, cost, moved, waiting, " ".join(said))


def _cheapest(now: Changed, rows: list[int], budget: Budget, seed: int) -> Ints | None:
    """Return the cheapest groups found in which two people sit in one group."""
    model = ruled(now)
    first, second = np.array(rows, dtype=np.int32).reshape(2, 1)
    both = [Pair("together", True, first, second, np.array([-1.0])), seated(rows, model.people)]
    found = Incumbent(replace(model, terms=[*model.terms, *both]))
    for groups in _exchanges(Changes(now.problem, now.groups), rows, len(now.problem.people)):
        found.offer(groups, by="start")
    within = Within(found.model, now.groups, seed)
    few = within.fewest(budget.part(FEW_SHARE))
    if few is not None:
        found.offer(few, by="start")
        for step in within.steps([within.moved(few) + MORE_MOVES], budget.part(FEW_SHARE), few):
            found.offer(step.groups, by="start")
    CpsatEngine().run(found.model, found, budget, seed)
    return found.groups


def _exchanges(changes: Changes, rows: list[int], people: int) -> list[Ints]:
    """Return the groupings in which one joins the other by a move or an exchange."""
    found = []
    for mover, host in (rows, rows[::-1]):
        there, here = int(changes.groups[host]), int(changes.groups[mover])
        if there == WAITING:
            continue
        found.append(changes.moved([(mover, there)]))
        others = np.flatnonzero(changes.groups[:people] == there)
        found += [changes.moved([(mover, there), (int(o), here)]) for o in others if o not in rows]
    return found
