"""Reads a workbook back, with what the organiser changed in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.outputs.workbook.book import as_text as cell_text
from peergroups.outputs.workbook.memory import FORMAT, SHEET, memory_of
from peergroups.registrations.faults import COLUMNS, Faults
from peergroups.registrations.files import open_file
from peergroups.registrations.table import Sheet, column_letter
from peergroups.registrations.text import as_text, tidy

_SEVERAL = message(
    "{name} holds rounds planned at once; this is done to one of them: peergroups form writes each with --each FOLDER"
)
_ODD = {
    "unknown": (
        message("nobody of this round is called that"),
        message("correct it; late registrations join with peergroups repair --join"),
    ),
    "nobody": (message("the row has a group but nobody's id"), message("write the id, or empty the row")),
    "twice": (message("the person has another row above"), message("keep one of the rows")),
    "gone": (
        message("the person's row is gone"),
        message("put it back; who drops out leaves with peergroups repair --leave"),
    ),
    "number": (
        message("a group is a whole number from 1 on, or empty for waiting"),
        message("write a group's number, or empty the cell"),
    ),
}
"""What can be wrong with a row, and what to do about it."""


@dataclass(frozen=True, eq=False)
class SavedRound:
    """A round as a workbook holds it.

    Attributes
    ----------
    seats : pandas.DataFrame
        Indexed by person id, in the order of the sheet: ``group`` (missing for waiting), ``offer`` (missing
        too for a group number that the program did not give) and ``locked``, as the sheet says now.
    round : str
        What the round is called; the file's name if it has no other.
    written : datetime
        When the program wrote it.
    record : dict
        The result as it was written, in the form of ``Result.to_dict``.
    problem : dict or None
        The people, offers and rules as `peergroups.saving` keeps them; None in a workbook of an earlier version.
    settings : dict
        What the plan said.
    sessions : str or None
        The plan's table of sessions, as JSON.
    """

    seats: pd.DataFrame
    round: str
    written: datetime
    record: dict[str, Any]
    problem: dict[str, Any] | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    sessions: str | None = None


def read_workbook(path: str | Path, *, language: str = "en") -> SavedRound:
    """Read a workbook that `Result.to_workbook` wrote; groups and locks are those the sheet of people holds now.

    Columns may be moved and rows sorted. The file may have been saved by another spreadsheet program, as .ods too.

    Parameters
    ----------
    path : str or Path
        The workbook.
    language : {"en", "fi", "sv"}
        The language of the messages.

    Raises
    ------
    InputError
        If it is no such workbook, or with every row that can't be understood.
    """
    path = Path(path)
    sheets = {sheet.name: sheet for sheet in open_file(path, Faults(language))}
    memory = memory_of(sheets[SHEET]) if SHEET in sheets else {}
    people = sheets.get(memory.get("people", ""))
    if "rounds" in memory:
        raise InputError(translate(_SEVERAL, language, name=path.name))
    if memory.get("format") != str(FORMAT) or people is None:
        raise InputError(
            translate("{name} is not a workbook of groups that peergroups wrote", language, name=path.name)
        )
    record = json.loads(memory["json"])
    seats = _seats(people, memory, record, language)
    return SavedRound(
        seats,
        memory["round"] or path.stem,
        datetime.fromisoformat(memory["written"]),
        record,
        json.loads(memory["problem"]) if "problem" in memory else None,
        json.loads(memory.get("settings", "{}")),
        memory.get("sessions"),
    )


def written_in(path: str | Path) -> str | None:
    """Return the language of a workbook that the program wrote; None for any other file."""
    try:
        sheets = open_file(Path(path), Faults("en"))
    except InputError:
        return None
    return next((memory_of(sheet).get("language") for sheet in sheets if sheet.name == SHEET), None)


def guide_seats(groups: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return who guided which group, of groups as ``Result.to_dict`` has them, as `MeetingGraph.record` takes it."""
    rows = [
        {"person": guide, "group": str(group["id"]), "offer": group["offer"], "role in group": "guide"}
        for group in groups
        for guide in (group["guide"] if isinstance(group["guide"], list) else [group["guide"]])
        if guide
    ]
    return pd.DataFrame(rows, dtype=object)


def holds_groups(path: str | Path) -> bool:
    """Return whether a file is a workbook of groups that the program wrote, as far as its sheets tell."""
    try:
        sheets = open_file(Path(path), Faults("en"))
    except InputError:
        return False
    return any(sheet.name == SHEET for sheet in sheets)


def _seats(people: Sheet, memory: Mapping[str, str], record: Mapping[str, Any], language: str) -> pd.DataFrame:
    at = _columns(people, memory, language)
    offers = {group["id"]: group["offer"] for group in record["groups"]}
    ids = {_key(person): person for group in record["groups"] for person in group["members"]}
    ids |= {_key(line["person"]): line["person"] for line in record["waiting_list"]}
    faults: list[dict[str, object]] = []
    seats: dict[Any, tuple[int | None, Any, bool]] = {}

    def odd(kind: str, code: str, row: int | None, value: object) -> None:
        problem, action = (translate(said, language) for said in _ODD[kind])
        cell = "" if row is None else f"{column_letter(at[code])}{row}"
        place = {"sheet": people.name, "row": row, "column": memory[f"people.{code}"], "cell": cell, "value": value}
        faults.append({"severity": "error", **place, "problem": problem, "action": action, "code": kind})

    for row, cells in enumerate(people.rows[1:], start=2):
        key, group = _key(cells[at["person"]]), as_text(cells[at["group"]])
        if not key:
            if group:
                odd("nobody", "person", row, group)
            continue
        if key not in ids:
            odd("unknown", "person", row, key)
            continue
        if ids[key] in seats:
            odd("twice", "person", row, key)
            continue
        number = int(group) if group.isdecimal() else None
        if group and not number:
            odd("number", "group", row, group)
        seats[ids[key]] = number, offers.get(number), bool(as_text(cells[at["locked"]]))
    for key, person in ids.items():
        if person not in seats:
            odd("gone", "person", None, key)
    if faults:
        raise _faulty(faults, people.name, language)
    index = pd.Index(list(seats), name="person", dtype=object)
    groups, offered, locked = zip(*seats.values(), strict=True) if seats else ((), (), ())
    table = pd.DataFrame({"group": pd.array(list(groups), dtype="Int64")}, index=index)
    return table.assign(offer=pd.Series(offered, index=index, dtype=object), locked=np.array(locked, dtype=bool))


def _columns(people: Sheet, memory: Mapping[str, str], language: str) -> dict[str, int]:
    """Return the place of each column that is read."""
    wanted = {code: memory.get(f"people.{code}", code) for code in ("person", "group", "locked")}
    header = [tidy(as_text(cell)) for cell in people.rows[0]] if people.rows else []
    lost = [title for title in wanted.values() if title not in header]
    if lost:
        gone = ", ".join(lost)
        raise InputError(
            translate("sheet {sheet}: the columns {gone} are gone", language, sheet=people.name, gone=gone)
        )
    return {code: header.index(title) for code, title in wanted.items()}


def _key(person: Any) -> str:
    return as_text(cell_text(person))


def _faulty(faults: list[dict[str, object]], sheet: str, language: str) -> InputError:
    table = pd.DataFrame(faults, columns=COLUMNS)
    head = translate("sheet {sheet}: {n} rows can't be understood", language, sheet=sheet, n=len(faults))
    rows = (
        translate(
            "row {row}, {column}: {problem}", language, row=f["row"] or "-", column=f["column"], problem=f["problem"]
        )
        for f in faults
    )
    return InputError("\n  ".join([head, *rows]), table.astype({"row": "Int64"}))
