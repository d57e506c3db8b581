"""Tables in a workbook: real Excel tables with filters, widths and formats, and nothing that runs."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap
from types import TracebackType
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from peergroups.criteria.columns import is_list, is_missing, listed, spelled
from peergroups.locale import translate
from peergroups.outputs.titles import TITLES

INK, HEAD, BAND, INPUT, LINE, RULE = "#1F2933", "#22577A", "#EEF4F8", "#FFF8DC", "#7F99AB", "#E1E7EC"
BAR = "#8FBCD4"
DATES = {"en": "d mmm yyyy hh:mm", "fi": "d.m.yyyy h:mm", "sv": "yyyy-mm-dd hh:mm"}
MAX_TEXT = 32_767
"""What an Excel cell can hold."""

_FIRST_YEAR = 1901
"""Excel's calendar begins in 1900, with a leap day that never was."""
_WIDEST, _SAMPLE, _LINE_HEIGHT = 56, 500, 15
Cell = str | float | dt.datetime | None


class Book:
    """A workbook being written.

    Parameters
    ----------
    path : Path
        Where to write; the file appears when the book is closed without an error.
    language : {"en", "fi", "sv"}
        The language of headers and dates.

    Attributes
    ----------
    columns : dict
        For each table that was written, the header that each column's code got.
    """

    def __init__(self, path: Path, language: str) -> None:
        self.language = language
        self.columns: dict[str, dict[str, str]] = {}
        self.file = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        self._formats: dict[tuple[object, ...], Format] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        if kind is None:
            self.file.close()

    def says(self, message: str, **values: object) -> str:
        """Return a message in the book's language."""
        return translate(message, self.language, **values)

    def format(self, **properties: object) -> Format:
        """Return a cell format in the book's font; the same one for the same properties."""
        return self._format(
            {"font_name": "Calibri", "font_size": 11, "valign": "top", "font_color": INK} | properties
        )

    def fill(self, colour: str) -> Format:
        """Return a format for conditional formats that changes the background alone."""
        return self._format({"bg_color": colour})

    def line(self, colour: str) -> Format:
        """Return a format for conditional formats that draws a line on top and changes nothing else."""
        return self._format({"top": 1, "top_color": colour})

    def _format(self, properties: dict[str, object]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(properties)
        return self._formats[key]

    def sheet(self, title: str) -> Worksheet:
        """Return a new sheet that prints as wide as the page."""
        sheet = self.file.add_worksheet(self.says(title))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def note(self, sheet: Worksheet, row: int, text: str, **properties: object) -> None:
        """Write a line of text that may run over the columns to its right."""
        sheet.write_string(row, 0, text, self.format(**properties))

    def table(
        self,
        sheet: Worksheet,
        code: str,
        frame: pd.DataFrame,
        *,
        top: int = 0,
        kinds: Mapping[str, str] | None = None,
        titles: Mapping[str, str] | None = None,
        own: Mapping[str, str] | None = None,
    ) -> int:
        """Write a frame of at least one row as a table; return its last row.

        Parameters
        ----------
        sheet : Worksheet
            Where to write.
        code : str
            The table's name in the workbook.
        frame : pandas.DataFrame
            Its columns are named by their code in `TITLES`.
        top : int
            The row of the headers, from 0.
        kinds : mapping, optional
            "number", "share" or "date" by column; the others are text.
        titles : mapping, optional
            For a column that is to be called something else, the code of that title.
        own : mapping, optional
            What columns are called that `TITLES` does not know.
        """
        kinds, titles = kinds or {}, titles or {}
        heads = {name: (own or {}).get(name) or self.says(TITLES[titles.get(name, name)]) for name in frame.columns}
        self.columns[code] = heads
        lines = [1] * len(frame)
        columns = []
        for at, (name, title) in enumerate(heads.items()):
            kind = kinds.get(name, "text")
            cells = [_cell(value, kind) for value in frame[name]]
            width = _width(title, cells)
            sheet.set_column(at, at, width)
            look = self._look(kind, wrapped=width == _WIDEST)
            for row, cell in enumerate(cells):
                _write(sheet, top + 1 + row, at, cell, look)
                lines[row] = max(lines[row], _lines(cell, width))
            align = "left" if kind in ("text", "date") else "center"
            head = self.format(
                bold=True, font_color="#FFFFFF", bg_color=HEAD, valign="vcenter", text_wrap=True, align=align
            )
            columns.append({"header": title, "header_format": head})
        bottom = top + len(frame)
        sheet.set_row(top, 2 * _LINE_HEIGHT + 2)
        for row, count in enumerate(lines, start=top + 1):
            if count > 1:
                sheet.set_row(row, count * _LINE_HEIGHT)
        sheet.add_table(top, 0, bottom, len(heads) - 1, {"name": code, "style": None, "columns": columns})
        return bottom

    def _look(self, kind: str, *, wrapped: bool) -> Format:
        kinds: dict[str, dict[str, object]] = {
            "number": {"align": "center"},
            "share": {"align": "center", "num_format": "0 %"},
            "date": {"align": "left", "num_format": DATES[self.language]},
            "text": {"num_format": "@", "text_wrap": wrapped},
        }
        return self.format(bottom=1, bottom_color=RULE, **kinds[kind])


def as_text(value: object) -> str:
    """Return a cell's value as text: lists joined by "; ", grades as "theme 5", no longer than a cell can hold.

    Examples
    --------
    >>> as_text(["fi", "sv"]), as_text({"trust": 5}), as_text(17.0)
    ('fi; sv', 'trust 5', '17')
    """
    if isinstance(value, dict):
        grades = {name: grade for name, grade in value.items() if not is_missing(grade)}
        text = "; ".join(f"{spelled(name)} {spelled(grade)}" for name, grade in grades.items())
    elif is_list(value):
        text = "; ".join(spelled(item) for item in listed(value))
    else:
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a character from a broken export can't be stored
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _cell(value: Any, kind: str) -> Cell:
    if is_missing(value):
        return None
    if kind in ("number", "share"):
        return round(float(value), 2) if math.isfinite(value) else None
    if kind == "date":
        stamp = pd.to_datetime(value, errors="coerce")
        if not pd.isna(stamp) and stamp.year >= _FIRST_YEAR:
            naive: dt.datetime = stamp.tz_localize(None).to_pydatetime()  # a spreadsheet's times have no zone
            return naive
    return as_text(value)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(row, column, cell, look)
    else:
        sheet.write_number(row, column, cell, look)


def _width(title: str, cells: list[Cell]) -> int:
    """Return a column's width: room for the header's longest word and the filter's button, and for the cells."""
    longest = max((_length(cell) for cell in cells[:_SAMPLE]), default=0)
    return min(_WIDEST, max(7, longest + 2, max(len(word) for word in title.split()) + 5))


def _length(cell: Cell) -> int:
    if isinstance(cell, dt.datetime):
        return 16
    return 0 if cell is None else len(str(cell))


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines a cell takes; small letters are a little narrower than the unit of widths."""
    return len(wrap(cell, width * 11 // 10)) if isinstance(cell, str) and len(cell) > width else 1
