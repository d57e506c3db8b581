"""The hidden sheet by which a workbook can be read back: which column is what, and what was solved, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from peergroups.outputs.workbook.book import Book
from peergroups.outputs.workbook.people_sheets import PEOPLE
from peergroups.outputs.workbook.rules_sheets import flattened
from peergroups.registrations.table import Sheet
from peergroups.results.result import Result

SHEET = "peergroups"
FORMAT = 1

_PIECE = 30_000
"""Characters of JSON in a cell, which can hold 32 767."""


def memory_sheet(book: Book, result: Result, written: datetime) -> None:
    """Write rows of a key and a value; the JSON is there in pieces, one below the other."""
    from peergroups.saving import to_data

    rows = [
        ("format", str(FORMAT)),
        ("written", written.isoformat()),
        ("language", book.language),
        ("round", result.round),
        ("people", book.says(PEOPLE)),
        *((f"people.{code}", title) for code, title in book.columns.get("people", {}).items()),
        *pieces("json", result.to_dict()),
        *pieces("problem", to_data(result.problem)),
        *pieces("settings", dict(flattened(result.settings, book.language))),
        *(pieces("sessions", result.settings["sessions"]) if result.settings.get("sessions") else ()),
    ]
    sheet = book.file.add_worksheet(SHEET)
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.hide()


def memory_of(sheet: Sheet) -> dict[str, str]:
    """Return what the hidden sheet holds, pieces joined."""
    memory: dict[str, str] = {}
    for key, value in (row[:2] for row in sheet.rows):
        memory[str(key)] = memory.get(str(key), "") + ("" if value is None else str(value))
    return memory


def pieces(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield rows of a key and a piece of a value's JSON."""
    text = json.dumps(value, allow_nan=False, default=str)  # in ASCII, which every spreadsheet program gives back
    return ((key, text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))
