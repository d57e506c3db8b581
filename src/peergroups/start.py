"""A grouping the caller already has, as a problem's own group numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from peergroups.errors import ProblemError
from peergroups.problem import Problem
from peergroups.results.result import Result
from peergroups.terms import WAITING, Ints

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    Start: TypeAlias = Result | pd.DataFrame | pd.Series[Any] | Mapping[Any, Any] | ArrayLike


def start_groups(problem: Problem, start: Start) -> Ints:
    """Return (rows of the model,) the group of each person in a start, or `WAITING`.

    Parameters
    ----------
    problem : Problem
        What is to be solved.
    start : Result, DataFrame, Series, mapping or array
        A result, or a table like its ``seats`` with the columns ``group`` and ``offer``, indexed by person id: people
        and offers that the problem lacks are left out, and groups beyond an offer's copies dissolved. Or group
        numbers as in ``Result.assignment``, by person id or in the order of the people; missing is waiting. Outside
        guides keep their groups in a result of the same people and offers, and wait else.

    Raises
    ------
    ProblemError
        For a table without these columns, an array of another length or numbers that are no group's.

    Examples
    --------
    >>> people = pd.DataFrame(index=["ann", "bo", "cai"])
    >>> problem = Problem(people, pd.DataFrame({"min_size": [1], "max_size": [2], "copies": [2]}))
    >>> start_groups(problem, {"cai": 0, "ann": 1})
    array([ 1, -1,  0], dtype=int32)
    """
    people, rows = problem.people.index, problem.model.people
    if isinstance(start, Result):
        start = start.assignment if _same(problem, start.problem) else start.seats
    if isinstance(start, pd.DataFrame):
        return _from_table(problem, start)
    if isinstance(start, Mapping):
        start = pd.Series(dict(start), dtype=object)
    if isinstance(start, pd.Series):
        numbers = (
            pd.to_numeric(start.reindex(people), errors="coerce").astype("Float64").to_numpy(float, na_value=np.nan)
        )
    else:
        try:
            numbers = np.asarray(start, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise ProblemError("start: must be a result, its seats, or group numbers of the people") from error
    if numbers.shape not in ((len(people),), (rows,)):
        raise ProblemError(f"start: {len(people)} people need as many group numbers, not {numbers.shape}")
    groups = np.full(rows, WAITING, dtype=np.int32)
    groups[: len(numbers)] = np.where(np.isnan(numbers), WAITING, numbers)
    if len(groups) and (groups.min() < WAITING or groups.max() >= problem.model.groups):
        raise ProblemError(
            f"start: group numbers must be {WAITING}..{problem.model.groups - 1}, as in Result.assignment; groups"
            " under other numbers are given as a table with the columns 'group' and 'offer'"
        )
    return groups


def _same(one: Problem, other: Problem) -> bool:
    """Return whether the rows and groups of two problems' models stand for the same people, guides and offers."""
    return (
        one.people.index.equals(other.people.index)
        and one.offers.index.equals(other.offers.index)
        and one.model.people == other.model.people
        and bool((one.model.copies == other.model.copies).all())
    )


def _from_table(problem: Problem, table: pd.DataFrame) -> Ints:
    if not {"group", "offer"} <= set(table.columns):
        raise ProblemError("start: a table needs the columns 'group' and 'offer'")
    model = problem.model
    groups = np.full(model.people, WAITING, dtype=np.int32)
    position = problem.people.index.get_indexer(table.index)
    offer = problem.offers.index.get_indexer(pd.Index(table["offer"]))
    here = (position >= 0) & (offer >= 0) & table["group"].notna().to_numpy()
    used = np.zeros(model.offers, dtype=int)
    for _, rows in pd.Series(np.flatnonzero(here)).groupby(table["group"].to_numpy()[here], sort=False):
        kind = offer[rows.iloc[0]]
        if used[kind] < model.copies[kind]:
            groups[position[rows]] = model.first_group[kind] + used[kind]
            used[kind] += 1
    return groups
