"""Changes of groups by hand. Each gives a new result, costed anew; hard rules may break, and the result says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.results.changes import row_of
from peergroups.results.result import Result
from peergroups.resumed.changing import NO_GROUP, called_in
from peergroups.resumed.guiding import found_guides
from peergroups.terms import WAITING, Ints

NO_COPY = message("no further group of the kind of group {group} can run")
NOT_IN = message("{person} is not in group {group}")


def lock(result: Result, people: Iterable[object] | None = None) -> Result:
    """Keep seats as they are when groups are formed again; everybody's if no people are given."""
    index = result.problem.people.index
    chosen = index if people is None else index[sorted({row_of(result.problem, p, result.language) for p in people})]
    return replace(result, locked=list(dict.fromkeys([*result.locked, *chosen])))


def unlock(result: Result, people: Iterable[object] | None = None) -> Result:
    """Undo `lock`; for everybody if no people are given."""
    index = result.problem.people.index
    free = set(index) if people is None else {index[row_of(result.problem, p, result.language)] for p in people}
    return replace(result, locked=[person for person in result.locked if person not in free])


def move(result: Result, person: object, group: int | None) -> Result:
    """Move somebody to another group, or to the queue with None.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [3], "copies": [2]}, index=["any"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> result.move("ann", 2).objective, result.swap("ann", "cai").objective
    (1.0, 0.0)
    """
    groups = result.assignment.copy()
    groups[row_of(result.problem, person, result.language)] = WAITING if group is None else _group(result, group)
    return _changed(result, groups)


def swap(result: Result, one: object, other: object) -> Result:
    """Let two people change places; one of them may be waiting."""
    groups = result.assignment.copy()
    rows = [row_of(result.problem, person, result.language) for person in (one, other)]
    groups[rows] = groups[rows[::-1]]
    return _changed(result, groups)


def split(result: Result, group: int, people: Iterable[object]) -> Result:
    """Let some members of a group make a further group of its kind, with a free guide if it needs one.

    Raises
    ------
    InputError
        If they are not in it, or no further group of its kind can run.
    """
    number, model, language = _group(result, group), result.problem.model, result.language
    rows = {person: row_of(result.problem, person, language) for person in people}
    faults = [
        translate(NOT_IN, language, person=person, group=group)
        for person, row in rows.items()
        if result.assignment[row] != number
    ]
    offer = model.offer_of[number]
    copies = np.arange(model.first_group[offer], model.first_group[offer + 1])
    free = copies[~np.isin(copies, result.assignment)]
    if not len(free):
        faults.append(translate(NO_COPY, language, group=group))
    if faults:
        raise InputError("\n  ".join(faults))
    groups = result.assignment.copy()
    groups[list(rows.values())] = free[0]
    return _changed(result, found_guides(result.problem, groups, free[:1].tolist()))


def merge(result: Result, group: int, into: int) -> Result:
    """Let all members of a group join another; its guide from outside is free again."""
    old, new = _group(result, group), _group(result, into)
    groups = result.assignment.copy()
    own = groups[: len(result.problem.people)]
    groups[len(own) :][groups[len(own) :] == old] = WAITING
    own[own == old] = new
    return _changed(result, groups)


def _group(result: Result, number: int) -> int:
    called = {name: group for group, name in called_in(result).items()}
    if number not in called:
        known = ", ".join(map(str, sorted(called)))
        raise InputError(translate(NO_GROUP, result.language, group=number, groups=known))
    return called[number]


def _changed(result: Result, groups: Ints) -> Result:
    """Return the result with other groups. What is proved of the problem still holds; groups keep their numbers."""
    own = set(groups[: len(result.problem.people)].tolist())
    numbers = {group: name for group, name in called_in(result).items() if group in own}
    return replace(result, assignment=groups, numbers=numbers, history=(), aim={})
