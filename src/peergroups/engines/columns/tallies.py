"""Terms on the whole round as numbers of groups or seated people, each with a table of what it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from peergroups.model import Model
from peergroups.referee import TOLERANCE
from peergroups.terms import Floats, Ints, Load


@dataclass(frozen=True, eq=False)
class Tally:
    """``table[y]`` with y the running groups of some offers, or how many of some people are seated.

    Attributes
    ----------
    offers, people : (some,) int32
        What is counted; one of them is empty.
    number : (choices,) int64
        The numbers that are allowed.
    amount : (choices,) float64
        What each costs.
    """

    offers: Ints
    people: Ints
    number: NDArray[np.int64]
    amount: Floats

    def only(self, allowed: NDArray[np.bool_]) -> Tally:
        """Return the tally with some of its numbers."""
        return replace(self, number=self.number[allowed], amount=self.amount[allowed])


def tallies(model: Model) -> list[Tally]:
    """Return the limits on running groups and the loads of a model."""
    none = np.zeros(0, dtype=np.int32)
    made = []
    for opening in model.opens:
        number = np.arange(int(model.copies[opening.offers].sum()) + 1)
        off = np.maximum(0, number - opening.most) + np.maximum(0, opening.least - number)
        made.append(_tally(opening.offers, none, number, opening.weight * off, opening.hard))
    for load in model.of_kind(Load):
        for part, row in enumerate(load.which):
            people = np.flatnonzero(load.category == part).astype(np.int32)
            number = np.arange(len(people) + 1)
            amount = load.table[row, np.minimum(number, load.table.shape[1] - 1)]
            made.append(_tally(none, people, number, amount, load.hard))
    return made


def _tally(offers: Ints, people: Ints, number: NDArray[np.int64], amount: Floats, hard: bool) -> Tally:
    if hard:
        number, amount = number[amount <= TOLERANCE], np.zeros((amount <= TOLERANCE).sum())
    return Tally(offers, people, number, amount)
