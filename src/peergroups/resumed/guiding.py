"""Guides from outside for groups that were put together by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from peergroups.criteria.columns import Positions, fold
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, Verdict, judge
from peergroups.terms import WAITING, Floats, Ints, Load

MOST_TRIED = 3_000
"""Guides tried in groups, each by the referee; in large rounds fewer guides are tried for each group."""


def guide_called(problem: Problem, called: object) -> object | None:
    """Return the id of the guide from outside who is called so, by id or by a name that nobody else has."""
    if problem.guides is None:
        return None
    at = Positions(problem.guides).get(called)
    if at < 0 and "name" in problem.guides.columns:
        people = problem.people["name"] if "name" in problem.people.columns else ()
        names = [fold(name) for name in [*problem.guides["name"], *people]]
        if names.count(fold(called)) == 1 and names.index(fold(called)) < len(problem.guides):
            at = names.index(fold(called))
    return None if at < 0 else problem.guides.index[at]


def named_guides(problem: Problem, groups: Ints, named: Mapping[int, Sequence[object]]) -> Ints:
    """Return groups with the guides from outside that are named for them, as far as they are free at that time.

    Parameters
    ----------
    problem : Problem
        People, offers and guides.
    groups : (rows of the model,) int32
        Where everybody sits.
    named : mapping
        By the model's number of a group, the ids of its guides; others than guides from outside are passed over.
    """
    if problem.guides is None:
        return groups
    groups, rows, people = groups.copy(), problem.guide_rows, len(problem.people)
    known = Positions(problem.guides)
    for group, guides in named.items():
        for guide in guides:
            fits = (rows.guide == known.get(guide)) & rows.allowed[:, problem.model.offer_of[group]]
            free = np.flatnonzero(fits & (groups[people:] == WAITING))
            if len(free):
                groups[people + free[0]] = group
    return groups


def found_guides(problem: Problem, groups: Ints, wanting: Sequence[int]) -> Ints:
    """Return groups with free guides from outside where they mend a rule or save costs, as cheaply as is found.

    Parameters
    ----------
    problem : Problem
        People, offers and guides.
    groups : (rows of the model,) int32
        Where everybody sits.
    wanting : sequence of int
        The model's numbers of the groups that may get a guide.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people, offers = pd.DataFrame(index=["ann", "bo"]), pd.DataFrame({"theme": ["time", "media"]})
    >>> guides = pd.DataFrame({"themes": ["time; media", "time"]}, index=["eve", "fay"])
    >>> problem = pg.Problem(people, offers.assign(min_size=1, max_size=1), [pg.Guides()], guides=guides)
    >>> nobody = np.array([0, 1] + [-1] * len(problem.guide_rows), dtype=np.int32)
    >>> found = found_guides(problem, nobody, [0, 1])
    >>> pg.Result(problem, found, -np.inf, seconds=0.0, seed=0).groups["guide"].tolist()
    ['fay', 'eve']
    """
    now = judge(problem.model, groups)
    while True:  # again if somebody can't have all the groups that would suit them, as two meet at one time
        prices, guides = _prices(problem, groups, now, wanting)
        before = groups
        for at, column in zip(*scipy.optimize.linear_sum_assignment(prices), strict=True):
            rows = _free(problem, groups, wanting[int(at)], guides[column])
            if prices[at, column] < -TOLERANCE and len(rows):
                trial = groups.copy()
                trial[rows[0]] = wanting[int(at)]
                if _price(verdict := judge(problem.model, trial), now) < -TOLERANCE:
                    groups, now = trial, verdict
        if groups is before:
            return groups


def _prices(problem: Problem, groups: Ints, now: Verdict, wanting: Sequence[int]) -> tuple[Floats, Ints]:
    """Return (groups, columns) what a guide changes in each group, and each column's guide.

    A guide has a column for each group that they may look after; the later ones are dearer by what more groups cost.
    """
    most = problem.guide_rows.most
    alone = np.zeros((len(wanting), len(most)))
    tries = max(1, MOST_TRIED // max(1, len(wanting)))
    for at, group in enumerate(wanting):
        fitting = [guide for guide in range(len(most)) if len(_free(problem, groups, group, guide))]
        for guide in fitting[:tries]:
            trial = groups.copy()
            trial[_free(problem, groups, group, guide)[0]] = group
            alone[at, guide] = _price(judge(problem.model, trial), now)
    guides = np.repeat(np.arange(len(most)), np.minimum(most, len(wanting)))
    further = np.arange(len(guides)) - np.searchsorted(guides, guides)
    dearer = np.array(
        [_dearer(problem, groups, guide, k) for guide, k in zip(guides.tolist(), further.tolist(), strict=True)]
    )
    prices = alone[:, guides]
    return np.where(prices < 0, np.minimum(prices + dearer, 0.0), 0.0), guides.astype(np.int32)


def _free(problem: Problem, groups: Ints, group: int, guide: int) -> NDArray[np.intp]:
    """Return the model's rows with which a guide could look after a group."""
    table, people = problem.guide_rows, len(problem.people)
    fits = (table.guide == guide) & table.allowed[:, problem.model.offer_of[group]]
    return people + np.flatnonzero(fits & (groups[people:] == WAITING))


def _dearer(problem: Problem, groups: Ints, guide: int, further: int) -> float:
    """Return how much more a guide's next group but some costs than the next one, by the soft terms on load."""
    own = groups[len(problem.people) :][problem.guide_rows.guide == guide]
    has = int((own != WAITING).sum())
    total = 0.0
    for term in problem.model.of_kind(Load, hard=False):
        steps = np.diff(term.table[term.which[guide]])
        total += float(steps[has + further] - steps[has]) if has + further < len(steps) else 0.0
    return total


def _price(verdict: Verdict, now: Verdict) -> float:
    """Return what a change costs; a broken rule outweighs everything else."""
    broken = verdict.broken - now.broken
    return broken * (1.0 + abs(now.total)) * 1e3 + verdict.total - now.total
