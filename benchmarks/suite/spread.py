"""Four categories of 2, 4, 5 and 8 values spread evenly over groups of 10, by `solve` in 1, 2 and 3 seconds.

Every value is held by as many people as the others of its category. A violation is one member too many or too few of
a value in a group: beyond the proportional share rounded up, or short of it rounded down. The pairs with the same
value have a bound that costs nothing to count: each value's people shared out evenly. It is met when, and only when,
there is no violation.
"""

from functools import partial

import numpy as np
import pandas as pd

import peergroups as pg
from benchmarks import runs
from benchmarks.report import Row, spread

COLUMNS = ("people", "seconds", "violations", "same_pairs", "bound_on_pairs", "until_none")
VALUES = (2, 4, 5, 8)
SIZE = 10


def problem(people: int, seed: int) -> tuple[pg.Problem, np.ndarray]:
    """Return a problem and the (people, categories) values."""
    rng = np.random.default_rng(seed)
    value = np.column_stack([rng.permutation(np.arange(people) % many) for many in VALUES])
    table = pd.DataFrame({f"category_{many}": value[:, c].astype(str) for c, many in enumerate(VALUES)})
    offers = pd.DataFrame({"min_size": [SIZE], "max_size": [SIZE], "copies": [people // SIZE]})
    return pg.Problem(table, offers, [pg.Balanced(column) for column in table]), value


def stated(people: int, seed: int) -> pg.Problem:
    """Return the problem alone."""
    return problem(people, seed)[0]


def judged(value: np.ndarray, group: np.ndarray) -> tuple[int, int, int]:
    """Return the violations, the pairs with the same value, and how few there can be."""
    groups = group.max() + 1
    violations = pairs = fewest = 0
    for column, many in zip(value.T, VALUES, strict=True):
        count = np.bincount(group * many + column, minlength=groups * many)
        share = SIZE / many
        violations += int(np.maximum(count - np.ceil(share), 0).sum() + np.maximum(np.floor(share) - count, 0).sum())
        pairs += int((count * (count - 1) // 2).sum())
        for people in np.bincount(column, minlength=many):
            few, more = divmod(int(people), int(groups))
            fewest += more * (few + 1) * few // 2 + (groups - more) * few * (few - 1) // 2
    return violations, pairs, int(fewest)


def run(quick: bool) -> list[Row]:
    rows = []
    for people in (120,) if quick else (120, 480, 2000):
        for seconds in (1.0,) if quick else (1.0, 2.0, 3.0):
            found = []
            for seed in range(1 if quick else 5):
                _, value = problem(people, seed)
                solved, groups = runs.solve(partial(stated, people, seed), seconds, seed)
                found.append((*judged(value, groups), solved))
            none = [solved.last for violations, *_, solved in found if not violations]
            rows.append(
                {
                    "people": people,
                    "seconds": seconds,
                    "violations": spread([float(each[0]) for each in found]),
                    "same_pairs": spread([float(each[1]) for each in found]),
                    "bound_on_pairs": found[0][2],
                    "until_none": spread(none) if len(none) == len(found) else None,
                    "processor_seconds": [each[3].processor_seconds for each in found],
                }
            )
    return rows
