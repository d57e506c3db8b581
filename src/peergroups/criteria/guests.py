"""Guests complete groups, never more than asked for, and none of them alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import member_counts, seat_term
from peergroups.criteria.columns import column_of, is_missing, says_yes
from peergroups.errors import ProblemError
from peergroups.terms import Count, Ints, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class Guests(Criterion):
    r"""Guests from outside sit only in groups that are to be completed by guests, and no guest is the only one.

    A group of offer :math:`k` takes at most the number of guests that the offers' column ``guests`` says, none if it
    says nothing. With :math:`n_g` the guests in group :math:`g`, the amount of the rest is

    .. math:: w \sum_g [n_g = 1].

    Parameters
    ----------
    weight : float, default 1
        Cost of a guest who is the only one, if soft.
    hard : bool, default False
        Whether a guest must not be the only one. If so, somebody invited alone gets no seat.
    column : str, default "guest"
        The column of people that says who is a guest.

    References
    ----------
    A group too small for its role is completed by people invited from other firms (circl.es). That no guest should
    be the only one is a convention of this program, as for everyone who differs from the rest.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"guest": [False, True, True]})
    >>> offers = pd.DataFrame({"guests": [2], "min_size": 1, "max_size": 3})
    >>> problem = pg.Problem(people, offers, [pg.Guests()])
    >>> judge(problem.model, [0, 0, 0]).cost, judge(problem.model, [0, 0, -1]).cost
    (0.0, 1.0)
    """

    name: ClassVar[str] = "guests"
    says: ClassVar[str] = "Guests from other firms may complete the group, but nobody alone."

    weight: float = 1.0
    hard: bool = False
    column: str = "guest"

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a seat term, a count of guests too many, and a count of guests alone."""
        guest = [says_yes(cell) for cell in column_of(problem.people, self.column, self.label)]
        most = most_guests(problem)
        category = np.where(guest, 0, -1).astype(np.int32)
        limits, column = np.unique(most, return_inverse=True)
        which: Ints = column.astype(np.int32)
        yield seat_term(self.label, True, guest, which, lambda invited: 1.0 * (invited & (limits == 0)))
        table = np.maximum(0.0, member_counts(problem) - limits[:, None])
        yield Count(self.label, True, category, table, which.reshape(-1, 1))
        price = 1.0 if self.hard else self.weight
        if price:
            alone = np.array([[0.0, price, 0.0]])
            yield Count(self.label, self.hard, category, alone, np.zeros((len(problem.offers), 1), dtype=np.int32))


def most_guests(problem: Problem) -> Ints:
    """Return (offers,) how many guests a group takes at most."""
    if "guests" not in problem.offers.columns:
        return np.zeros(len(problem.offers), dtype=np.int32)
    cells = problem.offers["guests"].tolist()
    wrong = [cell for cell in cells if not is_missing(cell) and not (isinstance(cell, int | float) and cell >= 0)]
    if wrong:
        raise ProblemError(f"guests: the offers' guests must be numbers >= 0, not {wrong[0]!r}")
    return np.array([0 if is_missing(cell) else int(cell) for cell in cells], dtype=np.int32)


def guest_seats(size: int, guests: int, most_guests: int, whole: int, most: int) -> int:
    """Return how many more guests a group needs: up to its whole size, and so that no guest is the only one.

    Parameters
    ----------
    size, guests : int
        Members, and how many of them are guests.
    most_guests : int
        How many guests it may have.
    whole : int
        The size that guests complete it to.
    most : int
        The most members it may have.

    Examples
    --------
    Two short of seven; one short, so two; and full:

    >>> guest_seats(5, 0, 3, 7, 8), guest_seats(6, 0, 3, 7, 8), guest_seats(7, 0, 3, 7, 8)
    (2, 2, 0)
    """
    wanted = max(0, min(whole - size, most_guests - guests))
    if guests + wanted == 1:
        wanted = 2 - guests if size + 2 - guests <= most and most_guests >= 2 else 0
    return wanted
