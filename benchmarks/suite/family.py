"""The search against one CP-SAT model in the same time, as gaps to a proved bound.

Both have all processors. The bound is the best of the flow's, the columns engine's and CP-SAT's own; where there are
more than 1 000 people, the flow's. A gap is (answer - bound) / answer, per cent, so part of it may be the bound's.
"""

from statistics import median

from benchmarks import runs
from benchmarks.family import Family
from benchmarks.report import Row, spread

COLUMNS = ("instance", "people", "waiting", "bound", "search_1s", "search_10s", "cpsat_1s", "cpsat_10s", "ratio_10s")

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
LARGE = {
    "10 000": (Family(10_000, 1_000, themes=30, units=200), 10.0),
    "100 000": (Family(100_000, 10_000, themes=30, units=200), 90.0),
}
"""With how many seconds each has."""
SEEDS = {1.0: 5, 10.0: 3}
PROOF_SECONDS = 40.0


def run_one(name: str, family: Family, seeds: dict[float, int], proof_seconds: float) -> Row:
    """Return an instance's row, with every seed's cost and seconds."""
    model = family.problem().model
    found = {
        seconds: [runs.run(model, ["flow", "search"], seconds, seed) for seed in range(many)]
        for seconds, many in seeds.items()
    }
    exact = {seconds: runs.run(model, ["cpsat"], seconds) for seconds in seeds}
    proof = runs.run(model, ["flow", "columns"], proof_seconds)
    everything = [proof, *exact.values(), *(each for many in found.values() for each in many)]
    bound = max(each.incumbent.bound for each in everything)
    best = min(everything, key=lambda each: each.incumbent.total).incumbent
    waiting = family.people - best.history[-1].seated
    row: Row = {"instance": name, "people": family.people, "waiting": waiting or None}
    row["bound"] = bound - (best.verdict.total - best.verdict.cost)
    for seconds, many in found.items():
        row[f"search_{seconds:g}s"] = spread([each.gap(bound) for each in many])
        row[f"cpsat_{seconds:g}s"] = spread([exact[seconds].gap(bound)])
    last = max(seeds)
    row[f"ratio_{last:g}s"] = exact[last].cost / median(each.cost for each in found[last])
    row["costs"] = {f"{seconds:g}s": [each.cost for each in many] for seconds, many in found.items()}
    row["seconds"] = {f"{seconds:g}s": [each.seconds for each in many] for seconds, many in found.items()}
    row["cpsat_costs"] = {f"{seconds:g}s": each.cost for seconds, each in exact.items()}
    row["processor_seconds"] = {
        f"{seconds:g}s": [each.processor_seconds for each in many] for seconds, many in found.items()
    }
    return row


def run_large(name: str, family: Family, seconds: float) -> Row:
    """Return the row of a size at which only the flow proves anything, and one model is out of reach."""
    model = family.problem().model
    flow = runs.run(model, ["flow"], seconds)
    both = runs.run(model, ["flow", "search"], seconds)
    return {
        "instance": name,
        "people": family.people,
        "bound": both.incumbent.bound,
        "search_10s": f"{both.gap(both.incumbent.bound):.2f} in {both.seconds:.0f} s",
        "flow_seconds": flow.seconds,
        "flow_cost": flow.cost,
        "cost": both.cost,
        "above_bound_a_person": (both.incumbent.total - both.incumbent.bound) / family.people,
        "seconds": both.seconds,
        "processor_seconds": both.processor_seconds,
    }


def run(quick: bool) -> list[Row]:
    if quick:
        return [run_one("60", INSTANCES["60"], {1.0: 1}, 1.0)]
    rows = [run_one(name, family, SEEDS, PROOF_SECONDS) for name, family in INSTANCES.items()]
    return rows + [run_large(name, *each) for name, each in LARGE.items()]
