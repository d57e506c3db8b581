"""Room for the exact pricing to work in, and for the groups it finds: compiled code makes no arrays of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from peergroups.engines.columns.asked import Longs
from peergroups.engines.columns.costs import GroupCosts
from peergroups.native import Packed, inner, packed
from peergroups.terms import Floats, Ints


class Found(NamedTuple):
    """Room for groups found: the first ``size[f]`` of ``members[f]``, at a cost and a reduced cost."""

    members: Ints
    size: Ints
    cost: Floats
    reduced: Floats


class Levels(NamedTuple):
    """How many members are taken is a level; its list holds who may still be.

    Attributes
    ----------
    person, own, key : (levels, people)
        The lists; see `candidates`.
    length, free : (levels,) int64
        How many are in a list, and how many of them, its first, do not count in the size.
    at, picks : (levels,) int64
        The place of a list to go on from, and that before which members may be taken.
    owes, spare : (levels,) int64
        How many people who do not count must be taken from a list at least, and may be at most.
    taken : (levels,) int32
        The member taken last.
    size : (levels,) int64
        How many of the members count.
    owed : (levels,) int64
        How many of the last member's block are still to be taken.
    floor, fewer : (levels,) float64
        What the members cost at least, and the cheapest who fill the group up but for one seat.
    """

    person: Ints
    own: Floats
    key: Floats
    length: Longs
    free: Longs
    at: Longs
    picks: Longs
    owes: Longs
    spare: Longs
    taken: Ints
    size: Longs
    owed: Longs
    floor: Floats
    fewer: Floats


class Desk(NamedTuple):
    """All the room that one search at a time needs.

    Attributes
    ----------
    found : Found
        What the last search found.
    levels : Levels
        The path to the set looked at.
    rise, step : (categories, largest + 1, largest + 1), (categories + 1,) float64
        How an offer's marginals rise; how the last member changed them, with a 0 at the end.
    in_category, tally, rank : (categories,) int64
        Members by category; two more for helpers, zeros between calls.
    free, others : (categories,) int64
        People who do not count, and people who do, by category.
    in_cut : (cuts or more,) int64
        Members in each cut.
    near : (people,) float64
        What the last member changed through cuts.
    present : (people,) int64
        The last set in whose list each person was.
    there, total : (blocks or more,) int64, float64
        For sums by block.
    low : (most + 1,) float64
        The lowest keys of a list.
    nothing : (people,) int32
        The categories of a count term where there is none: -1 for all.
    """

    found: Found
    levels: Levels
    rise: Floats
    step: Floats
    in_category: Longs
    tally: Longs
    rank: Longs
    free: Longs
    others: Longs
    in_cut: Longs
    near: Floats
    present: Longs
    there: Longs
    total: Floats
    low: Floats
    nothing: Ints


class Desks:
    """A desk for each of the threads that search at a time. Whatever search comes next takes one that is free.

    Parameters
    ----------
    costs : GroupCosts
        The model's; those of its branches are no larger.
    number : int
        How many groups there is room for.
    """

    def __init__(self, costs: GroupCosts, number: int) -> None:
        self._costs, self._number = costs, number
        self._free: list[Packed] = []

    @contextmanager
    def lend(self, cuts: int) -> Iterator[Packed]:
        """Lend a `Desk` for a search with so many cuts, laid out for kernels."""
        try:
            lent = self._free.pop()
        except IndexError:
            lent = None
        if lent is None or len(lent.value.in_cut) < cuts:
            lent = packed(_desk(self._costs, 2 * cuts, self._number))
        try:
            yield lent
        finally:
            self._free.append(lent)


def _desk(costs: GroupCosts, cuts: int, number: int) -> Desk:
    """Return room to search in with so many cuts, and for a number of groups."""
    people, categories, largest = costs.seat.shape[1], costs.row.shape[1], costs.largest
    in_category, tally, rank, free, others = np.zeros((5, categories), np.int64)
    return Desk(
        found=_found(number, largest),
        levels=_levels(largest + 2, people),
        rise=np.zeros((categories, largest + 1, largest + 1)),
        step=np.zeros(categories + 1),
        in_category=in_category,
        tally=tally,
        rank=rank,
        free=free,
        others=others,
        in_cut=np.zeros(cuts, np.int64),
        near=np.zeros(people),
        present=np.zeros(people, np.int64),
        there=np.zeros(people, np.int64),
        total=np.zeros(people),
        low=np.zeros(int(costs.most.max(initial=0)) + 1),
        nothing=np.full(people, -1, np.int32),
    )


def _found(number: int, largest: int) -> Found:
    cost, reduced = np.zeros((2, number))
    return Found(np.zeros((number, largest), np.int32), np.zeros(number, np.int32), cost, reduced)


def _levels(levels: int, people: int) -> Levels:
    person, taken = np.empty((levels, people), np.int32), np.zeros(levels, np.int32)
    own, key = np.empty((2, levels, people))
    length, free, at, picks, owes, spare, size, owed = np.zeros((8, levels), np.int64)
    floor, fewer = np.zeros((2, levels))
    return Levels(person, own, key, length, free, at, picks, owes, spare, taken, size, owed, floor, fewer)


@inner
def clear(desk: Desk) -> None:
    """Forget what an earlier search has left where it may matter to another."""
    desk.in_category[:] = 0
    desk.in_cut[:] = 0
    desk.near[:] = 0.0
    desk.present[:] = 0  # sets are numbered anew
    desk.step[:] = 0.0
    desk.levels.spare[:] = len(desk.near)


@inner
def steepen(desk: Desk, marginal: Floats, row: Ints) -> None:
    """Set how the marginals of an offer rise, and its categories' first steps: those of a group without members."""
    for q in range(len(row)):
        desk.step[q] = marginal[row[q], 0, 0]
        for c in range(desk.rise.shape[1]):
            for k in range(desk.rise.shape[2]):
                desk.rise[q, c, k] = marginal[row[q], c, k] - marginal[row[q], c, 0]
