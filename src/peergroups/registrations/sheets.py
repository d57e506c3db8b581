"""Picks the sheet that holds the registrations, and the row with its headers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column, Sheet, Table, column_letter
from peergroups.registrations.text import Cell, as_text, fold, key, tidy
from peergroups.registrations.titles import titles, weight
from peergroups.registrations.vocabulary import meanings, words_of

HEADER_WITHIN = 15
"""Rows among which the headers are looked for."""

NO_VALUE = frozenset({"NaN", "nan", "<NA>", "NULL", "N/A", "n/a", "#N/A", "#PUUTTUU!", "#SAKNAS!"})
"""What programs and spreadsheets write into a cell that holds nothing."""

_MANY = 10


def pick_sheet(
    sheets: Sequence[Sheet], wanted: str | None, named: Collection[str], name: str, faults: Faults
) -> Sheet:
    """Return the sheet asked for, else the one whose headers look most like registrations; visible ones first.

    Parameters
    ----------
    named : collection of str
        Headers that the caller names; a sheet that has them is likely to be the one.
    """
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    if wanted is not None:
        match = [sheet for sheet in sheets if fold(sheet.name) == fold(wanted)]
        if not match:
            faults.refuse("no_sheet", wanted=wanted, name=name, there=", ".join(s.name for s in sheets))
        chosen = match[0]
    else:
        with_answers = [s for s in sheets if any(_filled(row) for row in islice(s.rows, 1, None))]
        if not with_answers:
            faults.refuse("no_answers", name=name)
        chosen = max(with_answers, key=lambda s: (not s.hidden, *_header_row(s, named)[1:]))
    faults.sheet = chosen.name
    left = [s.name for s in with_answers if s is not chosen and not s.hidden] if wanted is None else []
    if left:
        faults.add("sheets_left", value=chosen.name, left=", ".join(left), taken=chosen.name)
    if chosen.hidden:
        faults.add("hidden_taken", value=chosen.name)
    elif hidden:
        faults.add("hidden_sheet", value=", ".join(hidden), names=", ".join(hidden))
    if chosen.seen.hidden_rows:
        faults.add("hidden_rows", n=chosen.seen.hidden_rows)
    return chosen


def read_table(sheet: Sheet, named: Collection[str], name: str, faults: Faults) -> Table:
    """Return a sheet's answers below its headers; rows without any answer are passed over."""
    at = _header_row(sheet, named)[0]
    names, top, first = titles(sheet.rows, at)
    if any(_filled(row) for row in sheet.rows[:top]):
        faults.add("title_rows", header_row=top + 1)
    body = [(number, row) for number, row in enumerate(sheet.rows[first:], first + 1)]
    filled = [(number, row) for number, row in body if _filled(row)]
    while len(filled) > 1 and is_total(filled[-1][1]):
        number, row = filled.pop()
        faults.add("total_row", row=number, value=next(filter(None, map(as_text, row))))
    if not filled:
        faults.refuse("no_answers", name=name)
    last = filled[-1][0]
    empty = sorted({number for number, _ in body if number < last} - {number for number, _ in filled})
    if empty:
        faults.add("empty_rows", rows=_some(empty))
    if sheet.delimited:
        _note_ragged(filled, len(names), faults)
    width = len(names) if sheet.delimited else max(len(names), *(len(row) for _, row in filled))
    rows = [number for number, _ in filled]
    columns, absent = [], []
    for position in range(width):
        values = [row[position] if position < len(row) else "" for _, row in filled]
        letter = column_letter(position)
        absent += [f"{letter}{number}" for number, value in zip(rows, values, strict=True) if value in NO_VALUE]
        values = ["" if value in NO_VALUE else value for value in values]
        column = Column(names[position] if position < len(names) else "", position, rows, values)
        if column.header:
            columns.append(column)
        elif column.filled:
            faults.of(column, "no_header")
    if absent:
        faults.add("no_values", cells=_some(absent))
    return Table(sheet.name, columns, rows)


def _header_row(sheet: Sheet, named: Collection[str]) -> tuple[int, float, int]:
    """Return the likeliest header row's position, how many headers it has, weighted, and the sheet's height."""
    known = {key(header) for header in named}
    best, most = -1, 0.0
    for position, row in enumerate(islice(sheet.rows, HEADER_WITHIN)):
        texts = [tidy(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        if not texts:
            continue
        if best < 0:
            best = position
        total = sum(5 if key(text) in known else weight(text) for text in texts)
        if total > most:
            best, most = position, total
    return max(best, 0), most, len(sheet.rows)


def _filled(row: Sequence[Cell]) -> bool:
    return any(cell is not None and cell != "" and (not isinstance(cell, str) or tidy(cell)) for cell in row)


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row begins with a word such as "Total" and has no address."""
    texts = [text for cell in row if (text := as_text(cell))]
    return words_of(texts[0]) in meanings("totals") and not any("@" in text for text in texts)


def tell_formulas(sheet: Sheet, columns: Collection[Column], faults: Faults) -> None:
    """Tell the formulas in some columns that have no result, or an error for one; both were read as empty."""
    letters = {column.letter for column in columns}
    for code, cells in (("no_results", sheet.seen.without_result), ("error_cells", sheet.seen.errors)):
        concerned = [cell for cell in cells if cell.rstrip("0123456789") in letters]
        if concerned:
            faults.add(code, cells=_some(concerned))


def _note_ragged(rows: Sequence[tuple[int, Sequence[Cell]]], width: int, faults: Faults) -> None:
    for number, row in rows:
        if _filled(row[width:]):
            faults.add("ragged", row=number, n=len(row), width=width)


def _some(items: Sequence[object]) -> str:
    return ", ".join(map(str, items[:_MANY])) + (f" ... ({len(items)})" if len(items) > _MANY else "")
