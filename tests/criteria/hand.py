"""A few people made by hand, and what a criterion costs them."""

from __future__ import annotations

from typing import Any

import pandas as pd

import peergroups as pg
from peergroups.criteria import Criterion
from peergroups.referee import Verdict, judge


def people(n: int = 0, **columns: list[Any]) -> pd.DataFrame:
    """People with the ids a, b, c ..."""
    n = n or len(next(iter(columns.values())))
    table = {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    return pd.DataFrame(table, index=range(n)).set_axis(list("abcdefghij"[:n]))


def offers(**columns: list[Any]) -> pd.DataFrame:
    """Offers with the ids 0, 1 ... that anybody from one to nine people may fill, twice."""
    n = len(next(iter(columns.values()))) if columns else 1
    return pd.DataFrame({"min_size": [1] * n, "max_size": [9] * n, "copies": [2] * n, **columns})


def verdict(criterion: Criterion, who: pd.DataFrame, what: pd.DataFrame, groups: list[int]) -> Verdict:
    """The referee's word on one criterion alone."""
    return judge(pg.Problem(who, what, [criterion]).model, groups)


def cost(criterion: Criterion, who: pd.DataFrame, what: pd.DataFrame, groups: list[int]) -> float:
    return verdict(criterion, who, what, groups).cost


def broken(criterion: Criterion, who: pd.DataFrame, what: pd.DataFrame, groups: list[int]) -> float:
    return verdict(criterion, who, what, groups).broken
