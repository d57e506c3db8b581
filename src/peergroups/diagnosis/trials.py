"""Whether some of the rules can hold together, and how far one must give way for the others to hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from peergroups.diagnosis.rules import EVERYONE, SIZES, Rule, rules_of
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.cpsat import CpsatEngine
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE
from peergroups.resumed.unfold import seated
from peergroups.terms import Count, Ints, Limit, Open, Pair, Seat, Term

LONGEST_TRIAL = 2.0
"""Seconds for each trial whether some of the rules can hold, at most."""


def hold(problem: Problem, rules: Collection[Rule], seconds: float, seed: int) -> bool | None:
    """Return whether some rules can hold together, with somebody in a group; None if it is not found out in time.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> three = pg.Problem(pd.DataFrame(index=["ann", "bo", "cai"]), offers, everyone=True)
    >>> hold(three, [SIZES, EVERYONE], 5, 0), hold(three, [SIZES], 5, 0), hold(three, [EVERYONE], 5, 0)
    (False, True, True)
    """
    found = _solved(_model(problem, rules, ()), seconds, seed)
    return True if found.groups is not None else False if found.infeasible else None


def smallest_clash(
    problem: Problem, rules: Sequence[Rule], budget: Budget, seed: int
) -> tuple[tuple[Rule, ...], bool]:
    """Return rules that clash of which none can be spared, of some that do; and whether the latter is proved.

    Rules are left out one by one while the rest still clash.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    rules : sequence of str
        Rules that can't all hold.
    budget : Budget
        Shared by the trials; each has `LONGEST_TRIAL` seconds at most.
    seed : int
        For the engine.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people, offers = pd.DataFrame({"unit": ["x", "y", "x"]}), pd.DataFrame({"min_size": [2], "max_size": [3]})
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits(at_most=1)], everyone=True)
    >>> smallest_clash(problem, rules_of(problem), Budget(9.0), seed=0)
    (('mixed_units', 'everyone has a seat'), True)
    """
    rules, proved = tuple(rules), True
    for rule in rules:
        fewer = tuple(other for other in rules if other != rule)
        answer = hold(problem, fewer, min(LONGEST_TRIAL, budget.left), seed)
        if answer is False:
            rules = fewer
        proved &= answer is not None
    return rules, proved


def give_way(problem: Problem, rules: Collection[Rule], seconds: float, seed: int) -> tuple[Ints, float, bool] | None:
    """Return a grouping in which some rules give way as little as possible and all others hold.

    Returns
    -------
    groups, amount, proved
        By how much they give way in all, in exceptions: people, pairs, members or groups; and whether less is proved
        impossible. None if the others can't hold either, or nothing was found.
    """
    others = [rule for rule in rules_of(problem) if rule not in rules]
    found = _solved(_model(problem, others, rules), seconds, seed)
    if found.groups is None or found.verdict is None:
        return None
    return found.groups, found.verdict.total, found.closed


def own_sizes(problem: Problem) -> tuple[Ints, Ints]:
    """Return the least and the most members of each offer's groups, as the offers alone say."""
    least = problem.offers["min_size"].to_numpy(dtype=np.int32)
    most = problem.offers["max_size"].to_numpy(dtype=np.int32)
    return least, np.minimum(most, max(1, int(problem.model.counted.sum()))).astype(np.int32)


def _model(problem: Problem, kept: Collection[Rule], soft: Collection[Rule]) -> Model:
    """Return a model of hard rules alone; in some of them an exception costs 1 instead."""
    whole = problem.model
    rows, people = whole.people, len(problem.people)
    terms = [term for term in whole.terms if term.hard and term.criterion in kept]
    for term in whole.terms:
        if term.hard and term.criterion in soft:
            terms.append(_softened(term))
    least, most = own_sizes(problem)
    if SIZES in soft:
        terms.append(_size_costs(whole, least, most))
    if SIZES not in kept:
        least, most = np.ones_like(least), np.full_like(most, rows)
    waiting = np.zeros(rows)
    if EVERYONE in kept:
        terms.append(seated(range(people), rows))
    if EVERYONE in soft:
        waiting[:people] = 1.0
    every = np.arange(whole.offers, dtype=np.int32)
    terms.append(Open("somebody", True, every, 1, whole.groups))
    return replace(whole, least=least, most=most, unseated=waiting, terms=terms)


def _softened(term: Term) -> Term:
    if isinstance(term, Seat):
        barred = (term.value > TOLERANCE).astype(np.float64)
        return replace(term, hard=False, value=barred, default=float(term.default > TOLERANCE))
    if isinstance(term, Pair):
        weight = np.sign(term.weight).astype(np.float64)
        return replace(term, hard=False, weight=weight, constant=float((weight < 0).sum()))
    if isinstance(term, Limit):
        raise TypeError("a limit can't give way")
    return replace(term, hard=False)


def _size_costs(model: Model, least: Ints, most: Ints) -> Count:
    """Return a price of 1 for every member too many or too few."""
    size = np.arange(model.people + 1)
    over = np.maximum(size - most[:, None], 0) + np.maximum(least[:, None] - size, 0) * (size > 0)
    category = np.where(model.counted, 0, -1).astype(np.int32)
    return Count(SIZES, False, category, over.astype(np.float64), np.arange(model.offers, dtype=np.int32)[:, None])


def _solved(model: Model, seconds: float, seed: int) -> Incumbent:
    found = Incumbent(model)
    CpsatEngine().run(model, found, Budget(seconds), seed)
    return found
