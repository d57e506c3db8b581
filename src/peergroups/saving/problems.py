"""A problem as plain data and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd

from peergroups.criteria import REGISTRY, Criterion, KeepApart
from peergroups.demand.check import used_columns
from peergroups.errors import ProblemError
from peergroups.problem import Problem
from peergroups.saving.values import packed, unpacked

SHOWN = ("name", "email", "unit", "role", "place", "online", "languages", "slots", "themes", "registered", "guest")
"""Columns of people that are kept whether a criterion reads them or not; the workbook shows them anyway."""
ALSO = ("lat", "lon", "ticked", "could_guide")
SECRET = "apart"


def to_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as dicts, lists, numbers and text.

    Of people only what criteria read and what a workbook shows is kept. Left out are whom somebody wants to avoid,
    and criteria that are not the library's own or hold what can't be written down; ``lost`` names those.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Turku"], "apart": ["bo", ""], "shoe": [41, 42]}, index=["ann", "bo"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [2]})
    >>> again, lost = from_data(to_data(pg.Problem(people, offers, [pg.MixedUnits(weight=2), pg.KeepApart()])))
    >>> list(again.people.columns), again.criteria, lost
    (['unit'], (MixedUnits(column='unit', weight=2, at_most=None),), ('keep_apart',))
    """
    criteria, lost = [], []
    for criterion in problem.criteria:
        try:
            criteria.append(_packed(criterion))
        except TypeError:
            lost.append(criterion.label)
    wanted = used_columns(problem) | {*SHOWN, *ALSO}
    people = problem.people[[c for c in problem.people.columns if c in wanted and c != SECRET]]
    guides = None if problem.guides is None else problem.guides.drop(columns=SECRET, errors="ignore")
    if problem.guides is not None and SECRET in problem.guides.columns and problem.guides[SECRET].notna().any():
        lost.append("guides")
    return {
        "people": packed(people),
        "offers": packed(problem.offers),
        "guides": None if guides is None else packed(guides),
        "criteria": criteria,
        "everyone": problem.everyone,
        "queue": None if problem.queue is None else packed(list(problem.queue)),
        "lost": lost,
    }


def from_data(data: Mapping[str, Any]) -> tuple[Problem, tuple[str, ...]]:
    """Return the problem that was kept, and what is lost of it: the labels of rules that could not be kept."""
    criteria = tuple(
        REGISTRY[name](**{key: _tuples(unpacked(value)) for key, value in settings.items()})
        for name, settings in data["criteria"]
    )
    problem = Problem(
        unpacked(data["people"]),
        unpacked(data["offers"]),
        criteria,
        everyone=data["everyone"],
        queue=unpacked(data["queue"]),
        guides=None if data["guides"] is None else unpacked(data["guides"]),
    )
    return problem, tuple(data["lost"])


def with_avoided(problem: Problem, source: Problem) -> Problem:
    """Return a problem with the rules on people kept apart that another one has, and whom its people want to avoid.

    Raises
    ------
    ProblemError
        If the other problem is of other people.
    """
    unknown = problem.people.index.difference(source.people.index)
    if len(unknown):
        raise ProblemError(f"the sheet is of other people: {len(unknown)} of this round are not in it")
    people = problem.people
    if SECRET in source.people.columns:
        cells = pd.Series(source.people[SECRET].tolist(), index=source.people.index, dtype=object)
        people = people.assign(**{SECRET: cells.reindex(people.index)})
    rules = [c for c in source.criteria if isinstance(c, KeepApart)]
    return Problem(
        people,
        problem.offers,
        (*(c for c in problem.criteria if not isinstance(c, KeepApart)), *rules),
        everyone=problem.everyone,
        queue=problem.queue,
        guides=problem.guides if source.guides is None or problem.guides is None else source.guides,
    )


def _packed(criterion: Criterion) -> list[Any]:
    if isinstance(criterion, KeepApart) or REGISTRY.get(criterion.name) is not type(criterion):
        raise TypeError(criterion.label)
    return [criterion.name, {f.name: packed(getattr(criterion, f.name)) for f in fields(criterion)}]


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
