"""A workbook that the organiser changed: what was moved, what it costs, and which hard rules break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from peergroups.adjust.breaches import breaches
from peergroups.criteria.names import NAMES
from peergroups.locale import message, translate
from peergroups.outputs.record import plain
from peergroups.outputs.words import changed_costs, number
from peergroups.problem import Problem
from peergroups.results.changes import Changes, soft_costs
from peergroups.results.result import Result
from peergroups.resumed.notice import changed_seats, told_changes
from peergroups.saving import reopen

UNCHANGED = message("No seat was changed.")
CHANGED = message("Seats changed: {n}.")
COST = message("The cost is {now}; it was {before}.")
COSTS = message("The cost is {now}; it was {before}: {criteria}.")
BREAKS = message("Broken:")
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
    costs_before : mapping
        Each soft criterion's cost then, by its label.
    moved : pandas.DataFrame
        ``person, change, before, after``: numbers of groups, missing for waiting.
    broken : tuple of str
        Labels of the hard rules that do not hold; ``too_many`` and ``too_few`` for sizes; ``with_whom`` for all
        rules on pairs.
    lost : tuple of str
        Rules that could not be checked.
    """

    result: Result
    before: float | None
    costs_before: Mapping[str, float]
    moved: pd.DataFrame
    broken: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def text(self) -> str:
        """What there is to know, in the language of the result."""
        language, result = self.result.language, self.result
        lines = [translate(CHANGED if len(self.moved) else UNCHANGED, language, n=len(self.moved))]
        lines += told_changes(self.moved, language)
        before = "-" if self.before is None else number(self.before, language)
        changes = changed_costs(result, self.costs_before, soft_costs(result))
        costs = {"now": number(result.objective, language), "before": before, "criteria": ", ".join(changes)}
        lines.append(translate(COSTS if changes else COST, language, **costs))
        if self.broken:
            lines += [translate(BREAKS, language), *(f"- {breach}" for breach in breaches(result))]
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
        The workbook's own if left out.

    Raises
    ------
    InputError
        If it is no such workbook, with every row that can't be understood.
    """
    opened = reopen(path, source=source, language=language)
    result, record = opened.result, opened.written.record
    was = {person: group["id"] for group in record["groups"] for person in group["members"]}
    now = {person: None if pd.isna(group) else int(group) for person, group in result.seats["group"].items()}
    costs = {row["name"]: row["cost"] for row in record["criteria"] if not row["hard"]}
    return Edited(result, record["objective"], costs, changed_seats(was, now), broken_rules(result), opened.lost)


def broken_rules(result: Result) -> tuple[str, ...]:
    """Return the codes of the hard rules that a result breaks; see `peergroups.results.changes.Change`."""
    return Changes(result.problem, result.assignment).broken


def unchecked(lost: Sequence[str], language: str) -> str:
    """Return the sentence on rules that could not be checked."""
    names = ", ".join(translate(NAMES.get(label.split(":")[0], label), language) for label in lost)
    return translate(UNCHECKED, language, rules=names)
