"""From how many groups run and who goes to which offer, to groups that keep every hard rule: one person at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peergroups.baselines import broken_groups
from peergroups.model import Model
from peergroups.referee import running, sizes
from peergroups.terms import WAITING, Count, Ints, Load

ROUNDS = 3
"""Of closing groups that can't be filled and giving their members other seats."""


class Dealing:
    """Groups in the making: nobody is put where a hard rule would break that more members can't mend.

    Parameters
    ----------
    model : Model
        People, offers and terms.

    Attributes
    ----------
    groups : (people,) int32
        Each person's group so far, or `WAITING`.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.groups = np.full(model.people, WAITING, dtype=np.int32)
        self.size = np.zeros(model.groups, dtype=np.int64)
        self.counts = [(t, np.zeros((model.groups, t.which.shape[1]), np.int64)) for t in model.of_kind(Count, True)]
        self.loads = [(t, np.zeros(len(t.which), np.int64)) for t in model.of_kind(Load, True)]

    def deal(self, offer: Ints, number: NDArray[np.int64]) -> None:
        """Put people into the groups of their offers, those that some rule asks for first, then who has most rules.

        Parameters
        ----------
        offer : (people,) int32
            Each person's offer, or `WAITING`.
        number : (offers,) int64
            How many groups of each run.
        """
        model = self.model
        for person in self._line(offer):
            first = model.first_group[offer[person]]
            self._seat(person, range(first, first + int(number[offer[person]])))

    def fill(self) -> None:
        """Give whoever waits a free seat in a group that runs, dearest first, as far as the rules allow.

        Who fits no group takes the seat of a member who fits another one.
        """
        model = self.model
        runs = running(model, self.groups)
        for person in np.argsort(-model.unseated, kind="stable").tolist():
            if self.groups[person] == WAITING and model.unseated[person] > 0:
                self._seat(person, self._open_to(person, runs))
                if self.groups[person] == WAITING and model.counted[person]:
                    self._replace(person, runs)

    def close_broken(self) -> bool:
        """Empty the groups that break a hard rule or have too few members; return whether there were any."""
        size = sizes(self.model, self.groups)
        runs = running(self.model, self.groups)
        short = runs & (size < self.model.least[self.model.offer_of])
        bad = np.flatnonzero(short | broken_groups(self.model, self.groups))
        for person in np.flatnonzero(np.isin(self.groups, bad)).tolist():
            self._move(person, WAITING)
        return bool(len(bad))

    def _line(self, offer: Ints) -> list[int]:
        model = self.model
        asked = np.zeros(model.people, dtype=bool)
        rules = np.diff(model.forbidden_pairs.neighbours[0]) + 2 * np.diff(model.forced_pairs.neighbours[0])
        for term, _ in self.counts:
            wanted = np.append((term.table[term.which, 0] > 0).any(axis=0), False)  # the last: of no category
            asked |= wanted[term.category]
            rules = rules + (term.category >= 0)
        line = np.lexsort((np.arange(model.people), -rules, ~asked, model.counted, offer))
        return [int(person) for person in line if offer[person] != WAITING]

    def _seat(self, person: int, groups: range | NDArray[np.intp]) -> None:
        """Put somebody into the group that needs them most, then the smallest."""
        fitting = [
            (self._gain(person, int(g)), int(self.size[g]), int(g)) for g in groups if self._fits(person, int(g))
        ]
        if fitting:
            self._move(person, min(fitting)[2])

    def _open_to(self, person: int, runs: NDArray[np.bool_]) -> NDArray[np.intp]:
        offers, _ = self.model.seat_costs.of(person)
        return np.flatnonzero(runs & np.isin(self.model.offer_of, offers))

    def _replace(self, person: int, runs: NDArray[np.bool_]) -> None:
        """Seat somebody instead of a member who moves to another group and whom no rule asks for."""
        for group in self._open_to(person, runs).tolist():
            for member in np.flatnonzero((self.groups == group) & self.model.counted).tolist():
                self._move(member, WAITING)
                if self._fits(person, group):
                    self._move(person, group)
                    if self._gain(member, group) >= 0:
                        self._seat(member, self._open_to(member, runs))
                    if self.groups[member] != WAITING:
                        return
                    self._move(person, WAITING)
                self._move(member, group)

    def _gain(self, person: int, group: int) -> float:
        """Return by how much a seat there adds to what is broken: below 0 where somebody like this is wanted."""
        gain, offer = 0.0, self.model.offer_of[group]
        for term, count in self.counts:
            category = term.category[person]
            if category >= 0:
                row, now = term.table[term.which[offer, category]], count[group, category]
                last = len(row) - 1
                gain += row[min(now + 1, last)] - row[min(now, last)]
        return gain

    def _fits(self, person: int, group: int) -> bool:
        model = self.model
        if model.counted[person] and self.size[group] >= model.most[model.offer_of[group]]:
            return False
        start, others, _ = model.forbidden_pairs.neighbours
        if (self.groups[others[start[person] : start[person + 1]]] == group).any():
            return False
        start, others, _ = model.forced_pairs.neighbours
        partners = self.groups[others[start[person] : start[person + 1]]]
        if ((partners != WAITING) & (partners != group)).any():
            return False
        for load, seated in self.loads:
            own = load.category[person]
            if own >= 0 and load.table[load.which[own]][min(seated[own] + 1, load.table.shape[1] - 1)] > 0:
                return False
        return all(self._may_grow(term, count[group], person, group) for term, count in self.counts)

    def _may_grow(self, term: Count, count: NDArray[np.int64], person: int, group: int) -> bool:
        """Return whether some number of members of the person's category, one more than now or larger, is fine."""
        category = term.category[person]
        if category < 0:
            return True
        row = term.table[term.which[self.model.offer_of[group], category]]
        return bool((row[min(count[category] + 1, len(row) - 1) :] <= 0).any())

    def _move(self, person: int, group: int) -> None:
        for place, change in ((self.groups[person], -1), (group, 1)):
            if place != WAITING:
                self.size[place] += change * int(self.model.counted[person])
                for term, count in self.counts:
                    if term.category[person] >= 0:
                        count[place, term.category[person]] += change
                for load, seated in self.loads:
                    if load.category[person] >= 0:
                        seated[load.category[person]] += change
        self.groups[person] = group


def dealt(model: Model, offer: Ints, number: NDArray[np.int64]) -> Ints:
    """Return groups that keep the rules on members: who fits no group of their offer gets another seat, or waits.

    Examples
    --------
    Two pairs, and two people who must not sit together:

    >>> from peergroups.terms import Pair
    >>> one = np.ones(1, dtype=np.int32)
    >>> apart = Pair("apart", True, one * 0, one, np.ones(1))
    >>> model = Model(one * 2, one * 2, one * 2, np.full(4, 9.0), [apart], np.ones(4, dtype=bool))
    >>> dealt(model, np.zeros(4, dtype=np.int32), np.array([2]))
    array([0, 1, 0, 1], dtype=int32)
    """
    dealing = Dealing(model)
    dealing.deal(offer, number)
    dealing.fill()
    for _ in range(ROUNDS):
        if not dealing.close_broken():
            break
        dealing.fill()
    dealing.close_broken()
    return dealing.groups
