"""A result as text, for a terminal."""

from __future__ import annotations

from io import StringIO

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from peergroups.locale import translate
from peergroups.outputs.going_on import going_on_lines
from peergroups.outputs.overview import criteria_overview, groups_overview
from peergroups.outputs.words import figures, how_good, timing
from peergroups.results.result import Result, Status

ROWS = 20
WIDTH = 110
BETWEEN = 3
"""Spaces between two columns."""


def describe(result: Result, language: str) -> str:
    """Return how good the grouping is, its groups and its criteria; at most `ROWS` rows of each."""
    text = StringIO()
    console = _console(text)
    console.print(how_good(result, language))
    for reason in result.reasons:
        console.print(f"- {reason}")
    if result.status is not Status.INFEASIBLE:
        console.print(" · ".join(f"{name}: {value}" for name, value in figures(result, language)))
        for line in going_on_lines(result, language):
            console.print(f"- {line}")
        for overview in (groups_overview(result, language), criteria_overview(result, language)):
            if len(overview):
                console.print()
                console.print(_table(overview.head(ROWS)))
            if len(overview) > ROWS:
                console.print("  " + translate("... and {n} more", language, n=len(overview) - ROWS))
    console.print()
    console.print(timing(result, language))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def table_text(overview: pd.DataFrame) -> str:
    """Return a table as text, every row of it."""
    text = StringIO()
    _console(text).print(_table(overview))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _console(text: StringIO) -> Console:
    return Console(file=text, width=WIDTH, markup=False, highlight=False, emoji=False, color_system=None)


def _table(overview: pd.DataFrame) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    widths = iter(_widths(overview))
    for name in overview.columns:
        numeric = overview[name].str.fullmatch(r"[\d\s.,\u00a0-]*").all()
        table.add_column(str(name), justify="right" if numeric else "left", overflow="fold", width=next(widths))
    for row in overview.itertuples(index=False):
        table.add_row(*row)
    return table


def _widths(overview: pd.DataFrame) -> list[int]:
    """Return how wide each column is, so that all fit `WIDTH`: words are broken only if they do not fit otherwise."""
    texts = [[str(name), *overview[name]] for name in overview.columns]
    widths = [max(map(len, column)) for column in texts]
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in texts]
    for least in (words, [1] * len(words)):
        while sum(widths) + BETWEEN * len(widths) > WIDTH:
            wide = [column for column in range(len(widths)) if widths[column] > least[column]]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths
