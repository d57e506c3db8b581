"""Whose seat is another one than before, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from peergroups.locale import message, translate
from peergroups.outputs.record import plain
from peergroups.results.result import Result

CHANGES = {
    "left": message("{person} left group {before}"),
    "moves": message("{person}: from group {before} to group {after}"),
    "gets a seat": message("{person}: a seat in group {after}"),
    "loses the seat": message("{person}: no seat any more, was in group {before}"),
}
"""What can become of a seat, in the order in which it is told."""
MOST_TOLD = 100
"""Changed seats in a text."""


def to_be_told(before: Result, after: Result) -> pd.DataFrame:
    """Return everybody whose seat is another: ``person, change, before, after`` by the numbers of the groups.

    Somebody whose group ran on under another number is not among them; groups keep their numbers in a repair.
    """
    return changed_seats(_numbers(before), _numbers(after))


def changed_seats(before: Mapping[Any, int | None], after: Mapping[Any, int | None]) -> pd.DataFrame:
    """Return the same of two mappings of people to the numbers of their groups, None for waiting.

    Examples
    --------
    >>> changed_seats({"ann": 1, "bo": 2, "cai": None}, {"ann": 1, "cai": 2}).values.tolist()
    [['bo', 'left', 2, None], ['cai', 'gets a seat', None, 2]]
    """
    rows = []
    for person in [*before, *(person for person in after if person not in before)]:
        was, now = before.get(person), after.get(person)
        if person not in after:
            change = "left" if was else None
        elif was == now:
            change = None
        else:
            change = "moves" if was and now else "gets a seat" if now else "loses the seat"
        if change:
            rows.append((person, change, was, now))
    table = pd.DataFrame(rows, columns=["person", "change", "before", "after"], dtype=object)
    return table.sort_values("change", key=lambda c: c.map(list(CHANGES).index), kind="stable", ignore_index=True)


def told_changes(table: pd.DataFrame, language: str) -> list[str]:
    """Return a line for each row of such a table, of a long one for the first."""
    lines = []
    for row in table.head(MOST_TOLD).to_dict("records"):
        said = translate(CHANGES[row["change"]], language, **{str(k): plain(v) for k, v in row.items()})
        lines.append(f"- {said}")
    if len(table) > MOST_TOLD:
        lines.append(translate("... and {n} more", language, n=len(table) - MOST_TOLD))
    return lines


def _numbers(result: Result) -> dict[Any, int | None]:
    return {person: None if pd.isna(group) else int(group) for person, group in result.seats["group"].items()}
