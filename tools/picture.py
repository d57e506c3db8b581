"""Draws the README's picture from the association example: ``python tools/picture.py``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import matplotlib as mpl

import peergroups as pg
from peergroups.criteria.names import rule_name
from peergroups.examples import write_examples
from peergroups.outputs.plots import plot_groups

OUT = Path(__file__).parent.parent / "docs" / "pictures" / "association.png"


def main() -> None:
    """Form the groups of the example and draw them beside what each rule costs, here and by drawing lots."""
    mpl.use("agg")
    from matplotlib import pyplot

    with tempfile.TemporaryDirectory() as folder:
        write_examples(Path(folder))
        plan = pg.Plan.load(Path(folder) / "association.toml", language="en")
        history = pg.MeetingGraph.from_workbooks(Path(folder) / "association-2025.xlsx")
        result = pg.form_groups(plan.read(Path(folder) / "association.xlsx"), plan, history=history, time_limit=20)
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 3.6), width_ratios=(3, 2), layout="constrained")
    plot_groups(result, left).set_xticks(result.groups.index)
    costs = result.criteria[~result.criteria["hard"] & (result.criteria["drawn_lots"] >= 1)][::-1]
    costs.index = [rule_name(result.problem, name, "en") for name in costs["name"]]
    costs = costs[["cost", "drawn_lots"]].set_axis(["these groups", "drawing lots"], axis=1)
    costs.plot.barh(ax=right, color=["#22577A", "#B8C4CE"], width=0.7).set_xlabel("Cost")
    right.legend(frameon=False, ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1))
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    OUT.parent.mkdir(exist_ok=True)
    figure.savefig(OUT, dpi=110)
    print(f"{OUT}: {result.status}, {len(result.groups)} groups, cost {result.objective:g}, bound {result.bound}")


if __name__ == "__main__":
    main()
