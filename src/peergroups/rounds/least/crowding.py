"""Repeats that come from the groups of an earlier round being spread over too few new ones."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from typing import NamedTuple

import numpy as np

from peergroups.meetings.bounds import crowded_pairs
from peergroups.rounds.constructing.fields import Table
from peergroups.rounds.least.seated import Before, Indices, Seated, sizes

ABSENT, OPEN = -2, -1
"""Instead of the label of a group: nobody, and somebody who may be in any group that is not known to be full."""


class _Round(NamedTuple):
    """What is known of a round's groups, in any plan.

    Attributes
    ----------
    group : (people,) int64
        The groups all of whose members are known; ABSENT or OPEN for others.
    bundle : (people,) int64
        Equal for those who share a group in any case.
    open : int
        How many other groups there are.
    """

    group: Indices
    bundle: Indices
    open: int


def spread(rounds: Sequence[Seated], before: Before) -> int:
    """Return how many pairs of each round must have met in an earlier one, the rounds added up."""
    earlier = [_known(row) for row in before.groups]
    planned = [_planned(each, before.groups.shape[1]) for each in rounds]
    found = 0
    for number, new in enumerate(planned):
        known = [_again(old, new) - strangers for old, strangers in zip(earlier, before.strangers, strict=True)]
        found += max([0, *known, *(_again(old, new) for old in planned[:number])])
    return found


def crowded(people: int, groups: int, together: Sequence[int] = ()) -> int:
    """Return how many pairs must share a group where some people spread over groups.

    Parameters
    ----------
    together : sequence of int
        How many of them share a group in any case, those of most first.

    Examples
    --------
    Of seven people in three groups, four together leave one and two for the others:

    >>> crowded(7, 3), crowded(7, 3, [4])
    (5, 7)
    """
    pairs = 0
    for size in together:
        if groups == 1 or size * groups < people:  # evenly filled, a group has as many
            break
        pairs, people, groups = pairs + comb(size, 2), people - size, groups - 1
    return pairs + crowded_pairs([people], groups)


def _known(row: Table) -> _Round:
    group = np.where(row < 0, ABSENT, row).astype(np.int64)
    return _Round(group, group, 0)


def _planned(each: Seated, people: int) -> _Round:
    """Return what is known of a planned round: who shares a group, and which of them fill the largest there is."""
    group, bundle = np.full((2, people), ABSENT, dtype=np.int64)
    size = sizes(each.bundle)
    full = size >= sizes(each.group).max(initial=0)
    bundle[each.people] = each.bundle
    group[each.people] = np.where(full, each.bundle, OPEN)
    return _Round(group, bundle, len(np.unique(each.group)) - len(np.unique(each.bundle[full])))


def _again(old: _Round, new: _Round) -> int:
    """Return how many pairs who share a group in one round must share one in another.

    Those of one old and one new group are counted as they are; where only one of the two is known, they spread over
    the open groups of the other round, and where neither is, over each choice of an open group in both.
    """
    both = (old.group != ABSENT) & (new.group != ABSENT)
    if not both.any():
        return 0
    known = np.stack([old.group, new.group, old.bundle, new.bundle])[:, both]
    kinds, count = np.unique(known, axis=1, return_counts=True)
    begins = np.flatnonzero((np.diff(kinds[:2], axis=1, prepend=ABSENT) != 0).any(axis=0))
    pairs = 0
    for (was, now), together in zip(kinds[:2, begins].T, np.split(count, begins[1:]), strict=True):
        groups = (old.open if was == OPEN else 1) * (new.open if now == OPEN else 1)
        pairs += crowded(int(together.sum()), groups, sorted(together.tolist(), reverse=True))
    return pairs
