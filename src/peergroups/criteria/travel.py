"""Nobody travels far to the venue."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import ANY_OFFER, alike, missing_note, seat_term
from peergroups.criteria.locations import Spot, in_person, is_nowhere, kilometres, spots
from peergroups.errors import ProblemError
from peergroups.locale import message
from peergroups.terms import Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

KM_PER_UNIT = 10.0
"""Kilometres that cost 1."""

UNKNOWN = message(
    "{criterion}: the place of {n} of the people is not known; only groups in a place of that name suit them"
)


@dataclass(frozen=True)
class Travel(Criterion):
    r"""People live near the place where their group meets.

    With :math:`d(i, g)` the great-circle distance in kilometres from person :math:`i`'s place to the place of group
    :math:`g`, at most `limit_km`, the cost is

    .. math:: w \sum_{g \text{ in person}} \sum_{i \in g} \frac{d(i, g)}{10}.

    Only offers in person with a place count. Places are Finnish municipalities in Finnish or Swedish, measured
    from their central points, or anything with coordinates in the columns ``lat`` and ``lon``. A place that is
    not known is 0 km from one of the same name, and from all others beyond the limit. A person without a place
    fits everywhere.

    Parameters
    ----------
    limit_km : float or None, default 50
        The longest distance allowed; None for no limit.
    weight : float, default 1
        Cost of 10 km for one person, one way.
    column : str, default "place"
        The column of people and of offers.

    References
    ----------
    A limit of 50 km is a convention of this program. Distances: the haversine formula on
    the mean radius of the Earth.

    Examples
    --------
    Espoo's central point is about 17 km from Helsinki's:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"place": ["Helsinki", "Esbo"]})
    >>> offers = pd.DataFrame({"place": ["Helsinki"], "min_size": 2, "max_size": 2})
    >>> round(judge(pg.Problem(people, offers, [pg.Travel()]).model, [0, 0]).cost, 1)
    1.7
    """

    name: ClassVar[str] = "travel"
    says: ClassVar[str] = "Nobody should have to travel far."

    limit_km: float | None = 50.0
    weight: float = 1.0
    column: str = "place"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_limit(self.name, self.limit_km)

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft term for the distance and, with a limit, a hard one beyond it."""
        people = spots(problem.people, self.column, self.label)
        where = spots(problem.offers, self.column, self.label, "offers")
        meets = list(zip(where, in_person(problem, self.label), strict=True))
        different, column = alike(meets)
        venues = [venue for venue, _ in different]
        counts = np.array([present and not is_nowhere(venue) for venue, present in different], dtype=bool)
        limit = self.limit_km

        def distance(spot: Spot) -> Floats:
            if is_nowhere(spot):
                return np.zeros(len(venues))
            return np.where(counts, kilometres(spot, venues), np.zeros(len(venues)))

        def cost(spot: Spot) -> Floats:
            return np.asarray(self.weight * np.nan_to_num(distance(spot)) / KM_PER_UNIT, dtype=np.float64)

        if self.weight:
            yield seat_term(self.label, False, people, column, cost)
        if limit is not None:

            def far(spot: Spot) -> Floats:
                return (~(distance(spot) <= limit)).astype(np.float64)

            yield seat_term(self.label, True, people, column, far, 1.0)

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people have no place, and how many one that is not known."""
        people = spots(problem.people, self.column, self.label)
        missing = sum(map(is_nowhere, people))
        unknown = sum(math.isnan(lat) for _, lat, _ in people) - missing
        return missing_note(self.label, self.column, missing, ANY_OFFER, language) + missing_note(
            self.label, self.column, unknown, UNKNOWN, language
        )


def check_limit(criterion: str, limit_km: float | None) -> None:
    """Raise a `ProblemError` unless a limit in kilometres is None or a number >= 0."""
    if limit_km is not None and not limit_km >= 0:
        raise ProblemError(f"{criterion}: limit_km must be >= 0, not {limit_km!r}")
