"""Who must be told after a repair."""

from __future__ import annotations

import pandas as pd

from peergroups.locale import message
from peergroups.results.result import Result

CHANGES = {
    "moves": message("{person}: from group {before} to group {after}"),
    "gets a seat": message("{person}: a seat in group {after}"),
    "loses the seat": message("{person}: no seat any more, was in group {before}"),
    "left": message("{person} left group {before}"),
}


def to_be_told(before: Result, after: Result) -> pd.DataFrame:
    """Return everybody whose seat is another: ``person, change, before, after`` by the numbers of the groups.

    Somebody whose group ran on under another number is not among them; groups keep their numbers in a repair.
    """
    had, have = (dict(zip(r.seats.index, r.seats["group"], strict=True)) for r in (before, after))
    rows = []
    for person in [*had, *(person for person in have if person not in had)]:
        was = None if pd.isna(group := had.get(person)) else int(group)
        now = None if pd.isna(group := have.get(person)) else int(group)
        if person not in have:
            change = "left" if was else None
        elif was == now:
            change = None
        else:
            change = "moves" if was and now else "gets a seat" if now else "loses the seat"
        if change:
            rows.append((person, change, was, now))
    table = pd.DataFrame(rows, columns=["person", "change", "before", "after"], dtype=object)
    return table.sort_values("change", key=lambda c: c.map(list(ORDER).index), kind="stable", ignore_index=True)


ORDER = ("left", "moves", "gets a seat", "loses the seat")
