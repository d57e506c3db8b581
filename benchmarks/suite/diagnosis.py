"""Questions asked of the two examples: is the planted cause of a clash named, and how long does every answer take.

A clash of each of eight kinds is planted in a round that is possible. It is named if one of the rules that cause it
is in the set found and, where people cause it, one of them is in a way out. The other questions are asked of groups
as they are formed in a few seconds. Times are of the clock; `processor_seconds` is the median on all processors.
"""

import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np

import peergroups as pg
from benchmarks import planted
from benchmarks.report import Row, spread

COLUMNS = ("example", "question", "asked", "answered", "seconds", "processor_seconds")
ROUNDS = {"company": 7, "association": 6}
"""Clashes of each kind that are planted: 104 in all."""
ASKED = 5
"""Times that each of the shorter questions is asked."""


def run(quick: bool) -> list[Row]:
    rows = []
    for example in ("company",) if quick else tuple(ROUNDS):
        rows += _clashes(example, 1 if quick else ROUNDS[example])
        rows += _questions(example, 1 if quick else ASKED)
    return rows


def _clashes(example: str, rounds: int) -> Iterator[Row]:
    """Yield a row for each kind of clash."""
    problem, groups = planted.possible(example)
    for number, plant in enumerate(planted.KINDS):
        clashes = [plant(problem, groups, np.random.default_rng([number, seed])) for seed in range(rounds)]
        asked = [lambda clash=clash: _named(clash) for clash in clashes]
        yield _row(example, f"diagnosis: {plant.__name__.replace('_', ' ')}", asked)


def _named(clash: planted.Planted) -> bool:
    found = pg.diagnose(clash.problem)
    people = not clash.people or any(clash.people & set(way.people) for way in found.ways)
    return found.holds is False and bool(clash.causes & set(found.rules)) and bool(found.ways) and people


def _questions(example: str, asked: int) -> Iterator[Row]:
    """Yield a row for each other question; an answer counts if there are groups, or a proof that there are none."""
    result = pg.solve(planted.stated(example), time_limit=6, n_jobs=1, seed=1)
    rng = np.random.default_rng(0)
    seated = result.seats.index[result.seats["group"].notna()]
    pairs = [rng.choice(seated, size=2, replace=False) for _ in range(asked)]
    soft = result.criteria.loc[~result.criteria["hard"], "name"].tolist()
    yield _row(example, "explain", [lambda p=p: len(result.explain(p[0]).text) > 0 for p in pairs])
    yield _row(example, "keep two together", [lambda p=p: _together(result, *p) for p in pairs])
    yield _row(example, "repair: two leave", [lambda p=p: len(result.repair(leave=p).curve) > 0 for p in pairs])
    lost = result.groups.index[:asked].tolist()
    yield _row(example, "repair: a lost group", [lambda g=g: len(result.repair(close=[g]).curve) > 0 for g in lost])
    yield _row(example, "two alternatives", [lambda: len(result.alternatives()) == 2])
    yield _row(example, "trade-off", [lambda: len(result.tradeoff(*soft[:2])) > 0])


def _together(result: pg.Result, one: object, other: object) -> bool:
    told = result.keep_together(one, other)
    return told.result is not None or told.proved


def _row(example: str, question: str, asked: list[Callable[[], bool]]) -> Row:
    answered, clocks, processors = 0, [], []
    for ask in asked:
        clock, processor = time.perf_counter(), time.process_time()
        try:
            answered += ask()
        except pg.InfeasibleError:  # with the reason: an answer too
            answered += 1
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    return {
        "example": example,
        "question": question,
        "asked": len(asked),
        "answered": answered,
        "seconds": spread(clocks),
        "processor_seconds": median(processors),
    }
