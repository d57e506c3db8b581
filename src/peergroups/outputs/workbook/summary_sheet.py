"""The sheets with a row for each group: how good the grouping is and what the groups are like, and mailing lists."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from peergroups.guides.chosen import shown_guides
from peergroups.locale import message
from peergroups.outputs.profile import WISH_COLOURS, WISHES, profiles
from peergroups.outputs.titles import TITLES
from peergroups.outputs.words import figures, how_good
from peergroups.outputs.workbook.book import BAR, HEAD, Book, as_text
from peergroups.outputs.workbook.people_sheets import kinds_of_group, persons, without_blanks
from peergroups.results.result import Result

SUMMARY, MAIL = message("Summary"), message("Mailing lists")

_TOP = 4
_COLUMNS = (
    *(
        "group",
        "theme",
        "offer",
        "size",
        "guest_seats",
        "role",
        "slot",
        "place",
        "language",
        "guide",
        "units",
        *WISHES,
    ),
    *("new_faces", "shared_role", "shared_place", "shared_languages", "shared_slots", "members"),
)
_KINDS = dict.fromkeys(("group", "size", "guest_seats", "units", *WISHES, "new_faces"), "number")
_MOST_GROUPS_DRAWN = 60


def summary_sheet(book: Book, result: Result) -> None:
    """Write the sentence on how good the grouping is, the first figures, the groups and a chart of their members."""
    sheet = book.sheet(SUMMARY)
    book.note(sheet, 0, as_text(result.round or book.says("Groups")), bold=True, font_size=18, font_color=HEAD)
    sheet.set_row(0, 28)
    book.note(sheet, 1, how_good(result, book.language), bold=True)
    known = figures(result, book.language)
    book.note(sheet, 2, "    ".join(f"{name}: {value}" for name, value in known))
    rows = _rows(book, result)
    if rows.empty:
        return
    bottom = book.table(sheet, "summary", rows, top=_TOP, kinds=_KINDS)
    sheet.freeze_panes(_TOP + 1, 2)
    sheet.repeat_rows(_TOP)
    sheet.print_area(0, 0, bottom, len(rows.columns) - 1)  # without the chart, which a page might cut in two
    size = list(rows.columns).index("size")
    bar = {"type": "data_bar", "bar_solid": True, "bar_color": BAR, "min_type": "num", "min_value": 0}
    sheet.conditional_format(_TOP + 1, size, bottom, size, bar)
    if len(rows) <= _MOST_GROUPS_DRAWN:
        _chart(book, sheet, rows, bottom)


def mail_sheet(book: Book, result: Result) -> None:
    """Write the members' addresses group by group, ready to be pasted into a message; nothing if there are none."""
    who = persons(result, book.language)
    address = who["email"] if "email" in who.columns else who["person"]
    reached = {person: as_text(mail) for person, mail in zip(who["person"], address, strict=True) if "@" in str(mail)}
    rows = kinds_of_group(result.groups.reset_index(), book.language)
    rows["addresses"] = ["; ".join(reached[p] for p in members if p in reached) for members in rows["members"]]
    rows = rows.loc[rows["addresses"] != "", ["group", "theme", "role", "offer", "slot", "place", "addresses"]]
    if not rows.empty:
        sheet = book.sheet(MAIL)
        book.table(sheet, "mail", without_blanks(rows), kinds=_KINDS)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)


def _rows(book: Book, result: Result) -> pd.DataFrame:
    table = kinds_of_group(profiles(result).reset_index(), book.language)
    who = persons(result, book.language)
    name = who["person"] if "name" not in who.columns else who["name"].where(who["name"].notna(), who["person"])
    called = dict(zip(who["person"], map(as_text, name), strict=True))
    table["guide"] = shown_guides(result.problem, table["guide"])
    table["members"] = [", ".join(called[person] for person in members) for members in table["members"]]
    return without_blanks(table[[column for column in _COLUMNS if column in table.columns]], keep=("group", "size"))


def _chart(book: Book, sheet: Worksheet, rows: pd.DataFrame, bottom: int) -> None:
    """Draw a column for each group, as high as the group is large and coloured by the wishes met."""
    wishes = [name for name in WISHES if name in rows.columns]
    chart = book.file.add_chart({"type": "column", "subtype": "stacked"})
    for name in wishes or ["size"]:
        at = list(rows.columns).index(name)
        chart.add_series(
            {
                "name": book.says(TITLES[name]),
                "categories": [sheet.name, _TOP + 1, 0, bottom, 0],
                "values": [sheet.name, _TOP + 1, at, bottom, at],
                "fill": {"color": WISH_COLOURS.get(name, HEAD)},
                "gap": 40,
            }
        )
    title = book.says("Members by wish met") if wishes else book.says("Sizes of the groups")
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_x_axis({"name": book.says(TITLES["group"])})
    grid = {"visible": True, "line": {"color": "#DDE3E8"}}
    chart.set_y_axis({"name": book.says(TITLES["members"]), "min": 0, "major_unit": 1, "major_gridlines": grid})
    chart.set_legend({"position": "bottom"} if wishes else {"none": True})
    chart.set_size({"width": max(480, 60 + 34 * len(rows)), "height": 300})
    sheet.insert_chart(bottom + 2, 0, chart, {"x_offset": 4, "object_position": 3, "description": title})
