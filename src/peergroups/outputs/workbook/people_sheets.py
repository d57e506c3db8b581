"""The sheets with a row for each person: the groups, everybody's seat, and the waiting list."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from peergroups.criteria.columns import fold, is_missing
from peergroups.guides.chosen import shown_guides
from peergroups.locale import message, translate
from peergroups.outputs.titles import TITLES
from peergroups.outputs.words import meeting_places
from peergroups.outputs.workbook.book import BAND, INPUT, LINE, Book
from peergroups.results.result import Result

GROUPS, PEOPLE, WAITING = message("Groups"), message("People"), message("Waiting list")
LOCKED = "x"

_KINDS = {"group": "number", "wish": "number", "new_faces": "number", "position": "number", "registered": "date"}
_SHOWN = {
    "name": "name",
    "email": "email",
    "role": "role",
    "unit": "unit",
    "home": "place",
    "mode": "online",
    "languages": "languages",
    "slots": "slots",
    "themes": "themes",
    "registered": "registered",
}
"""What is shown of a person, by the column of people. Nothing else is, above all not whom somebody wants to avoid."""
_MODES = {"yes": message("online"), "no": message("in person"), "either": message("either")}
_TELLING = ("theme", "role", "place", "slot")
_WISH_COLOURS = (("==", 1, "#9CC9E8"), ("==", 2, "#D3E7F5"), (">=", 3, "#F6E2B3"))


def persons(result: Result, language: str) -> pd.DataFrame:
    """Return each person's id and what is shown of them, without the columns that say nothing."""
    return shown_of(result.problem.people, language)


def shown_of(people: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the same of a table of people."""
    shown = pd.DataFrame({"person": pd.Series(people.index.tolist(), dtype=object)})
    for code, column in _SHOWN.items():
        if column in people.columns:
            shown[code] = pd.Series(people[column].tolist(), dtype=object)
    if "mode" in shown.columns:
        shown["mode"] = [translate(_MODES[fold(m)], language) if fold(m) in _MODES else m for m in shown["mode"]]
    if "themes" in shown.columns:
        shown["themes"] = _ungraded(shown["themes"])
    if "email" in shown.columns and [*map(fold, shown["email"])] == [*map(fold, shown["person"])]:
        del shown["email"]
    return without_blanks(shown, keep=("person",))


def _ungraded(themes: pd.Series) -> pd.Series:
    """Return themes without their grades where all have the same: where they were ticked, not graded."""
    grades = {grade for cell in themes if isinstance(cell, dict) for grade in cell.values()}
    return themes if len(grades) > 1 else themes.map(lambda cell: list(cell) if isinstance(cell, dict) else cell)


def id_title(who: pd.DataFrame) -> dict[str, str]:
    """Return what the column of ids is called: e-mail if that is what they are."""
    addresses = len(who) > 0 and who["person"].astype(str).str.contains("@", regex=False).all()
    return {"person": "email"} if addresses and "email" not in who.columns else {}


def groups_sheet(book: Book, result: Result) -> None:
    """Write one row for each person with a seat, group by group."""
    rows, titles = group_rows(result, book.language)
    sheet = book.sheet(GROUPS)
    if rows.empty:
        book.note(sheet, 0, book.says("No group runs."), bold=True)
        return
    write_groups(book, sheet, "groups", rows, titles)


def group_rows(result: Result, language: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return one row for each person with a seat, group by group, and the titles of columns that need another."""
    who, seats = persons(result, language), result.seats.reset_index(drop=True)
    of_person = [code for code in (*_called(who), "unit", "role", "home") if code in who.columns]
    facts = ["group", "theme", "offer", "slot", "place", "language", "guide"]
    seats["guide"] = shown_guides(result.problem, seats["guide"])
    rows = kinds_of_group(seats, language)[facts].join(who[of_person])
    rows = rows.join(seats[["wish", "new_faces"]])
    rows = rows[rows["group"].notna()].sort_values("group", kind="stable")
    return without_blanks(rows, keep=("group", *_called(who))), id_title(who)


def write_groups(book: Book, sheet: Worksheet, code: str, rows: pd.DataFrame, titles: dict[str, str]) -> None:
    """Write groups as a table in which they can be told apart at a glance."""
    bottom = book.table(sheet, code, rows, kinds=_KINDS, titles=titles)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    _colour_wishes(book, sheet, rows, bottom)
    last = len(rows.columns) - 1
    new_group = {"type": "formula", "criteria": "=$A2<>$A1", "format": book.line(LINE)}
    sheet.conditional_format(1, 0, bottom, last, new_group)
    # By formula, so that the bands follow the groups when somebody sorts the table; never over the coloured
    # wishes, where LibreOffice and Excel disagree on which colour wins.
    band = {"type": "formula", "criteria": "=ISODD($A2)", "format": book.fill(BAND)}
    wish = list(rows.columns).index("wish") if "wish" in rows.columns else last + 1
    for first, final in ((0, wish - 1), (wish + 1, last)):
        if first <= final:
            sheet.conditional_format(1, first, bottom, final, band)


def people_sheet(book: Book, result: Result) -> None:
    """Write one row for each person, with or without a seat; the group and the lock can be changed and read back."""
    who, seats = persons(result, book.language), result.seats.reset_index(drop=True)
    locked = result.problem.people.index.isin(list(result.locked))
    rows = pd.DataFrame({"locked": [LOCKED if lock else None for lock in locked], "group": seats["group"]})
    rows = rows.join(who[[code for code in ("name", "person") if code in who.columns]])
    rows = rows.join(without_blanks(seats[["theme", "wish", "new_faces"]]))
    rows = rows.join(who[[code for code in who.columns if code not in rows.columns]])
    sheet = book.sheet(PEOPLE)
    if rows.empty:
        book.note(sheet, 0, book.says("Nobody registered."), bold=True)
        return
    bottom = book.table(sheet, "people", rows, kinds=_KINDS, titles=id_title(who))
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    _colour_wishes(book, sheet, rows, bottom)
    sheet.conditional_format(1, 0, bottom, 1, {"type": "no_errors", "format": book.fill(INPUT)})
    lock = {
        "validate": "list",
        "source": [LOCKED],
        "input_title": book.says(TITLES["locked"]),
        "input_message": book.says("{mark}: the seat stays when groups are formed again.", mark=LOCKED),
    }
    move = {
        "validate": "integer",
        "criteria": ">=",
        "value": 1,
        "input_title": book.says(TITLES["group"]),
        "input_message": book.says("Change the number to move somebody; empty it to let them wait."),
    }
    sheet.data_validation(1, 0, bottom, 0, lock)
    sheet.data_validation(1, 1, bottom, 1, move)


def waiting_sheet(book: Book, result: Result) -> None:
    """Write those without a seat, first in line first."""
    sheet = book.sheet(WAITING)
    waiting = result.waiting
    if waiting.empty:
        book.note(sheet, 0, book.says("Everybody has a seat."), bold=True)
        return
    who = persons(result, book.language)
    rows = who.set_index("person", drop=False).loc[waiting["person"]].reset_index(drop=True)
    rows.insert(0, "position", waiting["position"].to_numpy())
    rows.insert(1, "reason", waiting["reason"].to_numpy())
    rows.insert(2, "could_join", waiting["groups"].to_numpy())
    rows.insert(3, "could_take", [_some(offers) for offers in waiting["offers"]])
    order = ("position", *_called(who), "reason", "could_join", "could_take", "themes", "slots", "registered")
    rows = without_blanks(rows[[code for code in order if code in rows.columns]], keep=_called(who))
    book.table(sheet, "waiting", rows, kinds=_KINDS, titles=id_title(who))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _some(values: Sequence[object], most: int = 5) -> list[object]:
    """Return a list as a cell may hold it."""
    return [*values[:most], "..."] if len(values) > most else [*values]


def without_blanks(table: pd.DataFrame, keep: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return a table without the columns that hold nothing."""
    return table[[name for name in table.columns if name in keep or not all(map(is_missing, table[name]))]]


def kinds_of_group(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table with "online" as a place, and an offer's name only where nothing else tells what it offers."""
    table = table.assign(place=meeting_places(table, language))
    return table.assign(offer=table["offer"].where(table[list(_TELLING)].isna().all(axis=1), None))


def _called(who: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns by which people know each other; the id only where there is nothing better."""
    return ("name", "email") if {"name", "email"} <= set(who.columns) else ("name", "person", "email")


def _colour_wishes(book: Book, sheet: Worksheet, rows: pd.DataFrame, bottom: int) -> None:
    if "wish" in rows.columns:
        at = list(rows.columns).index("wish")
        for criteria, value, colour in _WISH_COLOURS:
            rule = {"type": "cell", "criteria": criteria, "value": value, "format": book.fill(colour)}
            sheet.conditional_format(1, at, bottom, at, rule)
