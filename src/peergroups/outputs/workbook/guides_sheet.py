"""The sheet with a row for each guide."""

from __future__ import annotations

from peergroups.locale import message
from peergroups.outputs.workbook.book import Book
from peergroups.outputs.workbook.people_sheets import without_blanks
from peergroups.results.result import Result

GUIDES = message("Guides")
_KINDS = dict.fromkeys(("load", "most_groups"), "number")


def guides_sheet(book: Book, result: Result) -> None:
    """Write which groups each guide looks after, and how many they could; nothing if groups have no guides."""
    rows = result.guides
    if rows.empty:
        return
    sheet = book.sheet(GUIDES)
    same = bool((rows["name"] == rows["guide"].astype(str)).all())
    rows = rows[["name", *([] if same else ["guide"]), "groups", "load", "most_groups"]]
    rows = rows.rename(columns={"groups": "of_guide"})
    book.table(sheet, "guides", without_blanks(rows, keep=("name",)), kinds=_KINDS, titles={"guide": "email"})
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
