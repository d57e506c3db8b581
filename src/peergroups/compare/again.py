"""A result's problem solved again for another aim, and costed by its own."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import singledispatch

import numpy as np

from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.chain import Chain
from peergroups.engines.readiness import ready
from peergroups.engines.turns import SMALL
from peergroups.errors import ProblemError
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.results.changes import soft_costs
from peergroups.results.result import Result
from peergroups.terms import Count, DensePair, Ints, Load, Moment, Open, Pair, Seat, Term

NO_SOFT = message("no soft rule is called {unknown}; there are {known}")


def formed(result: Result, model: Model, starts: Sequence[Ints], seconds: float, seed: int) -> Result:
    """Return the best groups found for another model of the same rows and groups, as a result of the problem itself.

    Nothing is proved of the result: what is proved holds for the other model.
    """
    found = Incumbent(model)
    for groups in starts:
        found.offer(groups, by="start")
    while not ready("search"):  # which is compiled or loaded in the background, outside of the time given
        time.sleep(0.05)
    budget = Budget(seconds)
    able = Chain() if model.people <= SMALL else engine("search")
    able.run(model, found, budget, seed)
    groups = result.assignment if found.groups is None else found.groups
    return replace(
        result,
        assignment=groups,
        total_bound=-np.inf,
        seconds=budget.spent,
        seed=seed,
        history=(),
        interrupted=False,
        aim={},
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
def _(term: Open, factor: float) -> Term:
    return replace(term, weight=term.weight * factor)


@scaled.register
def _(term: Moment, factor: float) -> Term:
    return replace(term, features=term.features * np.sqrt(factor))


def refuse_unknown(result: Result, labels: Sequence[str]) -> None:
    """Raise `ProblemError` for labels that no soft criterion has."""
    known = soft_costs(result)
    if unknown := [label for label in labels if label not in known]:
        told = {"unknown": ", ".join(unknown), "known": ", ".join(known) or "-"}
        raise ProblemError(translate(NO_SOFT, result.language, **told))
