"""When and where each group meets, and who opens each session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, folded, is_missing, listed
from peergroups.errors import ProblemError
from peergroups.schedule.sessions import Calendar
from peergroups.schedule.slots import read_slot

COLUMNS = ("group", "session", "start", "end", "where", "introducer")


@dataclass(frozen=True)
class Introducer:
    """Somebody from outside who opens a session.

    Attributes
    ----------
    name : str
        Who.
    session : int
        Which session, counted from 1.
    groups : mapping
        Which groups: a property of theirs, such as "theme", and the values wanted; all groups if empty.
    """

    name: str
    session: int = 1
    groups: Mapping[str, object] = field(default_factory=dict)

    def opens(self, group: Mapping[str, object], session: int) -> bool:
        """Return whether this is who opens a group's session."""
        fits = (not set(folded(group.get(key))).isdisjoint(folded(value)) for key, value in self.groups.items())
        return session == self.session and all(fits)


@dataclass(frozen=True)
class Meetings:
    """A round's meetings.

    Parameters
    ----------
    calendar : Calendar
        The dates.
    introducers : sequence of Introducer
        Who from outside opens which session.
    members_introduce : bool, default False
        Whether a member opens each session that nobody from outside opens; nobody twice, guides only if the members
        do not suffice.
    link : str
        Where groups meet online; ``{group}`` stands for the group's number.
    venues : mapping
        Where groups meet in person, by place.

    Examples
    --------
    >>> from datetime import date
    >>> meetings = Meetings(Calendar(date(2026, 10, 20), sessions=2), [Introducer("Eve")], members_introduce=True)
    >>> groups = pd.DataFrame({"slot": ["ti 17"], "members": [["ann"]]}, index=[1])
    >>> meetings.table(groups)[["start", "introducer"]].astype(str).values.tolist()
    [['2026-10-20 14:00:00+00:00', 'Eve'], ['2026-11-03 15:00:00+00:00', 'ann']]
    """

    calendar: Calendar
    introducers: Sequence[Introducer] = ()
    members_introduce: bool = False
    link: str = ""
    venues: Mapping[str, str] = field(default_factory=dict)

    def table(self, groups: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
        """Return one row for each group and session: ``group, session, start, end, where, introducer``.

        Times are in UTC, missing for groups without a weekly time. Of several times of a group the first counts.

        Parameters
        ----------
        groups : pandas.DataFrame
            Indexed by the groups' numbers, with ``members`` and, as far as they are known, ``slot, place, online,
            guide``.
        seed : int, default 0
            Draws the members who introduce.
        """
        rows = []
        for number, row in zip(groups.index, groups.to_dict("records"), strict=True):
            group = {str(column): value for column, value in row.items()}
            starts = self._starts(group.get("slot"))
            where = self._where(number, group)
            opened = self._opened(number, group, seed)
            for session, (start, who) in enumerate(zip(starts, opened, strict=True), start=1):
                end = start + timedelta(minutes=self.calendar.minutes)
                rows.append((number, session, start, end, where, who))
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        for column in ("start", "end"):
            table[column] = pd.to_datetime(table[column], utc=True)
        return table

    def _starts(self, slot: object) -> Sequence[pd.Timestamp]:
        times = listed(slot)
        try:
            return [pd.Timestamp(start) for start in self.calendar.starts(read_slot(str(times[0])))]
        except (ProblemError, IndexError):
            return [pd.NaT] * self.calendar.sessions  # type: ignore[list-item]

    def _where(self, number: object, group: Mapping[str, object]) -> str | None:
        places = listed(group.get("place"))
        if places:
            known = {fold(place): venue for place, venue in self.venues.items()}
            return known.get(fold(places[0]), str(places[0]))
        online = group.get("online")
        return self.link.format(group=number) if self.link and (is_missing(online) or bool(online)) else None

    def _opened(self, number: int, group: Mapping[str, object], seed: int) -> list[object]:
        members = listed(group.get("members"))
        guides = listed(group.get("guide"))
        draw = np.random.default_rng([seed, number]).permutation(len(members))
        queue = sorted((members[k] for k in draw), key=lambda member: member in guides)
        opened: list[object] = []
        for session in range(1, self.calendar.sessions + 1):
            outside = next((one.name for one in self.introducers if one.opens(group, session)), None)
            member = queue.pop(0) if outside is None and self.members_introduce and queue else None
            opened.append(outside or member)
        return opened
