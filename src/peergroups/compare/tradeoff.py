"""How much of one wish another one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.compare.again import formed, reweighted, soft_costs
from peergroups.criteria.names import rule_name
from peergroups.errors import ProblemError
from peergroups.referee import TOLERANCE
from peergroups.results.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FACTORS = (0.0, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Times its weight that the first criterion counts; the other one counts as much as it always does."""


def tradeoff(result: Result, one: str, other: str, *, time_limit: float = 16.0, seed: int = 0) -> pd.DataFrame:
    """Return good groupings between the best for one criterion and the best for another.

    The first criterion's weight is varied; every grouping found is costed by the problem's own weights.

    Parameters
    ----------
    result : Result
        Where to begin; its groups are the point of the weights as they are.
    one, other : str
        Labels of soft criteria, as in ``result.criteria``: ``theme_wishes``, ``new_faces``, ``group_size``.
    time_limit : float, default 16
        Seconds in all.
    seed : int, default 0
        For the engines.

    Returns
    -------
    pandas.DataFrame
        Columns: the two labels (costs), ``objective``, ``yours`` (whether it is the result) and ``result``. Points
        that another one beats in both are left out; the first criterion's cost falls from row to row.

    Raises
    ------
    ProblemError
        If there is no such soft criterion.

    Examples
    --------
    Pairs by theme are both of one unit; pairs of two units have one wish unmet each:

    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": list("OOTT"), "themes": ["agile", "agile", "trust", "trust"]})
    >>> offers = pd.DataFrame({"min_size": 2, "max_size": 2, "theme": ["agile", "trust"]})
    >>> problem = pg.Problem(people, offers, [pg.ThemeWishes(unticked=1), pg.MixedUnits(weight=0.5)])
    >>> result = pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    >>> result.tradeoff("theme_wishes", "mixed_units", time_limit=4)[["theme_wishes", "mixed_units"]].values.tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    costs = soft_costs(result)
    unknown = [label for label in (one, other) if label not in costs]
    if unknown:
        raise ProblemError(
            f"no soft criterion is called {', '.join(unknown)}; there are {', '.join(costs) or 'none'}"
        )
    found, starts = [result], [result.assignment]
    for factor in FACTORS:
        model = reweighted(result.problem, {one: factor})
        again = formed(result, model, starts, time_limit / len(FACTORS), seed)
        if again.verdict.unseated <= result.verdict.unseated + TOLERANCE:
            found.append(again)
            starts.append(again.assignment)
    rows = []
    for number, point in enumerate(found):
        mine = soft_costs(point)
        rows.append((mine[one], mine[other], point.objective, number == 0, point))
    table = pd.DataFrame(rows, columns=[one, other, "objective", "yours", "result"])
    return _best_of(table, one, other)


def plot_tradeoff(table: pd.DataFrame, result: Result, ax: Axes | None = None) -> Axes:
    """Draw a table of `tradeoff`: a point for each grouping, the result's own marked.

    Parameters
    ----------
    table : pandas.DataFrame
        What `tradeoff` returned.
    result : Result
        Gives the names and the language.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes if left out.
    """
    if ax is None:
        from matplotlib import pyplot as plt

        _, ax = plt.subplots(figsize=(6, 4), layout="constrained")
    one, other = table.columns[:2]
    ax.plot(table[one], table[other], color="#8FBCD4", marker="o", markerfacecolor="#22577A")
    own = table[table["yours"].astype(bool)]
    ax.plot(own[one], own[other], linestyle="", marker="o", markersize=12, markerfacecolor="none", color="#B5651D")
    ax.set_xlabel(rule_name(result.problem, one, result.language))
    ax.set_ylabel(rule_name(result.problem, other, result.language))
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    return ax


def _best_of(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Return the points that no other one beats, each once."""
    table = table.sort_values([one, other, "yours"], ascending=[True, True, False], kind="stable")
    lowest = np.inf
    keep = []
    for cost in table[other]:
        keep.append(cost < lowest - TOLERANCE)
        lowest = min(lowest, cost)
    return table[keep].iloc[::-1].reset_index(drop=True)
