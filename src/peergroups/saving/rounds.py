"""A round from its workbook: the groups as the sheet of people has them now, ready to be costed and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.outputs.workbook import read_workbook
from peergroups.outputs.workbook.reading import SavedRound, written_in
from peergroups.plan.around import Sessions
from peergroups.problem import Problem
from peergroups.results.result import Result
from peergroups.resumed.guiding import found_guides, named_guides
from peergroups.resumed.placing import placed
from peergroups.saving.problems import from_data, with_avoided
from peergroups.terms import Ints

OLD = message("{name} does not hold the round's people and rules; write it again")


@dataclass(frozen=True, eq=False)
class Reopened:
    """A round from its workbook.

    Attributes
    ----------
    result : Result
        The groups as the sheet of people has them now.
    lost : tuple of str
        Labels of rules that a workbook does not hold, above all who must be kept apart: they are not checked.
    written : SavedRound
        What the workbook says.
    """

    result: Result
    lost: tuple[str, ...]
    written: SavedRound


def reopen(path: str | Path, *, source: Problem | None = None, language: str | None = None) -> Reopened:
    """Read a round back from its workbook, with the groups and locks that its sheet of people has now.

    Parameters
    ----------
    path : str or Path
        A workbook that `Result.to_workbook` wrote.
    source : Problem, optional
        The problem as its sheet and plan make it: whom people want to avoid comes from there alone.
    language : {"en", "fi", "sv"}, optional
        The workbook's own if left out.

    Raises
    ------
    InputError
        If it is no such workbook, with every row that can't be understood, or groups that can't be.
    """
    language = language or written_in(path) or "en"
    saved = read_workbook(path, language=language)
    if saved.problem is None:
        raise InputError(translate(OLD, language, name=Path(path).name))
    problem, lost = from_data(saved.problem)
    if source is not None:
        problem = with_avoided(problem, source)
        lost = tuple(label for label in lost if label != "keep_apart")
    groups, numbers = placed(problem, saved.seats, language)
    groups = _guided(problem, saved.record, groups, numbers)
    result = Result(
        problem,
        groups,
        -np.inf,
        seconds=0.0,
        seed=int(saved.record["seed"]),
        best_alone=_known(saved.record, "best_alone"),
        drawn_lots=_known(saved.record, "drawn_lots"),
        language=language,
        round=saved.round,
        settings=_settings(saved),
        locked=saved.seats.index[saved.seats["locked"]].tolist(),
        numbers=numbers,
        meetings=None if saved.sessions is None else Sessions.model_validate_json(saved.sessions).meetings(),
    )
    return Reopened(result, lost, saved)


def _settings(saved: SavedRound) -> dict[str, Any]:
    """Return what the plan said, its sessions as a table again, so that another workbook can keep them."""
    if saved.sessions is None:
        return saved.settings
    others = {key: value for key, value in saved.settings.items() if not key.startswith("sessions.")}
    return {**others, "sessions": json.loads(saved.sessions)}


def _known(record: Mapping[str, Any], column: str) -> dict[str, float]:
    """Return what is known of each soft criterion whoever sits where."""
    soft = [row for row in record["criteria"] if not row["hard"]]
    return {row["name"]: float(row[column]) for row in soft if row.get(column) is not None}


def _guided(problem: Problem, record: Mapping[str, Any], groups: Ints, numbers: Mapping[int, int]) -> Ints:
    """Give each group the guides from outside that it had, and groups made since then free ones."""
    had = {group["id"]: group.get("guide") for group in record["groups"]}
    named = {group: had.get(number) for group, number in numbers.items()}
    lists = {group: guides if isinstance(guides, list) else [guides] for group, guides in named.items()}
    made = [group for group, number in numbers.items() if number not in had]
    return found_guides(problem, named_guides(problem, groups, lists), made)
