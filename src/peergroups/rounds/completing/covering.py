"""Everybody seated by groups from a list, each person in just one: exact cover by depth-first search."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.native import inner, kernel
from peergroups.rounds.completing.bits import WORD, Words, common, copy, lowest, words
from peergroups.rounds.exchanging import Longs
from peergroups.terms import Floats


class Choice(NamedTuple):
    """The groups to choose from, and what those chosen must be together.

    Attributes
    ----------
    members : (groups, most) int64
        Who is in each group; -1 after the last.
    feature : (groups, features) int64
        How many members of each cell, of each group of another round, and whether it is of each kind.
    low, high : (features,) int64
        The least and most there can be in a group.
    total : (features,) int64
        How many there are in all groups to be chosen.
    people : int
        How many people are to be seated.
    wanted : int
        How many groups are to be chosen.
    """

    members: Longs
    feature: Longs
    low: Longs
    high: Longs
    total: Longs
    people: int
    wanted: int


class Desk(NamedTuple):
    """Room for the groups that are left once some are chosen, as sets; each depth is of one more group chosen.

    Attributes
    ----------
    listed : (groups,) int64
        The groups that are left; sets hold places in this list.
    of : (people, words) uint64
        The groups of each person.
    at_low, at_high : (features, words) uint64
        The groups with the least and the most of each feature.
    left : (wanted + 1, words) uint64
        The groups left at each depth.
    next : (wanted + 1, words) uint64
        Those that are still to be tried.
    rest : (wanted + 1, features) int64
        What the groups still to be chosen must be together.
    seated : (people,) bool
        Who is in a group chosen.
    pick : (wanted,) int64
        The groups chosen, as places in the list.
    """

    listed: Longs
    of: Words
    at_low: Words
    at_high: Words
    left: Words
    next: Words
    rest: Longs
    seated: NDArray[np.bool_]
    pick: Longs


def desk(choice: Choice) -> Desk:
    """Return the room that a search needs."""
    groups, features = choice.feature.shape
    many = words(groups)
    depths = choice.wanted + 1
    return Desk(
        listed=np.zeros(groups, dtype=np.int64),
        of=np.zeros((choice.people, many), dtype=np.uint64),
        at_low=np.zeros((features, many), dtype=np.uint64),
        at_high=np.zeros((features, many), dtype=np.uint64),
        left=np.zeros((depths, many), dtype=np.uint64),
        next=np.zeros((depths, many), dtype=np.uint64),
        rest=np.zeros((depths, features), dtype=np.int64),
        seated=np.zeros(choice.people, dtype=np.bool_),
        pick=np.zeros(choice.wanted, dtype=np.int64),
    )


@inner
def _seat(choice: Choice, desk: Desk, group: int, there: bool) -> None:
    for k in range(choice.members.shape[1]):
        if choice.members[group, k] >= 0:
            desk.seated[choice.members[group, k]] = there


@inner
def _possible(choice: Choice, rest: Longs, more: int) -> bool:
    """Return whether so many more groups can be what is left to be."""
    k = 0
    while k < len(rest) and more * choice.low[k] <= rest[k] <= more * choice.high[k]:
        k += 1
    return k == len(rest)


@inner
def _fits(choice: Choice, desk: Desk, group: int, more: int) -> bool:
    """Return whether a group has nobody who is seated, and the least or most of whatever all must have it of."""
    for k in range(choice.members.shape[1]):
        if choice.members[group, k] >= 0 and desk.seated[choice.members[group, k]]:
            return False
    for k in range(len(choice.low)):
        rest, value = desk.rest[0, k], choice.feature[group, k]
        if (rest == more * choice.low[k] and value != choice.low[k]) or (
            rest == more * choice.high[k] and value != choice.high[k]
        ):
            return False
    return True


@inner
def _lay_out(choice: Choice, desk: Desk, chosen: Longs) -> int:
    """List the groups left once some are chosen; return how many, or 0 if the rest can't be what it must be."""
    more = choice.wanted - len(chosen)
    desk.seated[:] = False
    copy(choice.total, desk.rest[0], len(choice.total))
    for group in chosen:
        _seat(choice, desk, group, True)
        for k in range(len(choice.low)):
            desk.rest[0, k] -= choice.feature[group, k]
    if not _possible(choice, desk.rest[0], more):
        return 0
    many = 0
    for group in range(len(choice.members)):
        if _fits(choice, desk, group, more):
            desk.listed[many] = group
            many += 1
    last = -(-many // WORD)
    desk.of[:, :last] = 0
    desk.at_low[:, :last] = 0
    desk.at_high[:, :last] = 0
    desk.left[0, :last] = 0
    for place in range(many):
        group, word, bit = desk.listed[place], place // WORD, np.uint64(1) << np.uint64(place % WORD)
        desk.left[0, word] |= bit
        for k in range(choice.members.shape[1]):
            if choice.members[group, k] >= 0:
                desk.of[choice.members[group, k], word] |= bit
        for k in range(len(choice.low)):
            if choice.feature[group, k] == choice.low[k]:
                desk.at_low[k, word] |= bit
            if choice.feature[group, k] == choice.high[k]:
                desk.at_high[k, word] |= bit
    return many


@inner
def _choose(choice: Choice, desk: Desk, depth: int, place: int, more: int, last: int) -> bool:
    """Leave for the next depth what a group leaves possible, with so many more to choose; return whether any is."""
    group, rest = desk.listed[place], desk.rest[depth + 1]
    for k in range(len(rest)):
        rest[k] = desk.rest[depth, k] - choice.feature[group, k]
    if not _possible(choice, rest, more):
        return False
    left = desk.left[depth + 1]
    copy(desk.left[depth], left, last)
    for k in range(choice.members.shape[1]):
        member = choice.members[group, k]
        if member >= 0:
            for word in range(last):
                left[word] &= ~desk.of[member, word]
    for k in range(len(rest)):
        if choice.low[k] < choice.high[k]:
            if rest[k] == more * choice.low[k] and choice.feature[group, k] > choice.low[k]:
                for word in range(last):
                    left[word] &= desk.at_low[k, word]
            elif rest[k] == more * choice.high[k] and choice.feature[group, k] < choice.high[k]:
                for word in range(last):
                    left[word] &= desk.at_high[k, word]
    return True


@inner
def _scarcest(desk: Desk, depth: int, last: int) -> int:
    """Set the groups to try next: those of whoever has fewest left; return how many."""
    fewest, person = len(desk.listed) + 1, 0
    for each in range(len(desk.seated)):
        if not desk.seated[each]:
            many = common(desk.left[depth], desk.of[each], last)
            if many < fewest:
                fewest, person = many, each
                if not many:
                    return 0
    for word in range(last):
        desk.next[depth, word] = desk.left[depth, word] & desk.of[person, word]
    return fewest


@inner
def _pop(desk: Desk, depth: int, last: int) -> int:
    """Return the next group to try, as a place in the list, no longer to be tried; -1 if there is none."""
    for word in range(last):
        now = desk.next[depth, word]
        if now:
            desk.next[depth, word] = now & (now - np.uint64(1))
            return word * WORD + lowest(now)
    return -1


@kernel
def branch(choice: Choice, desk: Desk, chosen: Longs, group: Longs, score: Floats) -> int:
    """Write the groups that can be chosen for whoever has fewest left, and how good they seem.

    Parameters
    ----------
    chosen : (some,) int64
        The groups chosen before; at least two more are to be chosen.
    group : (groups,) int64
        Is filled with the groups.
    score : (groups,) float64
        Is filled with the sum of the logarithms of how many groups each person has left then.

    Returns
    -------
    int
        How many there are; those that leave somebody none are left out.
    """
    many, found, more = _lay_out(choice, desk, chosen), 0, choice.wanted - len(chosen)
    last = -(-many // WORD)
    if not many or not _scarcest(desk, 0, last):
        return 0
    while True:
        place = _pop(desk, 0, last)
        if place < 0:
            return found
        if not _choose(choice, desk, 0, place, more - 1, last):
            continue
        _seat(choice, desk, desk.listed[place], True)
        total = 0.0
        for person in range(len(desk.seated)):
            if not desk.seated[person]:
                total += np.log(common(desk.left[1], desk.of[person], last))
        _seat(choice, desk, desk.listed[place], False)
        if total > -np.inf:
            group[found], score[found] = desk.listed[place], total
            found += 1


@kernel
def finish(choice: Choice, desk: Desk, chosen: Longs, steps: int) -> bool:
    """Choose all other groups, if that can be done in so many steps; they are the first of `pick` then."""
    many, more, depth = _lay_out(choice, desk, chosen), choice.wanted - len(chosen), 0
    last = -(-many // WORD)
    if not many or not _scarcest(desk, 0, last):
        return False
    for _ in range(steps):
        place = _pop(desk, depth, last)
        if place < 0:
            depth -= 1
            if depth < 0:
                return False
            _seat(choice, desk, desk.listed[desk.pick[depth]], False)
            continue
        desk.pick[depth] = place
        if depth + 1 == more:
            for k in range(more):
                desk.pick[k] = desk.listed[desk.pick[k]]
            return True
        if _choose(choice, desk, depth, place, more - depth - 1, last):
            _seat(choice, desk, desk.listed[place], True)
            if _scarcest(desk, depth + 1, last):
                depth += 1
            else:
                _seat(choice, desk, desk.listed[place], False)
    return False
