"""People dealt to the places of a construction, and improved by exchanging two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from peergroups.engines.base import Budget
from peergroups.rounds.constructing.aligning import aligned
from peergroups.rounds.constructing.fields import Table
from peergroups.rounds.constructing.swapping import MISFIT, Longs, Places, swap

HEAT = 0.5
"""By how much more an exchange may trouble at first, on average."""

TRIES = 50
"""Exchanges tried between two looks at who is troubled, for each of them."""

ROUGH, LONGER = 0.05, 1.2
"""Seconds of exchanges before people are dealt anew; the next time so many times as long."""

STRICT = 5
"""So many times people are dealt before an exchange may undo that an earlier round is a round of the construction."""

NEAR = 0.5
"""The share of exchanges, from then on, within the groups of an earlier round."""

ALIGNING = 0.6
"""The share of the time that may be spent on aligning the earlier rounds."""


@dataclass(frozen=True, eq=False)
class Placement:
    """Which of a construction's rounds are taken, and by whom its places.

    There are as many people as places: the last of them are nobody, and never there.

    Attributes
    ----------
    earlier : (earlier rounds, somebody) int32
        Everybody's group in the rounds before, oldest first; -1 for those who were not there.
    rounds : (rounds, places) int32
        The construction; each group has as many places.
    empty : sequence of int
        The places that are best left to nobody.
    least, most : (planned rounds, groups) int64
        The fewest and most members.
    present : (planned rounds, people) bool
        Who is there.
    met : (people, people) int64
        How often two met before the first round.
    """

    earlier: Table
    rounds: Table
    empty: Sequence[int]
    least: Longs
    most: Longs
    present: NDArray[np.bool_]
    met: Longs

    def find(self, budget: Budget, rng: np.random.Generator) -> Table:
        """Return (planned rounds, people) the group of each, with as little trouble as is found in the time.

        Trouble is a group too small or too large, or a pair that meets again. People are dealt to the places such
        that earlier rounds are rounds of the construction, and then exchanged; again and again until nothing
        troubles. The construction's rounds are taken in their order if that does: then they are soon found next time.
        """
        best, least, seconds, dealt = self.rounds[: len(self.present)], -1, ROUGH, 0
        taken: Sequence[int] = ()
        while least and (least < 0 or budget.left):
            most = len(taken) if dealt % 2 else len(self.rounds) - len(self.present)
            place, taken = self._dealt(most, budget.part(ALIGNING), rng)
            free = np.setdiff1d(np.arange(len(self.rounds)), taken)
            chosen = free[: len(self.present)] if least < 0 else self._chosen(place, free)
            trouble = sum(self._trouble(place, number, of) for number, of in enumerate(chosen))
            dealt += 1
            if trouble and (dealt > STRICT or len(taken) < 2):
                own = budget.part(min(1.0, seconds / max(seconds, budget.left)))
                near = 1.0 if dealt <= STRICT else NEAR
                trouble = self._improve(self._places(place, taken, chosen), trouble, near, own, rng)
                seconds *= LONGER
            if least < 0 or trouble < least:
                best, least = self.rounds[chosen][:, place], trouble
        return best

    def _dealt(self, most: int, budget: Budget, rng: np.random.Generator) -> tuple[Longs, Sequence[int]]:
        """Return a place for everybody, and the rounds that the earlier ones are, so many at most."""
        aligned_to, taken = aligned(self.earlier, self.rounds, most, budget, rng)
        place: Longs = np.full(len(self.met), -1, dtype=np.int64)
        place[: len(aligned_to)] = aligned_to
        left = rng.permutation(np.setdiff1d(np.arange(len(place)), aligned_to))
        place[place < 0] = left[np.argsort(np.isin(left, self.empty), kind="stable")]
        return place, taken

    def _chosen(self, place: Longs, free: Longs) -> Longs:
        """Return the round of the construction for each planned one such that they trouble least."""
        trouble = [[self._trouble(place, number, of) for of in free] for number in range(len(self.present))]
        chosen: Longs = free[scipy.optimize.linear_sum_assignment(trouble)[1]]
        return chosen

    def _trouble(self, place: Longs, number: int, of: int) -> int:
        """Return how much a round of the construction troubles as a planned one."""
        group, there = self.rounds[of, place], self.present[number]
        size = np.bincount(group[there], minlength=self.least.shape[1])
        misfit = np.maximum(0, self.least[number] - size) + np.maximum(0, size - self.most[number])
        one, other, times = self._pairs
        again = times[(group[one] == group[other]) & there[one] & there[other]]
        return MISFIT * int(misfit.sum()) + int(again.sum())

    @cached_property
    def _pairs(self) -> tuple[Longs, Longs, Longs]:
        """The pairs that have met, and how often."""
        one, other = np.nonzero(np.triu(self.met))
        return one, other, self.met[one, other]

    def _improve(self, places: Places, trouble: int, near: float, budget: Budget, rng: np.random.Generator) -> int:
        """Exchange people until nothing troubles or the time is spent; return how much still does."""
        while trouble and budget.left:
            troubled = self._troubled(places)
            heat = HEAT * budget.left / budget.seconds
            trouble -= swap(places, troubled, near, heat, TRIES * len(troubled), rng)
        return trouble

    def _places(self, place: Longs, taken: Sequence[int], chosen: Longs) -> Places:
        groups = self.least.shape[1]
        there = zip(self.rounds[chosen], self.present, strict=True)
        members = [np.argsort(of, kind="stable").reshape(groups, -1) for of in self.rounds]
        size = [np.bincount(of[place[some]], minlength=groups) for of, some in there]
        close = [members[of][self.rounds[of]] for of in taken]
        return Places(
            group=self.rounds[chosen].astype(np.int64),
            members=np.array([members[of] for of in chosen]),
            least=self.least,
            most=self.most,
            present=self.present,
            met=self.met,
            close=np.array(close, dtype=np.int64).reshape(len(close), len(place), len(place) // groups),
            place=place,
            person=np.argsort(place),
            size=np.array(size),
        )

    def _troubled(self, places: Places) -> Longs:
        """Return the people with places in groups of a wrong size, or with somebody they had met."""
        group = places.group[:, places.place]
        wrong = (places.size < self.least) | (places.size > self.most)
        bad = np.asarray(np.take_along_axis(wrong, group, axis=1).any(axis=0))
        one, other, _ = self._pairs
        again = ((group[:, one] == group[:, other]) & self.present[:, one] & self.present[:, other]).any(axis=0)
        bad[one[again]] = bad[other[again]] = True
        return np.flatnonzero(bad)
