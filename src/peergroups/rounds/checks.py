"""What is given to be planned, looked through before anything is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any

import numpy as np
import pandas as pd

from peergroups.errors import ProblemError
from peergroups.meetings import MeetingGraph
from peergroups.problem import Problem

SHOWN = 10
"""How many people or answers a sentence lists at most."""


def refuse_wrong(problems: Sequence[Any], attendance: object, history: object, weight: object) -> None:
    """Raise one error with all that is not what it should be.

    Raises
    ------
    ProblemError
        See `plan_rounds`.
    """
    faults = [f"each round needs a Problem, not {_short(each)}" for each in problems if not isinstance(each, Problem)]
    if not (isinstance(weight, int | float | np.integer | np.floating) and 0 <= weight < inf):
        faults.append(f"weight must be a number >= 0, not {weight!r}")
    if not isinstance(history, MeetingGraph | None):
        faults.append(f"history must be a MeetingGraph, not {_short(history)}")
    if not isinstance(attendance, pd.DataFrame | None):
        faults.append(f"attendance must be a DataFrame with a column a round, not {_short(attendance)}")
    elif not faults and attendance is not None:
        people = pd.Index(dict.fromkeys(person for each in problems for person in each.people.index), dtype=object)
        faults += _wrong_attendance(attendance, people, len(problems))
    if faults:
        raise ProblemError("; ".join(dict.fromkeys(faults)))


def _wrong_attendance(attendance: pd.DataFrame, people: pd.Index[Any], rounds: int) -> Iterator[str]:
    if attendance.shape[1] != rounds:
        yield f"attendance has {attendance.shape[1]} columns for {rounds} rounds"
    twice = attendance.index[attendance.index.duplicated()].unique()
    if len(twice):
        yield f"attendance names people twice: {_some(twice)}"
    strangers = attendance.index.difference(people, sort=False)
    if len(strangers):
        yield f"attendance names people who are not there: {_some(strangers)}"
    said = attendance.to_numpy(dtype=object)[attendance.notna().to_numpy()]
    odd = dict.fromkeys(repr(value) for value in said if value not in (True, False))
    if odd:
        yield f"attendance is True or False, or missing for those who are there, not {_some(odd)}"


def _some(values: Iterable[object]) -> str:
    listed = list(map(str, values))
    return ", ".join(listed[:SHOWN]) + " ..." * (len(listed) > SHOWN)


def _short(value: object) -> str:
    return f"a {type(value).__name__}"
