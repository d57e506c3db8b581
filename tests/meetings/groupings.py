"""Random rounds for the tests of the meeting graph."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

import peergroups as pg

UNITS = ("Oulu", "Turku", "Vaasa", None)


@st.composite
def rounds(draw: st.DrawFn, people: tuple[int, int] = (1, 9), most: int = 4) -> list[pd.DataFrame]:
    """Tables of up to `most` rounds; group 0 is absent."""
    size = draw(st.integers(*people))
    numbers = st.lists(st.integers(0, 3), min_size=size, max_size=size)
    units = draw(st.lists(st.sampled_from(UNITS), min_size=size, max_size=size))
    return [
        pd.DataFrame({"person": [f"p{k}" for k in range(size)], "group": groups, "unit": units})
        for groups in draw(st.lists(numbers, min_size=1, max_size=most))
    ]


def recorded(tables: list[pd.DataFrame]) -> pg.MeetingGraph:
    """Record the tables as rounds 0, 1, 2 ..."""
    met = pg.MeetingGraph()
    for number, frame in enumerate(tables):
        met.record(frame, round=number)
    return met
