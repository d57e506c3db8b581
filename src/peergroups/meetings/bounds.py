"""The best that any grouping of the same people into groups of the same sizes could reach: proved by counting."""

from __future__ import annotations

from collections.abc import Iterable
from math import comb

import numpy as np
from numpy.typing import NDArray

from peergroups.meetings.ties import Ties
from peergroups.terms import Floats


def crowded_pairs(sizes: Iterable[int], groups: int) -> int:
    r"""Return how many pairs must share one of some groups, when each of several crowds spreads over them.

    For a crowd of s over g groups: :math:`(s \bmod g) \binom{q + 1}{2} + (g - s \bmod g) \binom{q}{2}` with
    :math:`q = \lfloor s / g \rfloor`, which is what an even spread gives.

    Examples
    --------
    Eight people over two groups make at least two fours, 12 pairs:

    >>> crowded_pairs([8], 2)
    12
    """
    return sum((s % groups) * comb(s // groups + 1, 2) + (groups - s % groups) * comb(s // groups, 2) for s in sizes)


def last_pairs(ties: Ties) -> int:
    """Return the pairs that share a group of the last round."""
    return int(ties.in_last.sum())


def apart(ties: Ties) -> NDArray[np.int64]:
    """Return (rounds,) the pairs that shared a group without meeting: they came to different sessions."""
    pairs = np.bincount(ties.group_round, ties.group_sizes * (ties.group_sizes - 1) // 2, minlength=ties.rounds)
    return pairs.astype(np.int64) - np.bincount(ties.round, minlength=ties.rounds)


def least_repeated(ties: Ties) -> int:
    """Return the pairs of the last round that must have met before.

    Each old group's members who are present spread over the groups of the last round. And there are only so many
    pairs left who have not met.
    """
    last = ties.rounds - 1
    groups = int((ties.group_round == last).sum())
    if not groups:
        return 0
    seat = ties.one_seat
    again = seat[ties.present[ties.seat_person[seat]] & (ties.seat_round[seat] < last)]
    crowds = np.bincount(ties.seat_group[again], minlength=len(ties.group_sizes))
    unmet_there = apart(ties)
    by_round = [
        crowded_pairs(crowds[ties.group_round == number].tolist(), groups)
        - int(unmet_there[number] + unmet_there[last])
        for number in range(last)
    ]
    before = ties.first_round < last
    here = ties.present[ties.first] & ties.present[ties.second]
    unmet = comb(int(ties.present.sum()), 2) - int((before & here).sum())
    return max(0, last_pairs(ties) - unmet, *by_round) if by_round else max(0, last_pairs(ties) - unmet)


def most_faces(ties: Ties) -> Floats:
    """Return (people,) how many others each could have met: the largest group of each round attended."""
    largest = np.zeros(ties.rounds, dtype=np.int64)
    np.maximum.at(largest, ties.group_round, ties.group_sizes)
    per_seat = np.maximum(largest[ties.seat_round] - 1, 0)
    return np.minimum(np.bincount(ties.seat_person, per_seat, minlength=ties.size), max(0, ties.size - 1))


def least_same_unit(ties: Ties) -> list[int]:
    """Return for each round the pairs of one unit that must share a group and meet."""
    seat = ties.one_seat
    known = seat[ties.unit[ties.seat_person[seat]] >= 0]
    found = []
    for number in range(ties.rounds):
        at = known[ties.seat_round[known] == number]
        groups = int((ties.group_round == number).sum())
        sizes = np.bincount(ties.unit[ties.seat_person[at]], minlength=1).tolist()
        found.append(crowded_pairs(sizes, groups) if groups else 0)
    return [max(0, least - int(missed)) for least, missed in zip(found, apart(ties), strict=True)]


def most_cross_share(ties: Ties, *, new_only: bool = False) -> float:
    """Return the largest share of ties between units: the pairs of one unit can't be fewer than `least_same_unit`.

    At most as many ties as meetings, and in at least one round that many pairs of one unit.
    """
    least = least_same_unit(ties)
    if not len(ties.first) or (ties.unit >= 0).sum() < 2:
        return np.nan
    if not new_only:
        return 1 - max(least) / len(ties.here)
    here = ties.present[ties.first] & ties.present[ties.second]
    known = ties.comparable & ~ties.cross & here & (ties.first_round < ties.rounds - 1)  # these would not be new
    return 1 - max(0, least[-1] - int(known.sum())) / max(1, last_pairs(ties))


def most_joined(ties: Ties) -> int:
    """Return how many people one component holds at most: a group of s joins at most s - 1 others to one."""
    return min(ties.size, 1 + int(np.maximum(ties.group_sizes - 1, 0).sum()))


def fewest_components(ties: Ties) -> int:
    """Return the fewest components: a group of s joins at most s others into one."""
    return max(min(1, ties.size), ties.size - int(np.maximum(ties.group_sizes - 1, 0).sum()))
