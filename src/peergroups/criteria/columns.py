"""How criteria read the columns of people and offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.errors import ProblemError
from peergroups.terms import Ints

if TYPE_CHECKING:
    from peergroups.problem import Problem


def column_of(table: pd.DataFrame, column: str, criterion: str, what: str = "people") -> pd.Series:
    """Return a column, or raise a `ProblemError` that names the criterion and the columns there are."""
    if column not in table.columns:
        there = ", ".join(map(str, table.columns)) or "none"
        raise ProblemError(f"{criterion}: the {what} have no column {column!r}; their columns are {there}")
    return table[column]


def categories(problem: Problem, column: str, criterion: str) -> tuple[Ints, list[str]]:
    """Return each person's category code (-1 where missing) and the categories' names, sorted."""
    values = column_of(problem.people, column, criterion)
    text = values.astype("string").str.strip()
    text = text.mask(text == "")
    codes, names = pd.factorize(text, sort=True)
    return codes.astype(np.int32), [str(name) for name in names]
