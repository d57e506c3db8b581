"""Collects everything that is wrong with a sheet, so that all of it is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import translate
from peergroups.registrations.fault_kinds import KINDS

if TYPE_CHECKING:
    from peergroups.registrations.table import Column

COLUMNS = ["severity", "sheet", "row", "column", "cell", "value", "problem", "action", "code"]
"""The columns of a table of faults."""


class Faults:
    """The faults found so far.

    Parameters
    ----------
    language : {"en", "fi", "sv"}
        The language they are written in; it may be set later, before they are told.
    sheet : str
        The sheet they are in, unless one is named.
    """

    def __init__(self, language: str = "en", sheet: str = "") -> None:
        self.language = language
        self.sheet = sheet
        self._found: list[dict[str, Any]] = []

    def add(
        self,
        code: str,
        *,
        row: int | None = None,
        column: str = "",
        cell: str = "",
        value: object = "",
        sheet: str | None = None,
        **places: Any,
    ) -> None:
        """Note a fault of a kind of `KINDS`; `places` fill its sentences."""
        self._found.append(
            {
                "severity": KINDS[code].severity,
                "sheet": self.sheet if sheet is None else sheet,
                "row": row,
                "column": column,
                "cell": cell,
                "value": value,
                "code": code,
                "places": {"value": value, **places},
            }
        )

    def _told(self, fault: dict[str, Any]) -> dict[str, object]:
        """Return a fault with its sentences, in the language that is set by now."""
        kind = KINDS[fault["code"]]
        sentences = {"problem": kind.problem, "action": kind.action}
        return fault | {name: translate(said, self.language, **fault["places"]) for name, said in sentences.items()}

    def say(self, message: str) -> str:
        """Return a message in the language of the faults."""
        return translate(message, self.language)

    def at(self, column: Column, position: int, code: str, *, value: object = None, **places: Any) -> None:
        """Note a fault of one cell: the column's answer at a position."""
        row = column.rows[position]
        self.add(
            code,
            row=row,
            column=column.header,
            cell=f"{column.letter}{row}",
            value=column.texts[position] if value is None else value,
            **places,
        )

    def of(self, column: Column, code: str, **places: Any) -> None:
        """Note a fault of a whole column."""
        self.add(code, column=column.header, cell=f"{column.letter}:{column.letter}", **places)

    def refuse(self, code: str, **places: Any) -> NoReturn:
        """Raise an `InputError` for a fault that leaves nothing to read."""
        self.add(code, **places)
        last = self._told(self._found[-1])
        raise InputError(f"{last['problem']}: {last['action']}", faults=self.table())

    def table(self) -> pd.DataFrame:
        """Return the faults as a table: errors first, then as they stand in the sheet."""
        table = pd.DataFrame([self._told(fault) for fault in self._found], columns=COLUMNS).astype({"row": "Int64"})
        order = {"error": 0, "repaired": 1, "note": 2}
        return table.sort_values(
            ["severity", "row"],
            key=lambda s: s.map(order) if s.name == "severity" else s,
            kind="stable",
            na_position="first",
        ).reset_index(drop=True)
