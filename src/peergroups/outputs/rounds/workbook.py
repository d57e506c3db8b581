"""A workbook of rounds planned at once: a summary, everybody's groups, a sheet for each round, and a hidden one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.locale import message
from peergroups.outputs.files import whole_file
from peergroups.outputs.rounds.text import cost, how_good
from peergroups.outputs.titles import TITLES
from peergroups.outputs.workbook.book import HEAD, INPUT, Book
from peergroups.outputs.workbook.memory import SHEET, pieces
from peergroups.outputs.workbook.people_sheets import (
    PEOPLE,
    group_rows,
    id_title,
    shown_of,
    without_blanks,
    write_groups,
)
from peergroups.outputs.workbook.rules_sheets import RULES, faults_sheet, flattened, rule_rows
from peergroups.plan.several import ROUND

if TYPE_CHECKING:
    from peergroups.rounds.rounds_plan import RoundsPlan

ROUNDS = message("Rounds")
FORMAT = "rounds 1"
_LONGEST = 31
"""Characters of a sheet's name."""
_TOP = 4
_NUMBERS = ("people", "groups", "least", "most", "waiting", "cost", "repeats")


def write_workbook(plan: RoundsPlan, path: str | Path, *, language: str | None = None, force: bool = False) -> Path:
    """Write the rounds as an .xlsx file and return its path; see `RoundsPlan.to_workbook`."""
    language = language or plan.results[0].language
    with whole_file(path, force=force, language=language) as beside, Book(beside, language) as book:
        _summary(book, plan)
        _people(book, plan)
        _rounds(book, plan)
        _rules(book, plan)
        faults_sheet(book, plan.results[0])
        _memory(book, plan)
    return Path(path)


def _summary(book: Book, plan: RoundsPlan) -> None:
    sheet = book.sheet("Summary")
    book.note(sheet, 0, plan.title or book.says(ROUNDS), bold=True, font_size=18, font_color=HEAD)
    sheet.set_row(0, 28)
    book.note(sheet, 1, how_good(plan, book.language), bold=True)
    book.note(sheet, 2, cost(plan, book.language))
    table = plan.overview.reset_index()
    book.table(sheet, "rounds", table, top=_TOP, kinds=dict.fromkeys(_NUMBERS, "number"))


def _people(book: Book, plan: RoundsPlan) -> None:
    """Write everybody's group in each round, where they can be changed and read back."""
    everybody = pd.concat([result.problem.people for result in plan.results])
    everybody = everybody[~everybody.index.duplicated()].loc[plan.people]
    who = shown_of(everybody, book.language)
    rows = who[[code for code in ("name", "person") if code in who.columns]].copy()
    titles = id_title(who)
    for number, name in enumerate(plan.names):
        rows[f"round {number}"] = plan.seats[name].to_numpy()
    rows = rows.join(who[[code for code in who.columns if code not in rows.columns]])
    kinds = {"registered": "date"} | {f"round {number}": "number" for number in range(len(plan.names))}
    own = {f"round {number}": title for number, title in enumerate(_titles(book, plan.names))}
    sheet = book.sheet(PEOPLE)
    bottom = book.table(sheet, "people", rows, kinds=kinds, titles=titles, own=own)
    sheet.freeze_panes(1, 2 if "name" in rows.columns else 1)
    sheet.repeat_rows(0)
    at = list(rows.columns).index("round 0")
    fill = {"type": "no_errors", "format": book.fill(INPUT)}
    sheet.conditional_format(1, at, bottom, at + len(plan.names) - 1, fill)


def _rounds(book: Book, plan: RoundsPlan) -> None:
    """Write each round's groups, one row for each person with a seat."""
    for result, title in zip(plan.results, _titles(book, plan.names), strict=True):
        sheet = book.sheet(title)
        write_groups(book, sheet, f"round_{sheet.index}", *group_rows(result, book.language))


def _rules(book: Book, plan: RoundsPlan) -> None:
    """Write what each rule costs in each round."""
    tables = []
    for result in plan.results:
        rows = rule_rows(result, book.language)
        rows.insert(0, "round", result.round)
        tables.append(rows)
    table = without_blanks(pd.concat(tables, ignore_index=True)).drop(columns="criterion")
    kinds = dict.fromkeys(("weight", "cost", "broken"), "number")
    sheet = book.sheet(RULES)
    book.table(sheet, "rules", table, kinds=kinds)
    sheet.freeze_panes(1, 1)


def _memory(book: Book, plan: RoundsPlan) -> None:
    """Write the hidden sheet by which the rounds can be read back."""
    titles = book.columns["people"]
    rows = [
        ("format", FORMAT),
        ("written", datetime.now().replace(microsecond=0).isoformat()),
        ("language", book.language),
        ("round", plan.title),
        ("people", book.says(PEOPLE)),
        ("people.person", titles["person"]),
        *((f"round.{number}", titles[f"round {number}"]) for number in range(len(plan.names))),
        *pieces("rounds", plan.to_dict()),
        *pieces("settings", dict(flattened(plan.results[0].settings, book.language))),
    ]
    sheet = book.file.add_worksheet(SHEET)
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.hide()


def _titles(book: Book, names: Sequence[str]) -> list[str]:
    """Return what the sheets and columns of the rounds are called: no two alike, nor like another sheet or column."""
    taken = {book.says(TITLES[code]).casefold() for code in TITLES} | {SHEET}
    taken |= {book.says(title).casefold() for title in (PEOPLE, RULES, "Summary")}
    titles: list[str] = []
    for number, name in enumerate(names, start=1):
        plain = re.sub(r"[\[\]:*?/\\']", " ", name if not name.isdecimal() else book.says(ROUND, name=name))
        title = " ".join(plain.split())[:_LONGEST].strip()
        if not title or title.casefold() in taken:
            title = f"{number} {title}"[:_LONGEST].strip()
        taken.add(title.casefold())
        titles.append(title)
    return titles
