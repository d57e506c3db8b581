"""Where a relaxed solution is undecided, and which decision tells most."""

from __future__ import annotations

import math

import numpy as np

from peergroups.engines.columns.branch import Choice, branch
from peergroups.engines.columns.master import Master, Relaxed
from peergroups.engines.columns.shared import Shared
from peergroups.terms import WAITING, Floats, Ints

WHOLE = 1e-6
"""A use this close to a whole number is one."""
PAIRS, SEATS, OFFERS = 6, 4, 1
"""How many of each kind of decision are weighed up."""

Decision = tuple[Choice, Choice]


def grouping(master: Master, relaxed: Relaxed) -> Ints | None:
    """Return the grouping that a relaxed solution is, None if it is not one."""
    if relaxed.false > WHOLE or (relaxed.used < 1 - WHOLE).any():
        return None
    model, pool = master.model, master.pool
    groups = np.full(model.people, WAITING, dtype=np.int32)
    following = model.first_group[:-1].copy()
    for column in relaxed.columns.tolist():
        offer = pool.offer[column]
        groups[pool.members_of(column)] = following[offer]
        following[offer] += 1
    return groups


def most_telling(shared: Shared, choices: tuple[Choice, ...], relaxed: Relaxed) -> Decision | None:
    """Return two choices, of which every grouping keeps one, that both make a relaxation dear; None if it is whole.

    Each is tried on the master as it is for a few steps; what counts is the product of the two rises (Achterberg et
    al. 2005).
    """
    best, most = None, -1.0
    shared.master.hold(None)
    for decision in _decisions(shared.master, relaxed):
        product = 1.0
        for choice in decision:
            branch(shared.model, shared.costs, shared.tallies, (*choices, choice)).restrict(shared.master)
            product *= max(1e-3, shared.master.probe(shared.clock) - relaxed.value)
        if product > most:
            best, most = decision, product
    return best


def _decisions(master: Master, relaxed: Relaxed) -> list[Decision]:
    """Return what a relaxed solution is undecided about, the most undecided of each kind first.

    The numbers of tallies, how many groups of an offer run, whether a person takes an offer, whether two people share
    a group.
    """
    columns = relaxed.columns.tolist()
    people, pool = master.model.people, master.pool
    running = np.bincount(pool.offer[columns], relaxed.used, minlength=master.model.offers).astype(np.float64)
    seats, together = np.zeros((people, master.model.offers)), np.zeros((people, people))
    for column, part in zip(columns, relaxed.used, strict=True):
        members = pool.members_of(column)
        seats[members, pool.offer[column]] += part
        together[np.ix_(members, members)] += part
    found: list[Decision] = []
    for t, share in enumerate(relaxed.numbers):
        if share.max() < 1 - WHOLE:
            number = math.floor(float(share @ np.arange(len(share))) + WHOLE)
            found.append((Choice("up to", t, number), Choice("from", t, number + 1)))
    for (offer,) in _undecided(running, OFFERS):
        number = int(running[offer])
        found.append((Choice("at most", offer, number), Choice("at least", offer, number + 1)))
    for person, offer in _undecided(seats, SEATS):
        found.append((Choice("in", person, offer), Choice("out", person, offer)))
    for first, second in _undecided(np.triu(together, 1), PAIRS):
        found.append((Choice("together", first, second), Choice("apart", first, second)))
    return found


def _undecided(values: Floats, most: int) -> list[tuple[int, ...]]:
    """Return the places of the values farthest from whole numbers."""
    distance = np.abs(values - np.rint(values))
    some = np.argsort(-distance, axis=None, kind="stable")[:most]
    places = zip(*np.unravel_index(some, values.shape), strict=True)
    return [tuple(map(int, place)) for place in places if distance[place] > WHOLE]
