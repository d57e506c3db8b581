"""Groups of earlier rounds matched with those of a construction's rounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
import scipy
from numpy.typing import NDArray

from peergroups.engines.base import Budget
from peergroups.rounds.constructing.fields import Table

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

LOST = 0.1
"""The share of people who may be left without a place if need be."""


@dataclass(frozen=True, eq=False)
class Matching:
    """A search for places that make each of some earlier rounds a given round of a construction.

    Which group is which group of the construction is decided one after another; whatever that leaves impossible is
    struck out, as in constraint programming. With most of the groups of one round, the others follow.

    Attributes
    ----------
    earlier : (rounds, people) int32
        Everybody's group in each; -1 for those who were not there.
    rounds : (rounds, places) int32
        The construction's.
    """

    earlier: Table
    rounds: Table

    def find(self, steps: int, budget: Budget, rng: np.random.Generator) -> Places | None:
        """Return everybody's place, or None if there are none or they are not found with so many choices.

        Those who were in none of the rounds have -1, and if need be a few whose places others have taken since.
        """
        nearly: list[Places] = []
        found = self._search(self._all_possible(), count(steps, -1), nearly, budget, rng)
        return found if found is not None or not nearly else max(nearly, key=lambda place: int((place >= 0).sum()))

    def _all_possible(self) -> list[Mask]:
        """Return which groups of each round have room for which: (groups then, groups of the construction)."""
        both = zip(self._members, self.rounds, strict=True)
        return [sizes <= np.bincount(of) for (_, _, sizes), of in both]

    @cached_property
    def _members(self) -> list[tuple[Places, Places, Places]]:
        """For each round: who was there, by group; where each group begins; how many it has."""
        found = []
        for row in self.earlier:
            there = np.argsort(row, kind="stable")[(row < 0).sum() :].astype(np.int64)
            sizes = np.bincount(row[there]).astype(np.int64)
            found.append((there, np.cumsum(sizes) - sizes, sizes[:, None]))
        return found

    @cached_property
    def _in_group(self) -> list[NDArray[np.float32]]:
        """For each round of the construction: (places, groups), 1 where a place is in a group."""
        return [(of[:, None] == np.arange(of.max() + 1)).astype(np.float32) for of in self.rounds]

    def _search(
        self,
        possible: list[Mask],
        steps: count[int],
        nearly: list[Places],
        budget: Budget,
        rng: np.random.Generator,
    ) -> Places | None:
        """Return everybody's place once all groups are decided, or None; note those that nearly all have a place."""
        options = self._strike_out(possible)
        if options is None:
            return None
        number, group = self._next(possible)
        if group < 0:
            return self._seated(options, nearly)
        for of in rng.permutation(np.flatnonzero(possible[number][group])):
            if next(steps) <= 0 or budget.left <= 0:
                return None
            narrower = [each.copy() for each in possible]
            narrower[number][group] = False
            narrower[number][group, of] = True
            found = self._search(narrower, steps, nearly, budget, rng)
            if found is not None:
                return found
        return None

    def _seated(self, options: Mask, nearly: list[Places]) -> Places | None:
        """Return a place for everybody who was there, each at one of their options; None if that can't be."""
        there = np.asarray((self.earlier >= 0).any(axis=0))
        graph = scipy.sparse.csr_array(options & there[:, None])
        place: Places = scipy.sparse.csgraph.maximum_bipartite_matching(graph, perm_type="column").astype(np.int64)
        without = int((place[there] < 0).sum())
        if 0 < without <= LOST * there.sum():
            nearly.append(place)
        return None if without else place

    def _next(self, possible: list[Mask]) -> tuple[int, int]:
        """Return the round and the undecided group that is most bound by those decided; -1 if all are decided.

        It has few choices, and many members in groups that are decided.
        """
        decided = np.zeros(self.earlier.shape[1], dtype=np.int64)
        for each, row in zip(possible, self.earlier, strict=True):
            decided[row >= 0] += (each.sum(axis=1) == 1)[row[row >= 0]]
        least, chosen = np.inf, (0, -1)
        for number, (each, (there, begins, _)) in enumerate(zip(possible, self._members, strict=True)):
            choices, links = each.sum(axis=1), np.add.reduceat(decided[there], begins)
            free = np.where(choices > 1, choices / (links + 1), np.inf)
            if free.min() < least:
                least, chosen = free.min(), (number, int(free.argmin()))
        return chosen

    def _strike_out(self, possible: list[Mask]) -> Mask | None:
        """Strike out what can't be any more; return (people, places) who may be where, None if somebody has no place.

        A group may be a group of the construction if each member has an option in it, and as many of its places are
        an option of some member as there are members.
        """
        before = -1
        while before != (now := sum(int(each.sum()) for each in possible)):
            before = now
            options = np.ones((self.earlier.shape[1], self.rounds.shape[1]), dtype=bool)
            for each, row, of in zip(possible, self.earlier, self.rounds, strict=True):
                options[row >= 0] &= each[row[row >= 0]][:, of]
            for each, (there, begins, sizes), in_group in zip(possible, self._members, self._in_group, strict=True):
                theirs = options[there]
                each &= np.logical_and.reduceat(theirs.astype(np.float32) @ in_group > 0, begins)
                each &= np.logical_or.reduceat(theirs, begins).astype(np.float32) @ in_group >= sizes
                choices = each.sum(axis=1)
                taken = each[choices == 1].sum(axis=0)
                if not choices.all() or (taken > 1).any():
                    return None
                each &= (taken == 0) | (choices == 1)[:, None]
        return options
