"""Pictures of a result on matplotlib's axes; matplotlib comes with ``pip install peergroups[plots]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from peergroups.locale import message, translate
from peergroups.outputs.profile import WISH_COLOURS, WISHES, profiles
from peergroups.outputs.titles import TITLES
from peergroups.results.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COST, BOUND = message("Cost"), message("Proved bound")
_COST_COLOUR, _BOUND_COLOUR = "#22577A", "#B5651D"


def plot_progress(result: Result, ax: Axes | None = None) -> Axes:
    """Draw how the best cost fell and the proved bound rose during a solve.

    Groupings on the way that left more people waiting are not drawn: their costs cannot be compared.

    Parameters
    ----------
    result : Result
        What `solve` gave back.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes if left out.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or _new_axes()
    history, language, waiting = result.history, result.language, result.verdict.unseated
    seated = int(result.seats["group"].notna().sum())
    fair = [(news.seconds, news.cost) for news in history if news.seated == seated]
    when, cost = zip(*fair, (result.seconds, result.objective), strict=True)
    ax.step(when, cost, "o-", where="post", color=_COST_COLOUR, label=translate(COST, language), markevery=[-1])
    seconds = np.array([*(news.seconds for news in history), result.seconds])
    bound = np.array([*(news.bound - waiting for news in history), np.nan if result.bound is None else result.bound])
    proved, name = bound >= 0, translate(BOUND, language)
    if proved.any():
        ax.step(seconds[proved], bound[proved], where="post", color=_BOUND_COLOUR, linestyle="--", label=name)
    ax.set(xlabel=translate("Seconds", language), ylabel=translate(COST, language))
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    ax.legend(frameon=False)
    return ax


def plot_groups(result: Result, ax: Axes | None = None) -> Axes:
    """Draw a bar for each group, as high as the group is large and coloured by the wishes met.

    Parameters
    ----------
    result : Result
        The groups.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes if left out.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or _new_axes()
    table = profiles(result)
    wishes = [name for name in WISHES if name in table.columns and table[name].any()]
    below = np.zeros(len(table))
    for name in wishes or ["size"]:
        height = table[name].to_numpy(dtype=float)
        label = translate(TITLES[name], result.language)
        ax.bar(table.index, height, bottom=below, color=WISH_COLOURS.get(name, _COST_COLOUR), label=label)
        below += height
    ax.set(xlabel=translate(TITLES["group"], result.language), ylabel=translate(TITLES["members"], result.language))
    ax.locator_params(integer=True)
    if wishes:
        ax.legend(frameon=False, ncols=min(3, len(wishes)), loc="lower center", bbox_to_anchor=(0.5, 1))
    return ax


def _new_axes() -> Axes:
    from matplotlib import pyplot

    return pyplot.subplots(layout="constrained")[1]
