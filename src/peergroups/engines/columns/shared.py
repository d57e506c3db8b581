"""What all branches of one run share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peergroups.engines.columns.asked import Cuts, Prices, cuts_of
from peergroups.engines.columns.clock import Clock
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.desk import Desks
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.limits import Limits
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.tallies import Tally
from peergroups.engines.columns.workers import Workers
from peergroups.model import Model
from peergroups.terms import Floats


@dataclass(frozen=True, eq=False)
class Shared:
    """A model, the columns known so far, and the means to find more.

    Attributes
    ----------
    worst : float
        A number above the total of any grouping.
    width : float
        How far from a guess the duals are held at first: about what seating one person costs.
    """

    model: Model
    costs: GroupCosts
    tallies: list[Tally]
    limits: Limits
    pool: Pool
    master: Master
    workers: Workers
    desks: Desks
    clock: Clock
    worst: float
    width: float

    def asked(self, duals: Duals, copies: Floats | None = None) -> tuple[Cuts, Prices]:
        """Return duals as pricing asks for them, without the cuts that have no price.

        Parameters
        ----------
        copies : (offers,) float64, optional
            The duals of the offers' copies, which are no part of the price of an offer's groups in a bound.
        """
        offer = np.zeros(self.model.offers) if copies is None else -copies
        for tally, dual in zip(self.tallies, duals.tally, strict=True):
            offer[tally.offers] -= dual
        person = np.tile(duals.person, (self.model.offers, 1))
        if len(self.limits):
            person -= np.tensordot(duals.limit, self.limits.seat, axes=1)
        dear = duals.cut > 0
        triples = self.master.triples[: len(dear)][dear]
        return cuts_of(self.model.people, triples), Prices(person, offer, duals.cut[dear])
