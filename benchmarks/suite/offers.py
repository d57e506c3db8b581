"""Which groups to run, with which guides: 300 registrants, 10 themes, 6 places and online, 8 slots, 40 guides.

Every theme is offered at every place and online in every slot: 560 offers of one group each. Registrants wish for
three to five themes in order, can come at three to five times, in person, online or either, and travel 30 km at most.
Guides know some themes, places and times and take two groups at most, none with members of their own unit. Members
come from 15 units, some pairs have met before, and each place has two rooms. `first` is the second on the clock when
there was a grouping; `must_wait` is how many wait at least, as proved; `bound` is on the cost with no more waiting.
"""

import time

import numpy as np
import pandas as pd

import peergroups as pg
from benchmarks.report import Row
from peergroups.engines.base import Progress
from peergroups.referee import judge

COLUMNS = (
    "people",
    "offers",
    "guides",
    "seed",
    "first",
    "groups",
    "waiting",
    "must_wait",
    "cost",
    "bound",
    "gap",
    "seconds",
    "processor_seconds",
)
PLACES = ("Helsinki", "Tampere", "Turku", "Oulu", "Jyväskylä", "Kuopio")
SLOTS = tuple(f"{day} {hour}" for day in ("Mon", "Tue", "Wed", "Thu") for hour in ("9:00", "17:00"))
THEMES = tuple(f"theme {number}" for number in range(10))
SECONDS = 20.0


def problem(people: int, guides: int, seed: int) -> pg.Problem:
    """Return a round."""
    draw = np.random.default_rng(seed)

    def some(values: tuple[str, ...], least: int, most: int) -> list[str]:
        return draw.choice(values, size=draw.integers(least, most + 1), replace=False).tolist()

    registrants = pd.DataFrame(
        {
            "themes": [some(THEMES, 3, 5) for _ in range(people)],
            "slots": [some(SLOTS, 3, 5) for _ in range(people)],
            "place": draw.choice(PLACES, people, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.1]),
            "online": draw.choice(["no", "yes", "either"], people, p=[0.25, 0.25, 0.5]),
            "unit": [f"unit {number}" for number in draw.integers(15, size=people)],
        },
        index=[f"person {number}" for number in range(people)],
    )
    offers = pd.DataFrame(
        [
            {"theme": theme, "place": place, "online": place is None, "slot": slot, "min_size": 5, "max_size": 10}
            for theme in THEMES
            for place in (*PLACES, None)
            for slot in SLOTS
        ]
    )
    offers.index = [f"offer {number}" for number in range(len(offers))]
    able = pd.DataFrame(
        {
            "themes": [some(THEMES, 3, 6) for _ in range(guides)],
            "slots": [some(SLOTS, 3, 6) for _ in range(guides)],
            "places": [some(PLACES, 1, 2) for _ in range(guides)],
            "online": draw.choice(["no", "either"], guides),
            "unit": [f"unit {number}" for number in draw.integers(15, size=guides)],
            "most_groups": 2,
        },
        index=[f"guide {number}" for number in range(guides)],
    )
    met = [tuple(draw.choice(people, 2, replace=False)) for _ in range(people // 3)]
    rooms = [pg.RunningGroups(most=2, where={"place": place, "slot": slot}) for place in PLACES for slot in SLOTS]
    criteria = [
        pg.ThemeWishes(),
        pg.CommonSlot(),
        pg.SameMode(),
        pg.Travel(limit_km=30),
        pg.MixedUnits(),
        pg.NewFaces([(f"person {a}", f"person {b}") for a, b in met]),
        pg.Guides(minutes=90),
        *rooms,
    ]
    return pg.Problem(registrants, offers, criteria, guides=able)


def measure(people: int, guides: int, seed: int, seconds: float) -> Row:
    """Return one round's row."""
    stated = problem(people, guides, seed)
    begun, processor = time.perf_counter(), time.process_time()
    first: list[float] = []

    def watch(news: Progress) -> None:
        if not first and news.seated:
            first.append(time.perf_counter() - begun)

    found = pg.solve(stated, time_limit=seconds, seed=seed, n_jobs=1, progress=watch)
    took, used = time.perf_counter() - begun, time.process_time() - processor
    assert judge(stated.model, found.assignment).feasible
    return {
        "people": people,
        "offers": len(stated.offers),
        "guides": guides,
        "seed": seed,
        "first": first[0] if first else None,
        "groups": len(found.groups),
        "waiting": len(found.waiting),
        "must_wait": int(max(0.0, found.total_bound) // stated.model.unseated[0]),
        "cost": found.objective,
        "bound": found.bound,
        "gap": None if found.gap is None else 100 * found.gap,
        "seconds": took,
        "processor_seconds": used,
    }


def run(quick: bool) -> list[Row]:
    if quick:
        return [measure(60, 10, 0, 5.0)]
    return [measure(300, 40, seed, SECONDS) for seed in range(3)]
