"""Whom a guide must not sit with: their own unit, their reporting chain, and those whom either wants to avoid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.criteria.columns import Positions, fold, folded, is_missing
from peergroups.terms import Ints

if TYPE_CHECKING:
    from peergroups.problem import Problem


def barred(problem: Problem) -> tuple[Ints, Ints]:
    """Return pairs of a person and a row of a guide, by their places in the model, who must not share a group.

    A guide who is registered too is also kept from their own group.
    """
    people, guides, rows = problem.people, problem.guides, problem.guide_rows
    assert guides is not None
    pairs: set[tuple[int, int]] = set()
    for pair in (*_own_unit(people, guides), *_in_chain(people, guides), *_apart(people, guides)):
        pairs.add(pair)
    pairs |= set(registered(problem))
    at: dict[int, list[int]] = {}
    for row, guide in enumerate(rows.guide.tolist(), start=len(people)):
        at.setdefault(guide, []).append(row)
    ends = [(person, row) for person, guide in sorted(pairs) for row in at.get(guide, ())]
    found = np.array(ends, dtype=np.int32).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def registered(problem: Problem) -> list[tuple[int, int]]:
    """Return the positions, among people and among guides, of those who are both.

    They are known by id; a guide without an address also by a name that one person has.
    """
    people, guides = problem.people, problem.guides
    assert guides is not None
    place, names = Positions(people), [fold(name) for name in people.get("name", ())]
    found = []
    for number, guide in enumerate(guides.index):
        person = place.get(guide)
        if person < 0 and "@" not in str(guide) and names.count(fold(guide)) == 1:
            person = names.index(fold(guide))
        if person >= 0:
            found.append((person, number))
    return found


def _own_unit(people: pd.DataFrame, guides: pd.DataFrame) -> Iterator[tuple[int, int]]:
    if "unit" not in people.columns or "unit" not in guides.columns:
        return
    members: dict[str, list[int]] = {}
    for person, unit in enumerate(people["unit"]):
        for own in folded(unit):
            members.setdefault(own, []).append(person)
    for guide, unit in enumerate(guides["unit"]):
        for own in folded(unit):
            for person in members.get(own, ()):
                yield person, guide


def _in_chain(people: pd.DataFrame, guides: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Yield people below or above a guide; managers are known by id, or by name where they are not registered."""
    called = {fold(guide): number for number, guide in enumerate(guides.index)}
    if "name" in guides.columns:
        called = {fold(name): number for number, name in enumerate(guides["name"]) if not is_missing(name)} | called
    for person, above in in_chain(people):
        if fold(above) in called:
            yield person, called[fold(above)]
    if "manager" in guides.columns:
        place = Positions(people)
        manager = people["manager"].tolist() if "manager" in people.columns else [None] * len(people)
        for guide, first in enumerate(guides["manager"]):
            for above in _upwards(first, place, manager):
                if place.get(above) >= 0:
                    yield place.get(above), guide


def in_chain(people: pd.DataFrame) -> Iterator[tuple[int, object]]:
    """Yield each person's position with everybody above them, as they are named."""
    if "manager" in people.columns:
        place, manager = Positions(people), people["manager"].tolist()
        for person in range(len(people)):
            for above in _upwards(manager[person], place, manager):
                yield person, above


def _upwards(first: object, place: Positions, manager: list[object]) -> Iterator[object]:
    seen: set[str] = set()
    while not is_missing(first) and fold(first) not in seen:
        seen.add(fold(first))
        yield first
        at = place.get(first)
        first = manager[at] if at >= 0 else None


def _apart(people: pd.DataFrame, guides: pd.DataFrame) -> Iterator[tuple[int, int]]:
    place, guide_place = Positions(people), Positions(guides)
    if "apart" in people.columns:
        for person, cell in enumerate(people["apart"]):
            for other in folded(cell):
                if guide_place.get(other) >= 0:
                    yield person, guide_place.get(other)
    if "apart" in guides.columns:
        for guide, cell in enumerate(guides["apart"]):
            for other in folded(cell):
                if place.get(other) >= 0:
                    yield place.get(other), guide
