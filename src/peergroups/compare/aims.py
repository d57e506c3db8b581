"""Other aims than the weighted sum: one wish after the other, and the worst-off first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from peergroups.compare.again import formed, refuse_unknown, reweighted
from peergroups.engines.base import Budget, check_time
from peergroups.errors import ProblemError
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.problem import Problem, ceiling
from peergroups.referee import TOLERANCE
from peergroups.results.changes import soft_costs
from peergroups.results.result import Result
from peergroups.terms import Floats, Seat

NOT_ON_SEATS = message("{label} is no soft rule on seats; those are {known}")
TOO_MANY = message("{label} has {n} different costs: too many to be told apart")

HALVINGS = 5
"""How often the weight of a level is halved between what is needed and what is too little."""
MOST = 2.0**46
"""The largest price that the engines take without losing units."""


def levels(
    result: Result, order: Sequence[str], *, slack: float = 0.0, time_limit: float = 20.0, seed: int = 0
) -> Result:
    """Form groups by one criterion after another instead of by their weighted sum: peers first, then diverse.

    Each level makes its criterion as cheap as can be found, without any level before it costing more than its best
    by the slack. It is done with weights that are searched for, so the answer is a grouping that was found and not
    proved. Criteria that are not in the order come last, by their weights.

    Parameters
    ----------
    result : Result
        Where to begin.
    order : sequence of str
        Labels of soft criteria, the most important first.
    slack : float, default 0
        By what share the cost of a level may exceed its best, for the sake of those after it.
    time_limit : float, default 20
        Seconds in all.
    seed : int, default 0
        For the engines.

    Raises
    ------
    ProblemError
        For a label that no soft criterion has, or a slack below 0.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": list("OOTT"), "themes": ["agile", "agile", "trust", "trust"]})
    >>> offers = pd.DataFrame({"min_size": 2, "max_size": 2, "theme": ["agile", "trust"]})
    >>> problem = pg.Problem(people, offers, [pg.ThemeWishes(unticked=1), pg.MixedUnits(weight=0.5)])
    >>> result = pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    >>> result.levels(["mixed_units", "theme_wishes"], time_limit=4).groups["members"].tolist()
    [[0, 2], [1, 3]]
    """
    check_time(time_limit)
    refuse_unknown(result, order)
    if slack < 0:
        raise ProblemError(f"slack must be >= 0, not {slack}")
    rest = [label for label in soft_costs(result) if label not in order]
    stages = [*([label] for label in order), rest] if rest else [[label] for label in order]
    seconds = time_limit / max(1, len(stages) + HALVINGS * (len(stages) - 1) * (slack > 0))
    clock = Budget(time_limit)
    best = result
    limits: dict[str, float] = {}
    for number, stage in enumerate(stages):
        before = order[:number]
        best = _stage(best, before, stage, limits, slack, seconds, seed)
        if number < len(order):
            limits[order[number]] = soft_costs(best)[order[number]] * (1 + slack)
    aim = {"levels": list(order), "slack": slack}
    return replace(best, total_bound=-np.inf, seconds=clock.spent, seed=seed, aim=aim)


def _stage(
    start: Result,
    before: Sequence[str],
    stage: Sequence[str],
    limits: dict[str, float],
    slack: float,
    seconds: float,
    seed: int,
) -> Result:
    """Return the cheapest groups found for some criteria that keep the limits of the levels before."""
    costs = soft_costs(start)
    high = _outweighs(start.problem)
    best = start

    def tried(weight: float) -> Result:
        ranks = {label: weight * high ** (len(before) - 1 - k) for k, label in enumerate(before)}
        model = reweighted(start.problem, {**dict.fromkeys(costs, 0.0), **dict.fromkeys(stage, 1.0), **ranks})
        return formed(start, model, [best.assignment], seconds, seed)

    def better(other: Result) -> bool:
        mine = soft_costs(other)
        kept = all(mine[label] <= limits[label] + TOLERANCE for label in before)
        seats = other.verdict.unseated <= start.verdict.unseated + TOLERANCE
        return (
            kept
            and seats
            and sum(mine[label] for label in stage) < sum(soft_costs(best)[label] for label in stage) - TOLERANCE
        )

    low, top = 0.0, high
    for _ in range(1 + HALVINGS * bool(before and slack > 0)):
        other = tried(top)
        if better(other):
            best = other
        mine = soft_costs(other)
        if all(mine[label] <= limits[label] + TOLERANCE for label in before):
            top = (low + top) / 2 if low else top / 8
        else:
            low, top = top, min(high, top * 4)
    return best


def _outweighs(problem: Problem) -> float:
    """Return a factor with which the least unit of a cost outweighs all later levels, as far as numbers allow."""
    model = problem.model
    most = ceiling(model.terms, model.least, model.most, model.copies, model.people)
    return float(min(8 * (most + 1), 1e4))


def worst_off_first(
    result: Result, label: str = "theme_wishes", *, time_limit: float = 10.0, seed: int = 0
) -> Result:
    """Form groups so that the worst-off person is as well off as can be, then the next worst, and so on.

    How well off somebody is, is what their seat costs under one criterion: the rank of the wish that is met, the
    travel. Fewer people at the highest cost come before any number at lower costs, and all that before the other
    criteria, which decide between groupings that are equal in this (leximin).

    Parameters
    ----------
    result : Result
        Where to begin.
    label : str, default "theme_wishes"
        A soft criterion on seats.
    time_limit : float, default 10
        Seconds.
    seed : int, default 0
        For the engines.

    Raises
    ------
    ProblemError
        If that is no soft criterion on seats, or has so many different costs that they can't be told apart.

    Examples
    --------
    The sum is least if ann gets her first wish and bo his last, 0 + 5; the worst-off is best off with 3 + 3:

    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"themes": ["x; y", "z; x; y"]}, index=["ann", "bo"])
    >>> offers = pd.DataFrame({"min_size": 1, "max_size": 1, "theme": ["x", "y"]}, index=["x", "y"])
    >>> problem = pg.Problem(people, offers, [pg.ThemeWishes(rank_costs=(0, 3, 5))])
    >>> result = pg.Result(problem, np.array([0, 1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    >>> result.objective, result.worst_off_first(time_limit=4).seats["wish"].tolist()
    (5.0, [2, 2])
    """
    check_time(time_limit)
    known = list(dict.fromkeys(term.criterion for term in result.problem.model.of_kind(Seat, hard=False)))
    if label not in known:
        told = {"label": label, "known": ", ".join(known) or "-"}
        raise ProblemError(translate(NOT_ON_SEATS, result.language, **told))
    model = worst_off_model(result.problem, label, result.language)
    found = formed(result, model, [result.assignment], time_limit, seed)
    return replace(found, aim={"worst_off_first": label})


def worst_off_model(problem: Problem, label: str, language: str = "en") -> Model:
    """Return the model in which a person at a higher cost outweighs everybody at lower ones."""
    model = problem.model
    chosen = [term for term in model.of_kind(Seat, hard=False) if term.criterion == label]
    values = np.unique(np.concatenate([[0.0], *(np.append(term.value, term.default) for term in chosen)]))
    others = [
        term for term in model.terms if not (isinstance(term, Seat) and term.criterion == label and not term.hard)
    ]
    unit = 1.0 + ceiling(others, model.least, model.most, model.copies, model.people)
    prices = np.append(0.0, unit * (model.people + 1.0) ** np.arange(len(values) - 1)).astype(np.float64)
    if prices[-1] * model.people > MOST or len(chosen) > 1:
        raise ProblemError(translate(TOO_MANY, language, label=label, n=len(values)))
    own = chosen[0]
    default = float(_priced(np.array([own.default]), values, prices)[0])
    priced = replace(own, value=_priced(own.value, values, prices), default=default)
    top = float(prices[-1]) * model.people
    return replace(model, terms=[*others, priced], unseated=model.unseated * (1.0 + top / max(1.0, unit)))


def _priced(value: Floats, values: Floats, prices: Floats) -> Floats:
    found: Floats = prices[np.searchsorted(values, value)]
    return found
