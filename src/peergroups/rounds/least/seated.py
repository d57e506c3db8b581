"""Who has a seat in a round, with whom in any case, and with whom perhaps; and who had met before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import scipy
from numpy.typing import NDArray

from peergroups.model import Model
from peergroups.rounds.constructing.fields import Table
from peergroups.terms import WAITING, Ints

Indices: TypeAlias = NDArray[np.int64]

MOST_SEATS = 50_000_000
"""Beyond so many people times offers, anybody may sit with anybody."""


@dataclass(frozen=True, eq=False)
class Seated:
    """Who has a seat in a round.

    Attributes
    ----------
    people : (seated,) int64
        Their numbers.
    group : (seated,) int64
        Each one's group.
    may : (seated, kinds) bool
        The kinds of group each may be in.
    bundle : (seated,) int64
        Equal for those who share a group in any case.
    """

    people: Indices
    group: Indices
    may: NDArray[np.bool_]
    bundle: Indices


@dataclass(frozen=True, eq=False)
class Before:
    """Who had met before the first round.

    Attributes
    ----------
    pairs : (pairs,) int64
        Those who had, as `pairs_within` numbers them.
    times : (pairs,) int64
        How often.
    groups : (earlier rounds, people) int32
        Everybody's group in each, -1 for those who were not there.
    """

    pairs: Indices
    times: Indices
    groups: Table

    @cached_property
    def strangers(self) -> list[int]:
        """How many pairs shared a group in each round and yet did not meet, as they came to different sessions."""
        found = []
        for row in self.groups:
            there = np.flatnonzero(row >= 0)
            together = pairs_within(there, row[there].astype(np.int64), len(row))
            found.append(len(np.setdiff1d(together, self.pairs, assume_unique=True)))
        return found


def pairs_within(people: Indices, group: Indices, most: int) -> Indices:
    """Return the pairs who share a group, as the smaller number times `most` plus the larger; in no order.

    Examples
    --------
    >>> pairs_within(np.array([4, 2, 7, 5]), np.array([0, 1, 1, 1]), 10).tolist()
    [25, 27, 57]
    """
    order = np.lexsort((people, group))
    people, size = people[order], sizes(group)[order]
    found = [np.zeros(0, dtype=np.int64)]
    for many in np.unique(size):
        members = people[size == many].reshape(-1, many)
        first, second = np.triu_indices(many, 1)
        found.append((members[:, first] * most + members[:, second]).ravel())
    return np.concatenate(found)


def seated(model: Model, place: Indices, groups: Ints) -> Seated:
    """Return who has a seat in a grouping.

    Parameters
    ----------
    model : Model
        The round's.
    place : (people,) int64
        The number of each of its people.
    groups : (people or more,) int32
        The grouping.
    """
    who = np.flatnonzero(groups[: len(place)] != WAITING)
    return Seated(place[who], groups[who].astype(np.int64), _may(model)[who], _bundles(model, who))


def _may(model: Model) -> NDArray[np.bool_]:
    """Return (people, kinds) which kinds of group each may be in; one kind if they are alike in that."""
    everything = model.people * model.offers
    if len(model.seats.offer) == everything or everything > MOST_SEATS:
        return np.ones((model.people, 1), dtype=bool)
    may = np.zeros((model.people, model.offers), dtype=bool)
    may[np.repeat(np.arange(model.people), np.diff(model.seats.start)), model.seats.offer] = True
    return may


def _bundles(model: Model, who: Indices) -> Indices:
    """Return a label for each who is seated: equal where they must share a group, or have seats in one group only."""
    there = np.zeros(model.people + model.offers, dtype=bool)
    there[who] = there[model.people :] = True
    single = np.flatnonzero(np.diff(model.seats.start) == 1)
    only = model.seats.offer[model.seats.start[single]]
    single, only = single[model.copies[only] == 1], only[model.copies[only] == 1]
    first = np.concatenate([model.forced_pairs.first, single])
    second = np.concatenate([model.forced_pairs.second, model.people + only])
    kept = there[first] & there[second]
    edges = (np.ones(int(kept.sum())), (first[kept], second[kept]))
    graph = scipy.sparse.coo_array(edges, shape=(len(there), len(there)))
    labels: Indices = scipy.sparse.csgraph.connected_components(graph, directed=False)[1].astype(np.int64)
    return labels[who]


def sizes(group: Indices) -> Indices:
    """Return how many are in the group of each."""
    _, where, size = np.unique(group, return_inverse=True, return_counts=True)
    sizes: Indices = size[where]
    return sizes
