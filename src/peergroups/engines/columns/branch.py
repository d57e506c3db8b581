"""A branch: what has been decided on the way to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.asked import Blocks, blocks_of
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.pool import Pool
from peergroups.model import Model
from peergroups.terms import Ints


@dataclass(frozen=True, eq=False)
class Branch:
    """The costs and rules that hold for the groups of a branch.

    Attributes
    ----------
    costs : GroupCosts
        With the seats and pairs decided against forbidden.
    copies : (offers,) int32
        The most groups of each offer.
    together : (pairs, 2) int32
        People who share a group or both wait.
    blocks : Blocks
        The blocks they make.
    """

    costs: GroupCosts
    copies: Ints
    together: Ints
    blocks: Blocks

    def allows(self, pool: Pool) -> NDArray[np.bool_]:
        """Return (columns,) whether each column of a pool keeps the rules."""
        return np.ones(pool.number, dtype=bool)


def root(model: Model, costs: GroupCosts) -> Branch:
    """Return the branch in which nothing is decided yet."""
    forced = model.forced_pairs
    together = np.stack([forced.first, forced.second], axis=1)
    return Branch(costs, model.copies, together, blocks_of(model.people, forced.first, forced.second))
