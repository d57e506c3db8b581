"""The duals of the master problem, and mixtures of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    limit : (limits,) float64
        The price of what is added to each limited sum, >= 0.
    cut : (cuts,) float64
        The price of having two people of a cut in a group, >= 0; newer cuts than these have none.
    """

    person: Floats
    tally: Floats
    limit: Floats
    cut: Floats

    def mixed(self, other: Duals, share: float) -> Duals:
        """Return the duals on the way to others, of which cuts that are newer here have a price of 0."""
        old = np.zeros(len(self.cut))
        old[: len(other.cut)] = other.cut
        pairs = ((self.person, other.person), (self.tally, other.tally), (self.limit, other.limit), (self.cut, old))
        return Duals(*((1 - share) * here + share * there for here, there in pairs))
