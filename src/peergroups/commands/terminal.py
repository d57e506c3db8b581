"""What the commands say: results on standard output, progress and trouble on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from peergroups.commands.progress import shown_progress
from peergroups.errors import InfeasibleError, InputError, PeergroupsError
from peergroups.locale import message, translate

if TYPE_CHECKING:
    import pandas as pd

    from peergroups.batches.batch import Report
    from peergroups.demand.check import Check
    from peergroups.demand.demand import Capacity
    from peergroups.engines.base import Progress
    from peergroups.problem import Problem
    from peergroups.results.result import Result

WIDTH = 160
"""Of a table where there is no terminal to fit."""

ROWS = 20
"""The most rows of a table of demand, and of notices; --json has all."""
SEATS = 100
"""The most rows of a table of other seats."""

NOTHING_WRITTEN = message("Interrupted before there were any groups; nothing was written")
AT_MOST = message("At most {groups} groups can run. What limits them: {binds}")
COLUMNS = {
    "severity": message("Severity"),
    "where": message("Where"),
    "column": message("Column"),
    "value": message("Value"),
    "problem": message("Problem"),
    "action": message("What was done or is to be done"),
    "times": message("Times"),
    "theme": message("Theme"),
    "role": message("Role"),
    "place": message("Place"),
    "slot": message("Time"),
    "wanted": message("Wanted by"),
    "first": message("First wish"),
    "fewest": message("Fewest groups"),
    "largest": message("Most groups"),
    "people": message("People"),
    "sheet": message("Sheet"),
    "outcome": message("Outcome"),
    "groups": message("Groups"),
    "seated": message("Seated"),
    "waiting": message("Waiting"),
    "gap": message("Gap"),
    "says": message("Measure"),
    "before": message("Before"),
    "random": message("By lot"),
    "best": message("Best possible"),
    "message": message("Remark"),
    "objective": message("Cost"),
    "yours": message("These groups"),
}
SEVERITIES = {"error": message("error"), "repaired": message("repaired"), "note": message("note")}


Code: TypeAlias = Literal["en", "fi", "sv"]
"""A language."""


class Terminal:
    """Says things in a language.

    Parameters
    ----------
    language : {"en", "fi", "sv"}
        The language.
    quiet : bool
        Whether standard output belongs to JSON, so that results for people go to standard error.
    """

    def __init__(self, language: Code, *, quiet: bool = False) -> None:
        self.language = language
        self._errors = _console(stderr=True)
        self._results = self._errors if quiet else _console(stderr=False)

    def show(self, text: str) -> None:
        """Print text that is already in the language, as a result."""
        self._results.print(text, soft_wrap=True)

    def say(self, text: str, /, **values: object) -> None:
        """Print a message as a result."""
        self._results.print(translate(text, self.language, **values), soft_wrap=True)

    def tell(self, text: str, /, **values: object) -> None:
        """Print a message on standard error."""
        self._errors.print(translate(text, self.language, **values), soft_wrap=True)

    def trouble(self, text: str) -> None:
        """Print text that is already in the language on standard error."""
        self._errors.print(text, soft_wrap=True)

    def faults(self, faults: pd.DataFrame, *, trouble: bool) -> None:
        """Print faults of a sheet as a table, those alike in one line; as trouble on standard error."""
        from peergroups.registrations.gathering import gathered

        rows = _records(gathered(faults, self.language))
        for row in rows:
            row["severity"] = translate(SEVERITIES[row["severity"]], self.language)
        console = self._errors if trouble else self._results
        columns = ["severity", "where", "column", "value", "problem", "action", "times"]
        console.print(self._table(rows, columns if len(rows) < len(faults) else columns[:-1]))

    def notices(self, notices: Sequence[str]) -> None:
        """Tell what to know before groups are formed, on standard error; of many the first."""
        for notice in notices[:ROWS]:
            self.trouble(f"- {notice}")
        if len(notices) > ROWS:
            self.tell(message("... and {n} more"), n=len(notices) - ROWS)

    def check(self, found: Check) -> None:
        """Print what a check found."""
        registrations = found.registrations
        self.say(message("{n} people in the sheet {sheet}"), n=len(registrations.people), sheet=registrations.sheet)
        for name, headers in registrations.columns.items():
            self.say("  {name}: {headers}", name=name, headers=" + ".join(headers))
        if found.not_needed:
            self.say(message("Not needed: {headers}"), headers=", ".join(found.not_needed))
        if len(registrations.faults):
            self.show("")
            self.faults(registrations.faults, trouble=False)
        if found.themes is not None:
            self.show("")
            self._results.print(
                self._table(_records(found.themes.reset_index()), ("theme", "wanted", "first", "fewest", "largest"))
            )
        columns = tuple(map(str, found.demand.columns))
        if len(columns) > 1:
            self.show("")
            self._results.print(self._table(_records(found.demand.head(ROWS)), columns))
            if len(found.demand) > ROWS:
                self.say(message("... and {n} more"), n=len(found.demand) - ROWS)
        self.show("")
        if found.problem is not None and found.capacity is not None:
            self._capacity(found.problem, found.capacity)
        for notice in found.notices:
            self.show(f"- {notice}")
        if found.errors:
            self.say(message("Wrong in the plan:"))
        for error in found.errors:
            self.show(f"- {error}")

    def _capacity(self, problem: Problem, found: Capacity) -> None:
        from peergroups.plan.notices import limit_name

        names = {str(limit): limit_name(problem, str(limit), self.language) for limit in found.limits.index}
        self.say(AT_MOST, groups=found.groups, binds=names[found.binds])
        for limit, groups in found.limits.items():
            self.say("  {name}: {groups}", name=names[str(limit)], groups=groups)

    def measures(self, measures: pd.DataFrame, candidates: Sequence[str] = ()) -> None:
        """Print the measures of a meeting graph, and what they would be after some candidates for the next round."""
        from peergroups.outputs.words import number

        columns = ("before", "value", "random", "best", *candidates)
        rows = _records(measures)
        for row in rows:
            row |= {name: number(row[name], self.language, 3) for name in columns if not _missing(row[name])}
        self._results.print(self._table(rows, ("says", *columns)))

    def seats(self, table: pd.DataFrame) -> None:
        """Print what other seats would change, a table whose columns are in the language already."""
        self._results.print(self._table(_records(table.head(SEATS)), tuple(map(str, table.columns))))
        if len(table) > SEATS:
            self.say(message("... and {n} more"), n=len(table) - SEATS)

    def tradeoff(self, table: pd.DataFrame, result: Result) -> None:
        """Print trades between two criteria, the result's own groups marked."""
        from peergroups.criteria.names import rule_name
        from peergroups.outputs.words import number

        named = {label: rule_name(result.problem, str(label), self.language) for label in table.columns[:2]}
        costs = {**named, "objective": "objective"}
        rows = [
            {**{costs[at]: number(row[at], self.language) for at in costs}, "yours": "x" if row["yours"] else None}
            for row in _records(table)
        ]
        self._results.print(self._table(rows, (*named.values(), "objective", "yours")))

    def outcome(self, report: Report) -> None:
        """Tell what became of one sheet of a folder, as soon as it is known."""
        self.tell("{sheet}: {outcome}", sheet=report.sheet, outcome=self._outcome(report))

    def _outcome(self, report: Report) -> str:
        return translate(report.outcome.value, self.language)

    def summary(self, reports: Sequence[Report]) -> None:
        """Print what became of each sheet of a folder."""
        from peergroups.outputs.words import number

        rows = [
            {
                **vars(report),
                "outcome": self._outcome(report),
                "gap": None if report.gap is None else f"{number(100 * report.gap, self.language, 1)} %",
            }
            for report in reports
        ]
        self._results.print(self._table(rows, ("sheet", "outcome", "groups", "seated", "waiting", "gap", "message")))

    @contextmanager
    def progress(self) -> Iterator[Callable[[Progress], None]]:
        """Give a callback that shows how a solve goes on; see `shown_progress`."""
        with shown_progress(self._errors, self.language) as callback:
            yield callback

    @contextmanager
    def exit_codes(self) -> Iterator[None]:
        """Turn what the library raises into messages and exit codes."""
        try:
            yield
        except PeergroupsError as error:
            faults = getattr(error, "faults", None) if isinstance(error, InputError) else None
            said = str(error) if faults is None else str(error).splitlines()[0]
            self.trouble(said)
            if faults is not None and not all(problem in said for problem in faults["problem"]):
                self.faults(faults[faults["severity"] == "error"], trouble=True)
            raise typer.Exit(3 if isinstance(error, InfeasibleError) else 1) from error
        except OSError as error:
            self.trouble(str(error))
            raise typer.Exit(2) from error
        except KeyboardInterrupt as stop:
            self.tell(NOTHING_WRITTEN)
            raise typer.Exit(130) from stop

    def _table(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Table:
        table = Table(box=SIMPLE_HEAD, show_edge=False)
        for name in columns:
            numeric = all(isinstance(row[name], int | float) for row in rows)
            title = translate(COLUMNS.get(name, name), self.language)
            table.add_column(title, justify="right" if numeric else "left", overflow="fold")
        for row in rows:
            table.add_row(*("" if _missing(row[name]) else str(row[name]) for name in columns))
        return table


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH
    return Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _missing(value: object) -> bool:
    return value is None or value != value
