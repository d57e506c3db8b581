"""The maximally diverse grouping problem against published values, after 1, 5 and 20 seconds of one processor.

MDGP_FOLDER names a folder with instances of MDGPLIB, which are not part of this repository; without it only the
drawn instances run. A published instance's groups must all run. The gap is (published - found) / published, per cent:
below 0 is better than published. For the drawn ones, uniform whole numbers 0-10, nothing is published; their gap is
to the best of all runs here and says only how much a longer run still gains.
"""

import os
from pathlib import Path

import numpy as np

from benchmarks import runs
from benchmarks.report import Row, spread
from peergroups.engines.base import Budget
from peergroups.engines.search import SearchEngine
from peergroups.model import Model
from peergroups.terms import DensePair, Open

COLUMNS = (
    "instance",
    "people",
    "groups",
    "best_published",
    "gap_1s",
    "gap_5s",
    "gap_20s",
    "lai_hao",
    "yang",
    "best_here",
)

SEEDS = {1.0: 5, 5.0: 5, 20.0: 5}
"""How many seeds for each time limit."""

PUBLISHED = {
    "RanInt_n120_ss_01": 47909.0,
    "RanReal_n120_ds_01": 50549.13,
    "Geo_n240_ds_01": 200324.35,
    "RanReal_n480_ds_01": 389658.36,
}
"""The best of 20 runs in Yang et al., European Journal of Operational Research 302 (2022) 925."""

LAI_HAO = {
    "RanInt_n120_ss_01": ".03 / 0 / 0",
    "RanReal_n120_ds_01": ".78 / .15 / .05",
    "Geo_n240_ds_01": ".01 / .003 / -.006",
    "RanReal_n480_ds_01": "1.58 / 1.18 / .64",
}
"""Iterated maxima search in C++ (Lai & Hao, European Journal of Operational Research 254, 2016): the gaps after 1, 5
and 20 processor seconds on one core of a like machine, 1-2 seeds each. Measured earlier, not by this benchmark."""

YANG = {
    "RanInt_n120_ss_01": "0 / 0 / 0",
    "RanReal_n120_ds_01": ".21 / .03 / -.05",
    "Geo_n240_ds_01": ".015 / .005 / .008",
    "RanReal_n480_ds_01": ".99 / .62 / .71",
}
"""Three-phase search in C++ (Yang et al. 2022), measured likewise."""

DRAWN = {"drawn 48 x 10": (48, 10), "drawn 80 x 6": (80, 6), "drawn 200 x 10": (200, 10)}


def read(path: Path) -> tuple[Model, float]:
    """Return an instance as a model, and the sum of its distances."""
    with path.open() as file:
        header = file.readline().split()
        people, groups = int(header[0]), int(header[1])
        bounds = np.array(header[3 : 3 + 2 * groups], dtype=np.int32).reshape(-1, 2)
        first, second, value = np.loadtxt(file, unpack=True)
    distance = np.zeros((people, people))
    distance[first.astype(int), second.astype(int)] = value
    return stated(distance + distance.T, bounds)


def drawn(groups: int, size: int) -> tuple[Model, float]:
    """Return distances drawn uniformly from 0, 1 ... 10 as a model, and their sum."""
    people = groups * size
    distance = np.triu(np.random.default_rng(people).integers(0, 11, size=(people, people)), 1).astype(float)
    return stated(distance + distance.T, np.full((groups, 2), size, dtype=np.int32))


def stated(distance: np.ndarray, bounds: np.ndarray) -> tuple[Model, float]:
    """Return the model in which every group runs, and the sum of the distances: groups of equal bounds are copies."""
    total = float(np.triu(distance, 1).sum())
    bands, copies = np.unique(np.sort(bounds, axis=1), axis=0, return_counts=True)
    least, most = bands.T.astype(np.int32)
    people, groups = len(distance), len(bounds)
    every = Open("all_run", True, np.arange(len(bands), dtype=np.int32), groups, groups)
    terms = [DensePair("diversity", False, -distance, total), every]
    unseated = np.full(people, total + 1)
    return Model(least, most, copies.astype(np.int32), unseated, terms, np.ones(people, dtype=bool)), total


def run(quick: bool) -> list[Row]:
    runs.run(drawn(3, 4)[0], [SearchEngine()], Budget(600.0, iterations=200))  # compiles what dense terms need
    rows = []
    for name, (model, total) in _instances(quick).items():
        found = {
            limit: [
                runs.run(model, [SearchEngine(n_jobs=1)], runs.ProcessorBudget(limit), seed) for seed in range(many)
            ]
            for limit, many in ({1.0: 1} if quick else SEEDS).items()
        }
        inside = {limit: [total - each.incumbent.total for each in many] for limit, many in found.items()}
        best = max(value for values in inside.values() for value in values)
        goal = PUBLISHED.get(name, best)
        row: Row = {"instance": name, "people": model.people, "groups": model.groups}
        row["best_published"] = PUBLISHED.get(name)
        for limit, values in inside.items():
            row[f"gap_{limit:g}s"] = spread([100 * (goal - value) / goal for value in values], 3)
        row |= {"lai_hao": LAI_HAO.get(name), "yang": YANG.get(name), "best_here": best}
        row["inside"] = {f"{limit:g}s": values for limit, values in inside.items()}
        row["processor_seconds"] = {f"{t:g}s": [each.processor_seconds for each in many] for t, many in found.items()}
        rows.append(row)
    return rows


def _instances(quick: bool) -> dict[str, tuple[Model, float]]:
    folder = os.environ.get("MDGP_FOLDER")
    if folder is None:
        print("mdgp: no published instances, as MDGP_FOLDER names no folder with them")
    paths = sorted(Path(folder).glob("*.txt")) if folder else []
    several = {path.stem: read(path) for path in paths}
    if quick:
        return dict(list(several.items())[:1]) or {"drawn 10 x 8": drawn(10, 8)}
    return several | {name: drawn(*sizes) for name, sizes in DRAWN.items()}
