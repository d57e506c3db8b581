"""A round from its workbook: the groups as the sheet of people has them now, ready to be costed and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.outputs.workbook import read_workbook
from peergroups.outputs.workbook.reading import SavedRound
from peergroups.problem import Problem
from peergroups.results.result import Result
from peergroups.resumed.placing import placed
from peergroups.saving.problems import from_data, with_avoided
from peergroups.terms import WAITING, Ints

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
        The plan's own if left out.

    Raises
    ------
    InputError
        If it is no such workbook, with every row that can't be understood, or groups that can't be.
    """
    saved = read_workbook(path, language=language or "en")
    language = language or str(saved.settings.get("round.language", "en"))
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
        language=language,
        round=saved.round,
        settings=saved.settings,
        locked=saved.seats.index[saved.seats["locked"]].tolist(),
        numbers=numbers,
    )
    return Reopened(result, lost, saved)


def _guided(problem: Problem, record: Mapping[str, Any], groups: Ints, numbers: Mapping[int, int]) -> Ints:
    """Give each group the guides from outside that it had."""
    if problem.guides is None:
        return groups
    rows, people = problem.guide_rows, len(problem.people)
    had = {group["id"]: group.get("guide") for group in record["groups"]}
    for group, number in numbers.items():
        guides = had.get(number)
        for guide in guides if isinstance(guides, list) else [guides]:
            if guide not in problem.guides.index:
                continue
            at = problem.guides.index.get_loc(guide)
            free = [
                row
                for row in np.flatnonzero(rows.guide == at).tolist()
                if rows.allowed[row, problem.model.offer_of[group]] and groups[people + row] == WAITING
            ]
            if free:
                groups[people + free[0]] = group
    return groups
