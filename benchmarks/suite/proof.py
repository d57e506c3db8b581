"""How the answer and the bound close in on each other: the search alone, one CP-SAT model alone, the whole `solve`.

A gap is (answer - bound) / answer, per cent. The full lines show what each way has proved by itself at that second,
where the search has only the flow's bound; the dashed lines and `best_bound_gap` set each way's answer against the
best bound of all three. Times are of the clock, with all processors.
"""

import math
from pathlib import Path
from typing import Any

import peergroups as pg
from benchmarks.family import Family
from benchmarks.report import Row
from benchmarks.runs import relative_gap
from benchmarks.runs import run as run_engines
from peergroups.engines.base import Progress

COLUMNS = ("instance", "way", "last_news", "answer", "bound", "own_gap", "best_bound_gap", "proved")

INSTANCES = {
    "40/4": (Family(40, 4), 10.0),
    "120/12": (Family(120, 12), 20.0),
    "240/24": (Family(240, 24, themes=8, units=15, seed=3), 30.0),
    "480/48": (Family(480, 48, themes=12, units=20, seed=4), 60.0),
}


def run(quick: bool) -> list[Row]:
    rows = []
    for name, (family, seconds) in list(INSTANCES.items())[: 1 if quick else None]:
        problem, limit = family.problem(), 2.0 if quick else seconds
        of_one = [
            _row(name, "search", run_engines(problem.model, ["flow", "search"], limit).incumbent.history),
            _row(name, "cpsat", run_engines(problem.model, ["cpsat"], limit).incumbent.history),
            _row(name, "solve", pg.solve(problem, time_limit=limit).history),
        ]
        best = max(row["bound"] for row in of_one)
        for row in of_one:
            row["limit"] = limit
            row["best_bound_gap"] = relative_gap(row["answer"], best)
        rows += of_one
    return rows


def _row(instance: str, way: str, history: list[Progress]) -> Row:
    last = history[-1] if history else Progress(0.0, way, math.inf, -math.inf)
    gap = relative_gap(last.total, last.bound)
    return {
        "instance": instance,
        "way": way,
        "last_news": last.seconds,
        "answer": last.total,
        "bound": last.bound,
        "own_gap": gap,
        "proved": "yes" if gap == 0 else "",
        "course": [(news.seconds, news.total, news.bound) for news in history],
    }


def plot(rows: list[Row], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names = list(dict.fromkeys(row["instance"] for row in rows))
    figure, panels = plt.subplots(1, len(names), figsize=(4 * len(names), 4.5), layout="constrained", squeeze=False)
    for axes, name in zip(panels[0], names, strict=True):
        here = [row for row in rows if row["instance"] == name]
        best = max(row["bound"] for row in here)
        for row, colour in zip(here, ("tab:blue", "tab:orange", "tab:green"), strict=True):
            end = row["limit"] if row["own_gap"] else row["last_news"]
            own = [(seconds, relative_gap(total, bound)) for seconds, total, bound in row["course"]]
            _step(axes, own, end, color=colour, label=f"{row['way']}: proved by itself")
            answer = [(seconds, relative_gap(total, best)) for seconds, total, _ in row["course"]]
            _step(axes, answer, end, color=colour, linestyle="--", label=f"{row['way']}: to the best bound of all")
        axes.set(title=f"{name} people / groups", xlabel="seconds", xscale="log")
        axes.set_yscale("symlog", linthresh=0.1)
        axes.set(ylim=(-0.01, 110), yticks=(0, 0.1, 1, 10, 100), yticklabels=("0", "0.1", "1", "10", "100"))
        axes.grid(alpha=0.3)
    panels[0][0].set_ylabel("gap, per cent of the answer")
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def _step(axes: Any, course: list[tuple[float, float]], end: float, **style: Any) -> None:
    """Draw the part of a course in which there is a gap, on to the end."""
    known = [(seconds, gap) for seconds, gap in course if math.isfinite(gap)]
    if known:
        seconds, gaps = zip(*known, strict=True)
        axes.step([*seconds, end], [*gaps, gaps[-1]], where="post", **style)
