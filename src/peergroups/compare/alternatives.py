"""Two or three good groupings that are clearly different."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from peergroups.compare.again import formed
from peergroups.engines.base import check_time
from peergroups.locale import message, translate
from peergroups.outputs.words import changed_costs, share_of, told_apart
from peergroups.referee import TOLERANCE
from peergroups.results.changes import soft_costs
from peergroups.results.result import Result
from peergroups.terms import WAITING, Ints, Pair

DIFFERS = message("{share} of the pairs stay together; with entirely other people: {people}.")
SAME = message("It costs as much as yours.")
COST = message("The cost is {cost} instead of {yours}: {criteria}.")

CHEAP, DEAR = 0.25, 4.0
"""Prices of a pair that shares a group again: times the cost that may be added, over a tenth of the pairs."""
TRIES = 5
"""Prices tried for each grouping: the dear one, which leaves least in common, the cheap one, and some between."""


@dataclass(frozen=True, eq=False)
class Alternative:
    """Another good grouping.

    Attributes
    ----------
    result : Result
        The groups.
    same_pairs : float
        The share of the pairs of the first grouping that share a group here too.
    text : str
        How it differs.
    """

    result: Result
    same_pairs: float
    text: str

    def __repr__(self) -> str:
        """Return how it differs."""
        return self.text


def alternatives(
    result: Result, *, count: int = 2, slack: float = 0.05, time_limit: float = 10.0, seed: int = 0
) -> list[Alternative]:
    """Return good groupings that differ from a result and from each other in who sits with whom.

    Pairs that share a group already get a price, the highest with which the cost stays within the slack.

    Parameters
    ----------
    result : Result
        The groups to differ from.
    count : int, default 2
        How many to look for; fewer come back if no others are good enough.
    slack : float, default 0.05
        By what share the objective may be higher; at least one unit of cost is allowed.
    time_limit : float, default 10
        Seconds in all.
    seed : int, default 0
        For the engines.

    Returns
    -------
    list of Alternative
        None leaves more people waiting, and each keeps every hard rule.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": list("OOTT")}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 1, 0, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> [other.result.groups["members"].tolist() for other in result.alternatives(count=1, time_limit=3)]
    [[['ann', 'dan'], ['bo', 'cai']]]
    """
    check_time(time_limit)
    found: list[Alternative] = []
    known = [result.assignment]
    most = result.objective + max(1.0, slack * result.objective)
    for _ in range(count):
        pairs = _shared(known, len(result.problem.people))
        cheap, dear, price = CHEAP, DEAR, DEAR
        for trial in range(TRIES):
            weight = price * (most - result.objective + 1.0) * 10 / max(1, len(pairs))
            other = _apart(result, pairs, weight, time_limit / (count * TRIES), seed)
            good = (
                other.verdict.unseated <= result.verdict.unseated + TOLERANCE and other.objective <= most + TOLERANCE
            )
            if good and not any(_same(other.assignment, groups) for groups in known):
                found.append(Alternative(other, _share(result, other), differences(result, other)))
                known.append(other.assignment)
                break
            cheap, dear = (price, dear) if good else (cheap, price)
            price = CHEAP if trial == 0 else math.sqrt(cheap * dear)
    return found


def _apart(result: Result, pairs: Ints, weight: float, seconds: float, seed: int) -> Result:
    model = result.problem.model
    again = Pair("again", False, pairs[:, 0], pairs[:, 1], np.full(len(pairs), weight))
    price = model.unseated * (1.0 + weight * len(pairs) / max(1.0, float(model.unseated.max(initial=1.0))))
    other = replace(model, terms=[*model.terms, again], unseated=price)
    return formed(result, other, [result.assignment], seconds, seed)


def _shared(known: list[Ints], people: int) -> Ints:
    """Return (pairs, 2) the people who share a group in any of some groupings, each pair once."""
    pairs = {pair for groups in known for pair in _pairs(groups[:people])}
    return np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)


def _pairs(groups: Ints) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for group in np.unique(groups[groups != WAITING]):
        members = np.flatnonzero(groups == group)
        first, second = np.triu_indices(len(members), 1)
        found.update(zip(members[first].tolist(), members[second].tolist(), strict=True))
    return found


def _same(one: Ints, other: Ints) -> bool:
    return bool(((one != WAITING) == (other != WAITING)).all()) and _pairs(one) == _pairs(other)


def _share(result: Result, other: Result) -> float:
    people = len(result.problem.people)
    before, after = _pairs(result.assignment[:people]), _pairs(other.assignment[:people])
    return len(before & after) / max(1, len(before))


def differences(result: Result, other: Result) -> str:
    """Return in words how another grouping differs: who sits with whom, and what each wish costs."""
    language, people = result.language, len(result.problem.people)
    mine, theirs = _pairs(result.assignment[:people]), _pairs(other.assignment[:people])
    kept = {person for pair in mine & theirs for person in pair}
    seated = {person for pair in mine for person in pair}
    share = share_of(len(mine & theirs), len(mine), language)
    said = [translate(DIFFERS, language, share=share, people=len(seated - kept))]
    changes = changed_costs(result, soft_costs(result), soft_costs(other))
    if changes:
        cost, yours = told_apart(other.objective, result.objective, language)
        said.append(translate(COST, language, criteria=", ".join(changes), cost=cost, yours=yours))
    else:
        said.append(translate(SAME, language))
    return " ".join(said)
