"""The maximally diverse grouping problem against published values: `solve` for 1, 5 and 20 s on one processor.

Each run has a process of its own, which loads all that it needs within the time. MDGP_FOLDER names a folder with
instances of MDGPLIB, which are not part of this repository; without it only the drawn instances run. A published
instance's groups must all run. The gap is (published - found) / published, per cent: below 0 is better than
published. For the drawn ones, uniform whole numbers 0-10, nothing is published; their gap is to the best of all runs
here and says only how much a longer run still gains.
"""

import os
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import peergroups as pg
from benchmarks import runs
from benchmarks.report import Row, spread

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

DRAWN = {
    "drawn 48 x 10": (48, 10),
    "drawn 80 x 6": (80, 6),
    "drawn 200 x 10": (200, 10),
}


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return an instance's distances and the least and most members of each group."""
    with path.open() as file:
        header = file.readline().split()
        people, groups = int(header[0]), int(header[1])
        bounds = np.array(header[3 : 3 + 2 * groups], dtype=int).reshape(-1, 2)
        first, second, value = np.loadtxt(file, unpack=True)
    distance = np.zeros((people, people))
    distance[first.astype(int), second.astype(int)] = value
    return distance + distance.T, bounds


def drawn(groups: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return distances drawn uniformly from 0, 1 ... 10, and groups of one size."""
    people = groups * size
    distance = np.triu(np.random.default_rng(people).integers(0, 11, size=(people, people)), 1).astype(float)
    return distance + distance.T, np.full((groups, 2), size)


def instance(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a drawn instance by its name, or a published one by its path."""
    return drawn(*DRAWN[name]) if name in DRAWN else read(Path(name))


def problem(name: str) -> pg.Problem:
    """Return the problem in which every group runs: groups of equal bounds are copies of an offer."""
    distance, bounds = instance(name)
    bands, copies = np.unique(bounds, axis=0, return_counts=True)
    offers = pd.DataFrame({"min_size": bands[:, 0], "max_size": bands[:, 1], "copies": copies})
    every = pg.RunningGroups(least=len(bounds))
    return pg.Problem(pd.DataFrame(index=range(len(distance))), offers, [pg.Diversity(distance), every])


def run(quick: bool) -> list[Row]:
    rows = []
    for name in _instances(quick):
        distance, bounds = instance(name)
        total = float(np.triu(distance, 1).sum())
        found = {
            limit: [runs.solve(partial(problem, name), limit, seed, n_jobs=1)[0] for seed in range(many)]
            for limit, many in ({1.0: 1} if quick else SEEDS).items()
        }
        inside = {limit: [total - each.cost for each in many] for limit, many in found.items()}
        best = max(value for values in inside.values() for value in values)
        title = Path(name).stem
        goal = PUBLISHED.get(title, best)
        row: Row = {"instance": title, "people": len(distance), "groups": len(bounds)}
        row["best_published"] = PUBLISHED.get(title)
        for limit, values in inside.items():
            row[f"gap_{limit:g}s"] = spread([100 * (goal - value) / goal for value in values], 3)
        row |= {"lai_hao": LAI_HAO.get(title), "yang": YANG.get(title), "best_here": best}
        row["inside"] = {f"{limit:g}s": values for limit, values in inside.items()}
        row["seconds"] = {f"{t:g}s": [each.seconds for each in many] for t, many in found.items()}
        row["processor_seconds"] = {f"{t:g}s": [each.processor_seconds for each in many] for t, many in found.items()}
        rows.append(row)
    return rows


def _instances(quick: bool) -> list[str]:
    folder = os.environ.get("MDGP_FOLDER")
    if folder is None:
        print("mdgp: no published instances, as MDGP_FOLDER names no folder with them")
    paths = [str(path) for path in sorted(Path(folder).glob("*.txt"))] if folder else []
    return (paths[:1] or [next(iter(DRAWN))]) if quick else [*paths, *DRAWN]
