"""A result as plain numbers, texts and lists: the JSON of ``peergroups form``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from peergroups.guides.need import OneMore, one_more
from peergroups.waiting.fairness import COLUMNS

if TYPE_CHECKING:
    from peergroups.results.result import Result

_GROUP = ("offer", "theme", "role", "place", "slot", "language", "guide", "size", "members")
_CRITERION = ("name", "hard", "weight", "cost", "best_alone", "drawn_lots")

MOST_PEOPLE = 1_000
"""People of a round for which stand-ins are worked out without being asked for."""


def record(result: Result) -> dict[str, Any]:
    """Return a result as dicts and lists with the names that scripts rely on.

    Whole numbers are ints, missing values None. Where no grouping satisfies the hard rules, there is no objective
    either.
    """
    from peergroups import __version__
    from peergroups.results.result import Status

    groups, waiting = result.groups, result.waiting
    sessions = result.sessions.astype({"start": object, "end": object})
    return {
        "status": str(result.status),
        "objective": None if result.status is Status.INFEASIBLE else plain(result.objective),
        "bound": plain(result.bound),
        "gap": plain(result.gap),
        "seconds": plain(round(result.seconds, 3)),
        "seed": plain(result.seed),
        "version": __version__,
        "seated": int(groups["size"].sum()),
        "waiting": len(waiting),
        **({"aim": dict(result.aim)} if result.aim else {}),
        "groups": [
            {"id": plain(row["group"]), **_picked(row, _GROUP), **_beyond(row, sessions)}
            for row in _rows(groups.reset_index())
        ],
        **_guides(result),
        **_going_on(result),
        "fairness": [_picked(row, tuple(COLUMNS)) for row in _rows(result.fairness)],
        "waiting_list": [
            _picked(row, ("person", "position", "reason", "groups", "offers")) for row in _rows(waiting)
        ],
        "criteria": [_picked(row, _CRITERION) for row in _rows(result.criteria)],
    }


def stand_ins(result: Result) -> pd.DataFrame:
    """Return who could step in where, as outputs show it: nothing in a round so large that it takes long."""
    return result.stand_ins() if len(result.problem.people) <= MOST_PEOPLE else result.stand_ins(most=0)


def stand_ins_record(result: Result) -> list[dict[str, Any]]:
    """Return the same as rows of JSON."""
    table = stand_ins(result)
    return [_picked(row, tuple(map(str, table.columns))) for row in _rows(table)]


def _beyond(row: dict[str, Any], sessions: pd.DataFrame) -> dict[str, Any]:
    """Return what is known of a group only where plans ask for it: guests still wanted, and sessions in UTC."""
    more = {} if "guest_seats" not in row else {"guest_seats": plain(row["guest_seats"])}
    own = sessions[sessions["group"] == row["group"]]
    if len(own):
        more["sessions"] = [
            {"start": _instant(one["start"]), "end": _instant(one["end"]), **_picked(one, ("where", "introducer"))}
            for one in _rows(own)
        ]
    return more


def _instant(moment: Any) -> str | None:
    return None if pd.isna(moment) else pd.Timestamp(moment).isoformat()


def _guides(result: Result) -> dict[str, Any]:
    guides = result.guides
    names = ("guide", "name", "groups", "load", "most_groups")
    found = {"guides": [_picked(row, names) for row in _rows(guides)]} if len(guides) else {}
    more = [vars(one) for one in guides_wanted(result)]
    return {**found, "one_more_guide": more} if more else found


def guides_wanted(result: Result) -> list[OneMore]:
    """Return where one more guide would seat people who wait; nothing in a round so large that it takes long."""
    if result.waiting.empty or len(result.problem.people) > MOST_PEOPLE:
        return []
    return one_more(result.problem)


def _going_on(result: Result) -> dict[str, Any]:
    rows = _rows(result.going_on)
    return {"going_on": [_picked(row, tuple(row)) for row in rows]} if rows else {}


def plain(value: Any) -> Any:
    """Return a value as JSON has it: whole numbers as ints, missing ones as None, what is no number as text.

    Examples
    --------
    >>> plain(536.0), plain(float("nan")), plain([np.int64(3), "a"]), plain(pd.Timestamp("2026-10-20"))
    (536, None, [3, 'a'], '2026-10-20 00:00:00')
    """
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or pd.isna(value):
        return None
    if isinstance(value, float):
        whole = round(value) if np.isfinite(value) else None
        return whole if whole is None or abs(value - whole) < 1e-9 else value
    return value if isinstance(value, str | bool | int) else str(value)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]


def _picked(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(row[name]) for name in names}
