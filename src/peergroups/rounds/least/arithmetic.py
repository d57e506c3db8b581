"""What counting alone says of rounds and repeats."""

from __future__ import annotations

from math import comb

import numpy as np

from peergroups.errors import ProblemError
from peergroups.meetings.bounds import crowded_pairs


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

    Raises
    ------
    ProblemError
        If there are no rounds, or no groups of two or more.

    Examples
    --------
    >>> least_repeats(2, 8), least_repeats(4, 10), least_repeats(8, 8, rounds=9)
    (24, 32, 0)
    """
    check(groups, size)
    if not isinstance(rounds, int | np.integer) or rounds < 1:
        raise ProblemError(f"rounds must be a whole number >= 1, not {rounds!r}")
    pairs = rounds * groups * comb(size, 2) - comb(groups * size, 2)
    return max(0, pairs, (rounds - 1) * crowded_pairs([size] * groups, groups))


def check(groups: int, size: int) -> None:
    """Refuse numbers of groups or sizes that mean nothing."""
    if not all(isinstance(number, int | np.integer) for number in (groups, size)) or groups < 1 or size < 2:
        raise ProblemError(f"rounds need at least 1 group of at least 2, not {groups} of {size}")
