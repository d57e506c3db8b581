"""Where people and offers are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.criteria.columns import column_of, fold, numbers, spelled
from peergroups.criteria.same_mode import modes
from peergroups.places import municipalities
from peergroups.terms import Floats

if TYPE_CHECKING:
    from peergroups.problem import Problem

Spot = tuple[str, float, float]
"""A place's folded name, latitude and longitude; NaN where the place is not known."""


def spots(table: pd.DataFrame, column: str, criterion: str, what: str = "people") -> list[Spot]:
    """Return where each person or offer is: by the columns ``lat`` and ``lon`` if there, else by municipality."""
    names = column_of(table, column, criterion, what)
    known = {name: municipalities.coordinates([spelled(name)])[0] for name in dict.fromkeys(map(spelled, names))}
    points = np.array([known[spelled(name)] for name in names]).reshape(-1, 2)
    if {"lat", "lon"} <= set(table.columns):
        own = np.column_stack([numbers(table[axis], axis, criterion) for axis in ("lat", "lon")])
        points = np.where(np.isnan(own).any(axis=1, keepdims=True), points, own)
    where = [[math.nan if math.isnan(x) else x for x in point] for point in points.tolist()]  # one NaN, so keys match
    return [(fold(name), lat, lon) for name, (lat, lon) in zip(names, where, strict=True)]


def kilometres(here: Spot, there: list[Spot]) -> Floats:
    """Return the distances from a spot to others: 0 within one name, NaN where a place is not known."""
    points = np.array([spot[1:] for spot in there], dtype=np.float64).reshape(-1, 2)
    distance = municipalities.distance_km(np.array(here[1:]), points)
    same = np.array([bool(here[0]) and here[0] == name for name, *_ in there], dtype=bool)
    return np.where(same & np.isnan(distance), 0.0, distance)


def is_nowhere(spot: Spot) -> bool:
    """Return whether nothing at all is said of a place."""
    return not spot[0] and np.isnan(spot[1])


def in_person(problem: Problem, criterion: str) -> list[bool]:
    """Return whether each offer meets in person: all do that do not say they are online."""
    if "online" not in problem.offers.columns:
        return [True] * len(problem.offers)
    return [mode is not True for mode in modes(problem.offers, "online", criterion, "offers")]
