"""A repair, as it is told."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from peergroups.locale import message, translate
from peergroups.outputs.record import plain, stand_ins_record
from peergroups.outputs.words import HARDLY_PROVED, number
from peergroups.repair.small import Way
from peergroups.results.result import Result
from peergroups.resumed.notice import told_changes

HEAD = message("Changing groups: {moved}; staying where they were: {stay}.")
LOST = message("Changing groups: {moved}, as theirs does not go on: {lost}; staying where they were: {stay}.")
LINE = message("Moves allowed {moves}: cost {cost}, {waiting} waiting.")
LOSING = message("Moves allowed {moves}: cost {cost}, {waiting} waiting, {losing} of whom had a seat.")
FEWER = message("Whether fewer moves would do is not proved.")
DEARER = message("More moves may cost more where more people, or those earlier in the queue, get a seat.")


@dataclass(frozen=True, eq=False)
class Repair:
    """Groups after a repair, and what it took.

    Attributes
    ----------
    result : Result
        The groups; those that run on keep their numbers.
    told : pandas.DataFrame
        Who must be told: ``person, change`` ("moves", "gets a seat", "loses the seat", "left"), ``before, after``
        (numbers of groups).
    curve : pandas.DataFrame
        Cost against moves: ``moves`` (allowed), ``moved`` (made), ``cost, waiting`` (people), ``losing`` (those of
        them who had a seat) and ``gap`` (the share by which something better could exist within so many moves;
        missing if nothing is proved).
    fewest : int
        With fewer moves no grouping was found that keeps the hard rules and, where no number of moves was asked for,
        as many as can be in a seat of those who had one.
    proved : bool
        Whether there is none with fewer.
    small : sequence of Way
        For each group that the change left under its least size: topped up, merged, its members moved, or run small,
        with the cost of each.
    """

    result: Result
    told: pd.DataFrame
    curve: pd.DataFrame
    fewest: int
    proved: bool
    small: Sequence[Way] = ()

    @property
    def text(self) -> str:
        """What changes, in the language of the result."""
        language = self.result.language
        moved = int((self.told["change"] == "moves").sum())
        stay = int(self.result.seats["group"].notna().sum()) - int(self.told["after"].notna().sum())
        gone = ~self.told["before"].isin(self.result.groups.index)
        lost = int(((self.told["change"] == "moves") & gone).sum())
        lines = [translate(LOST if lost else HEAD, language, moved=moved, stay=stay, lost=lost)]
        lines += told_changes(self.told, language)
        for row in self.curve.to_dict("records"):
            lines.append(_line(row, language))
        if not self.proved:
            lines.append(translate(FEWER, language))
        if not self.curve["cost"].is_monotonic_decreasing:
            lines.append(translate(DEARER, language))
        lines += [f"- {way.text}" for way in self.small]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, texts and lists, ready for JSON."""
        tables = {"told": self.told, "curve": self.curve}
        rows = {
            name: [{str(k): plain(v) for k, v in row.items()} for row in table.to_dict("records")]
            for name, table in tables.items()
        }
        small = [
            {
                "group": way.group,
                "way": way.way,
                "into": way.into,
                "cost": None if way.result is None else plain(way.result.objective),
                "moved": way.moved,
                "waiting": None if way.result is None else len(way.result.waiting),
            }
            for way in self.small
        ]
        stand_ins = stand_ins_record(self.result)
        return {
            **self.result.to_dict(),
            "fewest": self.fewest,
            "fewest_proved": self.proved,
            **rows,
            "small": small,
            "stand_ins": stand_ins,
        }

    def __repr__(self) -> str:
        """Return what changes."""
        return self.text

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.text.splitlines())


def _line(row: Mapping[Hashable, Any], language: str) -> str:
    said = {key: row[key] for key in ("moves", "waiting", "losing")} | {"cost": number(row["cost"], language)}
    parts = [translate(LOSING if row["losing"] else LINE, language, **said)]
    if row["gap"] == 0:
        parts.append(translate("No other grouping can be better: this is proved.", language))
    elif row["gap"] < HARDLY_PROVED:
        share = number(math.ceil(row["gap"] * 1000 - 1e-9) / 10, language, 1)
        parts.append(translate("At most {share} % better exists: this is proved.", language, share=share))
    else:
        parts.append(translate("How much better another grouping could be is not proved.", language))
    return " ".join(parts)
