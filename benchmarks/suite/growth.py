"""How time and memory grow with the number of people.

Each size of the family runs in a process of its own, for each of five seeds, and the medians are shown: the tables
become a model, the flow gives a start and a bound, and the search goes on for 100 steps a person, or until the groups
are proved the best, on one processor. Memory is the most the process ever held, less what
it held before. Seconds are of the processor, so that other work on the machine matters less.
"""

import multiprocessing
import resource
import time
from pathlib import Path

import numpy as np

from benchmarks.family import Family
from benchmarks.report import Row
from benchmarks.runs import warm_up
from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent

COLUMNS = (
    "people",
    "pairs_met",
    "model_seconds",
    "flow_seconds",
    "search_seconds",
    "all_seconds",
    "fastest",
    "slowest",
    "memory_mb",
    "gap",
)
SIZES = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
STEPS_A_PERSON = 100
SEEDS = 5


def measure(people: int, seed: int) -> Row:
    """Return what one size took; called in a process of its own."""
    warm_up()
    family = Family(people, people // 10, themes=30, units=max(10, people // 50))
    family.met()  # drawing the round is no part of solving it
    held = _memory()
    start = time.process_time()
    model = family.problem().model
    modelled = time.process_time()
    incumbent = Incumbent(model)
    engine("flow").run(model, incumbent, Budget(600.0), seed=0)
    started = time.process_time()
    if not incumbent.closed:
        engine("search").run(model, incumbent, Budget(600.0, iterations=STEPS_A_PERSON * people), seed)
    ended = time.process_time()
    return {
        "people": people,
        "pairs_met": len(family.met()),
        "model_seconds": modelled - start,
        "flow_seconds": started - modelled,
        "search_seconds": ended - started,
        "all_seconds": ended - start,
        "memory_mb": _memory() - held,
        "gap": 100 * (incumbent.total - incumbent.bound) / incumbent.total if incumbent.total else 0.0,
    }


def run(quick: bool) -> list[Row]:
    rows = []
    for people in SIZES[:2] if quick else SIZES:
        runs = []
        for seed in range(1 if quick else SEEDS):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                runs.append(pool.apply(measure, (people, seed)))
        seconds = [run["all_seconds"] for run in runs]
        medians = {name: float(np.median([run[name] for run in runs])) for name in runs[0]}
        rows.append(medians | {"people": people, "fastest": min(seconds), "slowest": max(seconds)})
    return rows


def exponent(people: list[int], amounts: list[float]) -> float:
    """Return b of ``amount = a * people**b``, by least squares of the logarithms of the upper half of the sizes.

    >>> round(exponent([10, 100, 1000, 10000], [1.0, 7.0, 20.0, 2000.0]), 6)
    2.0
    """
    last = max(2, len(people) // 2)
    return float(np.polyfit(np.log(people[-last:]), np.log(amounts[-last:]), 1)[0])


def plot(rows: list[Row], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    people = [row["people"] for row in rows]
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for name in ("model", "flow", "search", "all"):
        seconds = [row[f"{name}_seconds"] for row in rows]
        left.loglog(people, seconds, "o-", label=f"{name}: n^{exponent(people, seconds):.2f}")
    memory = [row["memory_mb"] for row in rows]
    right.loglog(people, memory, "o-", color="black", label=f"n^{exponent(people, memory):.2f}")
    left.set(title="Processor seconds", xlabel="people")
    right.set(title="Memory, MB", xlabel="people")
    for axes in (left, right):
        axes.legend()
        axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def _memory() -> float:
    """Return the most memory the process has held, MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
