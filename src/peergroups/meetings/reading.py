"""Earlier rounds from files: our own workbooks, any sheet of people and groups, graphs, contact logs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.meetings import columns as words
from peergroups.meetings import contacts, seats
from peergroups.meetings.recording import Facts, facts_of
from peergroups.meetings.written_out import filled_down, is_group, lists_members, written_out
from peergroups.registrations.faults import Faults
from peergroups.registrations.files import open_file
from peergroups.registrations.sheets import is_total
from peergroups.registrations.table import Sheet
from peergroups.registrations.text import as_text

GRAPHS = (".graphml", ".gexf", ".json")
"""How the names of files end that hold a graph; other files hold sheets."""
TABLE = ".csv"
"""How the name of a file ends that `MeetingGraph.write` fills with who sat where."""
HEADER_WITHIN = 20
"""Rows within which a sheet's headers are looked for."""
_IN_FILE = message("{name}: {said}")
_NOTHING = message(
    "{name}: no sheet has columns that name people and their groups (such as Person and Group), nor the two people "
    "of a pair (such as First and Second; with Time in a contact log)"
)


def read_rounds(path: Path, language: str) -> Iterator[tuple[pd.DataFrame, Facts, str]]:
    """Yield the rounds of a file: the long table, what it says of people, and the round's name.

    Raises
    ------
    InputError
        If the file can't be read, or no sheet of it fits.
    """
    from peergroups.outputs.rounds.reading import holds_rounds, read_planned
    from peergroups.outputs.workbook import read_workbook
    from peergroups.outputs.workbook.memory import SHEET
    from peergroups.outputs.workbook.reading import guide_seats

    sheets = open_file(path, Faults(language))
    if holds_rounds(sheets):
        for name, frame, people in read_planned(sheets, language):
            yield seats.from_frame(frame, name, language), facts_of(people), name
        return
    if any(sheet.name == SHEET for sheet in sheets):
        saved = read_workbook(path, language=language)
        frame = saved.seats.reset_index().dropna(subset="group")
        frame = pd.concat(
            [frame[["person", "group", "offer"]].astype(object), guide_seats(saved.record["groups"])],
            ignore_index=True,
        )
        there = set(saved.seats.index)
        tables = [table for sheet in sheets if not sheet.hidden and (table := table_of(sheet)) is not None]
        facts = {p: known for table in tables for p, known in facts_of(table).items() if p in there}
        yield seats.from_frame(frame, saved.round, language), facts, saved.round
        return
    visible = [(sheet.name, table_of(sheet)) for sheet in sheets if not sheet.hidden]
    fitting = [(name, table) for name, table in visible if table is not None] or _sheet_each(sheets)
    fitting = fitting or contacts.without_headers(path, sheets[0])
    if not fitting:
        raise InputError(translate(_NOTHING, language, name=path.name))
    found: list[pd.DataFrame] = []
    for sheet_name, table in fitting:
        name = path.stem if len(fitting) == 1 else sheet_name
        log = contacts.log_of(table)
        if log is not None:
            yield from ((day, {}, label) for day, label in contacts.days(log, name, path.name, language))
            continue
        try:
            rows = seats.from_frame(table, name, language)
        except InputError as error:
            raise InputError(translate(_IN_FILE, language, name=path.name, said=error)) from error
        if any(_same(rows, other) for other in found):  # the same round in another form
            continue
        found.append(rows)
        yield rows, facts_of(table), name


def table_of(sheet: Sheet) -> pd.DataFrame | None:
    """Return a sheet as a table of text, if it names people and groups or the two people of a pair."""
    rows = [[as_text(cell) for cell in row] for row in sheet.rows]
    for at, headers in enumerate(rows[:HEADER_WITHIN]):
        if rows[at + 1 :] and _has_groups(rows[at + 1]):  # the lower of two rows of headers
            continue
        if (_has_groups(headers) or _has_pairs(headers)) and not lists_members(headers, rows[at + 1 :]):
            table = _table(headers, rows[at + 1 :])
            table.attrs[seats.ROWS] = range(at + 2, len(rows) + 1)
            return table
    written = written_out(rows)
    if written is not None:
        written.attrs[seats.ROWS] = None  # its rows are not those of the sheet
    return written


def _table(headers: list[str], body: list[list[str]]) -> pd.DataFrame:
    """Return a table with whole names, and each row's group also where only the first row of a group names it."""
    end = next((at for at in range(len(body), 0, -1) if any(body[at - 1])), 0)
    if end and is_total(body[end - 1]):
        body = body[: end - 1]
    lines = [line[: len(headers)] + [""] * (len(headers) - len(line)) for line in body]
    table = pd.DataFrame(lines, columns=headers, dtype=object).loc[:, [bool(header) for header in headers]]
    first, last = words.find(headers, words.FIRST_NAME), words.find(headers, words.LAST_NAME)
    if first is not None and last is not None and words.find(headers, words.FACTS["name"]) is None:
        table["name"] = (table[first] + " " + table[last]).str.strip()
    group, person = words.find(table.columns, words.GROUP), words.find(table.columns, words.NAMES)
    if group is not None and person is not None and table.columns.is_unique:
        table[group] = filled_down(table[group], table[person])
    return table


def _sheet_each(sheets: Sequence[Sheet]) -> list[tuple[str, pd.DataFrame]]:
    """Return one table of sheets that are a group each, by their names; nothing if there are none."""
    tables = []
    for sheet in sheets:
        rows = [[as_text(cell) for cell in row] for row in sheet.rows]
        at = next((k for k, row in enumerate(rows[:HEADER_WITHIN]) if words.find(row, words.NAMES)), None)
        if not sheet.hidden and is_group(sheet.name) and at is not None:
            tables.append(_table(rows[at], rows[at + 1 :]).assign(group=sheet.name))
    whole = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    whole.attrs[seats.ROWS] = None  # they are of several sheets
    return [("", whole)] if tables else []


def _has_groups(headers: list[str]) -> bool:
    grouped = words.find(headers, words.GROUP) or words.numbered(headers, words.GROUP + words.ROUND)
    return bool(words.find(headers, words.NAMES) and grouped)


def _has_pairs(headers: list[str]) -> bool:
    return bool(words.find(headers, words.FIRST) and words.find(headers, words.SECOND))


def is_another(rows: pd.DataFrame, before: pd.DataFrame) -> bool:
    """Return whether a long table puts members into other groups than an earlier one does for the same round."""
    both = rows[rows["role"] != "guide"].merge(before[before["role"] != "guide"], on=["person", "round"])
    groups = both.groupby("person")[["group_x", "group_y"]].agg(set)
    return bool((groups["group_x"] != groups["group_y"]).any())


def _same(rows: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Return whether two long tables seat the same people together."""
    columns = ["person", "group"]
    return set(map(tuple, rows[columns].values)) == set(map(tuple, other[columns].values))
