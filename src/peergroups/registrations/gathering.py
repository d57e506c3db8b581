"""Gathers the faults of a sheet that are alike, so that thousands of them can be read in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

import pandas as pd

from peergroups.locale import message, translate

AND_MORE = message("{names} and {n} more")
LIKE_THESE = message("like the lines above")
ROW = message("row {rows}")
ROWS = message("rows {rows}")

SHOWN = 3
"""The most cells and values named in a line."""

LINES = 5
"""The most lines for one kind of fault in a column, where its sentences differ from row to row."""

VALUE, SENTENCE = 40, 160
"""The most letters of a value and of what is said about it."""


def gathered(faults: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """Return faults with those that are alike in one line.

    Faults are alike if sheet, column, problem and action are the same. Of a kind that says something else in every
    row, such as the row of the other answer, the first few stand as they are and one line tells of the rest.

    Parameters
    ----------
    faults : pandas.DataFrame
        As `Registrations.faults` holds them.
    language : {"en", "fi", "sv"}
        The language of what is added.

    Returns
    -------
    pandas.DataFrame
        Columns severity, where, column, value, problem, action and times: how many faults the line stands for.

    Examples
    --------
    >>> one = {"severity": "note", "sheet": "S", "column": "Time", "value": "now", "problem": "odd", "action": "-"}
    >>> faults = pd.DataFrame([{**one, "row": n, "cell": f"B{n}", "code": "bad_time"} for n in range(2, 50)])
    >>> gathered(faults).loc[0, "where"]
    'S!B2, B3, B4 and 45 more'
    """
    lines = [
        line
        for _, kind in faults.groupby(["severity", "sheet", "column", "code"], sort=False)
        for line in _lines(kind, language)
    ]
    return pd.DataFrame(lines, columns=["severity", "where", "column", "value", "problem", "action", "times"])


def _lines(kind: pd.DataFrame, language: str) -> Iterator[dict[str, object]]:
    alike = [same for _, same in kind.groupby(["problem", "action"], sort=False)]
    apart = alike if len(alike) <= LINES else alike[: LINES - 1]
    yield from (_line(same, language) for same in apart)
    if rest := alike[len(apart) :]:
        yield {**_line(pd.concat(rest), language), "problem": translate(LIKE_THESE, language), "action": ""}


def _line(alike: pd.DataFrame, language: str) -> dict[str, object]:
    first = alike.iloc[0]
    return {
        **first[["severity", "column"]],
        **{said: _short(first[said], SENTENCE) for said in ("problem", "action")},
        "where": _where(alike, str(first["sheet"]), language),
        "value": _some((_short(value, VALUE) for value in alike["value"]), language),
        "times": len(alike),
    }


def _where(alike: pd.DataFrame, sheet: str, language: str) -> str:
    if cells := _some(alike["cell"], language):
        return f"{sheet}!{cells}"
    rows = alike["row"].dropna()
    if rows.empty:
        return sheet
    told = translate(ROW if len(rows) == 1 else ROWS, language, rows=_some(rows, language))
    return f"{sheet} {told}"


def _some(values: Iterable[object], language: str) -> str:
    """Return the first few of the different values, and how many more there are."""
    different = [text for text in dict.fromkeys(map(str, values)) if text]
    names = ", ".join(different[:SHOWN])
    more = len(different) - SHOWN
    return names if more <= 0 else translate(AND_MORE, language, names=names, n=more)


def _short(text: object, letters: int) -> str:
    return shorten(str(text), letters, placeholder=" …")
