"""Bounds on repeats, held against every plan there is for a few people."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.referee import judge
from peergroups.rounds.agenda import agenda
from peergroups.rounds.least import planned as least
from peergroups.rounds.least.seated import Seated, seated


def splits(people, sizes):
    """All ways to split people into groups of these sizes."""
    if not sizes:
        return {frozenset()}
    found = set()
    for size in set(sizes):
        rest = list(sizes)
        rest.remove(size)
        for others in combinations(people[1:], size - 1):
            group = (people[0], *others)
            left = [person for person in people if person not in group]
            found |= {one | {group} for one in splits(left, rest)}
    return found


def fits(split, each):
    """Return whether bundles stay together, and each group is of a kind that all its members may be in."""
    group_of = {person: group for group in split for person in group}
    whole = all(
        group_of[a] == group_of[b]
        for (a, one), (b, other) in combinations(zip(each.people, each.bundle, strict=True), 2)
        if one == other
    )
    may = dict(zip(each.people, each.may, strict=True))
    return whole and all(np.logical_and.reduce([may[person] for person in group]).any() for group in split)


def least_of_all(rounds, before, people):
    """The fewest repeats and the least cost of any plan with the same sizes and absentees."""
    pairs = [first * people + second for first, second in combinations(range(people), 2)]
    met = np.array([dict(zip(before.pairs, before.times, strict=True)).get(pair, 0) for pair in pairs])
    tables = []
    for each in rounds:
        sizes = np.unique(each.group, return_counts=True)[1].tolist()
        there = [split for split in splits(each.people.tolist(), sizes) if fits(split, each)]
        within = [{a * people + b for group in split for a, b in combinations(sorted(group), 2)} for split in there]
        tables.append(np.array([[pair in one for pair in pairs] for one in within], dtype=np.int64))
    met, repeats, cost = met[None], np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for table in tables:
        now = np.broadcast_to(table, (len(met), *table.shape))
        repeats = (repeats[:, None] + (now * (met > 0)[:, None]).sum(axis=2)).ravel()
        cost = (cost[:, None] + (now * met[:, None]).sum(axis=2)).ravel()
        met = (met[:, None] + now).reshape(-1, len(pairs))
    return repeats.min(), cost.min()


@st.composite
def cases(draw):
    """Rounds that a few people have, and had before."""
    people = draw(st.integers(3, 6))
    groups = np.array(
        draw(st.lists(st.lists(st.integers(-1, 2), min_size=people, max_size=people), max_size=2)), dtype=np.int32
    ).reshape(-1, people)
    together = [
        least.pairs_within(np.flatnonzero(row >= 0), row[row >= 0].astype(np.int64), people) for row in groups
    ]
    pairs, times = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *together]), return_counts=True)
    met = np.array(draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs))), dtype=bool)
    before = least.Before(pairs[met], times[met].astype(np.int64), groups)
    rounds = []
    for _ in range(draw(st.integers(1, 3 if people < 6 else 2))):
        there = np.flatnonzero(draw(st.lists(st.sampled_from([True, True, False]), min_size=people, max_size=people)))
        many = len(there)
        group = np.array(draw(st.lists(st.integers(0, 2), min_size=many, max_size=many)), dtype=np.int64)
        part = np.array(draw(st.lists(st.integers(0, 3), min_size=many, max_size=many)), dtype=np.int64)
        may = np.array(draw(st.lists(st.tuples(*[st.booleans()] * 2), min_size=many, max_size=many)), dtype=bool)
        may = may.reshape(many, 2)
        may[np.arange(many), group % 2] = True
        bundle = 4 * group + part if draw(st.booleans()) else np.arange(many)
        rounds.append(Seated(there, group, may if draw(st.booleans()) else may[:, :1] | True, bundle))
    return people, rounds, before


@given(cases())
@settings(deadline=None, max_examples=300)
def test_no_plan_goes_below_the_bounds(case):
    people, rounds, before = case
    repeats, cost = least_of_all(rounds, before, people)
    assert least.least_repeats_planned(rounds, before) <= repeats
    assert least.least_cost_planned(rounds, before) <= cost


@given(st.data())
@settings(deadline=None, max_examples=25)
def test_who_is_bundled_shares_a_group_and_who_shares_a_group_may(data):
    people = [f"p{k}" for k in range(5)]
    some = st.lists(st.sampled_from(people), min_size=2, max_size=3, unique=True)
    pairs = [data.draw(some)[:2] for _ in range(data.draw(st.integers(0, 2)))]
    criteria = [pg.KeepTogether(pairs, hard=True), pg.ThemeWishes(unticked="forbidden")]
    if data.draw(st.booleans()):
        criteria.append(pg.Continuing({"trust": data.draw(some)}, newcomers=1))
    themes = data.draw(st.lists(st.sampled_from(["trust", "power", "trust;power"]), min_size=5, max_size=5))
    offers = pd.DataFrame(
        {
            "min_size": 1,
            "max_size": 5,
            "theme": ["trust", "power"],
            "copies": data.draw(st.sampled_from([[1, 1], [1, 2]])),
        },
        index=["trust", "power"],
    )
    model = pg.Problem(pd.DataFrame({"themes": themes}, index=people), offers, criteria).model
    for groups in product(range(-1, model.groups), repeat=5):
        row = np.array(groups, dtype=np.int32)
        if not judge(model, row).feasible:
            continue
        each = seated(model, np.arange(5), row)
        assert (each.group[:, None] == each.group)[each.bundle[:, None] == each.bundle].all()
        assert (each.may[:, None] & each.may).any(axis=2)[each.group[:, None] == each.group].all()


def problem(people, groups, size, *criteria):
    offers = pd.DataFrame({"min_size": [size], "max_size": [size], "copies": [groups]}, index=["trust"])
    return pg.Problem(pd.DataFrame(index=[f"p{k}" for k in people]), offers, list(criteria))


@pytest.mark.parametrize(
    ("rounds", "last_round_counts", "repeats", "cost"),
    [
        (2, False, 85, 85),  # 45 pairs of the group that goes on; the 20 others are two tens again, so 4 x 10 pairs
        (1, True, 85, 85),  # the same with the round before
        (3, False, 170, 215),  # the 45 pairs meet a third time, which costs 2
    ],
)
def test_a_group_that_goes_on_repeats_its_pairs_and_crowds_the_others(rounds, last_round_counts, repeats, cost):
    whole = problem(range(30), 3, 10)
    last = pg.MeetingGraph().record(pd.Series(np.repeat([1, 2, 3], 10), index=whole.people.index))
    going_on = pg.continue_groups(whole, last, [2])
    plan = agenda(going_on, rounds, None, last if last_round_counts else None, weight=1.0)
    groups = [np.repeat([0, 2, 1], 10)] * rounds  # the offer of the group that goes on stands last
    assert (plan.least_repeats(groups), plan.least_cost(groups)) == (repeats, cost)


def test_groups_of_earlier_rounds_spread_over_the_new_ones():
    whole = problem(range(16), 2, 8)
    last = pg.MeetingGraph().record(pd.Series(np.repeat([1, 2], 8), index=whole.people.index))
    plan = agenda(whole, 1, None, last, weight=2.0)
    # each old eight gives four to each new one: 4 times 6 pairs
    assert plan.least_repeats([np.tile([0, 1], 8)]) == 24
    assert plan.least_cost([np.tile([0, 1], 8)]) == 48.0


def test_whoever_has_met_everybody_meets_people_again():
    whole = problem(range(9), 3, 3)
    star = pd.DataFrame({"first": ["p0"] * 8, "second": [f"p{k}" for k in range(1, 9)]})
    plan = agenda(whole, 1, None, pg.MeetingGraph().record(star), weight=1.0)
    # 28 of 36 pairs have not met and only nine are needed, but p0 sits with two
    assert plan.least_repeats([np.repeat([0, 1, 2], 3)]) == 2


def test_people_of_different_themes_never_meet():
    people = pd.DataFrame({"themes": ["trust"] * 4 + ["power"] * 4}, index=[f"p{k}" for k in range(8)])
    offers = pd.DataFrame({"min_size": 2, "max_size": 2, "copies": 2, "theme": ["trust", "power"]})
    whole = pg.Problem(people, offers, [pg.ThemeWishes(unticked="forbidden")])
    plan = agenda(whole, 4, None, None, weight=1.0)
    # 16 of 28 pairs could meet in pairs, but of either four only 6 pairs: in the fourth round all meet again
    assert plan.least_repeats([np.repeat([0, 1, 2, 3], 2)] * 4) == 4
