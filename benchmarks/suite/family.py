"""`solve` against one CP-SAT model in the same time, as gaps to a proved bound.

Each run of `solve` has a process of its own, which loads all that it needs within the time. Both have all processors.
The bound is the best of the columns engine's, `solve`'s and CP-SAT's own; where there are more than 1 000 people,
that of `solve`. A gap is (answer - bound) / answer, per cent, so part of it may be the bound's. Each row has one draw
of people and a number of seeds, but for "120, 10 draws": there each seed has a draw of its own.
"""

from collections.abc import Sequence
from statistics import median

from benchmarks import runs
from benchmarks.family import Family
from benchmarks.report import Row, spread

COLUMNS = ("instance", "people", "waiting", "bound", "solve_1s", "solve_10s", "cpsat_1s", "cpsat_10s", "ratio_10s")

INSTANCES = {
    "60": Family(60, 6),
    "120": Family(120, 12),
    "240": Family(240, 24, themes=8, units=15, seed=3),
    "480": Family(480, 48, themes=12, units=20, seed=4),
    "1000": Family(1000, 100, themes=16, units=40, seed=5),
    "120, sizes 8-10": Family(120, 13, least=8, most=10),
    "120, 20 waiting": Family(120, 10, least=10, most=10),
    "120, 3 rounds": Family(120, 12, rounds=3),
}
DRAWS = [Family(120, 12, seed=seed) for seed in range(10)]
LARGE = {
    "10 000": (Family(10_000, 1_000, themes=30, units=200), 10.0),
    "100 000": (Family(100_000, 10_000, themes=30, units=200), 90.0),
}
"""With how many seconds each has."""
LIMITS = (1.0, 10.0)
SEEDS = 5
PROOF_SECONDS = 40.0


def run_one(name: str, family: Family, limits: Sequence[float], seeds: int, proof_seconds: float) -> Row:
    """Return an instance's row, with every seed's cost and seconds."""
    model = family.problem().model
    found = {seconds: [runs.solve(family.problem, seconds, seed)[0] for seed in range(seeds)] for seconds in limits}
    exact = {seconds: runs.run(model, ["cpsat"], seconds) for seconds in limits}
    proof = runs.run(model, ["flow", "columns"], proof_seconds)
    solved = [each for many in found.values() for each in many]
    proved = [proof.incumbent.bound, *(each.incumbent.bound for each in exact.values())]
    bound = max([*proved, *(each.bound for each in solved)])
    best = min(solved, key=lambda each: each.total)
    waiting = best.waiting
    row: Row = {"instance": name, "people": family.people, "waiting": waiting or None}
    row["bound"] = bound - (best.total - best.cost)
    for seconds, many in found.items():
        row[f"solve_{seconds:g}s"] = spread([each.gap(bound) for each in many])
        row[f"cpsat_{seconds:g}s"] = spread([exact[seconds].gap(bound)])
    last = max(limits)
    row[f"ratio_{last:g}s"] = exact[last].cost / median(each.cost for each in found[last])
    row["costs"] = {f"{seconds:g}s": [each.cost for each in many] for seconds, many in found.items()}
    row["seconds"] = {f"{seconds:g}s": [each.seconds for each in many] for seconds, many in found.items()}
    row["cpsat_costs"] = {f"{seconds:g}s": each.cost for seconds, each in exact.items()}
    row["processor_seconds"] = {
        f"{seconds:g}s": [each.processor_seconds for each in many] for seconds, many in found.items()
    }
    return row


def run_drawn(families: Sequence[Family], limits: Sequence[float], proof_seconds: float) -> Row:
    """Return the row of several draws of people, with a run of the search on each."""
    found: dict[float, list[runs.Solved]] = {seconds: [] for seconds in limits}
    gaps: dict[float, list[float]] = {seconds: [] for seconds in limits}
    bounds = []
    for seed, family in enumerate(families):
        model = family.problem().model
        proof = runs.run(model, ["flow", "columns"], proof_seconds)
        bounds.append(proof.incumbent.bound)
        for seconds in limits:
            found[seconds].append(runs.solve(family.problem, seconds, seed)[0])
            gaps[seconds].append(found[seconds][-1].gap(bounds[-1]))
    row: Row = {"instance": f"{families[0].people}, {len(families)} draws", "people": families[0].people}
    row |= {f"solve_{seconds:g}s": spread(each) for seconds, each in gaps.items()}
    row["bounds"] = bounds
    row["costs"] = {f"{seconds:g}s": [each.cost for each in many] for seconds, many in found.items()}
    return row


def run_large(name: str, family: Family, seconds: float, seeds: int) -> Row:
    """Return the row of a size at which only the flow proves anything, and one model is out of reach."""
    found = [runs.solve(family.problem, seconds, seed)[0] for seed in range(seeds)]
    bound = max(each.bound for each in found)
    return {
        "instance": name,
        "people": family.people,
        "bound": bound,
        "solve_10s": f"{spread([each.gap(bound) for each in found])} in {seconds:g} s",
        "costs": [each.cost for each in found],
        "above_bound_a_person": [(each.total - bound) / family.people for each in found],
        "seconds": [each.seconds for each in found],
        "processor_seconds": [each.processor_seconds for each in found],
        "gigabytes": max(each.megabytes for each in found) / 1024,
    }


def run(quick: bool) -> list[Row]:
    if quick:
        return [run_one("60", INSTANCES["60"], [1.0], 1, 1.0), run_drawn(DRAWS[:1], [1.0], 2.0)]
    rows = [run_one(name, family, LIMITS, SEEDS, PROOF_SECONDS) for name, family in INSTANCES.items()]
    rows.append(run_drawn(DRAWS, LIMITS, PROOF_SECONDS))
    return rows + [run_large(name, *each, SEEDS) for name, each in LARGE.items()]
