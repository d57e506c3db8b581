"""Limits on sums over the whole round, as tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peergroups.model import Model
from peergroups.referee import TOLERANCE
from peergroups.terms import Floats, Limit


@dataclass(frozen=True, eq=False)
class Limits:
    """What each person adds to each limited sum.

    Attributes
    ----------
    seat : (limits, offers, people) float64
        With a seat in an offer.
    waiting : (limits, people) float64
        Without a seat.
    most : (limits,) float64
        The limits, with the referee's tolerance.
    """

    seat: Floats
    waiting: Floats
    most: Floats

    def __len__(self) -> int:
        """Return how many limits there are."""
        return len(self.most)


def limits(model: Model) -> Limits:
    """Return a model's limits."""
    terms = model.of_kind(Limit)
    shape = (len(terms), model.offers, model.people)
    return Limits(
        np.array([_table(term, model) for term in terms]).reshape(shape),
        np.array([term.waiting for term in terms]).reshape(shape[0], shape[2]),
        np.array([term.most + TOLERANCE for term in terms]),
    )


def _table(term: Limit, model: Model) -> Floats:
    table = np.tile(term.default, (model.offers, 1))
    owner = np.repeat(np.arange(model.people), np.diff(term.start))
    table[term.offer, owner] = term.value
    return table
