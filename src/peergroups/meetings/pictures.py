"""Pictures of a meeting graph on matplotlib's axes; matplotlib comes with ``pip install peergroups[plots]``.

They name units, never people, unless asked to. Units are written where they are, so that grey print loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from peergroups.locale import message, translate
from peergroups.meetings import layout
from peergroups.meetings.bounds import most_faces
from peergroups.meetings.questions import Questions, Units
from peergroups.meetings.ties import Ties
from peergroups.meetings.unit_tables import unit_matrix
from peergroups.terms import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from peergroups.meetings.graph import MeetingGraph

EACH_TIE = 80
"""People up to which every tie is drawn; beyond, the ties of two units become one band."""

UPRIGHT = 14
"""Units up to which their names are written upright, and in two lines where they are long."""
BANDS = 80
"""The most bands that are drawn: more would hide each other."""
DARK = 0.32
"""How far from the middle of the scale of colours a field is too dark for black text."""

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C6BB1", "#7A7A7A")
"""After Okabe and Ito, told apart by the colour-blind; repeated beyond eight units."""

_OLD, _NEW = "#B8B8B8", "#C0392B"
_NO_UNIT = message("unit not known")
_NEW_TIES, _OLD_TIES = message("ties of this round"), message("earlier ties")
_WIDEST = message("the widest {n} of {all} bands")
_RATIO = message("ties, as a multiple of what lots would give")
_FACES, _ROUND = message("People met"), message("Round")
_LEAST, _HALF, _MOST = (
    message("whoever has met fewest"),
    message("half of all, at least"),
    message("at most possible"),
)


def plot_network(
    met: Questions, units: Units | None = None, ax: Axes | None = None, *, names: bool = False, language: str = "en"
) -> Axes:
    """Draw who has met whom: people as dots, together by unit, and the new ties of the last round standing out.

    Up to 80 people every tie is a line. Beyond, the ties of each two units are a band, as wide as they are many, with
    the new ones inside it; of more than 80 bands the widest are drawn.

    Parameters
    ----------
    met : MeetingGraph
        Who has met whom.
    units : mapping or pandas.Series, optional
        Person id to unit; if omitted, the units that the rounds said.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes if left out.
    names : bool, default False
        Whether to write people's ids, if there are no more than 80.
    language : {"en", "fi", "sv"}
        The language of the legend.

    Returns
    -------
    matplotlib.axes.Axes
    """
    from matplotlib.collections import LineCollection

    ax, ties = ax or _new_axes(8, 8), met.ties(units)
    ax.set_axis_off()
    if not ties.size:
        return ax
    spots = layout.by_unit(ties)
    unit = np.where(ties.unit < 0, len(ties.units), ties.unit)
    colours = [_colour(k) for k in range(len(ties.units))] + ["#FFFFFF"]
    if ties.size <= EACH_TIE:
        for chosen, colour, width, label in (
            (~ties.new, _OLD, 0.6, _OLD_TIES),
            (ties.new, _NEW, 1.1, _NEW_TIES),
        ):
            lines = np.stack([spots.people[ties.first[chosen]], spots.people[ties.second[chosen]]], axis=1)
            ax.add_collection(
                LineCollection(
                    list(lines), colors=colour, linewidths=width, alpha=0.7, label=translate(label, language)
                )
            )
    else:
        _bands(ax, ties, spots, language)
    x, y = spots.people.T
    ax.scatter(x, y, s=spots.dot, c=[colours[k] for k in unit], edgecolors="#333333", linewidths=0.4, zorder=3)
    for number, name in enumerate([*ties.units, translate(_NO_UNIT, language)]):
        if (unit == number).any():
            short = layout.in_lines(name, 1 if len(ties.units) > UPRIGHT else 2)
            _label(ax, short, spots.labels[number], spots.angles[number], turned=len(ties.units) > UPRIGHT)
    if names and ties.size <= EACH_TIE:
        for person, spot in zip(ties.people, spots.people, strict=True):
            ax.annotate(str(person), spot, xytext=(4, 4), textcoords="offset points", fontsize=7, zorder=5)
    if len(ties.first):
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, -0.06), ncols=3, frameon=False, fontsize=9)
    ax.update_datalim(spots.labels)
    ax.margins(0.2 if len(ties.units) > UPRIGHT else 0.08)
    ax.autoscale_view()
    ax.set_aspect("equal")
    return ax


def _label(ax: Axes, name: str, spot: Floats, angle: float, *, turned: bool) -> None:
    """Write a unit's name outside its disc; turned outwards where there are many, so that none hides another."""
    left = np.cos(np.radians(angle)) < -0.01
    level = abs(np.cos(np.radians(angle))) < 0.3 and not turned
    ax.annotate(
        name,
        (float(spot[0]), float(spot[1])),
        ha="center" if level else "right" if left else "left",
        va="center" if turned or not level else "bottom" if np.sin(np.radians(angle)) > 0 else "top",
        rotation=(angle + 180 if left else angle) if turned else 0,
        rotation_mode="anchor",
        fontsize=9 if not turned else 8,
        zorder=4,
        annotation_clip=False,
    )


def _bands(ax: Axes, ties: Ties, spots: layout.Spots, language: str) -> None:
    """Draw the ties of each two units as one band, the new ones inside it; of very many the widest."""
    known = ties.comparable
    old, new = (unit_matrix_of(ties, known & chosen) for chosen in (np.ones_like(known), ties.new))
    a, b = np.nonzero(np.triu(old, 1))
    widths = old[a, b] + new[a, b]
    drawn = np.sort(np.argsort(-widths, kind="stable")[:BANDS])
    title = None if len(drawn) == len(a) else translate(_WIDEST, language, n=BANDS, all=len(a))
    a, b = a[drawn], b[drawn]
    widest = 14 / max(1, old[a, b].max(initial=1))
    for first, second in zip(a, b, strict=True):
        x, y = np.stack([spots.units[first], spots.units[second]], axis=1)
        ax.plot(x, y, color=_OLD, linewidth=max(0.5, widest * old[first, second]), alpha=0.6, zorder=1,
                solid_capstyle="butt")  # fmt: skip
        if new[first, second]:
            ax.plot(x, y, color=_NEW, linewidth=max(0.5, widest * new[first, second]), alpha=0.8, zorder=2,
                    solid_capstyle="butt")  # fmt: skip
    for colour, label in ((_OLD, message("ties between units")), (_NEW, _NEW_TIES)):
        ax.plot([], [], color=colour, linewidth=4, label=translate(label, language))
    if title is not None:
        ax.plot([], [], linestyle="none", label=title)


def unit_matrix_of(ties: Ties, chosen: np.typing.NDArray[np.bool_]) -> np.typing.NDArray[np.int64]:
    """Return how many of some ties each two units have."""
    a, b = ties.unit[ties.first[chosen]], ties.unit[ties.second[chosen]]
    counts = np.zeros((len(ties.units), len(ties.units)), dtype=np.int64)
    np.add.at(counts, (np.minimum(a, b), np.maximum(a, b)), 1)
    return counts + np.triu(counts, 1).T


def plot_unit_matrix(
    met: Questions, units: Units | None = None, ax: Axes | None = None, *, language: str = "en"
) -> Axes:
    """Draw how many pairs of each two units have met, coloured by how that compares with drawing lots.

    Two units without any tie are crossed out. On the diagonal are the ties inside a unit. Parameters as in
    `plot_network`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    from matplotlib.colors import TwoSlopeNorm

    ties = met.ties(units)
    table = unit_matrix(ties)
    counts, size = table.to_numpy(), len(table)
    names = [layout.in_lines(name, 1 if size > UPRIGHT else 2) for name in table.index]
    longest = max((len(line) for name in names for line in name.splitlines()), default=0)
    ax = ax or _new_axes(*(max(5.0, 1.5 + 0.45 * size + 0.06 * longest),) * 2)
    if not size:
        return ax
    people = np.bincount(ties.unit[ties.unit >= 0], minlength=size)
    possible = np.outer(people, people) - np.diag(people * (people + 1) // 2)
    by_lot = possible * ties.comparable.sum() / max(1, (people.sum() * (people.sum() - 1)) // 2)
    ratio = np.divide(counts, by_lot, out=np.full(counts.shape, np.nan), where=by_lot > 0)
    norm = TwoSlopeNorm(1, 0, 2.5)
    shown = ax.imshow(ratio, cmap="PuOr", norm=norm)
    for (row, column), count in np.ndenumerate(counts):
        if not possible[row, column]:
            continue
        dark = abs(norm(np.nan_to_num(ratio[row, column], nan=1.0)) - 0.5) > DARK
        text = "×" if count == 0 else str(count)
        if count == 0 or size <= 30:
            ax.text(column, row, text, ha="center", va="center", fontsize=8 if size <= 15 else 5,
                    color="white" if dark else "black")  # fmt: skip
    ax.set_xticks(range(size), names, rotation=90)
    ax.set_yticks(range(size), names)
    bar = ax.get_figure(root=True).colorbar(shown, ax=ax, shrink=0.8)  # type: ignore[union-attr]
    bar.set_label(translate(_RATIO, language))
    return ax


def plot_faces(met: MeetingGraph, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw how many others people have met after each round: the fewest, the median, and what is possible.

    The band holds all but the tenth who have met fewest and the tenth who have met most.

    Parameters
    ----------
    met : MeetingGraph
        Who has met whom.
    ax : matplotlib.axes.Axes, optional
        Where to draw; new axes if left out.
    language : {"en", "fi", "sv"}
        The language of the labels.

    Returns
    -------
    matplotlib.axes.Axes
    """
    from matplotlib.ticker import MaxNLocator

    ax = ax or _new_axes(7, 4)
    rows: list[tuple[float, ...]] = []
    for last in range(1, len(met.rounds) + 1):
        ties = met.subset(rounds=met.rounds[:last]).ties()
        rows.append((*np.quantile(ties.faces, [0, 0.1, 0.5, 0.9]), float(np.median(most_faces(ties)))))
    least, low, half, high, most = np.array(rows, dtype=float).reshape(-1, 5).T
    where: list[Any] = list(range(1, len(rows) + 1))
    ax.fill_between(where, low, high, color=COLOURS[0], alpha=0.2, linewidth=0)
    ax.plot(where, most, color="#555555", linestyle=":", label=translate(_MOST, language))
    ax.plot(where, half, color=COLOURS[0], marker="o", label=translate(_HALF, language))
    ax.plot(where, least, color=COLOURS[5], marker="v", linestyle="--", label=translate(_LEAST, language))
    ax.set_xticks(where, [str(label) for label in met.rounds])
    ax.set(xlabel=translate(_ROUND, language), ylabel=translate(_FACES, language))
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False)
    return ax


def _colour(unit: int) -> str:
    return COLOURS[unit % len(COLOURS)]


def _new_axes(width: float, height: float) -> Axes:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), layout="constrained")[1]
