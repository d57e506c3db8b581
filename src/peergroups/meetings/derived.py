"""Other graphs made from a meeting graph: parts of it, two in one, with other ids or without names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self
from uuid import uuid4

import numpy as np
import pandas as pd

from peergroups.errors import InputError
from peergroups.meetings import identity, recording, seats
from peergroups.meetings.ledger import Ledger
from peergroups.meetings.questions import Questions


class Derived(Questions):
    """What makes a `MeetingGraph` from others; only `erase` changes the graph itself."""

    _missed: dict[Any, bool]

    def _add(self, added: pd.DataFrame) -> None:
        before = self._ledger
        table = added if before.seats.empty else pd.concat([before.seats, added], ignore_index=True)
        rounds = dict.fromkeys([*before.rounds, *recording.in_order(added["round"].unique())])
        self._ledger = Ledger(seats.tidy(table), recording.in_order(rounds))

    def copy(self) -> Self:
        """Return a graph that changes independently."""
        return self._with(self._ledger)

    def subset(self, people: Iterable[Any] | None = None, rounds: Iterable[Any] | None = None) -> Self:
        """Return the graph of some people, some rounds or both; rounds keep their order.

        Raises
        ------
        InputError
            If there is no such round, or people or rounds are no list.
        """
        for what, given in (("people", people), ("rounds", rounds)):
            if isinstance(given, str):
                raise InputError(f"{what} must be a list, such as [{given!r}], not {given!r}")
        table, labels = self._ledger.seats, self.rounds
        if people is not None:
            table = table[table["person"].isin([identity.person_id(person) for person in people])]
        if rounds is not None:
            wanted = set(rounds)
            unknown = wanted.difference(labels)
            if unknown:
                there = ", ".join(map(repr, labels))
                raise InputError(f"there is no round {', '.join(map(repr, unknown))}; the rounds are {there}")
            table, labels = table[table["round"].isin(wanted)], tuple(label for label in labels if label in wanted)
        return self._with(Ledger(table.reset_index(drop=True), labels))

    def merge(self, other: Self) -> Self:
        """Return both graphs in one; rounds of the same label become one round."""
        merged = self.copy()
        merged._register.learn(other._register.facts, other.rounds[-1] if other.rounds else None)
        merged._add(other._ledger.seats)
        return merged

    def relabel(self, mapping: Mapping[Any, Any]) -> Self:
        """Return the graph with ids replaced, such as an old e-mail address by the new one."""
        new = {identity.person_id(old): identity.person_id(now) for old, now in mapping.items()}
        table = self._ledger.seats
        table = table.assign(person=[new.get(person, person) for person in table["person"]])
        relabelled = self._with(Ledger(seats.tidy(table), self.rounds))
        relabelled._register = self._register.relabelled(new)
        relabelled._missed = {new.get(person, person): away for person, away in self._missed.items()}
        return relabelled

    def without_names(self, seed: int | None = None) -> Self:
        """Return the graph with people numbered in an order drawn by lot, and only their units known.

        Parameters
        ----------
        seed : int, optional
            Fixes the lot; whoever knows it and the ids can undo the numbering.
        """
        numbers = np.random.default_rng(seed).permutation(len(self.people)) + 1
        mapping = {person: f"person {number}" for person, number in zip(self.people, numbers, strict=True)}
        table = self._ledger.seats
        nameless = self._with(Ledger(table.assign(person=table["person"].map(mapping)), self.rounds))
        units = {mapping[p]: {"unit": unit} for p, unit in self._register.units().items() if p in mapping}
        nameless._register = identity.Register(units)
        nameless._missed = {}
        return nameless

    def erase(self, person: Any) -> Self:
        """Forget who a person is, and return the graph.

        A nameless mark takes the person's place, so that nobody else's counts change; name, e-mail address, unit and
        what changed about them are gone.

        Raises
        ------
        KeyError
            If nobody has this id.
        """
        gone = identity.person_id(person)
        if gone not in self._ledger.position and gone not in self._register.facts:
            raise KeyError("nobody has this id")
        table = self._ledger.seats
        mark = f"erased {uuid4().hex[:12]}"  # unlike any other, in graphs to be merged with this one too
        self._ledger = Ledger(table.assign(person=table["person"].mask(table["person"] == gone, mark)), self.rounds)
        self._register.forget(gone)
        self._missed.pop(gone, None)
        return self

    def _with(self, ledger: Ledger) -> Self:
        new = type(self)()
        new._ledger = ledger
        new._register = self._register.of(ledger.position.keys())
        new._missed = dict(self._missed)
        return new
