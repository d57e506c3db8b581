"""The sheet on groups of the last round that go on; not there where none does."""

from __future__ import annotations

from peergroups.locale import message
from peergroups.outputs.workbook.book import Book
from peergroups.results.result import Result

GOING_ON = message("Groups that go on")

_KINDS = dict.fromkeys(("group", "stay", "newcomers", "pairs_again", "cost"), "number")


def going_on_sheet(book: Book, result: Result) -> None:
    """Write for each group that goes on who stays, and what it costs that pairs meet again."""
    table = result.going_on
    if table.empty:
        return
    sheet = book.sheet(GOING_ON)
    book.table(sheet, "going_on", table, kinds=_KINDS)
    sheet.freeze_panes(1, 1)
