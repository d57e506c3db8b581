"""New ties between units: people who have not met, of units that should know each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NO_CATEGORY, member_counts, missing_note, pair_term
from peergroups.criteria.columns import categories
from peergroups.criteria.history import met_before
from peergroups.errors import ProblemError
from peergroups.terms import Count, Ints, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True, eq=False)
class NewTies(Criterion):
    r"""People get to know others of other units, above all of units that have no tie yet.

    Each two members of a group cost

    .. math:: w \cdot \begin{cases} 1 & \text{if they are of the same unit or have met,} \\
              l & \text{if they have not, but others of their two units have,} \\ 0 & \text{otherwise.} \end{cases}

    Someone whose unit is missing is of the same unit as nobody, and of units that have no tie.

    Parameters
    ----------
    history : MeetingGraph, DataFrame, mapping or iterable of pairs
        Who has met whom, as in `NewFaces`; how often does not matter.
    column : str, default "unit"
        The column of people that names the unit.
    weight : float, default 1
        Cost of a pair that is no new tie between units.
    linked : float, default 0
        Cost of a new tie between units that have one already, as a share of the weight: 0..1.

    References
    ----------
    Ties across units are worth more than ties inside: people whose networks span structural holes have the better
    ideas (Burt, American Journal of Sociology 110 (2004) 349), and firms with informal ties across units did better
    in crises (Krackhardt & Stern, Social Psychology Quarterly 51 (1988) 123).

    Examples
    --------
    Ann and Bo share a unit, Ann and Cai have met, Bo and Cai make a new tie:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku"]}, index=["ann", "bo", "cai"])
    >>> offers = pd.DataFrame({"min_size": [3], "max_size": 3})
    >>> judge(pg.Problem(people, offers, [pg.NewTies([("ann", "cai")])]).model, [0, 0, 0]).cost
    2.0
    """

    name: ClassVar[str] = "new_ties"
    says: ClassVar[str] = "They should get to know people of other units."

    history: Any = field(repr=False)
    column: str = "unit"
    weight: float = 1.0
    linked: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.linked <= 1:
            raise ProblemError(f"{self.name}: linked must be a share from 0 to 1, not {self.linked!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a count of same-unit pairs, and the other pairs that cost something."""
        code, names = categories(problem, self.column, self.label)
        members = member_counts(problem)
        which = np.zeros((len(problem.offers), len(names)), dtype=np.int32)
        yield Count(self.label, False, code, (self.weight * members * (members - 1) / 2)[None, :], which)
        first, second = met_before(problem, self.history)
        across = (code[first] != code[second]) | (code[first] < 0)
        first, second = first[across], second[across]
        yield pair_term(self.label, False, first, second, self.weight)
        if self.linked:
            yield self._between_linked_units(code, len(names), first, second)

    def _between_linked_units(self, code: Ints, units: int, first: Ints, second: Ints) -> Term:
        """Return the pairs that have not met, of units of which others have."""
        known = (code[first] >= 0) & (code[second] >= 0)
        linked = np.zeros((units + 1, units + 1), dtype=bool)  # the last row and column are for missing units
        linked[code[first[known]], code[second[known]]] = True
        linked |= linked.T
        people = np.arange(len(code))
        pairs = [
            (np.full(len(others), person), others)
            for person in people
            if len(others := person + 1 + np.flatnonzero(linked[code[person], code[person + 1 :]]))
        ]
        here, there = (
            (np.concatenate(ends) for ends in zip(*pairs, strict=True)) if pairs else (people[:0], people[:0])
        )
        base = max(1, len(people))
        unmet = ~np.isin(here * base + there, first.astype(np.int64) * base + second)
        return pair_term(self.label, False, here[unmet], there[unmet], self.weight * self.linked)

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people have no unit."""
        code, _ = categories(problem, self.column, self.label)
        return missing_note(self.label, self.column, int((code < 0).sum()), NO_CATEGORY, language)
