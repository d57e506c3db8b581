"""The arrays that the compiled search works on.

Whole numbers are 64 bits wide; 32 where there is one for each person, pair or cell, so that more of a large round
fits the processor's cache. The waiting list is one more group, the last: its number is that of the groups, its
offer -1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.terms import Floats, Ints

Longs = NDArray[np.int64]

NEVER = 1e15
"""The price of a seat that is forbidden: above every cost, yet a number that sums leave finite."""


class Fixed(NamedTuple):
    """What no move changes.

    Attributes
    ----------
    offer_of : (groups + 1,) int64
        The offer of each group.
    first_group : (offers + 1,) int64
        Where the groups of each offer begin.
    least : (offers,) int64
        The fewest members of a running group.
    most : (offers + 1,) int64
        The most members that count in the size; the waiting list, last, has no limit.
    counted : (people,) int32
        1 for those who count in the size.
    seat_start, seat_offer, seat_cost, seat_default
        What each seat costs, sparse by person.
    unseated : (people,) float64
        The price of waiting.
    link_start : (people + 1,) int64
        Where the listed pairs of each person begin.
    link_other : (links,) int32
        The other person.
    link_cost : (links,) float64
        What the pair costs if it shares a group.
    link_rule : (links,) float64
        By how much that breaks a rule; below 0 for pairs that must share a group or both wait.
    category : (people, tallies) int32
        Each person's category in each count, or -1.
    cell_start : (tallies,) int64
        Where a count's categories begin among the cells.
    which : (offers, cells) int64
        The row of `table` and `table_rule` for each offer and cell.
    table, table_rule : (rows, most + 1) float64
        What so many members of a category cost, and by how much they break a rule.
    absent, absent_rule : (offers,) float64
        The same for a group that begins to run, before it has a member.
    features : (people, features) float64
        Of the moment terms.
    set_of : (people, loads) int64
        Each person's set in each count of seated people over the whole round, or -1.
    set_row : (sets,) int64
        The row of `load_table` and `load_rule` for each set.
    load_table, load_rule : (rows, most + 1) float64
        What so many seated people of a set cost, and by how much they break a rule.
    cap_start : (caps, people + 1) int64
        Where each person's numbers begin, for each limit on a sum over people.
    cap_offer, cap_value : (numbers,) int64, float64
        A person's number in an offer.
    cap_default, cap_waiting : (caps, people) float64
        A person's number in the other offers, and on the waiting list.
    cap_most : (caps,) float64
        The most that the numbers may sum up to.
    limits : (limits, offers) int64
        1 where an offer's groups count in a limit on running groups.
    limit_least, limit_most, limit_hard : (limits,) int64
        How many may run, and 1 for a rule.
    limit_weight : (limits,) float64
        What each group too many or too few costs, if it is no rule.
    matrix : (people, people) float64
        What each pair costs, if `State.place` is kept; else empty.
    """

    offer_of: Longs
    first_group: Longs
    least: Longs
    most: Longs
    counted: Ints
    seat_start: Longs
    seat_offer: Ints
    seat_cost: Floats
    seat_default: float
    unseated: Floats
    link_start: Longs
    link_other: Ints
    link_cost: Floats
    link_rule: Floats
    category: Ints
    cell_start: Longs
    which: Longs
    table: Floats
    table_rule: Floats
    absent: Floats
    absent_rule: Floats
    features: Floats
    set_of: Longs
    set_row: Longs
    load_table: Floats
    load_rule: Floats
    cap_start: Longs
    cap_offer: Longs
    cap_value: Floats
    cap_default: Floats
    cap_waiting: Floats
    cap_most: Floats
    limits: Longs
    limit_least: Longs
    limit_most: Longs
    limit_hard: Longs
    limit_weight: Floats
    matrix: Floats


class State(NamedTuple):
    """A grouping, and the sums that tell the cost of a change.

    Attributes
    ----------
    group : (people,) int32
        Where each person is.
    after, before : (people,) int32
        The members of a group, chained; -1 at the ends.
    first : (groups + 1,) int32
        The first member of each group, or -1.
    members, size : (groups + 1,) int64
        How many there are, and how many count.
    counts : (groups + 1, cells) int32
        Members by category; empty where that would be too large, and members are counted when asked for.
    sums : (groups + 1, features) float64
        Each group's summed features.
    runs : (limits,) int64
        How many of a limit's groups run.
    seated : (sets,) int64
        How many people of a set have a seat.
    used : (caps,) float64
        What the numbers sum up to.
    place : (groups + 1, people) float64
        What each person would cost in each group, by seat and matrix; empty unless the matrix is kept.
    own : (people,) float64
        That of each person's own group.
    totals : (2,) float64
        The cost with the price of waiting, and by how much rules are broken.
    best : (people,) int32
        The best grouping that breaks none.
    best_total : (1,) float64
        Its cost.
    """

    group: Ints
    after: Ints
    before: Ints
    first: Ints
    members: Longs
    size: Longs
    counts: Ints
    sums: Floats
    runs: Longs
    seated: Longs
    used: Floats
    place: Floats
    own: Floats
    totals: Floats
    best: Ints
    best_total: Floats
