"""Members of a group without a venue live near each other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NO_PLACE, missing_note, pair_term
from peergroups.criteria.locations import in_person, is_nowhere, kilometres, spots
from peergroups.criteria.same_mode import modes
from peergroups.criteria.travel import KM_PER_UNIT, check_limit
from peergroups.errors import ProblemError
from peergroups.terms import Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class Nearness(Criterion):
    r"""The members of a group that meets in person, but nowhere in particular yet, live near each other.

    With :math:`d(i, j)` the great-circle distance in kilometres between two people's places, at most `limit_km`
    for each pair in a group, the cost is

    .. math:: w \sum_g \sum_{\{i, j\} \subseteq g} \frac{d(i, j)}{10}.

    The rule is on pairs of people whatever group they share, so it leaves out those who only meet online (who
    answered yes to online), and it can't be used when some offers in person have a place and others have none.
    Places are known as for `Travel`; a person without a place is near everyone.

    Parameters
    ----------
    limit_km : float or None, default 50
        The longest distance allowed between two members; None for no limit.
    weight : float, default 1
        Cost of 10 km between two members.
    column : str, default "place"
        The column of people and, if they have it, of offers.

    References
    ----------
    As for `Travel`.

    Examples
    --------
    Helsinki and Espoo are about 17 km apart:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"place": ["Helsinki", "Esbo"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": 2})
    >>> round(judge(pg.Problem(people, offers, [pg.Nearness()]).model, [0, 0]).cost, 1)
    1.7
    """

    name: ClassVar[str] = "nearness"
    says: ClassVar[str] = "There is no venue yet, but they should live near each other."

    limit_km: float | None = 50.0
    weight: float = 1.0
    column: str = "place"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_limit(self.name, self.limit_km)

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft term for the distance and, with a limit, a hard one beyond it."""
        people = spots(problem.people, self.column, self.label)
        if not self._applies(problem):
            return
        travels = np.ones(len(people), dtype=bool)
        if "online" in problem.people.columns:
            travels = np.array([mode is not True for mode in modes(problem.people, "online", self.label)])
        number = {spot: k for k, spot in enumerate(dict.fromkeys(people))}
        table = np.array([np.zeros(len(number)) if is_nowhere(s) else kilometres(s, list(number)) for s in number])
        for k, spot in enumerate(number):
            if is_nowhere(spot):
                table[:, k] = 0.0
        who = np.flatnonzero(travels)
        spot_of = np.array([number[spot] for spot in people], dtype=np.int64)[who]
        first, second = np.triu_indices(len(who), 1)
        distance = table[spot_of[first], spot_of[second]]
        near = distance <= (math.inf if self.limit_km is None else self.limit_km)
        if self.weight:
            use = near & (distance > 0)
            weight = self.weight * distance[use] / KM_PER_UNIT
            yield pair_term(self.label, False, who[first[use]], who[second[use]], weight)
        if self.limit_km is not None:
            yield pair_term(self.label, True, who[first[~near]], who[second[~near]], 1.0)

    def _applies(self, problem: Problem) -> bool:
        """Return whether the offers in person have no place; raise if only some do."""
        meets = in_person(problem, self.label)
        if self.column not in problem.offers.columns:
            return any(meets)
        venues = spots(problem.offers, self.column, self.label, "offers")
        placed = {not is_nowhere(venue) for venue, here in zip(venues, meets, strict=True) if here}
        if len(placed) == 2:
            raise ProblemError(
                f"{self.label}: some offers in person have a place, others none; give all of them one, or none"
            )
        return placed == {False}

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people have no place."""
        missing = sum(map(is_nowhere, spots(problem.people, self.column, self.label)))
        return missing_note(self.label, self.column, missing, NO_PLACE, language)
