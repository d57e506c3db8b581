"""What counting alone says of rounds and repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import comb
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from peergroups.errors import ProblemError
from peergroups.meetings.bounds import crowded_pairs

Indices: TypeAlias = NDArray[np.int64]

MOST_PEOPLE = 10_000
"""Beyond this many people, attendance is left out of account when pairs that could meet are counted."""


def most_rounds(groups: int, size: int, people: int | None = None) -> int:
    """Return a number of rounds without a repeated pair that cannot be exceeded.

    Nobody has more than ``people - 1`` others to meet, and nobody meets fewer than the smallest group allows in a
    round. With more seats in a group than groups, two members of an old group must meet again. Six groups of six
    allow three rounds, for four would make two orthogonal Latin squares of order 6 (Tarry, 1900).

    Parameters
    ----------
    groups, size : int
        How many groups of how many members; one less in some of them if there are too few people.
    people : int, optional
        If not ``groups x size``.

    Examples
    --------
    >>> most_rounds(7, 7), most_rounds(5, 8), most_rounds(12, 10), most_rounds(12, 10, people=115)
    (8, 1, 13, 13)
    """
    check(groups, size)
    people = groups * size if people is None else people
    if groups == size == 6 and people == 36:
        return 3
    larger = people % groups
    smallest = people // groups
    if smallest > groups or (smallest == groups and larger):
        return 1
    pairs = (groups - larger) * comb(smallest, 2) + larger * comb(smallest + 1, 2)
    return min(comb(people, 2) // pairs, (people - 1) // (smallest - 1) if smallest > 1 else people)


def least_repeats(groups: int, size: int, rounds: int = 2) -> int:
    r"""Return a number of repeated pairs that rounds of equal groups cannot go below.

    A pair that meets t times counts t - 1. Two bounds are taken, the larger one counts. Between a round and the one
    before it, each old group of s spreads over g new ones, so at least

    .. math:: g \left[ (s \bmod g) \binom{q + 1}{2} + (g - s \bmod g) \binom{q}{2} \right],

    pairs meet again, with :math:`q = \lfloor s / g \rfloor`. Over all rounds, no person can meet more than
    ``groups x size - 1`` others.

    Parameters
    ----------
    groups, size : int
        As many groups of as many members in every round.
    rounds : int, default 2
        How many rounds.

    Examples
    --------
    >>> least_repeats(2, 8), least_repeats(4, 10), least_repeats(8, 8, rounds=9)
    (24, 32, 0)
    """
    check(groups, size)
    pairs = rounds * groups * comb(size, 2) - comb(groups * size, 2)
    return max(0, pairs, (rounds - 1) * crowded_pairs([size] * groups, groups))


def least_repeats_planned(
    rounds: Sequence[tuple[Indices, Indices]], people: int, first: Indices, second: Indices
) -> int:
    """Return a number of repeated pairs that no other plan with the same group sizes and absentees goes below.

    Parameters
    ----------
    rounds : sequence of pairs of arrays
        Who is there (numbers below `people`), and each one's group.
    people : int
        How many there are in all.
    first, second : (pairs,) int64
        Who had met before the first round.
    """
    possible = _possible(rounds, people, first, second, np.ones(len(first), dtype=np.int64))
    return max(0, _pairs(rounds) - int(possible[0]), _spread(rounds))


def least_cost_planned(
    rounds: Sequence[tuple[Indices, Indices]], people: int, first: Indices, second: Indices, times: Indices
) -> int:
    """Return what repeats cost at least where a pair that has met n times costs n: the pairs that met least, first.

    Parameters
    ----------
    rounds, people, first, second
        As in `least_repeats_planned`.
    times : (pairs,) int64
        How often each of these had met.
    """
    met = _possible(rounds, people, first, second, times)
    left, cost, level, ready = _pairs(rounds), 0, 0, 0
    while left > 0 and (ready or level < len(met)):
        ready += int(met[level]) if level < len(met) else 0  # pairs that have met `level` times or have now
        cost += level * min(left, ready)
        left -= ready
        level += 1
    return max(cost, _spread(rounds))


def _pairs(rounds: Sequence[tuple[Indices, Indices]]) -> int:
    """Return how many pairs share groups, all rounds together."""
    return sum(comb(int(size), 2) for _, group in rounds for size in np.unique(group, return_counts=True)[1])


def _spread(rounds: Sequence[tuple[Indices, Indices]]) -> int:
    """Return the repeats that come from the groups of earlier rounds being spread over too few new ones."""
    spread = 0
    for number, (there, group) in enumerate(rounds):
        groups = len(np.unique(group))
        spread += max(
            (_crowded(_even(len(np.intersect1d(old, there)), len(np.unique(of))), groups)
             for old, of in rounds[:number]), default=0,
        )  # fmt: skip
    return spread


def _possible(
    rounds: Sequence[tuple[Indices, Indices]], people: int, first: Indices, second: Indices, times: Indices
) -> Indices:
    """Return how many pairs could meet that had met 0, 1, 2 ... times: those who are there in the same round."""
    if people > MOST_PEOPLE:
        return np.array([comb(people, 2) - len(first), *np.bincount(times)[1:]], dtype=np.int64)
    together = np.zeros((people, people), dtype=bool)
    for there, _ in rounds:
        together[np.ix_(there, there)] = True
    before = np.bincount(times[together[first, second]], minlength=1)
    before[0] = int(np.triu(together, 1).sum()) - before.sum()
    return before.astype(np.int64)


def _even(people: int, groups: int) -> list[int]:
    """Return the sizes of groups as even as can be, which is where fewest pairs are crowded together."""
    return [people // groups + (k < people % groups) for k in range(groups)] if groups else []


def _crowded(old: Iterable[int], groups: int) -> int:
    """Return the pairs of old groups that must share one of the new groups."""
    return crowded_pairs(old, groups) if groups else 0


def check(groups: int, size: int) -> None:
    """Refuse numbers of groups or sizes that mean nothing."""
    if not all(isinstance(number, int | np.integer) for number in (groups, size)) or groups < 1 or size < 2:
        raise ProblemError(f"rounds need at least 1 group of at least 2, not {groups} of {size}")
