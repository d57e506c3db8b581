"""A branch: what has been decided on the way to it, and what that means for groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.asked import Blocks, Longs, blocks_of
from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.envelope import BARRED, FORBIDDEN
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Columns, Pool
from peergroups.engines.columns.tallies import Tally
from peergroups.model import Model
from peergroups.native import Packed, kernel, packed
from peergroups.terms import Floats, Ints


class Choice(NamedTuple):
    """One decision.

    Attributes
    ----------
    kind : str
        "together" or "apart" of two people; "in" or "out" of a person and an offer; "at most" or "at least" of an
        offer and a number of groups; "up to" or "from" of a tally and its number.
    first, second : int
        What it is about.
    """

    kind: str
    first: int
    second: int


@dataclass(frozen=True, eq=False)
class Branch:
    """The costs and rules that hold for the groups of a branch.

    Attributes
    ----------
    costs : GroupCosts
        With the seats and pairs decided against forbidden.
    fewest, most : (offers,) int32
        How many groups of each offer run.
    tallies : sequence of Tally
        With the numbers left to them.
    blocks : Blocks
        People who share a group or all wait.
    choices : sequence of Choice
        The decisions.
    fixed : sequence of int
        Columns of the pool that run; the rest is about the other people.
    """

    costs: GroupCosts
    fewest: Ints
    most: Ints
    tallies: Sequence[Tally]
    blocks: Blocks
    choices: Sequence[Choice]
    fixed: Sequence[int] = ()

    @cached_property
    def laid_out(self) -> Packed:
        """The costs, for kernels."""
        return packed(self.costs)

    def allows(self, pool: Pool) -> NDArray[np.bool_]:
        """Return (columns,) whether each column of a pool keeps the rules."""
        allowed, there = np.ones(pool.number, np.bool_), np.zeros(len(self.blocks.size), np.int64)
        bar(pool.laid_out, self.costs.seat, self.costs.pair, self.blocks, there, allowed)
        return allowed

    def restrict(self, master: Master) -> None:
        """Leave a master only what the branch allows."""
        allowed = self.allows(master.pool)
        fixed = list(self.fixed)
        allowed[fixed] = True
        running = np.bincount(master.pool.offer[fixed], minlength=len(self.most)).astype(np.int32)
        master.allow(allowed[master.columns], self.fewest + running, self.most + running, self.tallies)

    def with_fixed(self, columns: list[int], pool: Pool) -> Branch:
        """Return the branch in which some groups run: the other people, and the other copies, are what is left."""
        people = np.concatenate([pool.members_of(column) for column in columns])
        seat = self.costs.seat.copy()
        seat[:, people] = FORBIDDEN
        running = np.bincount(pool.offer[columns], minlength=len(self.most)).astype(np.int32)
        return replace(
            self,
            costs=self.costs._replace(seat=seat),
            fewest=np.maximum(0, self.fewest - running),
            most=self.most - running,
            fixed=(*self.fixed, *columns),
        )


def branch(model: Model, costs: GroupCosts, tallies: Sequence[Tally], choices: Sequence[Choice]) -> Branch:
    """Return the branch of some decisions, starting from a model's own rules."""
    tallies = list(tallies)
    seat, pair, fewest, most = costs.seat, costs.pair, np.zeros(model.offers, np.int32), model.copies.copy()
    if choices:
        seat, pair = seat.copy(), pair.copy()
    forced = model.forced_pairs
    together = list(zip(forced.first.tolist(), forced.second.tolist(), strict=True))
    for kind, first, second in choices:
        match kind:
            case "together":
                together.append((first, second))
            case "apart":
                pair[first, second] = pair[second, first] = FORBIDDEN
            case "in":
                others = np.arange(model.offers) != second
                seat[others, first] = FORBIDDEN
            case "out":
                seat[second, first] = FORBIDDEN
            case "at most":
                most[first] = min(most[first], second)
            case "at least":
                fewest[first] = max(fewest[first], second)
            case "up to":
                tallies[first] = tallies[first].only(tallies[first].number <= second)
            case "from":
                tallies[first] = tallies[first].only(tallies[first].number >= second)
    pairs = np.array(together, dtype=np.int32).reshape(-1, 2)
    blocks = blocks_of(model.people, pairs[:, 0], pairs[:, 1])
    return Branch(costs._replace(seat=seat, pair=pair), fewest, most, tallies, blocks, tuple(choices))


@kernel
def bar(
    columns: Columns, seat: Floats, pair: Floats, blocks: Blocks, there: Longs, allowed: NDArray[np.bool_]
) -> None:
    """Bar those of the first columns that break a rule. `there` is working space of 0s, left as it was found."""
    offer, size, members = columns.offer, columns.size, columns.members
    for c in range(len(allowed)):
        for a in range(size[c]):
            i = members[c, a]
            allowed[c] &= seat[offer[c], i] < BARRED
            for b in range(a):
                allowed[c] &= pair[i, members[c, b]] < BARRED
            if blocks.of[i] >= 0:
                there[blocks.of[i]] += 1
        for a in range(size[c]):
            block = blocks.of[members[c, a]]
            if block >= 0:
                allowed[c] &= there[block] == blocks.size[block]
        for a in range(size[c]):
            if blocks.of[members[c, a]] >= 0:
                there[blocks.of[members[c, a]]] = 0
