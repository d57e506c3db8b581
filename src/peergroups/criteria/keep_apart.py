"""People who must not, or would rather not, be in one group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NOT_FOUND, missing_note, pair_term
from peergroups.criteria.columns import Positions, column_of, listed
from peergroups.errors import ProblemError
from peergroups.terms import Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

HARD = "hard"


@dataclass(frozen=True, eq=False)
class KeepApart(Criterion):
    r"""Certain pairs of people do not share a group.

    A pair is hard, or costs its severity :math:`s_{ij}`:

    .. math:: w \sum_g \sum_{\{i, j\} \subseteq g} s_{ij}.

    A pair named by both counts once, at the higher severity. Ids of people who are not registered have no effect,
    so that a list can be kept over rounds; the result, ``notes(problem)``, `form` and `check` tell how many such
    pairs there are: look there for a misspelt id. The pairs are never shown.

    Parameters
    ----------
    pairs : sequence of pairs or triples, optional
        ``(id, id)`` or ``(id, id, severity)`` with a severity of "hard" or a number >= 0. If left out, the column
        ``apart`` of people is used: lists of ids, or text between semicolons.
    weight : float, default 1
        Cost of a soft pair of severity 1.
    hard : bool, default True
        Whether pairs without a severity are hard; if not, their severity is 1.

    References
    ----------
    Organisers hold such lists in confidence (gruepr asks each member for them), and look for conflicts of
    interest before groups are made (Action Learning Centre).

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai"])
    >>> offers = pd.DataFrame({"min_size": [3], "max_size": 3})
    >>> apart = pg.KeepApart([("ann", "bo", 2), ("bo", "ann", 1), ("ann", "cai", 0.5)])
    >>> judge(pg.Problem(people, offers, [apart]).model, [0, 0, 0]).cost
    2.5
    """

    name: ClassVar[str] = "keep_apart"
    says: ClassVar[str] = "Those two must not end up in the same group."

    pairs: Sequence[Sequence[Any]] | None = field(default=None, repr=False)
    weight: float = 1.0
    hard: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.pairs is None:
            return
        object.__setattr__(self, "pairs", tuple(tuple(pair) for pair in self.pairs))
        for number, pair in enumerate(self.pairs, start=1):
            if len(pair) not in (2, 3):
                raise ProblemError(f"{self.name}: pair {number} must be two ids and, if need be, a severity")
            if len(pair) == 3 and pair[2] != HARD and (isinstance(pair[2], str) or not pair[2] >= 0):
                raise ProblemError(
                    f"{self.name}: the severity of pair {number} must be 'hard' or a number >= 0, not {pair[2]!r}"
                )

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a hard term, a soft one, or both."""
        place = Positions(problem.people)
        worst: dict[tuple[int, int], float] = {}
        for a, b, severity in self._listed(problem):
            low, high = sorted((place.get(a), place.get(b)))
            worst[low, high] = max(worst.get((low, high), 0.0), severity)
        for hard in (True, False):
            chosen = [(*pair, s) for pair, s in worst.items() if s and (s == float("inf")) == hard]
            if chosen:
                first, second, severity_of = zip(*chosen, strict=True)
                weight = 1.0 if hard else [self.weight * severity for severity in severity_of]
                yield pair_term(self.label, hard, first, second, weight)

    def _listed(self, problem: Problem) -> Iterable[tuple[object, object, float]]:
        """Yield the pairs of ids with their severity, inf for hard."""
        usual = float("inf") if self.hard else 1.0
        if self.pairs is None:
            for person, others in column_of(problem.people, "apart", self.label).items():
                for other in listed(others):
                    yield person, other, usual
            return
        for a, b, *severity in self.pairs:
            yield a, b, usual if not severity else float("inf") if severity[0] == HARD else float(severity[0])

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many pairs name somebody who is not registered."""
        place = Positions(problem.people)
        guides = Positions(problem.guides) if self.pairs is None and problem.guides is not None else None
        lost = 0
        for a, b, _ in self._listed(problem):
            guide = guides is not None and guides.get(b) >= 0  # the guides' own rule keeps them apart
            lost += not guide and min(place.get(a), place.get(b)) < 0
        return missing_note(self.label, "", lost, NOT_FOUND, language)
