"""Members from different units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NO_CATEGORY, member_counts, missing_note
from peergroups.criteria.columns import categories
from peergroups.errors import ProblemError
from peergroups.terms import Count, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class MixedUnits(Criterion):
    r"""Members of a group come from different units.

    With :math:`k_{gu}` members of unit :math:`u` in group :math:`g`, the cost is

    .. math:: w \sum_g \sum_u \binom{k_{gu}}{2},

    the number of pairs in a group that share their unit. People whose unit is missing share it with nobody.

    Parameters
    ----------
    column : str, default "unit"
        The column of people that names the unit.
    weight : float, default 1
        Cost of a pair of the same unit; 0 to ask only for `at_most`.
    at_most : int, optional
        A hard limit on the members of one unit in a group.

    References
    ----------
    People from different departments and, ideally, different places (rapidbi.com on action learning sets). Ties
    across units are worth more than ties inside them (Burt, American Journal of Sociology 110, 2004).

    Examples
    --------
    Three people of one unit and one of another, all in one group: three pairs share a unit.

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Oulu", "Turku"]})
    >>> offers = pd.DataFrame({"min_size": [4], "max_size": 4})
    >>> judge(pg.Problem(people, offers, [pg.MixedUnits()]).model, [0, 0, 0, 0]).cost
    3.0
    """

    name: ClassVar[str] = "mixed_units"
    says: ClassVar[str] = "They should not all come from the same branch."

    column: str = "unit"
    weight: float = 1.0
    at_most: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.at_most is not None and self.at_most < 1:
            raise ProblemError(f"mixed_units: at_most must be >= 1, not {self.at_most}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft count of same-unit pairs and, for `at_most`, a hard count of members too many."""
        code, names = categories(problem, self.column, self.label)
        if not names:
            return
        which = np.zeros((len(problem.offers), len(names)), dtype=np.int32)
        members = member_counts(problem)
        if self.weight:
            yield Count(self.label, False, code, (self.weight * members * (members - 1) / 2)[None, :], which)
        if self.at_most is not None:
            yield Count(self.label, True, code, np.maximum(0.0, members - self.at_most)[None, :], which)

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people have no unit."""
        code, _ = categories(problem, self.column, self.label)
        return missing_note(self.label, self.column, int((code < 0).sum()), NO_CATEGORY, language)
