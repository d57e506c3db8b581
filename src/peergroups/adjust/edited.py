"""A workbook that the organiser changed: what was moved, what it costs, and which hard rules break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from peergroups.criteria.names import NAMES
from peergroups.locale import message, translate
from peergroups.outputs.record import plain
from peergroups.outputs.words import number
from peergroups.problem import Problem
from peergroups.results.changes import Changes, told
from peergroups.results.result import Result
from peergroups.saving import reopen

UNCHANGED = message("No seat was changed.")
CHANGED = message("{n} seats were changed.")
COST = message("The cost is {now}; it was {before}.")
BREAKS = message("Broken: {rules}.")
KEEPS = message("Every hard rule that is checked holds.")
LOCKED = message("{n} seats are locked.")
UNCHECKED = message("Not checked, as a workbook never holds who avoids whom: {rules}. Give the sheet and the plan.")


@dataclass(frozen=True, eq=False)
class Edited:
    """A workbook as it is now.

    Attributes
    ----------
    result : Result
        Its groups.
    before : float or None
        The objective when it was written.
    moved : pandas.DataFrame
        ``person, before, after``: numbers of groups, missing for waiting.
    broken : tuple of str
        Labels of the hard rules that do not hold; ``too_many`` and ``too_few`` for sizes; ``with_whom`` for all
        rules on pairs.
    lost : tuple of str
        Rules that could not be checked.
    """

    result: Result
    before: float | None
    moved: pd.DataFrame
    broken: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def text(self) -> str:
        """What there is to know, in the language of the result."""
        language, result = self.result.language, self.result
        moved = translate(CHANGED, language, n=len(self.moved)) if len(self.moved) else translate(UNCHANGED, language)
        before = "-" if self.before is None else number(self.before, language)
        lines = [moved, translate(COST, language, now=number(result.objective, language), before=before)]
        if self.broken:
            rules = ", ".join(told(result.problem, code, language) for code in self.broken)
            lines.append(translate(BREAKS, language, rules=rules))
        else:
            lines.append(translate(KEEPS, language))
        if result.locked:
            lines.append(translate(LOCKED, language, n=len(result.locked)))
        if self.lost:
            lines.append(unchecked(self.lost, language))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, texts and lists, ready for JSON."""
        moved = [{str(k): plain(v) for k, v in row.items()} for row in self.moved.to_dict("records")]
        return {
            **self.result.to_dict(),
            "objective": plain(self.result.objective),
            "objective_before": plain(self.before),
            "moved": moved,
            "broken": list(self.broken),
            "not_checked": list(self.lost),
        }

    def __repr__(self) -> str:
        """Return what there is to know."""
        return self.text

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.text.splitlines())


def edited(path: str | Path, *, source: Problem | None = None, language: str | None = None) -> Edited:
    """Read a workbook back as the organiser left it, and cost it.

    Parameters
    ----------
    path : str or Path
        A workbook that `Result.to_workbook` wrote; groups and locks are those its sheet of people has now.
    source : Problem, optional
        The problem as its sheet and plan make it: whom people want to avoid comes from there alone.
    language : {"en", "fi", "sv"}, optional
        The plan's own if left out.

    Raises
    ------
    InputError
        If it is no such workbook, with every row that can't be understood.
    """
    opened = reopen(path, source=source, language=language)
    result, record = opened.result, opened.written.record
    was = {person: group["id"] for group in record["groups"] for person in group["members"]}
    rows = [
        (person, was.get(person), None if pd.isna(group) else int(group))
        for person, group in result.seats["group"].items()
    ]
    moved = pd.DataFrame(
        [row for row in rows if row[1] != row[2]], columns=["person", "before", "after"], dtype=object
    )
    return Edited(result, record["objective"], moved, broken_rules(result), opened.lost)


def broken_rules(result: Result) -> tuple[str, ...]:
    """Return the codes of the hard rules that a result breaks; see `peergroups.results.changes.Change`."""
    return Changes(result.problem, result.assignment).broken


def unchecked(lost: Sequence[str], language: str) -> str:
    """Return the sentence on rules that could not be checked."""
    names = ", ".join(translate(NAMES.get(label.split(":")[0], label), language) for label in lost)
    return translate(UNCHECKED, language, rules=names)
