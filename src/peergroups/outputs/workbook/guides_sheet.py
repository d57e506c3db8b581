"""The sheet with a row for each guide."""

from __future__ import annotations

from peergroups.locale import message
from peergroups.outputs.record import guides_wanted
from peergroups.outputs.workbook.book import Book
from peergroups.outputs.workbook.people_sheets import without_blanks
from peergroups.results.result import Result

GUIDES = message("Guides")
_KINDS = dict.fromkeys(("load", "most_groups"), "number")


def guides_sheet(book: Book, result: Result) -> None:
    """Write which groups each guide looks after, how many they could, and where one more would seat people.

    Nothing if groups have no guides and none is wanted.
    """
    rows, wanted = result.guides, guides_wanted(result)
    if rows.empty and not wanted:
        return
    sheet = book.sheet(GUIDES)
    below = 0 if rows.empty else len(rows) + 2
    for row, one in enumerate(wanted, start=below):
        book.note(sheet, row, one.told(book.language))
    if rows.empty:
        return
    same = bool((rows["name"] == rows["guide"].astype(str)).all())
    rows = rows[["name", *([] if same else ["guide"]), "groups", "load", "most_groups"]]
    rows = rows.rename(columns={"groups": "of_guide"})
    book.table(sheet, "guides", without_blanks(rows, keep=("name",)), kinds=_KINDS, titles={"guide": "email"})
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
