"""What each seat costs, held for the offers that differ from the rest only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.terms import Floats, Ints, Seat

Bools = NDArray[np.bool_]
Longs = NDArray[np.int64]

CELLS = 250_000
"""People x offers looked at at once, which bounds the working space to some MB."""
SPARED = 4
"""Forbidden seats are listed instead of the others only if they are so many times fewer: what reads them lists the
others of many people at once."""


@dataclass(frozen=True, eq=False)
class SeatCosts:
    """The soft seat terms summed, forbidden seats as inf; only those that differ from a default, by person.

    Attributes
    ----------
    start : (people + 1,) int64
        Person i's entries are ``start[i]:start[i + 1]``.
    offer : (entries,) int32
        Ascending for each person; only offers that differ from the default.
    cost : (entries,) float64
        Of those offers.
    default : float
        Of every other offer; inf if they are forbidden.
    usable : (offers,) bool
        Which offers can have a group; the others are nobody's, whatever is listed.
    """

    start: Longs
    offer: Ints
    cost: Floats
    default: float
    usable: Bools

    @property
    def owner(self) -> Ints:
        """(entries,) The person of each entry."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))

    def of(self, person: int) -> tuple[Ints, Floats]:
        """Return the offers that somebody can take, ascending, and what they cost."""
        cost = self.row(person)
        offers = np.flatnonzero(np.isfinite(cost))
        return offers.astype(np.int32), cost[offers]

    def row(self, person: int) -> Floats:
        """Return (offers,) what somebody's seats cost, inf for those that they can't take."""
        cost = np.full(len(self.usable), self.default)
        mine = slice(self.start[person], self.start[person + 1])
        cost[self.offer[mine]] = self.cost[mine]
        return np.where(self.usable, cost, np.inf)

    def to(self, offer: int) -> Floats:
        """Return (people,) what a seat in an offer costs, inf for those who can't take it."""
        cost = np.full(len(self.start) - 1, self.default)
        listed = np.flatnonzero(self.offer == offer)
        cost[np.searchsorted(self.start, listed, side="right") - 1] = self.cost[listed]
        return cost if self.usable[offer] else np.full_like(cost, np.inf)

    def takers(self, people: Bools) -> Longs:
        """Return (offers,) how many of some people can take each offer."""
        offers, mine = len(self.usable), people[self.owner]
        found = np.bincount(self.offer[mine & np.isfinite(self.cost)], minlength=offers)
        if np.isfinite(self.default):
            found += int(people.sum()) - np.bincount(self.offer[mine], minlength=offers)
        return found * self.usable

    def choices(self, number: NDArray[np.bool_ | np.integer] | int = 1) -> Longs:
        """Return (people,) the sum of each offer's number over those that the person can take."""
        owner, people = self.owner, len(self.start) - 1
        number = number * self.usable
        mine = number[self.offer]
        found = np.bincount(owner, mine * np.isfinite(self.cost), minlength=people)
        if np.isfinite(self.default):
            found += int(number.sum()) - np.bincount(owner, mine, minlength=people)
        return found.astype(np.int64)

    def listed(self, people: NDArray[np.integer]) -> tuple[Ints, Ints, Floats]:
        """Return all seats that some people can take: person, offer and cost, offers ascending for each person."""
        offers = len(self.usable)
        which, at = entries_of(self.start, people)
        if np.isinf(self.default):
            person, offer, cost = people[which], self.offer[at], self.cost[at]
        else:
            person = np.repeat(people.astype(np.int32), offers)
            offer = np.tile(np.arange(offers, dtype=np.int32), len(people))
            cost = np.full(len(person), self.default)
            cost[which * offers + self.offer[at]] = self.cost[at]
        kept = np.isfinite(cost) & self.usable[offer]
        return person[kept].astype(np.int32), offer[kept].astype(np.int32), cost[kept]


def seat_costs(terms: Sequence[Seat], people: int, usable: Bools) -> SeatCosts:
    """Sum seat terms.

    Parameters
    ----------
    terms : sequence of Seat
        The terms.
    people : int
        How many.
    usable : (offers,) bool
        Which offers can have a group.

    Examples
    --------
    A first wish is free, every other offer costs 3:

    >>> one = np.ones(1, dtype=np.int32)
    >>> wish = Seat("wishes", False, np.array([0, 1]), one * 1, np.zeros(1), default=3.0)
    >>> costs = seat_costs([wish], 1, np.ones(2, dtype=bool))
    >>> costs.offer, costs.cost, costs.default
    (array([1], dtype=int32), array([0.]), 3.0)
    """
    default = _default(terms, people, len(usable))
    count, offers, costs = [np.zeros(1, dtype=np.int64)], [np.zeros(0, np.int32)], [np.zeros(0)]
    for total in _blocks(terms, people, len(usable)):
        rows, columns = np.nonzero(total != default)
        count.append(np.bincount(rows, minlength=len(total)))
        offers.append(columns.astype(np.int32))
        costs.append(total[rows, columns])
    start = np.cumsum(np.concatenate(count)) if terms else np.zeros(people + 1, dtype=np.int64)
    return SeatCosts(start, np.concatenate(offers), np.concatenate(costs), default, usable)


def _default(terms: Sequence[Seat], people: int, offers: int) -> float:
    """Return what seats cost where no soft term lists them; inf unless few others would have to be listed for it."""
    default = sum((term.default for term in terms if not term.hard), start=0.0)
    if not any(term.hard for term in terms):
        return default
    free, other = 0, 0
    for total in _blocks(terms, people, offers):
        free += int(np.isfinite(total).sum())
        other += int((total != default).sum())
    return default if free > SPARED * other else np.inf


def _blocks(terms: Sequence[Seat], people: int, offers: int) -> Iterator[Floats]:
    """Yield what seats cost in every offer, some people at a time; nothing without terms."""
    step = max(1, CELLS // max(1, offers))
    for low in range(0, people if terms else 0, step):
        high = min(low + step, people)
        total = np.zeros((high - low, offers))
        for term in terms:
            values = seat_rows(term, low, high, offers)
            if term.hard:
                total[values > 0] = np.inf
            else:
                total += values
        yield total


def seat_rows(term: Seat, low: int, high: int, offers: int) -> Floats:
    """Return a seat term's numbers for people ``low:high`` as a dense block."""
    rows, place = np.unique(term.row_of(np.arange(low, high)), return_inverse=True)
    which, at = entries_of(term.start, rows)
    column = term.column_of(np.arange(offers))
    there = term.offer[at]
    table = np.full((len(rows), 1 + max(column.max(initial=0), there.max(initial=0))), term.default)
    table[which, there] = term.value[at]
    block: Floats = table[place] if term.row is not None else table
    return block[:, column] if term.column is not None else block[:, :offers]


def seat_numbers(term: Seat, people: NDArray[np.integer], offers: NDArray[np.integer]) -> Floats:
    """Return a seat term's number for each of some people, each in one offer."""
    row, column = term.row_of(people), term.column_of(offers)
    if not len(term.offer):
        return np.full(len(row), term.default)
    longest = int(np.diff(term.start).max(initial=0))
    at, end = term.start[row], term.start[row + 1]
    for power in reversed(range(longest.bit_length())):  # a binary search, everybody's at once
        further = at + (1 << power) - 1
        before = (further < end) & (term.offer.take(further, mode="clip") < column)
        at += before.astype(np.int64) << power
    found = (at < end) & (term.offer.take(at, mode="clip") == column)
    return np.where(found, term.value.take(at, mode="clip"), term.default)


def entries_of(start: Longs, rows: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """Return, for the entries of each of some rows of a sparse matrix, the place in `rows` and the entry."""
    count = start[rows + 1] - start[rows]
    which = np.repeat(np.arange(len(rows)), count)
    return which, np.arange(len(which)) + np.repeat(start[rows] - np.cumsum(count) + count, count)
