"""What all branches of one run share."""

from __future__ import annotations

from dataclasses import dataclass

from peergroups.engines.base import Budget
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.pricing import Workers
from peergroups.engines.columns.tallies import Tally
from peergroups.model import Model


@dataclass(frozen=True, eq=False)
class Shared:
    """A model, the columns known so far, and the means to find more.

    Attributes
    ----------
    width : float
        How far from a guess the duals are held at first: about what seating one person costs.
    """

    model: Model
    costs: GroupCosts
    tallies: list[Tally]
    pool: Pool
    master: Master
    workers: Workers
    budget: Budget
    width: float
