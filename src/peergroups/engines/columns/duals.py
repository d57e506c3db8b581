"""The duals of the master problem, and mixtures of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peergroups.engines.columns.asked import Prices
from peergroups.engines.columns.tallies import Tally
from peergroups.terms import Floats


@dataclass(frozen=True, eq=False)
class Duals:
    """What the rows of the master are worth, but for those of the offers' copies.

    Attributes
    ----------
    person : (people,) float64
        What seating each person is worth.
    tally : (tallies,) float64
        Of each tally, what one more group or seated person is worth.
    cut : (cuts,) float64
        The price of having two people of a cut in a group, >= 0.
    """

    person: Floats
    tally: Floats
    cut: Floats

    def prices(self, tallies: list[Tally], offers: int) -> Prices:
        """Return them as pricing asks for them."""
        offer = np.zeros(offers)
        for tally, dual in zip(tallies, self.tally, strict=True):
            offer[tally.offers] -= dual
        return Prices(self.person, offer, self.cut)

    def mixed(self, other: Duals, share: float) -> Duals:
        """Return the duals on the way to others, of which cuts that are newer here have a price of 0."""
        old = np.zeros(len(self.cut))
        old[: len(other.cut)] = other.cut
        pairs = ((self.person, other.person), (self.tally, other.tally), (self.cut, old))
        return Duals(*((1 - share) * here + share * there for here, there in pairs))


def shares(costs_by_person: Floats, tallies: int) -> Duals:
    """Return duals that make every group of a grouping worth what it costs: where column generation starts."""
    return Duals(costs_by_person, np.zeros(tallies), np.zeros(0))
