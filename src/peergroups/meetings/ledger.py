"""The long table with its people, rounds and pairs numbered: what measures and pictures are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from peergroups.meetings.pairs import Meetings, meetings, summed

Kind = Literal["members", "guides", "all"]
"""Whose meetings: of members (and guests) with each other, of guides with anyone, or both."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """Who sat where, as numbers.

    Attributes
    ----------
    seats : pandas.DataFrame
        The long table, see `peergroups.meetings.seats.COLUMNS`.
    rounds : sequence
        The rounds' labels, oldest first.
    """

    seats: pd.DataFrame
    rounds: Sequence[Any]

    @cached_property
    def people(self) -> tuple[Any, ...]:
        """The ids of everybody who ever sat in a group, in the order of their text."""
        return tuple(sorted(self.seats["person"].unique(), key=str))

    @cached_property
    def position(self) -> dict[Any, int]:
        """Each person's place in `people`."""
        return {person: place for place, person in enumerate(self.people)}

    @cached_property
    def all_meetings(self) -> Meetings:
        """Every meeting, guides included."""
        return meetings(self.seats, self.people, self.rounds)

    def met(self, kind: Kind = "members") -> Meetings:
        """Return the meetings of a kind."""
        found = self.all_meetings
        if kind == "all":
            return found
        if kind not in ("members", "guides"):
            raise ValueError(f"kind must be 'members', 'guides' or 'all', not {kind!r}")
        return found.where(found.guided == (kind == "guides"))

    def pairs(self, kind: Kind = "members") -> pd.DataFrame:
        """Return one row a pair, numbered; see `peergroups.meetings.pairs.summed`."""
        return self._pairs(kind)[0]

    @cached_property
    def _cache(self) -> dict[str, tuple[pd.DataFrame, np.typing.NDArray[np.int64]]]:
        return {}

    def _pairs(self, kind: Kind) -> tuple[pd.DataFrame, np.typing.NDArray[np.int64]]:
        if kind not in self._cache:
            self._cache[kind] = summed(self.met(kind), len(self.people))
        return self._cache[kind]

    def named_pairs(self, kind: Kind = "members") -> pd.DataFrame:
        """Return one row a pair, with ids and labels; see `MeetingGraph.pairs`."""
        pairs = self.pairs(kind)
        ids, labels = _objects(self.people), _objects(self.rounds)
        last = self.seats.iloc[pairs["row"].to_numpy()]
        return pd.DataFrame(
            {
                "first": ids[pairs["first"]],
                "second": ids[pairs["second"]],
                "times": pairs["times"],
                "rounds_ago": len(labels) - 1 - pairs["last_round"],
                "sessions": pairs["sessions"],
                "first_round": labels[pairs["first_round"]],
                "last_round": labels[pairs["last_round"]],
                "last_group": last["group"].to_numpy(),
                "last_offer": last["offer"].to_numpy(),
            }
        )

    def named_meetings(self, kind: Kind = "members") -> pd.DataFrame:
        """Return one row a meeting, with ids and labels; see `MeetingGraph.meetings`."""
        met = self.met(kind)
        ids, labels = _objects(self.people), _objects(self.rounds)
        where = self.seats.iloc[met.row]
        return pd.DataFrame(
            {
                "first": ids[met.first],
                "second": ids[met.second],
                "round": labels[met.round],
                "rounds_ago": len(labels) - 1 - met.round,
                "group": where["group"].to_numpy(),
                "offer": where["offer"].to_numpy(),
                "sessions": met.sessions,
            }
        )

    def rounds_of_pairs(self, kind: Kind = "members") -> list[str]:
        """Return for each pair the labels of the rounds in which they met, joined by ";"; see `plain`."""
        pairs, row = self._pairs(kind)
        met = self.met(kind)
        cells = np.unique(row * len(self.rounds) + met.round) if len(row) else np.zeros(0, dtype=np.int64)
        texts = _objects([plain(label) for label in self.rounds])[cells % max(1, len(self.rounds))]
        cuts = np.searchsorted(cells // max(1, len(self.rounds)), np.arange(1, len(pairs)))
        return [";".join(part) for part in np.split(texts, cuts)] if len(pairs) else []


def plain(label: Any) -> str:
    """Return a round's label as text that can stand in a list between semicolons."""
    return str(label).replace(";", ",")


def _objects(values: Sequence[Any]) -> np.typing.NDArray[np.object_]:
    """Return a sequence as an array of objects, tuples kept whole."""
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return array
