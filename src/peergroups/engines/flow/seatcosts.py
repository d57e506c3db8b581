"""What each seat costs, held for the offers that differ from the rest only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.model import Model
from peergroups.terms import Floats, Ints, Seat


@dataclass(frozen=True, eq=False)
class SeatCosts:
    """The soft seat terms summed, forbidden seats as inf; sparse by person, never people x offers.

    Attributes
    ----------
    start : (people + 1,) int64
        Person i's entries are ``start[i]:start[i + 1]``.
    offer : (entries,) int32
        Ascending for each person; only offers that differ from the default.
    cost : (entries,) float64
        Of those offers.
    default : float
        Of every other offer; inf if they are forbidden.
    """

    start: NDArray[np.int64]
    offer: Ints
    cost: Floats
    default: float

    @property
    def owner(self) -> Ints:
        """(entries,) The person of each entry."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))


def seat_costs(model: Model) -> SeatCosts:
    """Sum a model's seat terms.

    Examples
    --------
    A first wish is free, every other offer costs 3:

    >>> one = np.ones(1, dtype=np.int32)
    >>> wish = Seat("wishes", False, np.array([0, 1]), one * 1, np.zeros(1), default=3.0)
    >>> model = Model(one.repeat(2), one.repeat(2), one.repeat(2), np.full(1, 100.0), [wish], np.ones(1, dtype=bool))
    >>> costs = seat_costs(model)
    >>> costs.offer, costs.cost, costs.default
    (array([1], dtype=int32), array([0.]), 3.0)
    """
    terms = model.of_kind(Seat)
    people, offers = model.people, model.offers
    keys = [np.repeat(np.arange(people), np.diff(t.start)) * offers + t.offer for t in terms]
    listed = np.unique(np.concatenate([np.zeros(0, np.int64), *keys]))
    cost, default = np.zeros(len(listed)), 0.0
    for term, key in zip(terms, keys, strict=True):
        at = np.searchsorted(listed, key)
        amount = np.full(len(listed), term.default)
        amount[at] = term.value
        cost += np.where(amount > 0, np.inf, 0.0) if term.hard else amount
        default += (np.inf if term.default > 0 else 0.0) if term.hard else term.default
    keep = cost != default
    listed, cost = listed[keep], cost[keep]
    start = np.searchsorted(listed, np.arange(people + 1) * offers).astype(np.int64)
    return SeatCosts(start, (listed % max(1, offers)).astype(np.int32), cost, default)
