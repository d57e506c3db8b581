"""Earlier rounds as rounds of a construction: who takes which of its places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, islice, permutations, product

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.base import Budget
from peergroups.rounds.constructing.fields import Table
from peergroups.rounds.constructing.matching import Matching
from peergroups.terms import Floats

Places = NDArray[np.int64]

FEW, MANY = 150, 1_000
"""How many choices are followed before it begins anew or other rounds are tried; and where it is worth more."""

LIKELY = 2
"""So many runs of rounds are worth more: plans take the first rounds, after a round by lot those from the second."""

SOME, MOST = 16, 20_000
"""From so many rounds at most, so many choices of rounds are compared."""

MOVED = 0.1
"""The share of people who may have met somebody twice in rounds that are aligned all the same, without them."""

MOST_GROUPS = 60
"""With more groups only the latest round is aligned; there is room enough to avoid the others' pairs."""


def aligned(
    earlier: Table, rounds: Table, most: int, budget: Budget, rng: np.random.Generator
) -> tuple[Places, Sequence[int]]:
    """Return a place for each person such that earlier rounds are rounds of a construction, and which of its rounds.

    As many earlier rounds as fit, rather the latest. Another call may find other places.

    Parameters
    ----------
    earlier : (earlier rounds, people) int32
        Everybody's group in each, oldest first; -1 for those who were not there.
    rounds : (rounds, places) int32
        The construction.
    most : int
        How many of its rounds may be taken.
    budget : Budget
        Ends the search; the latest round alone is aligned in any case.
    rng : Generator
        Chooses between what is alike.

    Returns
    -------
    place_of : (people,) int
        -1 for those who may be anywhere.
    taken : sequence of int
        The rounds of the construction.

    Examples
    --------
    >>> rounds = np.array([[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]])
    >>> seats, taken = aligned(rounds[:2, ::-1], rounds, 2, Budget(1.0), np.random.default_rng(0))
    >>> sorted(seats.tolist()), taken
    ([0, 1, 2, 3], (0, 1))
    """
    nowhere: Places = np.full(earlier.shape[1], -1, dtype=np.int64)
    if not most or not len(earlier):
        return nowhere, ()
    fitting = np.array([_trimmed(row, np.bincount(rounds[0]).astype(np.int64)) for row in earlier])
    for some in _without_repeats(fitting) if rounds[0].max() < MOST_GROUPS else ():
        for first in range(max(0, len(some) - most), len(some) - 1):
            found = _fitted(some[first:], rounds, budget.part(3 / 4), rng)
            if found is not None:
                return found
    return _alone(fitting[-1], rounds[0], rng), (0,)


def _trimmed(row: Table, room: Places) -> Table:
    """Return a round without the groups, and the members of groups, for which a construction has no room."""
    trimmed = np.full_like(row, -1)
    size = np.bincount(row[row >= 0], minlength=1)
    for number, group in enumerate(np.argsort(-size, kind="stable")[: len(room)]):
        trimmed[np.flatnonzero(row == group)[: room.max()]] = number
    return trimmed


def _without_repeats(earlier: Table) -> list[Table]:
    """Return, for each latest one, rounds in which no pair meets twice; those with most rounds first.

    A few people who do are left out: perhaps they changed groups by hand after the rounds had been planned.
    """
    together = [(row[:, None] == row) & (row >= 0) & ~np.eye(len(row), dtype=bool) for row in earlier]
    found = []
    for latest in reversed(range(len(earlier))):
        chosen, met, again = [latest], together[latest].copy(), np.zeros(earlier.shape[1], dtype=bool)
        for number in reversed(range(latest)):
            more = again | (met & together[number]).any(axis=0)
            if more.mean() <= MOVED:
                chosen.append(number)
                met, again = met | together[number], more
        found.append(np.where(again, -1, earlier[chosen[::-1]]))
    return sorted(found, key=len, reverse=True)


def _fitted(
    earlier: Table, rounds: Table, budget: Budget, rng: np.random.Generator
) -> tuple[Places, Sequence[int]] | None:
    """Return places that make all of the earlier rounds rounds of the construction; None if none are found."""
    likely = [tuple(range(first, first + len(earlier))) for first in range(len(rounds) - len(earlier) + 1)[:LIKELY]]
    failed: set[tuple[int, ...]] = set()
    for order, steps in product(likely, (FEW, FEW, MANY)):
        places = Matching(earlier, rounds[list(order)]).find(steps, budget, rng)
        if places is not None:
            return places, order
    for order in _alike(earlier, rounds[: max(SOME, len(earlier))]) if budget.left else ():
        for begin in (order[:many] for many in range(2, len(order) + 1)):
            places = None
            if budget.left and begin not in failed:
                places = Matching(earlier[: len(begin)], rounds[list(begin)]).find(FEW, budget, rng)
            if places is None:
                failed.add(begin)
                break
            if begin == order:
                return places, order
    return None


def _alike(earlier: Table, rounds: Table) -> list[tuple[int, ...]]:
    """Return rounds of a construction that the earlier ones may be, the likeliest first.

    Those are the ones whose groups share members in the most similar way, by the singular values of how many two
    groups of two rounds have in common.
    """
    count = len(earlier)
    orders = [*islice(chain(combinations(range(len(rounds)), count), permutations(range(len(rounds)), count)), MOST)]
    groups = int(rounds.max()) + 1
    then, now = _spectra(earlier, groups), _spectra(rounds, groups)
    columns = np.array(orders)
    apart = np.zeros(len(orders))
    for one, other in combinations(range(count), 2):
        apart += np.linalg.norm(then[one, other] - now[columns[:, one], columns[:, other]], axis=1)
    return [orders[k] for k in np.argsort(apart.round(6), kind="stable")]


def _spectra(rounds: Table, groups: int) -> Floats:
    """Return for each two rounds the singular values of how many members each two of their groups share."""
    member = (rounds[..., None] == np.arange(groups)).astype(np.float64)
    shared = np.einsum("apg,bph->abgh", member, member)
    mean = shared.mean(axis=(2, 3), keepdims=True)  # fewer where people were absent, 0 where nobody came to both
    return np.linalg.svd(shared / np.where(mean > 0, mean, 1.0), compute_uv=False)


def _alone(row: Table, groups: Table, rng: np.random.Generator) -> Places:
    """Return places for everybody in a round such that it is a round of the construction."""
    place_of: Places = np.full(len(row), -1, dtype=np.int64)
    for group, of in enumerate(rng.permutation(groups.max() + 1)):
        members = np.flatnonzero(row == group)
        place_of[members] = rng.permutation(np.flatnonzero(groups == of))[: len(members)]
    return place_of
