"""How the answer and the bound close in on each other: the search alone, one CP-SAT model alone, the whole `solve`.

A gap is (answer - bound) / answer, per cent. The drawn-out lines show what each way has proved by itself at that
second; the search has only the flow's bound, and `best_bound_gap` sets each way's answer against the best bound of
all three instead. Times are of the clock, with all processors.
"""

from pathlib import Path

import peergroups as pg
from benchmarks.family import Family
from benchmarks.report import Row
from benchmarks.runs import relative_gap
from benchmarks.runs import run as run_engines
from peergroups.engines.base import Progress

COLUMNS = ("instance", "way", "seconds", "answer", "bound", "own_gap", "best_bound_gap", "proved")

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
    last = history[-1]
    course = [(news.seconds, news.total, news.bound) for news in history]
    gap = relative_gap(last.total, last.bound)
    return {
        "instance": instance,
        "way": way,
        "seconds": last.seconds,
        "answer": last.total,
        "bound": last.bound,
        "own_gap": gap,
        "proved": "yes" if gap == 0 else "",
        "course": course,
    }


def plot(rows: list[Row], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names = list(dict.fromkeys(row["instance"] for row in rows))
    figure, panels = plt.subplots(1, len(names), figsize=(4 * len(names), 4), layout="constrained", squeeze=False)
    for axes, name in zip(panels[0], names, strict=True):
        for row in rows:
            if row["instance"] == name:
                course = [(seconds, relative_gap(total, bound)) for seconds, total, bound in row["course"]]
                seconds, gaps = zip(*[(s, g) for s, g in course if g == g and g <= 100], strict=True)
                last = row["seconds"] if not gaps[-1] else row["limit"]
                axes.step([*seconds, last], [*gaps, gaps[-1]], where="post", label=row["way"])
        axes.set(title=f"{name} people / groups", xlabel="seconds", ylabel="gap, per cent", xscale="log")
        axes.set_yscale("symlog", linthresh=0.1)
        axes.set_ylim(0, 110)
        axes.grid(alpha=0.3)
    panels[0][0].legend()
    figure.savefig(path, dpi=120)
    plt.close(figure)
