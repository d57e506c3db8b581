"""A problem as numbers: what engines read and the referee costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from peergroups.seatcosts import SeatCosts, seat_costs
from peergroups.terms import Count, DensePair, Floats, Ints, Moment, Open, Pair, Seat, Term

T = TypeVar("T", bound=Term)


@dataclass(frozen=True, eq=False)
class Seats:
    """The seats each person can take under every hard seat term, with the summed soft cost; sparse by person.

    Attributes
    ----------
    start : (people + 1,) int64
        Person i's entries are ``start[i]:start[i + 1]``.
    offer : (entries,) int32
        The offers, ascending for each person.
    cost : (entries,) float64
        The soft seat costs.
    """

    start: NDArray[np.int64]
    offer: Ints
    cost: Floats


@dataclass(frozen=True, eq=False)
class Pairs:
    """All listed pairs of one level, summed over terms, each pair once with ``first < second``."""

    first: Ints
    second: Ints
    weight: Floats
    people: int

    @cached_property
    def neighbours(self) -> tuple[NDArray[np.int64], Ints, Floats]:
        """Both directions, sparse by person: start (i's entries are ``start[i]:start[i + 1]``), other, weight."""
        here = np.concatenate([self.first, self.second])
        there = np.concatenate([self.second, self.first])
        order = np.lexsort((there, here))
        start = np.concatenate([[0], np.cumsum(np.bincount(here, minlength=self.people))])
        weight = np.concatenate([self.weight, self.weight])
        return start.astype(np.int64), there[order].astype(np.int32), weight[order]


@dataclass(frozen=True, eq=False)
class Model:
    """People, offers and terms as arrays.

    Attributes
    ----------
    least, most : (offers,) int32
        The fewest and most members of a running group, the most at least 1; a group that does not run has none.
    copies : (offers,) int32
        How many groups of each offer may run.
    unseated : (people,) float64
        The price of leaving each person without a seat. High enough that seats come before every soft cost.
    terms : sequence of Term
        What the criteria became.
    counted : (people,) bool
        Whether a person counts in the size of a group; guides may not.
    """

    least: Ints
    most: Ints
    copies: Ints
    unseated: Floats
    terms: Sequence[Term]
    counted: NDArray[np.bool_]

    @property
    def people(self) -> int:
        """The number of people."""
        return len(self.unseated)

    @property
    def offers(self) -> int:
        """The number of offers."""
        return len(self.copies)

    @cached_property
    def offer_of(self) -> Ints:
        """(groups,) The offer of each group; copies of an offer stand side by side."""
        return np.repeat(np.arange(self.offers, dtype=np.int32), self.copies)

    @cached_property
    def first_group(self) -> Ints:
        """(offers + 1,) Offer k's groups are ``first_group[k]:first_group[k + 1]``."""
        return np.concatenate([[0], np.cumsum(self.copies)]).astype(np.int32)

    @property
    def groups(self) -> int:
        """The number of groups that could run: all copies of all offers."""
        return int(self.copies.sum())

    def of_kind(self, kind: type[T], hard: bool | None = None) -> list[T]:
        """Return the terms of one kind, of one level or both."""
        return [t for t in self.terms if isinstance(t, kind) and (hard is None or t.hard == hard)]

    @cached_property
    def seat_costs(self) -> SeatCosts:
        """What seats cost, held for the offers that differ from the rest only.

        An offer that cannot be filled (least > most) or has no copies is nobody's.
        """
        usable = (self.copies > 0) & (self.most > 0) & (self.least <= self.most)
        return seat_costs(self.of_kind(Seat), self.people, usable)

    @cached_property
    def seats(self) -> Seats:
        """All seats that people can take, with summed soft costs: people x offers where nothing is forbidden.

        For engines that look at them one by one and leave larger models alone; the others read `seat_costs`.
        """
        person, offer, cost = self.seat_costs.listed(np.arange(self.people))
        start = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=self.people))])
        return Seats(start.astype(np.int64), offer, cost)

    @cached_property
    def soft_pairs(self) -> Pairs:
        """The listed soft pairs, summed over terms; see also `dense`."""
        return self._pairs([(t.first, t.second, t.weight) for t in self.of_kind(Pair, hard=False)])

    @cached_property
    def forbidden_pairs(self) -> Pairs:
        """Pairs that must not share a group; the weight says how bad it is."""
        return self._pairs([_part(t, t.weight > 0) for t in self.of_kind(Pair, hard=True)])

    @cached_property
    def forced_pairs(self) -> Pairs:
        """Pairs that must share a group or both wait; the weight (positive here) says how bad it is."""
        pairs = self._pairs([_part(t, t.weight < 0) for t in self.of_kind(Pair, hard=True)])
        return Pairs(pairs.first, pairs.second, -pairs.weight, self.people)

    @cached_property
    def dense(self) -> Floats | None:
        """The summed matrix of the dense pair terms, or None."""
        matrices = [t.matrix for t in self.of_kind(DensePair)]
        return sum(matrices[1:], start=matrices[0]) if matrices else None

    @cached_property
    def constant(self) -> float:
        """The part of the soft cost that no grouping changes."""
        return sum(t.constant for t in self.terms if isinstance(t, Pair | DensePair))

    @property
    def counts(self) -> list[Count]:
        """The count terms, hard and soft."""
        return self.of_kind(Count)

    @property
    def moments(self) -> list[Moment]:
        """The moment terms."""
        return self.of_kind(Moment)

    @property
    def opens(self) -> list[Open]:
        """The limits on running groups."""
        return self.of_kind(Open)

    def _pairs(self, lists: list[tuple[Ints, Ints, Floats]]) -> Pairs:
        if not lists:
            none = np.zeros(0, np.int32)
            return Pairs(none, none, np.zeros(0), self.people)
        first, second = (np.concatenate([item[k] for item in lists]).astype(np.int64) for k in (0, 1))
        key, where = np.unique(first * self.people + second, return_inverse=True)
        weight = np.bincount(where, np.concatenate([item[2] for item in lists]), minlength=len(key)).astype(
            np.float64
        )
        return Pairs((key // self.people).astype(np.int32), (key % self.people).astype(np.int32), weight, self.people)


def _part(term: Pair, keep: NDArray[np.bool_]) -> tuple[Ints, Ints, Floats]:
    return term.first[keep], term.second[keep], term.weight[keep]
