"""People who want to be in one group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NOT_FOUND, missing_note, pair_term
from peergroups.criteria.columns import Positions, column_of, fold, listed
from peergroups.errors import ProblemError
from peergroups.locale import message, translate
from peergroups.terms import Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

Pairs = list[tuple[int, int]]

NOT_MUTUAL = message("{criterion}: wishes without effect, not mutual or beyond one a person: {n}")


@dataclass(frozen=True, eq=False)
class KeepTogether(Criterion):
    r"""Pairs who both want it share a group.

    With :math:`T` the pairs, the amount is

    .. math:: w\, |\{\{i, j\} \in T : i \text{ and } j \text{ do not share a group}\}|,

    where a soft pair that waits together does not share a group, and a hard one does no harm. From people's own
    wishes only mutual ones count and each person gets at most one, so that friends never fill a group: pairs are
    taken in the order of the two ranks added up, then of the ids.

    Parameters
    ----------
    pairs : sequence of pairs, optional
        ``(id, id)``, the organiser's own list, taken as it is. If left out, the column ``together`` of people is
        used: lists of ids, best first, or text between semicolons.
    weight : float, default 1
        Cost of a pair that is parted, if soft.
    hard : bool, default False
        Whether each pair must share a group or wait together.

    References
    ----------
    At mixers people talk mostly with those they know already (Ingram & Morris, Administrative Science Quarterly 52,
    2007); mutual wishes count more in GatorGrouper.

    Examples
    --------
    Bo's wish is not mutual; Ann and Cai's is, and they are parted:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"together": ["cai", "ann", "ann", None]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": 2, "copies": 2})
    >>> judge(pg.Problem(people, offers, [pg.KeepTogether()]).model, [0, 0, 1, 1]).cost
    1.0
    """

    name: ClassVar[str] = "keep_together"
    says: ClassVar[str] = "These two would like to come together."

    pairs: Sequence[Sequence[Any]] | None = field(default=None, repr=False)
    weight: float = 1.0
    hard: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.pairs is None:
            return
        object.__setattr__(self, "pairs", tuple(tuple(pair) for pair in self.pairs))
        for number, pair in enumerate(self.pairs, start=1):
            if len(pair) != 2:
                raise ProblemError(f"{self.name}: pair {number} must be two ids")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return one pair term of negative weights: a reward against the price of all pairs parted."""
        pairs = self._listed(problem) if self.pairs is not None else self._mutual(problem)
        use = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b and min(a, b) >= 0})
        weight = 1.0 if self.hard else self.weight
        constant = 0.0 if self.hard else weight * len(use)
        yield pair_term(self.label, self.hard, [a for a, _ in use], [b for _, b in use], -weight, constant)

    def _listed(self, problem: Problem) -> Pairs:
        place = Positions(problem.people)
        return [(place.get(a), place.get(b)) for a, b in self.pairs or ()]

    def _mutual(self, problem: Problem) -> Pairs:
        """Return the mutual wishes, one a person at most."""
        rank = self._wishes(problem)
        ids = [fold(person) for person in problem.people.index]
        mutual = [(a, b) for a, b in rank if a < b and (b, a) in rank]
        mutual.sort(key=lambda pair: (rank[pair] + rank[pair[::-1]], *sorted((ids[pair[0]], ids[pair[1]]))))
        taken: set[int] = set()
        chosen = []
        for pair in mutual:
            if taken.isdisjoint(pair):
                taken.update(pair)
                chosen.append(pair)
        return chosen

    def _wishes(self, problem: Problem) -> dict[tuple[int, int], int]:
        """Return the rank of each wish by (who, whom)."""
        place = Positions(problem.people)
        rank: dict[tuple[int, int], int] = {}
        for person, others in enumerate(column_of(problem.people, "together", self.label)):
            for k, other in enumerate(listed(others)):
                rank.setdefault((person, place.get(other)), k)
        return rank

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many pairs name somebody who is not registered, or how many wishes have no effect."""
        if self.pairs is not None:
            lost = sum(min(pair) < 0 for pair in self._listed(problem))
            return missing_note(self.label, "", lost, NOT_FOUND, language)
        unmet = len(self._wishes(problem)) - 2 * len(self._mutual(problem))
        return [translate(NOT_MUTUAL, language, criterion=self.label, n=unmet)] if unmet else []
