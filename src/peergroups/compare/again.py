"""A result's problem solved again for another aim, and costed by its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import singledispatch

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.chain import Chain
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.results.result import Result
from peergroups.terms import Count, DensePair, Ints, Load, Moment, Pair, Seat, Term


def formed(result: Result, model: Model, starts: Sequence[Ints], seconds: float, seed: int) -> Result:
    """Return the best groups found for another model of the same rows and groups, as a result of the problem itself.

    Nothing is proved of the result: what is proved holds for the other model.
    """
    found = Incumbent(model)
    for groups in starts:
        found.offer(groups, by="start")
    budget = Budget(seconds)
    Chain().run(model, found, budget, seed)
    groups = result.assignment if found.groups is None else found.groups
    return replace(
        result,
        assignment=groups,
        total_bound=-np.inf,
        seconds=budget.spent,
        seed=seed,
        history=(),
        interrupted=False,
        numbers={},
    )


def reweighted(problem: Problem, factors: Mapping[str, float]) -> Model:
    """Return the problem's model with the costs of some criteria, by label, times a factor; others stay.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> judge(reweighted(problem, {"mixed_units": 5}), np.array([0, 0])).cost
    5.0
    """
    model = problem.model
    terms = [
        scaled(term, factors[term.criterion]) if not term.hard and term.criterion in factors else term
        for term in model.terms
    ]
    largest = max([1.0, *factors.values()])
    return replace(model, terms=terms, unseated=model.unseated * largest)  # seats still come first


@singledispatch
def scaled(term: Term, factor: float) -> Term:
    """Return a soft term whose amount is so many times as large."""
    raise TypeError(f"no rule to scale a {type(term).__name__}")


@scaled.register
def _(term: Seat, factor: float) -> Term:
    return replace(term, value=term.value * factor, default=term.default * factor)


@scaled.register
def _(term: Pair, factor: float) -> Term:
    return replace(term, weight=term.weight * factor, constant=term.constant * factor)


@scaled.register
def _(term: DensePair, factor: float) -> Term:
    return replace(term, matrix=term.matrix * factor, constant=term.constant * factor)


@scaled.register(Count)
@scaled.register(Load)
def _(term: Count | Load, factor: float) -> Term:
    return replace(term, table=term.table * factor)


@scaled.register
def _(term: Moment, factor: float) -> Term:
    return replace(term, features=term.features * np.sqrt(factor))


def soft_costs(result: Result) -> dict[str, float]:
    """Return each soft criterion's cost by its label."""
    table = result.criteria
    soft = table[~table["hard"]]
    return dict(zip(soft["name"], soft["cost"], strict=True))
