"""The sheet of those who wait and could step in, group by group."""

from __future__ import annotations

from peergroups.locale import message
from peergroups.outputs.record import stand_ins
from peergroups.outputs.workbook.book import Book
from peergroups.outputs.workbook.people_sheets import id_title, kinds_of_group, persons, without_blanks
from peergroups.results.result import Result

STAND_INS = message("Stand-ins")
NOTE = message(
    "Those waiting who could take the seat of the most members if somebody drops out; the cost is the mean change."
)
_KINDS = dict.fromkeys(("group", "covers", "size", "cost"), "number")


def stand_ins_sheet(book: Book, result: Result) -> None:
    """Write who could step in where; nothing if nobody could, or in a round too large to find out in seconds."""
    rows = stand_ins(result)
    if rows.empty:
        return
    sheet = book.sheet(STAND_INS)
    book.note(sheet, 0, book.says(NOTE))
    who = persons(result, book.language)
    known = ("name", "email") if {"name", "email"} <= set(who.columns) else ("name", "person", "email")
    called = [code for code in known if code in who.columns]
    groups = kinds_of_group(result.groups, book.language)[["theme", "role", "offer", "slot", "place"]]
    people = who.set_index("person", drop=False).loc[rows["person"], called].reset_index(drop=True)
    table = rows[["group"]].join(groups, on="group").join(people)
    table = table.assign(covers=rows["covers"], size=rows["of"], cost=rows["cost"])
    shown = without_blanks(table, keep=("group", *called))
    book.table(sheet, "stand_ins", shown, top=2, kinds=_KINDS, titles=id_title(who))
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
