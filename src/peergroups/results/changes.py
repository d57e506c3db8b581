"""What a change of seats costs, criterion by criterion, as the referee sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peergroups.criteria.columns import Positions, fold
from peergroups.criteria.keep_apart import KeepApart
from peergroups.criteria.names import rule_name
from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, Verdict, amount, judge, running, sizes
from peergroups.terms import WAITING, Count, Ints, Pair, Term
from peergroups.waiting.reasons import WITH_WHOM

if TYPE_CHECKING:
    from peergroups.results.result import Result

PAIRS = "with_whom"
"""Stands for every hard rule on pairs and for people kept apart: whom somebody wants to avoid is told nobody."""

TOO_MANY = "too_many"
TOO_FEW = "too_few"
SIZES = {
    TOO_MANY: message("a group would have too many members"),
    TOO_FEW: message("a group would have too few members"),
}


@dataclass(frozen=True)
class Change:
    """What another grouping changes.

    Attributes
    ----------
    costs : dict of str to float
        The change of each soft criterion's cost by its label; people kept apart as `PAIRS`.
    broken : tuple of str
        What forbids it: labels of hard criteria that hold less than before, `PAIRS`, `TOO_MANY` or `TOO_FEW`.
    unseated : float
        The change of the price of people waiting.
    """

    costs: dict[str, float]
    broken: tuple[str, ...]
    unseated: float

    @property
    def cost(self) -> float:
        """The change of the objective."""
        return float(sum(self.costs.values()))

    @property
    def allowed(self) -> bool:
        """Whether every hard rule that held still holds."""
        return not self.broken


class Changes:
    """Holds other groupings against one.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    groups : (rows of the model,) int32
        The grouping that the others are held against.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    >>> changes = Changes(pg.Problem(people, offers, [pg.MixedUnits()]), np.array([0, 0, 1, 1]))
    >>> changes.to(np.array([0, 1, 0, 1])).costs, changes.to(np.array([0, 1, 1, 1])).broken
    ({'mixed_units': -2.0}, ('too_many', 'too_few'))
    """

    def __init__(self, problem: Problem, groups: Ints) -> None:
        self.problem, self.groups = problem, groups
        self.verdict = judge(problem.model, groups)
        self._apart = {c.label for c in problem.criteria if isinstance(c, KeepApart)}
        self._misfits = self._sizes(groups)

    def to(self, groups: Ints, verdict: Verdict | None = None) -> Change:
        """Return what another grouping changes; its verdict is worked out unless it is given."""
        verdict = judge(self.problem.model, groups) if verdict is None else verdict
        costs: dict[str, float] = {}
        broken: dict[str, None] = {}
        for term, before, after in zip(self.problem.model.terms, self.verdict.amounts, verdict.amounts, strict=True):
            if not term.hard:
                costs[self._code(term)] = costs.get(self._code(term), 0.0) + float(after - before)
            elif after > before + TOLERANCE:
                broken[self._code(term)] = None
        sized = (now > was for now, was in zip(self._sizes(groups), self._misfits, strict=True))
        broken |= dict.fromkeys(code for code, worse in zip(SIZES, sized, strict=True) if worse)
        return Change(costs, tuple(broken), verdict.unseated - self.verdict.unseated)

    @property
    def broken(self) -> tuple[str, ...]:
        """What the first grouping breaks, in the codes of a `Change`."""
        amounts = zip(self.problem.model.terms, self.verdict.amounts, strict=True)
        rules = [self._code(term) for term, amount in amounts if term.hard and amount > TOLERANCE]
        sizes = [code for code, many in zip(SIZES, self._misfits, strict=True) if many]
        return tuple(dict.fromkeys([*rules, *sizes]))

    def moved(self, seats: Iterable[tuple[int, int]]) -> Ints:
        """Return the grouping with some people in other groups: pairs of a row and a group."""
        groups = self.groups.copy()
        for row, group in seats:
            groups[row] = group
        return groups

    def _code(self, term: Term) -> str:
        return PAIRS if term.criterion in self._apart or (term.hard and isinstance(term, Pair)) else term.criterion

    def _sizes(self, groups: Ints) -> tuple[int, int]:
        """Return how many members are too many and too few over all running groups."""
        model = self.problem.model
        size, offer, runs = sizes(model, groups), model.offer_of, running(model, groups)
        return (
            int((np.maximum(size - model.most[offer], 0) * runs).sum()),
            int((np.maximum(model.least[offer] - size, 0) * runs).sum()),
        )


def broken_in(term: Count, model: Model, groups: Ints) -> list[int]:
    """Return the running groups in which a hard count does not hold, as the model numbers them.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Turku", "Oulu", "Oulu"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    >>> model = pg.Problem(people, offers, [pg.MixedUnits(at_most=1)]).model
    >>> [broken_in(term, model, np.array([0, 0, 1, 1])) for term in model.of_kind(Count, hard=True)]
    [[1]]
    """
    found = []
    for group in np.flatnonzero(running(model, groups)).tolist():
        alone = np.where(groups == group, groups, WAITING).astype(np.int32)
        if amount(term, model, alone) > TOLERANCE:
            found.append(group)
    return found


def told(problem: Problem, code: str, language: str) -> str:
    """Return what a code of a `Change` is called where people read it."""
    if code == PAIRS:
        return translate(WITH_WHOM, language)
    return translate(SIZES[code], language) if code in SIZES else rule_name(problem, code, language)


def soft_costs(result: Result) -> dict[str, float]:
    """Return each soft criterion's cost by its label."""
    table = result.criteria
    soft = table[~table["hard"]]
    return dict(zip(soft["name"], soft["cost"], strict=True))


def row_of(problem: Problem, person: object, language: str = "en") -> int:
    """Return the row of somebody called by id, however it is written, or by a name that nobody else has.

    Raises
    ------
    InputError
        If nobody is called that, or several are.
    """
    row = Positions(problem.people).get(person)
    if row >= 0:
        return row
    names: list[object] = problem.people["name"].tolist() if "name" in problem.people.columns else []
    rows = [at for at, name in enumerate(names) if fold(name) and fold(name) == fold(person)]
    if len(rows) == 1:
        return rows[0]
    ids = ", ".join(str(problem.people.index[at]) for at in rows)
    raise InputError(translate(SEVERAL if rows else NOBODY, language, person=person, ids=ids))


NOBODY = message("nobody of this round is called {person}")
SEVERAL = message("several people of this round are called {person}: give the id, one of {ids}")
