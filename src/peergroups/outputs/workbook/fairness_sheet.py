"""The sheet on whether seats and first wishes fall to everyone alike."""

from __future__ import annotations

from peergroups.locale import message
from peergroups.outputs.titles import TITLES
from peergroups.outputs.workbook.book import BAR, Book
from peergroups.outputs.workbook.people_sheets import without_blanks
from peergroups.results.result import Result

FAIRNESS = message("Fairness")
ANSWERED, OTHERS = message("Answered"), message("others, few each")
VALUES = {"early": message("early"), "late": message("late"), "": OTHERS}
_KINDS = dict.fromkeys(("people", "seated", "first_wishes"), "number") | dict.fromkeys(
    ("seat_share", "first_share"), "share"
)


def fairness_sheet(book: Book, result: Result) -> None:
    """Write the shares of seats and first wishes; nothing if nothing is known by which people could be told apart."""
    rows = result.fairness
    if rows.empty:
        return
    rows["value"] = [
        book.says(VALUES[value]) if value == "" or by == "answered" else value
        for by, value in zip(rows["by"], rows["value"], strict=True)
    ]
    rows["by"] = [book.says(ANSWERED if by == "answered" else TITLES[by]) for by in rows["by"]]
    sheet = book.sheet(FAIRNESS)
    rows = without_blanks(rows)
    bottom = book.table(sheet, "fairness", rows, kinds=_KINDS)
    for name in ("seat_share", "first_share"):
        if name in rows.columns:
            at = list(rows.columns).index(name)
            ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": BAR, **ends}
            sheet.conditional_format(1, at, bottom, at, bar)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
