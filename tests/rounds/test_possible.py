from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups.rounds.completing.bits import packed
from peergroups.rounds.completing.possible import Kind, list_groups, trail


@st.composite
def kinds(draw):
    """Draw who may meet whom, who may sit, everybody's cells in two counts, and the members each cell must have."""
    people, size = draw(st.integers(2, 8)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    free = np.triu(rng.random((people, people)) < draw(st.sampled_from([0.5, 0.8, 1.0])), 1)
    cell = np.column_stack([rng.integers(-1, 2, people), 2 + rng.integers(0, 3, people)])
    low = rng.integers(0, 2, 5) * draw(st.booleans())
    return free + free.T, rng.random(people) < 0.9, cell, low, low + rng.integers(0, 3, 5), size


def listed(drawn, rows=200):
    free, who, cell, low, high, size = drawn
    inside = (cell[:, :, None] == np.arange(5)).any(axis=1)
    who = who & ~inside[:, high == 0].any(axis=1)  # as the caller does
    kind = Kind(packed(free), packed(who[None])[0], cell, packed(inside.T), low, high, size)
    found = np.full((rows, size), -1)
    many = list_groups(kind, trail(kind), found, 10_000)
    return many, found


@given(kinds())
@settings(max_examples=300, deadline=None)  # the first one compiles
def test_every_group_that_costs_nothing_is_listed_once(drawn):
    free, who, cell, low, high, size = drawn

    def costs_nothing(group):
        count = np.bincount(cell[list(group)][cell[list(group)] >= 0], minlength=5)
        pairs = all(free[a, b] for a, b in combinations(group, 2))
        return who[list(group)].all() and pairs and (low <= count).all() and (count <= high).all()

    expected = [group for group in combinations(range(len(who)), size) if costs_nothing(group)]
    many, found = listed(drawn)
    assert sorted(tuple(sorted(row)) for row in found[:many].tolist()) == expected


def test_too_many_groups_are_told():
    everybody = np.ones(8, dtype=bool)
    drawn = (~np.eye(8, dtype=bool), everybody, np.full((8, 1), -1), np.zeros(5, int), np.zeros(5, int), 2)
    assert listed(drawn)[0] == 28  # pairs of eight people
    assert listed(drawn, rows=28)[0] == -1  # a row is needed for the next one
