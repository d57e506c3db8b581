"""Random rounds for the tests of the meeting graph."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

import peergroups as pg

UNITS = ("Oulu", "Turku", "Vaasa", None)
SESSIONS = ("1;", "2;", "1; 2")


@st.composite
def rounds(
    draw: st.DrawFn,
    people: tuple[int, int] = (1, 9),
    most: int = 4,
    *,
    attended: bool = False,
    several: bool = False,
) -> list[pd.DataFrame]:
    """Tables of up to `most` rounds, with sessions attended or people in two groups if asked for; 0 is absent."""
    size = draw(st.integers(*people))
    cells = st.sampled_from([0, 1, 2, 3, "1;2", "1;3"]) if several else st.integers(0, 3)
    numbers = st.lists(cells, min_size=size, max_size=size)
    units = draw(st.lists(st.sampled_from(UNITS), min_size=size, max_size=size))
    tables = [
        pd.DataFrame({"person": [f"p{k}" for k in range(size)], "group": groups, "unit": units})
        for groups in draw(st.lists(numbers, min_size=1, max_size=most))
    ]
    if not attended:
        return tables
    sessions = st.lists(st.sampled_from(SESSIONS), min_size=size, max_size=size)
    return [table.assign(sessions=draw(sessions)) for table in tables]


def recorded(tables: list[pd.DataFrame]) -> pg.MeetingGraph:
    """Record the tables as rounds 0, 1, 2 ..."""
    met = pg.MeetingGraph()
    for number, frame in enumerate(tables):
        met.record(frame, round=number)
    return met
