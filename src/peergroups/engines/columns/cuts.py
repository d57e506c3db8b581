"""Subset-row cuts: three people can share at most one group that has two of them (Jepsen et al. 2008)."""

from __future__ import annotations

import numpy as np

from peergroups.engines.columns.asked import Longs
from peergroups.engines.columns.pool import Pool
from peergroups.native import kernel
from peergroups.terms import Floats, Ints

LEAST = 0.02
"""By how much a relaxed solution must break a cut for it to be worth adding."""
ROOM = 100_000
"""Broken cuts to choose from."""
EACH = 5
"""The most cuts added at a time that any one person is in."""


def broken(pool: Pool, columns: Longs, used: Floats, people: int, most: int) -> Ints:
    """Return (cuts, 3) the people of cuts that a relaxed solution breaks, worst first, spread over the people.

    Examples
    --------
    Three groups of two of three people, each half used, have two of the three 1.5 times.

    Parameters
    ----------
    columns : (some,) int64
        The pool's columns in use.
    used : (some,) float64
        How much of each.
    most : int
        The most cuts to return.
    """
    together = np.zeros((people, people))
    inside = np.zeros((people, len(columns)), dtype=bool)
    for at, column in enumerate(columns):
        members = pool.members_of(int(column))
        together[np.ix_(members, members)] += used[at]
        inside[members, at] = True
    triples, excess = np.zeros((ROOM, 3), dtype=np.int32), np.zeros(ROOM)
    number = separate(together, inside, used, triples, excess)
    triples, excess = triples[:number], excess[:number]
    chosen: list[int] = []
    times = np.zeros(people, dtype=int)
    for at in np.argsort(-excess, kind="stable"):
        if len(chosen) == most:
            break
        if (times[triples[at]] < EACH).all():
            chosen.append(at)
            times[triples[at]] += 1
    return triples[chosen]


@kernel
def separate(together: Floats, inside: np.ndarray, used: Floats, triples: Ints, excess: Floats) -> int:
    """Write down the triples that have two members in more than one group, and by how much; return how many.

    `together` is how much each two people share a group: two of three do as often as the sum over their pairs, less
    twice as often as all three do.
    """
    number = 0
    for a in range(len(together)):
        for b in range(a):
            if together[a, b] <= 0:
                continue  # then nobody can share more than one group with a and b by turns
            for c in range(b):
                two = together[a, b] + together[a, c] + together[b, c]
                if two <= 1 + LEAST:
                    continue
                for g in range(len(used)):
                    if inside[a, g] and inside[b, g] and inside[c, g]:
                        two -= 2 * used[g]
                if two > 1 + LEAST and number < len(excess):
                    triples[number, 0], triples[number, 1], triples[number, 2] = a, b, c
                    excess[number] = two - 1
                    number += 1
    return number
