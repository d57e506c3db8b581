"""The members' meeting graph as arrays: what the measures are computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from peergroups.meetings.ledger import Ledger
from peergroups.meetings.structure import components
from peergroups.terms import Floats, Ints

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ties:
    """Members, their units, and their meetings; the last round is the one that measures look at.

    Attributes
    ----------
    people : sequence
        Ids of everybody who ever sat in a group as a member or guest.
    unit : (people,) int32
        Each person's unit, -1 where it is not known.
    units : sequence of str
        The units' names.
    rounds : int
        How many rounds there are.
    seat_person, seat_round, seat_group : (seats,) int32
        Who sat in which group of which round; groups are numbered through.
    here, there : (meetings,) int64
        The seats of the two people of each meeting.
    sessions : (meetings,) float64
        The sessions that both attended.
    loads : sequence of int
        How many groups of the last round each guide looked after.
    """

    people: Sequence[Any]
    unit: Ints
    units: Sequence[str]
    rounds: int
    seat_person: Ints
    seat_round: Ints
    seat_group: Ints
    here: NDArray[np.int64]
    there: NDArray[np.int64]
    sessions: Floats
    loads: Sequence[int]

    @property
    def size(self) -> int:
        """The number of people."""
        return len(self.people)

    @cached_property
    def round(self) -> Ints:
        """(meetings,) The round of each meeting."""
        return self.seat_round[self.here]

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        a, b = self.seat_person[self.here].astype(np.int64), self.seat_person[self.there].astype(np.int64)
        return np.unique(np.minimum(a, b) * self.size + np.maximum(a, b), return_inverse=True)

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """(ties,) The first person of each pair that has met."""
        return self._pairs[0] // max(1, self.size)

    @cached_property
    def second(self) -> NDArray[np.int64]:
        """(ties,) The second person."""
        return self._pairs[0] % max(1, self.size)

    @cached_property
    def first_round(self) -> Ints:
        """(ties,) The round in which the pair met first."""
        found = np.full(len(self.first), self.rounds, dtype=np.int32)
        np.minimum.at(found, self._pairs[1], self.round)
        return found

    @cached_property
    def in_last(self) -> Mask:
        """(ties,) Whether the pair met in the last round."""
        found = np.zeros(len(self.first), dtype=bool)
        found[self._pairs[1][self.round == self.rounds - 1]] = True
        return found

    @property
    def new(self) -> Mask:
        """(ties,) Whether the pair met in the last round and never before."""
        fresh: Mask = self.first_round == self.rounds - 1
        return fresh

    @cached_property
    def tie_sessions(self) -> Floats:
        """(ties,) The sessions that both attended, all rounds together."""
        return np.bincount(self._pairs[1], self.sessions, minlength=len(self.first)).astype(np.float64)

    @cached_property
    def comparable(self) -> Mask:
        """(ties,) Whether the units of both are known."""
        return (self.unit[self.first] >= 0) & (self.unit[self.second] >= 0)

    @cached_property
    def cross(self) -> Mask:
        """(ties,) Whether the two are known to be of different units."""
        differ: Mask = self.unit[self.first] != self.unit[self.second]
        return self.comparable & differ

    @cached_property
    def faces(self) -> NDArray[np.int64]:
        """(people,) How many others each person has met."""
        return np.bincount(np.concatenate([self.first, self.second]), minlength=self.size)

    @cached_property
    def adjacency(self) -> scipy.sparse.csr_array:
        """(people, people) 1 where two have met."""
        return self.graph_of(np.ones(len(self.first), dtype=bool))

    @cached_property
    def component(self) -> Ints:
        """(people,) The number of the part of the network that each person is in."""
        return components(self.adjacency)

    @cached_property
    def units_met(self) -> NDArray[np.int64]:
        """(people,) How many units other than the own each person has met somebody of."""
        a, b = self.first[self.cross], self.second[self.cross]
        met = (np.concatenate([a, b]), self.unit[np.concatenate([b, a])])
        table = scipy.sparse.csr_array(
            (np.ones(len(met[0]), dtype=np.float32), met), shape=(self.size, max(1, len(self.units)))
        )
        return np.diff(table.indptr).astype(np.int64)  # entries for the same unit have become one

    def graph_of(self, ties: Mask) -> scipy.sparse.csr_array:
        """Return the adjacency of some of the ties."""
        a, b = self.first[ties], self.second[ties]
        ones = np.ones(2 * len(a), dtype=np.float32)
        ends = (np.concatenate([a, b]), np.concatenate([b, a]))
        return scipy.sparse.csr_array((ones, ends), shape=(self.size, self.size))

    @cached_property
    def present(self) -> Mask:
        """(people,) Who sat in a group of the last round."""
        return np.bincount(self.seat_person[self.seat_round == self.rounds - 1], minlength=self.size) > 0

    @cached_property
    def old_hands(self) -> Mask:
        """(people,) Who sat in a group before the last round."""
        return np.bincount(self.seat_person[self.seat_round < self.rounds - 1], minlength=self.size) > 0

    @cached_property
    def one_seat(self) -> NDArray[np.int64]:
        """One seat of each person and round, though some have two groups in a round."""
        key = self.seat_person.astype(np.int64) * self.rounds + self.seat_round
        found: NDArray[np.int64] = np.unique(key, return_index=True)[1]
        return found

    @property
    def newcomers(self) -> Mask:
        """(people,) Who sat in a group of the last round for the first time."""
        return self.present & ~self.old_hands

    @cached_property
    def group_sizes(self) -> NDArray[np.int64]:
        """(groups,) The members of each group of any round."""
        return np.bincount(self.seat_group)

    @cached_property
    def group_round(self) -> Ints:
        """(groups,) The round of each group."""
        found = np.zeros(len(self.group_sizes), dtype=np.int32)
        found[self.seat_group] = self.seat_round
        return found

    def drawn(self, rng: np.random.Generator, *, last_only: bool = False) -> Ties:
        """Return the same groups with the people of each round, or the last, dealt to them by lot.

        Whoever is in two groups of a round stays so.
        """
        person = self.seat_person.copy()
        for number in range(self.rounds - 1 if last_only else 0, self.rounds):
            at = self.seat_round == number
            there, place, seats = np.unique(person[at], return_inverse=True, return_counts=True)
            dealt = there.copy()
            for many in np.unique(seats):
                dealt[seats == many] = rng.permutation(there[seats == many])
            person[at] = dealt[place]
        return replace(self, seat_person=person)


def ties_of(ledger: Ledger, unit_of: Mapping[Any, Any]) -> Ties:
    """Return the members' ties of a ledger.

    Parameters
    ----------
    ledger : Ledger
        Who sat where.
    unit_of : mapping of person id to unit
        People who are missing here have no known unit.
    """
    seats, met = ledger.seats, ledger.met("members")
    guide = seats["role"].eq("guide").to_numpy(dtype=bool)
    in_round = pd.Index(ledger.rounds, dtype=object).get_indexer(seats["round"]).astype(np.int32)
    place = np.cumsum(~guide) - 1
    codes, people = pd.factorize(seats["person"][~guide], sort=False)
    order = sorted(range(len(people)), key=lambda k: str(people[k]))
    rank = np.empty(len(people), dtype=np.int32)
    rank[order] = np.arange(len(people), dtype=np.int32)
    ids = [people[k] for k in order]
    names = [None if pd.isna(unit := unit_of.get(person)) else str(unit).strip() or None for person in ids]
    unit, units = pd.factorize(pd.Index(names, dtype="string"), sort=True)
    group = seats.loc[~guide].groupby(["round", "group"], sort=False).ngroup().to_numpy().astype(np.int32)
    last = guide & (in_round == len(ledger.rounds) - 1)
    loads = seats[last].drop_duplicates(["person", "group"])["person"].value_counts()
    return Ties(
        people=ids,
        unit=unit.astype(np.int32),
        units=[str(name) for name in units],
        rounds=len(ledger.rounds),
        seat_person=rank[codes],
        seat_round=in_round[~guide],
        seat_group=group,
        here=place[met.row],
        there=place[met.other_row],
        sessions=met.sessions,
        loads=sorted(loads.tolist()),
    )
