"""The fewest repeats that rounds with these group sizes and absentees can have, proved by counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from peergroups.rounds.least.crowding import spread
from peergroups.rounds.least.seated import Before, Indices, Seated, pairs_within, sizes

MOST_KINDS = 3_000
"""Beyond so many kinds of people who differ in where they may sit, only when they are there counts."""


def least_repeats_planned(rounds: Sequence[Seated], before: Before) -> int:
    """Return a number of repeated pairs that no other plan with the same group sizes and absentees goes below."""
    meetings = _Meetings.possible(rounds, before)
    return max(_by_person(rounds, meetings, once=True), spread(rounds, before))


def least_cost_planned(rounds: Sequence[Seated], before: Before) -> int:
    """Return what repeats cost at least where a pair that has met n times costs n."""
    meetings = _Meetings.possible(rounds, before)
    beyond = (meetings.forced(once=False) - meetings.forced(once=True)).sum() // 2  # third meetings and later ones
    return max(_by_person(rounds, meetings, once=False), spread(rounds, before) + int(beyond))


def _by_person(rounds: Sequence[Seated], meetings: _Meetings, *, once: bool) -> int:
    r"""Return what meetings cost at least, where everybody meets whom it costs least.

    Person i meets :math:`d_i` others: in each round at least as many as in the smallest group and at most as many as
    in the largest, and over all people twice the pairs P that share groups. With :math:`c_i(d)` the sum of the d
    least costs that meetings of i can have, a plan costs at least

    .. math:: \frac{1}{2} \min_{d} \sum_i c_i(d_i), \qquad \sum_i d_i = 2 P,

    as each meeting is in the sum for each of the two; and at least the largest :math:`c_i` of the fewest meetings.
    Meetings that can't be avoided come first. :math:`c_i` is convex, so the cheapest are taken one after another.

    Parameters
    ----------
    once : bool
        Whether each repeat counts once, however often the two have met.
    """
    need, room, left = (np.zeros(len(meetings.kind), dtype=np.int64) for _ in range(3))
    for each in rounds:
        size, bundle = sizes(each.group), sizes(each.bundle)
        least = np.maximum(bundle, size.min(initial=len(each.people)))
        need[each.people] += least - bundle
        room[each.people] += np.maximum(size.max(initial=0) - least, 0)
        left[each.people] += size - bundle
    more = int((left - need).sum())
    own, further = meetings.forced(once=once), 0
    for level in range(meetings.levels):
        price = min(level, 1) if once else level
        there = meetings.at(level)
        musts = np.minimum(need, there)
        others = np.minimum(room, there - musts)
        taken = min(more, int(others.sum()))
        need, room, more = need - musts, room - others, more - taken
        own, further = own + price * musts, further + price * taken
        if not more and not need.any():
            break
    return max(-(-(int(own.sum()) + further) // 2), int(own.max(initial=0)))


@dataclass(frozen=True, eq=False)
class _Meetings:
    """What the meetings that each person may have cost: a pair that has met n times by then is of level n.

    Attributes
    ----------
    kind : (people,) int64
        Those of a kind may sit in the same groups.
    shared : (kinds, kinds) int64
        In how many rounds two may share a group.
    first, second : (some,) int64
        The pairs who have met or share a group in any case.
    met, together : (some,) int64
        How often they had met, and in how many rounds they share a group in any case.
    """

    kind: Indices
    shared: Indices
    first: Indices
    second: Indices
    met: Indices
    together: Indices

    @classmethod
    def possible(cls, rounds: Sequence[Seated], before: Before) -> _Meetings:
        """Return the meetings that the people of some rounds may have."""
        people = before.groups.shape[1]
        kind, shared = _kinds(rounds, people)
        forced = [pairs_within(each.people, each.bundle, people) for each in rounds]
        pairs, where = np.unique(np.concatenate([before.pairs, *forced]), return_inverse=True)
        own = np.arange(len(where)) < len(before.pairs)
        met = np.bincount(where[own], before.times, minlength=len(pairs)).astype(np.int64)
        together = np.bincount(where[~own], minlength=len(pairs)).astype(np.int64)
        return cls(kind, shared, pairs // max(people, 1), pairs % max(people, 1), met, together)

    def forced(self, *, once: bool) -> Indices:
        """Return (people,) what each one's meetings cost that can't be avoided."""
        usual = self.together * self.met + self.together * (self.together - 1) // 2
        cost = np.where(self.met > 0, self.together, np.maximum(self.together - 1, 0)) if once else usual
        found = np.zeros(len(self.kind), dtype=np.int64)
        np.add.at(found, self.first, cost)
        np.add.at(found, self.second, cost)
        return found

    @property
    def levels(self) -> int:
        """How many levels there are."""
        return int(self.shared.max(initial=0) + self.met.max(initial=0))

    def at(self, level: int) -> Indices:
        """Return (people,) how many others each may meet, beyond what can't be avoided, at some level."""
        size = np.bincount(self.kind, minlength=len(self.shared))
        usual = (self.shared > level) @ size - (np.diag(self.shared) > level)  # nobody meets themselves
        found: Indices = usual[self.kind]
        shared = self.shared[self.kind[self.first], self.kind[self.second]]
        change = ((self.met + self.together <= level) & (level < self.met + shared)).astype(np.int64)
        change -= shared > level
        np.add.at(found, self.first, change)
        np.add.at(found, self.second, change)
        return found


def _kinds(rounds: Sequence[Seated], people: int) -> tuple[Indices, Indices]:
    """Return everybody's kind, and in how many rounds people of two kinds may share a group."""
    may = [np.zeros((people, each.may.shape[1]), dtype=bool) for each in rounds]
    for seats, each in zip(may, rounds, strict=True):
        seats[each.people] = each.may
    there = [np.asarray(seats.any(axis=1, keepdims=True)) for seats in may]
    for known in (may, there):
        packed = np.packbits(np.hstack(known), axis=1)
        _, which, kind = np.unique(packed, axis=0, return_index=True, return_inverse=True)
        if len(which) <= MOST_KINDS:
            shared = np.zeros((len(which), len(which)), dtype=np.int64)
            for seats in known:
                of_kind = seats[which].astype(np.float32)
                shared[of_kind @ of_kind.T > 0] += 1
            return kind.ravel(), shared
    return np.zeros(people, dtype=np.int64), np.full((1, 1), len(rounds))
