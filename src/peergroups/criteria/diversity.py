"""Members unlike each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import AVERAGE, missing_note
from peergroups.criteria.columns import column_of, numbers, standardised
from peergroups.errors import ProblemError
from peergroups.terms import DensePair, Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

ROUNDING = 1e-5
"""How far two distances of a pair may differ, as a share of the largest distance."""


@dataclass(frozen=True, eq=False)
class Diversity(Criterion):
    r"""The members of a group are as unlike each other as can be.

    With :math:`d_{ij} \ge 0` the distance of two people, the cost is the distance that falls between groups
    instead of inside them,

    .. math:: w \Bigl( \sum_{i < j} d_{ij} - \sum_g \sum_{\{i, j\} \subseteq g} d_{ij} \Bigr).

    It is least where the distance inside is largest: the maximally diverse grouping problem, also known as
    anticlustering. It takes memory for every pair of people.

    Parameters
    ----------
    distances : (people, people) array, feature table, or list of columns
        A square array or DataFrame holds distances: symmetric, >= 0, with a diagonal of 0. Any other one is a
        table of features, of which Euclidean distances are taken as the numbers stand. A list of text names
        columns of people with numbers, which are standardised first (missing ones count as the mean). Arrays are
        in the order of people; DataFrames go by their index.
    weight : float, default 1
        Cost of a distance of 1 between groups.

    References
    ----------
    Weitz & Lakshminarayanan, Omega 25 (1997); Lai & Hao, European Journal of Operational Research 254 (2016).

    Examples
    --------
    Of distances 1, 2 and 3 the pair at 3 shares a group; 1 + 2 fall between groups:

    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> distances = np.array([[0, 1, 2], [1, 0, 3], [2, 3, 0]])
    >>> people = pd.DataFrame(index=["ann", "bo", "cai"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": 2, "copies": 2})
    >>> judge(pg.Problem(people, offers, [pg.Diversity(distances)]).model, [0, 1, 1]).cost
    3.0
    """

    name: ClassVar[str] = "diversity"
    says: ClassVar[str] = "Each group should be as varied as possible."

    distances: Any = field(repr=False)
    weight: float = 1.0

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return one dense pair term of negative weights, and the sum of all distances as its constant."""
        distance = self.weight * self._matrix(problem)
        yield DensePair(self.label, False, -distance, float(distance.sum()) / 2)

    def _matrix(self, problem: Problem) -> Floats:
        """Return (people, people) distances."""
        people = problem.people.index
        given = self.distances
        if _names_columns(given):
            return _euclidean(self._features(problem, list(given)))
        if isinstance(given, pd.DataFrame):
            lacking = people.difference(given.index)
            if len(lacking):
                raise ProblemError(f"{self.name}: {len(lacking)} people are not in the table, such as {lacking[0]!r}")
            square = given.shape[0] == given.shape[1] and given.columns.isin(given.index).all()
            given = given.loc[people, people] if square else given.loc[people]
        values = np.asarray(given, dtype=np.float64)
        if values.ndim != 2 or len(values) != len(people):
            raise ProblemError(f"{self.name}: needs a row for each of {len(people)} people, not shape {values.shape}")
        if not np.isfinite(values).all():
            raise ProblemError(f"{self.name}: distances and features must be finite numbers")
        if values.shape[1] != len(values):
            return _euclidean(values)
        mirrored = np.ascontiguousarray(values.T)
        differ = float(np.abs(values - mirrored).max(initial=0.0))
        if values.min(initial=0.0) < 0 or np.diag(values).any() or differ > ROUNDING * values.max(initial=0.0):
            raise ProblemError(f"{self.name}: distances must be symmetric and >= 0, with a diagonal of 0")
        return np.asarray((values + mirrored) / 2) if differ else values

    def _features(self, problem: Problem, columns: list[str]) -> Floats:
        return np.column_stack(
            [standardised(numbers(column_of(problem.people, c, self.name), c, self.name)) for c in columns]
        )

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people lack a number."""
        if not _names_columns(self.distances):
            return []
        said = []
        for column in self.distances:
            missing = int(np.isnan(numbers(column_of(problem.people, column, self.name), column, self.name)).sum())
            said += missing_note(self.label, column, missing, AVERAGE, language)
        return said


def _names_columns(given: object) -> bool:
    return isinstance(given, list | tuple) and bool(given) and all(isinstance(name, str) for name in given)


def _euclidean(features: Floats) -> Floats:
    from scipy.spatial.distance import cdist

    return np.asarray(cdist(features, features), dtype=np.float64)
