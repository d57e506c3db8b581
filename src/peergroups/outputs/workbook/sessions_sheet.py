"""The sheet with a row for each session of each group."""

from __future__ import annotations

import pandas as pd

from peergroups.guides.chosen import shown_guides
from peergroups.locale import message
from peergroups.outputs.workbook.book import Book
from peergroups.outputs.workbook.people_sheets import without_blanks
from peergroups.results.result import Result

SESSIONS = message("Sessions")
_KINDS = {"group": "number", "session": "number", "starts": "date"}


def sessions_sheet(book: Book, result: Result) -> None:
    """Write when and where each group meets, on the clock of the place, and who opens the session."""
    sessions = result.sessions.dropna(subset="start")
    if sessions.empty or result.meetings is None:
        return
    local = sessions["start"].dt.tz_convert(result.meetings.calendar.zone).dt.tz_localize(None)
    groups = result.groups
    guides = dict(zip(groups.index, shown_guides(result.problem, groups["guide"]), strict=True))
    rows = pd.DataFrame(
        {
            "group": sessions["group"],
            "theme": [groups.at[group, "theme"] for group in sessions["group"]],
            "session": sessions["session"],
            "starts": local,
            "where": sessions["where"],
            "guide": [guides[group] for group in sessions["group"]],
            "introducer": shown_guides(result.problem, sessions["introducer"]),
        }
    )
    sheet = book.sheet(SESSIONS)
    book.table(sheet, "sessions", without_blanks(rows, keep=("group",)), kinds=_KINDS)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
