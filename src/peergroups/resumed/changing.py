"""A round after people left or came, or groups were lost: the problem as it is now, and the seats that are left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.criteria.columns import Positions, fold, is_missing
from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.problem import Problem
from peergroups.referee import running
from peergroups.results.changes import row_of
from peergroups.results.result import Result
from peergroups.results.tables import group_numbers
from peergroups.resumed.guiding import guide_called
from peergroups.schedule.overlap import slot_key
from peergroups.terms import WAITING, Ints

THERE_ALREADY = message("{person} is in this round already")
NO_GROUP = message("there is no group {group}; the groups are {groups}")
NO_MEETING = message("no group meets at {lost}; close takes numbers of groups, and these times and places: {known}")


@dataclass(frozen=True, eq=False)
class Changed:
    """A round as it is before it is repaired.

    Attributes
    ----------
    problem : Problem
        Those who stay and those who come.
    groups : (rows of the model,) int32
        The seats that are left; the first copies of each offer run.
    numbers : mapping
        What each group that runs on is called.
    before : Result
        The round before.
    """

    problem: Problem
    groups: Ints
    numbers: Mapping[int, int]
    before: Result

    @property
    def had(self) -> NDArray[np.bool_]:
        """Return (rows of the model,) who had a seat before, though their group may be lost."""
        had: NDArray[np.bool_] = self.groups != WAITING
        people, seats = self.problem.people.index, self.before.seats["group"]
        had[: len(people)] |= people.isin(seats.index[seats.notna()])
        return had


def changed(
    result: Result,
    leave: Sequence[object] = (),
    join: pd.DataFrame | None = None,
    close: Sequence[int | str] = (),
    language: str = "en",
) -> Changed:
    """Return a round after some people or guides left, others came, and groups, slots or places were lost.

    Raises
    ------
    InputError
        With everything that cannot be meant: people who are not there, who are there already, groups that are not.
    """
    problem, faults = result.problem, []
    guides, rows = set(), set()
    for person in leave:
        if (guide := guide_called(problem, person)) is not None:
            guides.add(guide)
            continue
        try:
            rows.add(row_of(problem, person, language))
        except InputError as error:
            faults.append(str(error))
    place = Positions(problem.people)
    new = problem.people.iloc[:0] if join is None else join
    faults += [translate(THERE_ALREADY, language, person=p) for p in new.index if place.get(p) >= 0]
    there = result.groups
    lost, gone = set(), np.zeros(len(problem.offers), dtype=bool)
    for one in close:
        if str(one).isdecimal():
            if int(one) in there.index:
                lost.add(int(one))
            else:
                known = ", ".join(map(str, there.index))
                faults.append(translate(NO_GROUP, language, group=one, groups=known))
            continue
        meets = _meets(problem.offers, one)
        if not meets.any():
            faults.append(translate(NO_MEETING, language, lost=one, known=_meetings(problem.offers)))
        gone |= meets
    if faults:
        raise InputError("\n  ".join(faults))
    lost |= set(there.index[there["offer"].isin(problem.offers.index[gone])])
    stay = np.array([row for row in range(len(problem.people)) if row not in rows], dtype=np.int64)
    now = replace(
        problem,
        people=_joined(problem.people.iloc[stay], new),
        offers=_without(problem, result, sorted(lost), gone),
        guides=None if problem.guides is None else problem.guides.drop(list(guides)),
    )
    groups = np.full(now.model.people, WAITING, dtype=np.int32)
    groups[: len(stay)] = result.assignment[stay]
    for old, row in _same_guides(problem, now):
        groups[row] = result.assignment[old]
    return _renumbered(now, groups, result, lost)


def _joined(stay: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    if new.empty:
        return stay
    index = pd.Index([*stay.index, *new.index], name=stay.index.name, dtype=object)
    columns: dict[Any, list[Any]] = {
        name: [*stay[name], *(new[name] if name in new.columns else [None] * len(new))] for name in stay.columns
    }
    return pd.DataFrame(columns, index=index)


def _meets(offers: pd.DataFrame, where: object) -> NDArray[np.bool_]:
    """Return which offers meet at a slot or a place."""
    found = np.zeros(len(offers), dtype=bool)
    if "place" in offers.columns:
        found |= [fold(place) == fold(where) for place in offers["place"]]
    if "slot" in offers.columns:
        found |= [not is_missing(slot) and slot_key(str(slot)) == slot_key(str(where)) for slot in offers["slot"]]
    return found


def _meetings(offers: pd.DataFrame) -> str:
    """Return at which times and places groups may meet."""
    cells = [cell for column in ("slot", "place") if column in offers.columns for cell in offers[column]]
    return "; ".join(dict.fromkeys(str(cell) for cell in cells if not is_missing(cell))) or "-"


def _without(problem: Problem, result: Result, lost: Sequence[int], gone: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the offers with no more copies than go on where a group was lost, and none where they can't meet."""
    if not lost and not gone.any():
        return problem.offers
    names, offers = result.groups["offer"], problem.offers.index
    closed = offers.isin(names[list(lost)])  # a copy to spare would be the same group again
    go_on = names.drop(list(lost)).value_counts().reindex(offers, fill_value=0)
    return problem.offers.assign(copies=np.where(gone, 0, np.where(closed, go_on, problem.copies)))


def _same_guides(before: Problem, now: Problem) -> list[tuple[int, int]]:
    """Return the rows of each guide in two models."""
    if before.guides is None or now.guides is None:
        return []

    def rows(problem: Problem) -> dict[Any, list[int]]:
        found: dict[Any, list[int]] = {}
        for row, guide in enumerate(problem.guide_rows.guide.tolist(), start=len(problem.people)):
            found.setdefault(problem.guides.index[guide], []).append(row)  # type: ignore[union-attr]
        return found

    old, new = rows(before), rows(now)
    return [pair for guide, own in new.items() for pair in zip(old.get(guide, []), own, strict=False)]


def _renumbered(problem: Problem, groups: Ints, result: Result, lost: Collection[int]) -> Changed:
    """Make the groups that still have members the first copies of their offers, in their order."""
    people = len(problem.people)
    called = called_in(result)
    had, was = problem.model, result.problem.model
    number = np.full(was.groups + 1, WAITING, dtype=np.int32)  # the last entry is for those who wait
    names: dict[int, int] = {}
    used = np.zeros(had.offers, dtype=np.int32)
    runs = running(was, groups[:people]) if people else np.zeros(was.groups, dtype=bool)
    for group in np.flatnonzero(runs).tolist():
        offer = was.offer_of[group]
        if called[group] not in lost:
            number[group] = had.first_group[offer] + used[offer]
            names[int(number[group])] = called[group]
            used[offer] += 1
    return Changed(problem, number[groups], names, result)


def called_in(result: Result) -> dict[int, int]:
    """Return what each running group of a result is called, by its number in the model."""
    own = result.assignment[: len(result.problem.people)]
    numbers = group_numbers(result.problem, result.assignment, result.numbers)
    return {int(group): int(name) for group, name in zip(own, numbers, strict=True) if group != WAITING}
