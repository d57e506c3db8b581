"""What it would cost to have two people in one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from peergroups.criteria.names import rule_name
from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent, check_time
from peergroups.engines.cpsat import CpsatEngine
from peergroups.engines.cpsat.engine import literals
from peergroups.engines.readiness import ready
from peergroups.locale import message, translate
from peergroups.outputs.words import number
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE
from peergroups.repair.mending import ruled
from peergroups.repair.within import Within
from peergroups.results.changes import Changes, row_of
from peergroups.results.result import Result
from peergroups.resumed.changing import Changed, changed
from peergroups.resumed.unfold import alike, moving, seated
from peergroups.seatcosts import seat_rows
from peergroups.terms import WAITING, Ints, Pair, Seat

ALREADY = message("{one} and {other} are in one group.")
COSTS = message("{one} and {other} together: cost {change}, changing groups: {moved}.")
MORE_WAIT = message("{n} more people wait.")
CHEAPEST = message("There is no cheaper way: this is proved.")
MAYBE = message("There may be a cheaper way.")
NO_KIND = message("{one} and {other} can't be in one group: no kind of group fits both. {rules}")
NEVER = message("{one} and {other} can't be in one group with every hard rule kept: this is proved.")
NOT_FOUND = message("No groups with {one} and {other} together were found in the time there was.")

PRICES = (0.3, 0.03)
"""Of a move, in units of cost: first ways that move few people are looked for, then cheap ones."""
PRICED_SHARE = 0.4
"""The share of the time left for each price."""
FEWEST_SHARE = 0.4
"""The share of the time for a way that keeps every rule, where a simple exchange does not."""
PROVABLE = 5_000
"""Literals of a model up to which CP-SAT may prove something in the time left."""


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
    proved : bool
        Whether no cheaper way exists, or no way at all without a result.
    text : str
        The same in sentences.
    """

    result: Result | None
    cost: float
    moved: int
    waiting: int
    proved: bool
    text: str

    def __repr__(self) -> str:
        """Return the sentences."""
        return self.text


def keep_together(result: Result, one: object, other: object, *, time_limit: float = 1.2, seed: int = 0) -> Together:
    """Tell what it would cost to have two people in one group.

    Moves and exchanges of a single person are tried first, then everything: groupings near the one at hand before
    others. Nobody loses a seat if that can be helped.

    Parameters
    ----------
    result : Result
        The groups.
    one, other : object
        Ids or names of two people.
    time_limit : float, default 1.2
        Seconds; less is used where a proof comes sooner.
    seed : int, default 0
        For the engines.

    Raises
    ------
    InputError
        For somebody who is not in the round.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 1, 0, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> result.keep_together("ann", "bo")
    ann and bo together: cost +2, changing groups: 2. There is no cheaper way: this is proved.
    """
    check_time(time_limit)
    budget = Budget(time_limit)
    now = changed(result)
    problem, language = now.problem, result.language
    rows = sorted(row_of(problem, person, language) for person in (one, other))
    names = {"one": problem.people.index[rows[0]], "other": problem.people.index[rows[1]]}
    if WAITING != now.groups[rows[0]] == now.groups[rows[1]]:
        return Together(result, 0.0, 0, 0, True, translate(ALREADY, language, **names))
    if (rules := _in_the_way(problem, rows)) is not None:
        named = ", ".join(rule_name(problem, rule, language) for rule in rules)
        return Together(None, np.nan, 0, 0, True, translate(NO_KIND, language, rules=named, **names))
    found = _cheapest(now, rows, budget, seed)
    if found.groups is None:
        said = NEVER if found.infeasible else NOT_FOUND
        return Together(None, np.nan, 0, 0, found.infeasible, translate(said, language, **names))
    groups = alike(problem.model, found.groups, now.groups)
    own = set(groups[: len(problem.people)].tolist())
    numbers = {g: n for g, n in now.numbers.items() if g in own}
    together = replace(result, assignment=groups, numbers=numbers, history=(), seed=seed, aim={})
    cost = together.objective - result.objective
    moved = int((groups != now.groups)[: len(problem.people)].sum())
    change = ("+" if cost >= 0 else "−") + number(abs(cost), language)
    waiting = len(together.waiting) - len(result.waiting)
    told = [translate(COSTS, language, **names, change=change, moved=moved)]
    if waiting > 0:
        told.append(translate(MORE_WAIT, language, n=waiting))
    told.append(translate(CHEAPEST if found.closed else MAYBE, language))
    return Together(together, cost, moved, waiting, found.closed, " ".join(told))


def _in_the_way(problem: Problem, rows: Sequence[int]) -> list[str] | None:
    """Return the rules that leave two people no kind of group in common; None if there is one."""
    model = problem.model
    one, other = (model.seat_costs.of(row)[0] for row in rows)
    if np.isin(one, other).any():
        return None
    usable = (model.copies > 0) & (model.least <= model.most)
    barred: dict[str, NDArray[np.bool_]] = {}
    for term in model.of_kind(Seat, hard=True):
        either = np.zeros(model.offers, dtype=np.bool_)
        for row in rows:
            either |= seat_rows(term, row, row + 1, model.offers)[0] > TOLERANCE
        barred[term.criterion] = either | barred.get(term.criterion, either)
    alone = [rule for rule, out in barred.items() if out[usable].all()]
    return alone[:1] or [rule for rule, out in barred.items() if out[usable].any()]


def _cheapest(now: Changed, rows: Sequence[int], budget: Budget, seed: int) -> Incumbent:
    """Return the cheapest groups found in which two people sit in one group, and what is proved of them."""
    ready("search")  # which loads its kernels meanwhile
    model = ruled(now)
    first, second = np.array(rows, dtype=np.int32).reshape(2, 1)
    pair = Pair("together", True, first, second, np.array([-1.0]))
    found = Incumbent(replace(model, terms=[*model.terms, pair, seated(rows, model.people)]))
    found.prove(now.before.total_bound, by="before")  # they cost no less than the best groups there are
    for groups in _exchanges(Changes(now.problem, now.groups), rows, len(now.problem.people)):
        found.offer(groups, by="start")
    within = Within(found.model, now.groups, seed)
    if found.groups is None:
        near = within.nearest(budget.part(FEWEST_SHARE))
        found.infeasible = near.infeasible
        if near.groups is not None:
            found.offer(near.groups, by="cpsat")
    if ready("search", budget.part(0.5).left):
        price = model.unseated.copy()
        price[list(rows)] = price.sum() + 1.0  # search passes a limit over: both have a seat if that can be
        for worth in PRICES:
            if found.groups is None or found.closed:
                break
            terms = [*model.terms, pair, moving(within.offers, model.offers, worth)]
            trial = Incumbent(replace(model, terms=terms, unseated=price))
            trial.offer(found.groups, by="start")
            engine("search").run(trial.model, trial, budget.part(PRICED_SHARE), seed)
            if trial.groups is not None:
                found.offer(trial.groups, by="search")
    if not found.closed and literals(found.model) <= PROVABLE:
        CpsatEngine().run(found.model, found, budget, seed)
    return found


def _exchanges(changes: Changes, rows: Sequence[int], people: int) -> list[Ints]:
    """Return the groupings in which one joins the other by a move or an exchange."""
    found = []
    for mover, host in ((rows[0], rows[1]), (rows[1], rows[0])):
        there, here = int(changes.groups[host]), int(changes.groups[mover])
        if there == WAITING:
            continue
        found.append(changes.moved([(mover, there)]))
        others = np.flatnonzero(changes.groups[:people] == there)
        found += [changes.moved([(mover, there), (int(o), here)]) for o in others if o not in rows]
    return found
