"""Seats on the themes people wished for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import ANY_OFFER, alike, missing_note, seat_term
from peergroups.criteria.columns import column_of, fold, folded, is_missing, numbers
from peergroups.errors import ProblemError
from peergroups.terms import Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

BEST_GRADE = 5
Wish = tuple[tuple[str, float], ...]
"""What each theme of a person's list costs."""


@dataclass(frozen=True)
class ThemeWishes(Criterion):
    r"""Everybody sits on a theme of their own list, as high up as possible.

    With :math:`r_i(t)` the rank of theme :math:`t` on person :math:`i`'s list and :math:`t_g` the theme of group
    :math:`g`, the cost is

    .. math:: w \sum_g \sum_{i \in g} c_{r_i(t_g)},

    with :math:`c = (0, 1, 3)` for the first, second and third wish. Ranks beyond the costs given cost as much as
    the last. A theme that is not on the list is forbidden, or costs :math:`w` times `unticked`. With grades from
    1 to 5 instead of a list, 5 for the theme wanted most, a grade :math:`s` costs :math:`w (5 - s)`. Offers
    without a theme cost nothing, and a person without any wish fits every theme.

    Parameters
    ----------
    weight : float, default 1
        Cost of a second wish instead of the first.
    rank_costs : sequence of float, default (0, 1, 3)
        Cost of each rank, first wish first, never falling.
    unticked : "forbidden" or float, default "forbidden"
        Cost of a theme that is not on the list.
    worst_off_first : bool, default False
        Whether a single third wish weighs more than any number of second ones, and so on: the costs are then
        :math:`(0, 1, n + 1, (n + 1)^2 \dots)` for n people, for as many ranks as `rank_costs` has.
    ranked : bool, default True
        Whether the order of a list matters; if not, every theme on it costs 0. Grades are always ranked.
    column : str, default "themes"
        The column of people with their wishes: a list, a text between semicolons, or a dict of grades by theme.

    References
    ----------
    Ranked choices, and a wish not made as no seat: as in the registration forms of Finnish
    scouts' courses (2021). The rank costs are a convention, steep enough that two second wishes are better than a
    third.

    Examples
    --------
    Both sit on "trust", Ann's first wish and Bo's second:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"themes": [["trust"], ["change", "trust"]]}, index=["ann", "bo"])
    >>> offers = pd.DataFrame({"theme": ["trust"], "min_size": 2, "max_size": 2}, index=["a"])
    >>> judge(pg.Problem(people, offers, [pg.ThemeWishes()]).model, [0, 0]).cost
    1.0
    """

    name: ClassVar[str] = "theme_wishes"
    says: ClassVar[str] = "Everyone gets a theme they asked for, their first wish if we can."

    weight: float = 1.0
    rank_costs: Sequence[float] = (0, 1, 3)
    unticked: float | Literal["forbidden"] = "forbidden"
    worst_off_first: bool = False
    ranked: bool = True
    column: str = "themes"

    def __post_init__(self) -> None:
        super().__post_init__()
        costs = list(self.rank_costs)
        if not costs or costs[0] < 0 or costs != sorted(costs):
            raise ProblemError(f"{self.name}: rank_costs must be numbers >= 0 that never fall, not {self.rank_costs}")
        if self.unticked != "forbidden" and (isinstance(self.unticked, str) or self.unticked < 0):
            raise ProblemError(f"{self.name}: unticked must be 'forbidden' or a number >= 0, not {self.unticked!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft term for the ranks and, if other themes are forbidden, a hard one."""
        themes, column = alike([fold(theme) for theme in column_of(problem.offers, "theme", self.label, "offers")])
        place = {theme: k for k, theme in enumerate(themes)}
        costs = self._rank_costs(len(problem.people))
        wishes = [self._costs(cell, costs) for cell in column_of(problem.people, self.column, self.label)]
        unticked = 0.0 if self.unticked == "forbidden" else float(self.unticked)

        def row(wish: Wish, others: float, priced: float) -> Floats:
            amounts = np.full(len(themes), others if wish else 0.0)
            for theme, price in (*wish, ("", 0.0)):  # an offer without a theme costs nothing
                if theme in place:
                    amounts[place[theme]] = priced * price
            return amounts

        if self.weight:
            price = partial(row, others=self.weight * unticked, priced=self.weight)
            yield seat_term(self.label, False, wishes, column, price, self.weight * unticked)
        if self.unticked == "forbidden":
            yield seat_term(self.label, True, wishes, column, partial(row, others=1.0, priced=0.0), 1.0)

    def _rank_costs(self, people: int) -> Sequence[float]:
        if not self.ranked:
            return (0.0,)
        if self.worst_off_first:
            return [0.0, *(float((people + 1) ** rank) for rank in range(len(self.rank_costs) - 1))]
        return self.rank_costs

    def _costs(self, cell: object, costs: Sequence[float]) -> Wish:
        """Return the cost of each theme of a person's list."""
        if not isinstance(cell, dict):
            return tuple((theme, costs[min(rank, len(costs) - 1)]) for rank, theme in enumerate(folded(cell)))
        graded = {fold(theme): grade for theme, grade in cell.items() if fold(theme) and not is_missing(grade)}
        grades = numbers(graded.values(), self.column, self.label)
        if ((grades < 1) | (grades > BEST_GRADE)).any():
            raise ProblemError(f"{self.label}: grades of themes must be 1..{BEST_GRADE}, not {grades.tolist()}")
        return tuple((theme, BEST_GRADE - grade) for theme, grade in zip(graded, grades.tolist(), strict=True))

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people made no wish."""
        silent = sum(not self._costs(cell, (0.0,)) for cell in column_of(problem.people, self.column, self.label))
        return missing_note(self.label, self.column, silent, ANY_OFFER, language)
