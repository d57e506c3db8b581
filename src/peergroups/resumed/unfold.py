"""A model in which each running group is an offer of its own, so that a seat there can be told from its copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import scipy
from numpy.typing import NDArray

from peergroups.model import Model
from peergroups.terms import WAITING, Count, Floats, Ints, Limit, Open, Seat, Term

Bools = NDArray[np.bool_]
Longs = NDArray[np.int64]


def unfolded(model: Model, kept: Ints) -> Model:
    """Return the same model with an offer for each group kept, and one for the other copies of each offer.

    Groups keep their numbers.

    Parameters
    ----------
    model : Model
        People, offers and terms.
    kept : (some,) int32
        Groups; those of an offer must be its first ones.

    Examples
    --------
    >>> two = np.array([2], dtype=np.int32)
    >>> whole = Model(two, two, two + 1, np.full(4, 9.0), [], np.ones(4, dtype=bool))
    >>> parts = unfolded(whole, np.array([0], dtype=np.int32))
    >>> parts.copies.tolist(), parts.groups
    ([1, 2], 3)
    """
    origin, copies = [], []
    for offer in range(model.offers):
        first, end = int(model.first_group[offer]), int(model.first_group[offer + 1])
        many = int(((kept >= first) & (kept < end)).sum())
        sizes = [1] * many + [end - first - many] * (end - first > many)
        origin += [offer] * len(sizes)
        copies += sizes
    parent = np.array(origin, dtype=np.int32)
    return replace(
        model,
        least=model.least[parent],
        most=model.most[parent],
        copies=np.array(copies, dtype=np.int32),
        terms=[_unfolded(term, parent) for term in model.terms],
    )


def _unfolded(term: Term, parent: Ints) -> Term:
    if isinstance(term, Seat):
        return replace(term, column=term.column_of(parent).astype(np.int32))
    if isinstance(term, Count):
        return replace(term, which=term.which[parent])
    if isinstance(term, Open):
        return replace(term, offers=np.flatnonzero(np.isin(parent, term.offers)).astype(np.int32))
    return term


def offers_of(model: Model, groups: Ints) -> Ints:
    """Return (people,) the offer of each person's group, or `WAITING`."""
    offers = np.full(len(groups), WAITING, dtype=np.int32)
    sits = groups != WAITING
    offers[sits] = model.offer_of[groups[sits]]
    return offers


def leaving(seats: Ints, most: float) -> Limit:
    """Return that at most so many people leave the groups that they had; those who had none count for nothing.

    Parameters
    ----------
    seats : (people,) int32
        The offer of the unfolded model that each person sits in, or `WAITING`.
    most : float
        How many.
    """
    had = seats != WAITING
    return _elsewhere("moves", seats, had, had.astype(np.float64), most)


def locks(seats: Ints, locked: Bools, offers: int) -> list[Term]:
    """Return that some people keep their seats, or their place in the queue.

    A seat term bars all other seats, which every engine understands; a limit keeps those with a seat from waiting.
    """
    had = seats != WAITING
    row = np.where(locked, np.where(had, 1 + seats, 1 + offers), 0)
    barred = _own_offer("locked", True, row, offers, 1.0)
    kept = _elsewhere("locked", seats, locked & had, locked.astype(np.float64), 0.0)
    return [barred, replace(kept, waiting=(locked & had).astype(np.float64))]


def seated(people: Sequence[int], rows: int) -> Limit:
    """Return that none of some people waits, in a model of so many rows."""
    waiting = np.isin(np.arange(rows), people).astype(np.float64)
    none = np.zeros(rows + 1, dtype=np.int64)
    return Limit("everyone", True, none, np.zeros(0, np.int32), np.zeros(0), np.zeros(rows), waiting, 0.0)


def moving(seats: Ints, offers: int, price: float) -> Seat:
    """Return a price for everybody who leaves the group that they had for another one."""
    return _own_offer("moves", False, 1 + seats, offers, price)


def _own_offer(criterion: str, hard: bool, row: Longs | Ints, offers: int, other: float) -> Seat:
    """Return a number for other offers than one's own: none at all in row 0, offer k's in row 1 + k, last no own."""
    every = np.arange(offers)
    start = np.concatenate([[0], offers + np.arange(offers + 1), [2 * offers]]).astype(np.int64)
    offer = np.append(every, every).astype(np.int32)
    return Seat(criterion, hard, start, offer, np.zeros(2 * offers), other, row.astype(np.int32))


def _elsewhere(name: str, seats: Ints, listed: Bools, number: Floats, most: float) -> Limit:
    """Return a limit on a number for all who sit elsewhere or wait; those listed sit where they sat for free."""
    start = np.concatenate([[0], np.cumsum(listed)]).astype(np.int64)
    return Limit(name, True, start, seats[listed], np.zeros(int(listed.sum())), number, number, most)


def alike(model: Model, groups: Ints, before: Ints) -> Ints:
    """Return the same grouping with the copies of each offer numbered so that few people's numbers change.

    Examples
    --------
    >>> two = np.array([2], dtype=np.int32)
    >>> whole = Model(two, two, two, np.full(4, 9.0), [], np.ones(4, dtype=bool))
    >>> alike(whole, np.array([0, 0, 1, 1]), np.array([1, 1, 0, -1])).tolist()
    [1, 1, 0, 0]
    """
    renumbered = groups.copy()
    both = (groups != WAITING) & (before != WAITING)
    for first, end in pairwise(model.first_group.tolist()):
        inside = both & (groups >= first) & (groups < end) & (before >= first) & (before < end)
        common = np.zeros((end - first, end - first))
        np.add.at(common, (groups[inside] - first, before[inside] - first), 1)
        now, then = scipy.optimize.linear_sum_assignment(-common)
        number = np.empty(end - first, dtype=np.int32)
        number[now] = first + then
        own = (groups >= first) & (groups < end)
        renumbered[own] = number[groups[own] - first]
    return renumbered
