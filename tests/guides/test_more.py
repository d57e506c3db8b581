"""More guides, seats or slots never make the best groups worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
from peergroups.referee import judge
from peergroups.terms import WAITING

SLOTS = ("ti 9", "ke 9")
some_slots = st.lists(st.sampled_from(SLOTS), min_size=1, unique=True)


@st.composite
def rounds(draw: st.DrawFn) -> pg.Problem:
    """Up to five people of two units, one offer of pairs or threes, and a guide who may not suit."""
    n = draw(st.integers(2, 5))
    people = pd.DataFrame(
        {
            "unit": draw(st.lists(st.sampled_from(["Oulu", "Turku"]), min_size=n, max_size=n)),
            "slots": draw(st.lists(some_slots, min_size=n, max_size=n)),
            "themes": draw(st.lists(st.permutations(["trust", "change"]), min_size=n, max_size=n)),
        },
        index=[f"p{k}" for k in range(n)],
    )
    theme, slot = draw(st.sampled_from(["trust", "change"])), draw(st.sampled_from(SLOTS))
    offers = pd.DataFrame({"theme": [theme], "slot": [slot], "min_size": [2], "max_size": [draw(st.integers(2, 3))]})
    guides = pd.DataFrame({"slots": [draw(some_slots)], "unit": [draw(st.sampled_from(["Oulu", "Vaasa"]))]}, ["eve"])
    return pg.Problem(
        people, offers, [pg.ThemeWishes(), pg.CommonSlot(), pg.MixedUnits(), pg.Guides()], guides=guides
    )


def best(problem: pg.Problem) -> tuple[int, float]:
    """How many wait at least, and the least cost then, by trying every grouping."""
    _, groups = oracle.best(problem.model)
    assert groups is not None
    return int(np.sum(groups[: len(problem.people)] == WAITING)), judge(problem.model, groups).cost


@given(rounds(), st.data())
@settings(max_examples=60, deadline=None)
def test_more_guides_seats_or_slots_are_never_worse(problem, data):
    guide = pd.DataFrame({"slots": [data.draw(some_slots)], "unit": ["Lahti"]}, index=["fay"])
    larger = problem.offers.assign(max_size=problem.offers["max_size"] + 1)
    other = problem.offers.assign(slot=data.draw(st.sampled_from(SLOTS)))
    with_more = (
        replace(problem, guides=pd.concat([problem.guides, guide])),
        replace(problem, offers=larger),
        replace(problem, offers=pd.concat([problem.offers, other], ignore_index=True)),
    )
    now = best(problem)
    for more in with_more:
        waiting, cost = best(more)
        assert (waiting, cost) <= (now[0], now[1] + 1e-9)
