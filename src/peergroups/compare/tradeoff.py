"""How much of one wish another one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.compare.again import formed, refuse_unknown, reweighted
from peergroups.criteria.names import rule_name
from peergroups.engines.base import check_time
from peergroups.errors import ProblemError
from peergroups.locale import message, translate
from peergroups.referee import TOLERANCE
from peergroups.results.changes import soft_costs
from peergroups.results.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COST = message("{rule}: cost")
ONE_RULE = message("a trade-off is between two different rules")
THESE = message("these groups")
OTHERS = message("other groups")

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
        that another one beats in both are left out, but the result's own; the first criterion's cost falls from row
        to row.

    Raises
    ------
    ProblemError
        If there is no such soft criterion, or both are the same.

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
    check_time(time_limit)
    refuse_unknown(result, (one, other))
    if one == other:
        raise ProblemError(translate(ONE_RULE, result.language))
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
    own, language = table["yours"].astype(bool), result.language
    line = table.iloc[::-1]
    line = line[_unbeaten(line, other)]
    ax.plot(line[one], line[other], color="#8FBCD4", zorder=1)
    for which, colour, size, said in ((~own, "#22577A", 6, OTHERS), (own, "#B5651D", 10, THESE)):
        label = translate(said, language)
        ax.plot(
            table.loc[which, one],
            table.loc[which, other],
            "o",
            color=colour,
            markersize=size,
            label=label,
            clip_on=False,
        )
    ax.set_xlabel(translate(COST, language, rule=rule_name(result.problem, one, language)))
    ax.set_ylabel(translate(COST, language, rule=rule_name(result.problem, other, language)))
    ax.legend(frameon=False)
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    return ax


def _best_of(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Return the points that no other one beats, each once, and the result's own."""
    table = table.sort_values([one, other, "yours"], ascending=[True, True, False], kind="stable")
    return table[table["yours"] | _unbeaten(table, other)].iloc[::-1].reset_index(drop=True)


def _unbeaten(table: pd.DataFrame, other: str) -> NDArray[np.bool_]:
    """Return which points no other one beats, of points in ascending order of the first criterion's cost."""
    lowest, unbeaten = np.inf, []
    for cost in table[other]:
        unbeaten.append(cost < lowest - TOLERANCE)
        lowest = min(lowest, cost)
    return np.array(unbeaten, dtype=np.bool_)
