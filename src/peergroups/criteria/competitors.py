"""Competitors in different groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NO_CATEGORY, member_counts, missing_note
from peergroups.criteria.columns import categories
from peergroups.terms import Count, Ints, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class Competitors(Criterion):
    r"""Two people of the same industry, company or trade do not share a group.

    With :math:`k_{gc}` members of category :math:`c` in group :math:`g`, the amount is

    .. math:: w \sum_g \sum_c \binom{k_{gc}}{2},

    the pairs of competitors. With a second column two people compete only if both columns agree, such as the
    same trade in the same town. People with a missing answer compete with nobody.

    Parameters
    ----------
    column : str, default "industry"
        The column of people that says who competes.
    also : str, optional
        A second column that must agree too.
    weight : float, default 1
        Cost of a pair of competitors, if soft.
    hard : bool, default True
        Whether it must not happen.

    References
    ----------
    "No competitors": The Success Alliance on mastermind groups; not from the same industry: Haufe on collegial
    advice (haufe.de). Same trade and same town: Peeler Associates.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"industry": ["bakery", "bakery", "bakery"], "place": ["Kemi", "Kemi", "Tornio"]})
    >>> offers = pd.DataFrame({"min_size": [3], "max_size": 3})
    >>> judge(pg.Problem(people, offers, [pg.Competitors(also="place", hard=False)]).model, [0, 0, 0]).cost
    1.0
    """

    name: ClassVar[str] = "competitors"
    says: ClassVar[str] = "No competitors in the same group."

    column: str = "industry"
    also: str | None = None
    weight: float = 1.0
    hard: bool = True

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a count of the pairs of competitors."""
        code = self._code(problem)
        several = np.flatnonzero(np.bincount(code[code >= 0]) > 1)  # the others have nobody to compete with
        if not len(several):
            return
        number = np.full(len(problem.people) + 1, -1, dtype=np.int32)
        number[several] = np.arange(len(several))
        members = member_counts(problem)
        price = 1.0 if self.hard else self.weight
        which = np.zeros((len(problem.offers), len(several)), dtype=np.int32)
        table = (price * members * (members - 1) / 2)[None, :]
        yield Count(self.label, self.hard, np.where(code >= 0, number[code], -1).astype(np.int32), table, which)

    def _code(self, problem: Problem) -> Ints:
        """Return each person's category, numbered in the order of the categories' names, or -1."""
        code, _ = categories(problem, self.column, self.label)
        if self.also is None:
            return code
        second, names = categories(problem, self.also, self.label)
        both = np.where((code >= 0) & (second >= 0), code.astype(np.int64) * len(names) + second, -1)
        there, number = np.unique(both, return_inverse=True)
        return (number - int(there[0] == -1)).astype(np.int32) if len(there) else code

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people have no answer."""
        column = self.column if self.also is None else f"{self.column}, {self.also}"
        return missing_note(self.label, column, int((self._code(problem) < 0).sum()), NO_CATEGORY, language)
