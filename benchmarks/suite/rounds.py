"""Several rounds without repeats, groups that bridge the units of an office, and a meeting graph of very many people.

- tens: 110 people in tens for 3 rounds, planned at once in 5 s.
- constructions: every 5-12 groups of 5-10, beside the best in published tables (Harvey's; OEIS A107431; Miller,
  Valkov and Abel, Symmetry 18 (2026) 269), and again with one to three people fewer.
- planned: plan_rounds for every 5-12 groups of 5-10 with as many members as groups at most, where any round is left
  to plan. With absentees, half as many as groups in each round: one round fewer than are known. After earlier rounds,
  by lot or planned, in one go or one by one: all known rounds but those. With both: one round fewer. Where repeats or
  people without a seat are left, it is tried once more with one round fewer.
- spread: four categories of 2, 4, 5 and 8 values spread over groups of 10 (see `spread`) with no repeats: 120 people
  for 3 rounds, five seeds (beside three rounds that were known before), 480 and 2 000 for 4.
- office: the contacts of InVS13, groups of 5 and 6 with most new ties between departments, beside ways that need no
  solver. Dealt by unit: people sorted by unit, then dealt out like cards. No repeats: of 200 groupings by lot the one
  with fewest pairs that have met. Lots: the mean of 200, and the best.
- graph: 100 000 people in tens for 3 rounds, drawn by lot, recorded and measured.
"""

import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import numpy as np
import pandas as pd

import peergroups as pg
from benchmarks.report import Row
from benchmarks.suite import spread

COLUMNS = (
    "case",
    "people",
    "rounds",
    "repeats",
    "least",
    "violations",
    "value",
    "bound",
    "one_round_less",
    "status",
    "limit",
    "seconds",
    "processor_seconds",
    "gigabytes",
)

KNOWN = {
    5: {5: 6},
    6: {5: 6, 6: 3},
    7: {5: 7, 6: 7, 7: 8},
    8: {5: 8, 6: 8, 7: 8, 8: 9},
    9: {5: 9, 6: 9, 7: 9, 8: 9, 9: 10},
    10: {5: 9, 6: 7, 7: 7, 8: 5, 9: 5, 10: 4},
    11: {5: 11, 6: 11, 7: 11, 8: 11, 9: 12, 10: 11},
    12: {5: 12, 6: 13, 7: 7, 8: 6, 9: 6, 10: 6},
}
"""Rounds by groups and size; one round where there are more members than groups."""

KINDS: dict[str, tuple[bool, int, Sequence[int] | None]] = {
    "absentees": (True, 0, ()),
    "a round before": (False, 1, ()),
    "absentees and a round before": (True, 1, ()),
    "two planned rounds before": (False, 0, (2,)),
    "a round by lot and two planned before": (False, 1, (1, 1)),
    "three planned one by one before": (False, 0, (1, 1, 1)),
    "four planned before": (False, 0, (2, 2)),
    "absentees and two planned before": (True, 0, (2,)),
    "all but one planned before": (False, 0, None),
}
"""Absentees or not; how many rounds by lot before; how many planned in one go after those, None for all but one."""

OFFICE = Path(__file__).parent.parent.parent / "notebooks" / "data" / "invs13"
DRAWS = 200


SPREAD = (
    "abcdebdfgfabefbdheigejakjkhehilaelgcfladhchgbfhadgfdkiiikfgc"
    "kbgdjijikklabdadbjheigheldljcfjgcljechkejibachkgclbaklijflfc",
    "abacdeecfghijakihkidbjbifjficgfeaclhliffjbbhdkkjgcddhkldlhgl"
    "ghbbcjeeaejlckdaldgcaaaggjdbkelefkkhgiblgffkiecidhjifehajlbc",
    "heagjihjbgjcicjiiagglaifedkdhbikbbibfldfjkclbebfefidefkebade"
    "kkhjchdajgelacakhllklefhcbhflljchdhcfaagijggjeikcglbcfdgkadd",
)
"""Three rounds of the 120 people without a violation or a repeat: each person's group. The third was put together
from all whole groups that two good rounds leave possible, by depth-first search; how long that takes is luck."""


class Watch:
    """Seconds on the clock and of all processors since it was made."""

    def __init__(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.process_time()

    def read(self) -> Row:
        """Return both, as columns of a row."""
        return {
            "seconds": time.perf_counter() - self.clock,
            "processor_seconds": time.process_time() - self.processor,
        }


def tens() -> Row:
    people = pd.DataFrame(index=range(110))
    offers = pd.DataFrame({"min_size": [10], "max_size": [10], "copies": [11]})
    watch = Watch()
    plan = pg.plan_rounds(pg.Problem(people, offers), 3, time_limit=5)
    return {"case": "tens", "people": 110, "rounds": 3, "limit": 5, **planned(plan), **watch.read()}


def planned(plan: pg.RoundsPlan) -> Row:
    return {"repeats": plan.repeats, "least": plan.least_repeats, "status": plan.status}


def constructions() -> Row:
    """Return the row of all shapes; `value` is how many have as many rounds as the tables, of so many `bound`."""
    slowest, rows = 0.0, []
    watch = Watch()
    for groups in range(5, 13):
        for size in range(5, 11):
            for fewer in range(4):
                started = time.perf_counter()
                built = pg.rounds_without_repeats(groups, size, groups * size - fewer)
                slowest = max(slowest, time.perf_counter() - started)
                assert without_repeats(built.rounds)
                known = KNOWN[groups].get(size, 1) - (fewer > 0)
                rows.append((groups, size, fewer, len(built.rounds), known, built.bound, built.status))
    return {
        "case": "constructions",
        "value": sum(row[3] >= row[4] for row in rows),
        "bound": len(rows),
        **watch.read(),
        "slowest": slowest,
        "more_than_known": [row for row in rows if not row[2] and row[3] > row[4]],
        "fewer_than_known": [row for row in rows if row[3] < row[4]],
        "optimal": sum(row[6] == "optimal" for row in rows if not row[2]),
        "best_known": sum(row[6] == "best known" for row in rows if not row[2]),
    }


def planned_shapes(limit: float) -> Iterator[Row]:
    """Yield a row for each kind of shapes with rounds to plan.

    `value` is how many of `bound` shapes have no repeat and nobody waiting, `one_round_less` how many with one round
    less if it must be; `short` are those with repeats: groups, size, rounds, repeats, people waiting, and whether it
    came out with one round less.
    """
    for kind in KINDS:
        watch, short, shapes = Watch(), [], 0
        for groups in range(5, 13):
            for size in range(5, min(groups, 10) + 1):
                plan = planned_shape(groups, size, kind, limit)
                if plan is None:
                    continue
                shapes += 1
                if not perfect(plan):
                    less = planned_shape(groups, size, kind, limit, fewer=1)
                    waiting = int(plan.overview["waiting"].sum())
                    short.append((groups, size, len(plan.results), plan.repeats, waiting,
                                  less is not None and perfect(less)))  # fmt: skip
        yield {"case": f"planned, {kind}", "value": shapes - len(short), "bound": shapes, "limit": limit,
               **watch.read(), "one_round_less": shapes - sum(not one[-1] for one in short),
               "short": short}  # fmt: skip


def perfect(plan: pg.RoundsPlan) -> bool:
    return not plan.repeats and not plan.overview["waiting"].sum()


def planned_shape(groups: int, size: int, kind: str, limit: float, fewer: int = 0) -> pg.RoundsPlan | None:
    """Return the rounds planned for a shape, some fewer if wished, or None if none would be left to plan."""
    absentees, lots, before = KINDS[kind]
    rng = np.random.default_rng(groups * 100 + size)
    known = len(pg.rounds_without_repeats(groups, size).rounds)
    people = pd.DataFrame(index=range(groups * size))
    offers = pd.DataFrame({"min_size": [size - 1], "max_size": [size], "copies": [groups]})
    problem, met = pg.Problem(people, offers), pg.MeetingGraph()
    earlier = [known - 1] if before is None else before
    rounds = known - lots - sum(earlier) - absentees - fewer
    if rounds < 1:
        return None
    for _ in range(lots):
        met.record(pd.Series(rng.permutation(groups * size) % groups + 1, index=people.index))
    for count in earlier:
        for result in pg.plan_rounds(problem, count, history=met, time_limit=limit, seed=1).results:
            met.record(result, round=len(met.rounds) + 1)
    attendance = None
    if absentees:
        attendance = pd.DataFrame(True, index=people.index, columns=range(rounds))
        for number in attendance:
            attendance.loc[rng.choice(groups * size, groups // 2, replace=False), number] = False
    return pg.plan_rounds(problem, rounds, attendance=attendance, history=met, time_limit=limit)


def without_repeats(rounds: np.ndarray) -> bool:
    """Return whether no two people share a group twice."""
    met = np.zeros((rounds.shape[1],) * 2, dtype=np.int16)
    for row in rounds:
        met += row[:, None] == row[None, :]
    np.fill_diagonal(met, 0)
    return bool((met <= 1).all())


def spread_rounds(people: int, rounds: int, limit: float, seed: int = 0) -> Row:
    stated, value = spread.problem(people, seed)
    watch = Watch()
    plan = pg.plan_rounds(stated, rounds, time_limit=limit, seed=seed)
    groups = [result.seats["group"].to_numpy(dtype=int) - 1 for result in plan.results]
    violations = [spread.judged(value, group)[0] for group in groups]
    return {
        "case": "spread",
        "people": people,
        "rounds": rounds,
        "seed": seed,
        "limit": limit,
        **planned(plan),
        "violations": sum(violations),
        **watch.read(),
    }


def possible() -> Row:
    """Return the row of three rounds of 120 people that are known."""
    value = spread.problem(120, seed=0)[1]
    rounds = np.array([[ord(group) - ord("a") for group in row] for row in SPREAD])
    violations = sum(spread.judged(value, groups)[0] for groups in rounds)
    met = sum((groups[:, None] == groups[None]).astype(int) for groups in rounds)
    repeats = int(np.maximum(np.triu(met, 1) - 1, 0).sum())
    return {"case": "spread, known", "people": 120, "rounds": 3, "repeats": repeats, "violations": violations}


def office(limit: float) -> Iterator[Row]:
    """Yield a row for each way to group the office; `value` is the new ties between departments."""
    met = pg.MeetingGraph.from_contacts(OFFICE / "contacts.dat", round_seconds=None)
    table = pd.read_csv(OFFICE / "departments.txt", sep="\t", header=None, dtype=str, index_col=0)
    people = table.set_axis(["unit"], axis=1)
    offers = pd.DataFrame({"min_size": [5], "max_size": [6], "copies": [18]})
    problem = pg.Problem(people, offers, [pg.NewTies(met)])
    watch = Watch()
    solved = pg.solve(problem, time_limit=limit)
    took = watch.read()
    sizes = solved.groups["size"].to_numpy()
    pairs = int((sizes * (sizes - 1) // 2).sum())
    yield {"case": "office, new ties", "people": 92, "value": pairs - solved.objective, "bound": pairs - solved.bound,
           "status": solved.status, "limit": limit, **took}  # fmt: skip
    yield from ({"case": f"office, {name}", "people": 92, "value": value, "bound": pairs - solved.bound}
                for name, value in simple_ways(people["unit"], met, np.sort(sizes)[::-1]).items())  # fmt: skip


def simple_ways(unit: pd.Series, met: pg.MeetingGraph, sizes: np.ndarray) -> dict[str, float]:
    """Return the new ties between units of ways that need no solver."""
    known = {frozenset(pair) for pair in met.pairs()[["first", "second"]].itertuples(index=False)}
    ids, code = unit.index.to_numpy(), pd.factorize(unit)[0]
    first, second = np.triu_indices(len(ids), 1)
    old = np.array([frozenset((ids[a], ids[b])) in known for a, b in zip(first, second, strict=True)])
    across = code[first] != code[second]

    def pairs(group: np.ndarray) -> tuple[int, int]:
        together = group[first] == group[second]
        return int((together & across & ~old).sum()), int((together & old).sum())

    slots = np.repeat(np.arange(len(sizes)), sizes)
    rng = np.random.default_rng(0)
    drawn = [pairs(rng.permutation(slots)) for _ in range(DRAWS)]
    dealt = np.empty(len(ids), dtype=int)
    dealt[np.argsort(code, kind="stable")] = np.arange(len(ids)) % len(sizes)
    return {
        "dealt by unit": pairs(dealt)[0],
        "no repeats": min(drawn, key=lambda found: found[1])[0],
        "lots, mean": mean(found[0] for found in drawn),
        "lots, best": max(found[0] for found in drawn),
    }


def graph(people: int) -> Row:
    rng = np.random.default_rng(0)
    unit = rng.integers(0, 200, people).astype(str)
    met = pg.MeetingGraph()
    watch = Watch()
    for _ in range(3):
        group = rng.permutation(np.arange(people) // 10) + 1
        met.record(pd.DataFrame({"person": np.arange(people), "group": group, "unit": unit}))
    recorded = watch.read()["seconds"]
    measures = met.measures()
    return {
        "case": "graph",
        "people": people,
        "rounds": 3,
        **watch.read(),
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "recorded_after": recorded,
        "sampled": measures.index[measures["sampled"]].tolist(),
    }


def run(quick: bool) -> list[Row]:
    if quick:
        return [possible(), tens(), *office(5.0), graph(1_000)]
    return [
        graph(100_000),
        tens(),
        constructions(),
        *planned_shapes(5.0),
        possible(),
        *(spread_rounds(120, 3, 60, seed) for seed in range(5)),
        spread_rounds(480, 4, 10),
        spread_rounds(2_000, 4, 30),
        *office(20.0),
    ]
