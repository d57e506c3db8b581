"""Last rounds put together from whole groups."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.engines.base import Budget
from peergroups.rounds import rounds_without_repeats
from peergroups.rounds.agenda import agenda
from peergroups.rounds.completing.beginnings import complete, put_together
from peergroups.rounds.completing.covering import Choice, branch, desk, finish
from peergroups.rounds.completing.listing import last_round


@st.composite
def choices(draw):
    """Draw people, groups of two or three of them to choose from, and how many of each are wanted."""
    pairs, threes = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    people = 2 * pairs + 3 * threes
    every = [group for size in (2, 3) for group in combinations(range(people), size)]
    groups = draw(st.lists(st.sampled_from(every), min_size=1, max_size=60, unique=True))
    members = np.array([(*group, -1)[:3] for group in groups])
    women = np.array([*draw(st.lists(st.booleans(), min_size=people, max_size=people)), False])
    three = (members[:, 2] >= 0).astype(int)
    feature = np.column_stack([women[members].sum(axis=1), 1 - three, three])
    most = max(1, draw(st.integers(feature[:, 0].max(), 3)))
    return Choice(members, feature, np.array([feature[:, 0].min(), 0, 0]), np.array([most, 1, 1]),
                  np.array([women.sum(), pairs, threes]), people, pairs + threes)  # fmt: skip


def covers(choice: Choice) -> list[tuple[int, ...]]:
    """Return every choice of groups that seats everybody once: as many groups as are wanted, of the sizes wanted."""
    sets = [frozenset(row[row >= 0].tolist()) for row in choice.members]
    found = []
    for some in combinations(range(len(sets)), choice.wanted) if len(sets) < 20 else ():
        seated = [person for group in some for person in sets[group]]
        if len(seated) == len(set(seated)) == choice.people:
            found.append(some)
    return [some for some in found if (choice.feature[list(some)].sum(axis=0) == choice.total).all()]


@given(choices())
@settings(max_examples=300, deadline=None)
def test_groups_are_chosen_for_everybody_exactly_if_they_can_be(choice):
    own = desk(choice)
    found = finish(choice, own, np.empty(0, dtype=np.int64), 10_000)
    if found:
        seated = choice.members[own.pick]
        assert sorted(seated[seated >= 0].tolist()) == list(range(choice.people))
    if len(choice.members) < 20:
        assert found == bool(covers(choice))


@given(choices())
@settings(max_examples=200, deadline=None)
def test_a_beginning_goes_on_with_every_group_that_can_end(choice):
    group, score = np.empty(len(choice.members), dtype=np.int64), np.empty(len(choice.members))
    if choice.wanted < 2:
        return
    many = branch(choice, desk(choice), np.empty(0, dtype=np.int64), group, score)
    begun = set(group[:many].tolist())
    assert all(begun & set(some) for some in covers(choice))  # of each cover, the group of whoever has fewest
    assert np.isfinite(score[:many]).all()


def test_how_good_a_beginning_seems():
    # Six people in pairs. 0 is in two groups, as few as any: 01 leaves 23, 24, 25, 34, 35, 45; 02 leaves 13, 14, 15,
    # 34, 35, 45.
    pairs = np.array([(0, 1), (0, 2), (2, 3), (4, 5), (2, 4), (3, 5), (2, 5), (3, 4), (1, 3), (1, 4), (1, 5)])
    one = np.ones((len(pairs), 1), dtype=np.int64)
    choice = Choice(pairs, one, one[0], one[0], 3 * one[0], 6, 3)
    group, score = np.empty(len(pairs), dtype=np.int64), np.empty(len(pairs))
    assert branch(choice, desk(choice), np.empty(0, dtype=np.int64), group, score) == 2
    assert group[:2].tolist() == [0, 1]
    assert score[:2] == pytest.approx(4 * np.log(3))  # each of the four others is in three groups, either way


def shuffled(order: int) -> list[np.ndarray]:
    """Return the rounds in which everybody of order x order people meets everybody, people numbered by lot."""
    people = np.random.default_rng(order).permutation(order**2)
    return [row[people].astype(np.int32) for row in rounds_without_repeats(order, order).rounds]


@pytest.mark.parametrize("order", [3, 4, 5])
def test_the_only_last_round_there_is_is_found(order):
    # Everybody has yet to meet those of one group: there is but one last round, and it is not the one given.
    *before, last = shuffled(order)
    people = pd.DataFrame(index=range(order**2))
    offers = pd.DataFrame({"min_size": [order], "max_size": [order], "copies": [order]})
    plan = agenda(pg.Problem(people, offers), order + 1, None, None, 1.0)
    found = complete(plan, [*before, before[0]], Budget(20.0), seed=0)
    assert found is not None
    assert plan.costs(found) == (0, 0.0)
    assert ((found[-1][:, None] == found[-1]) == (last[:, None] == last)).all()


def test_earlier_rounds_sizes_seats_and_those_who_wait_are_heeded():
    # Four of the five rounds of sixteen people in fours are over: only the groups of the fifth are left, and parts of
    # them. Person 0 waits, so that they are of 3, 4, 4 and 4. All of one group have ticked b, which is offered once.
    *before, last = shuffled(4)
    people, met = pd.DataFrame(index=range(16)), pg.MeetingGraph()
    for row in before:
        met.record(pd.Series(row + 1, index=people.index))
    b = last == (last[0] + 1) % 4
    people["themes"] = [["b"] if one else ["a"] for one in b]
    offers = pd.DataFrame({"min_size": [3, 4], "max_size": [4, 4], "copies": [3, 1], "theme": ["a", "b"]})
    plan = agenda(pg.Problem(people, offers, [pg.ThemeWishes(unticked=1)]), 1, None, met, 1.0)
    start = np.array([-1, *np.repeat(np.arange(4), [3, 4, 4, 4])], dtype=np.int32)
    found = complete(plan, [start], Budget(20.0), seed=0)
    assert found is not None
    assert plan.costs(found) == (1, 0.0)
    (groups,) = found
    assert groups[0] == -1
    assert ((groups[1:, None] == groups[1:]) == (last[1:, None] == last[1:])).all()
    assert set(groups[b]) == {3}  # the last group is the one offered for b


def test_rounds_that_cost_or_leave_room_are_not_completed():
    people = pd.DataFrame(index=range(60))
    offers = pd.DataFrame({"min_size": [6], "max_size": [6], "copies": [10]})
    plan = agenda(pg.Problem(people, offers), 2, None, None, 1.0)
    tables = (np.arange(60) % 10).astype(np.int32)
    assert last_round(plan, [tables, tables]) is None  # 10 x 9 x ... groups of six who have not met: far too many
    assert complete(plan, [tables, tables], Budget(5.0), seed=0) is None
    plan = agenda(pg.Problem(people, offers), 3, None, None, 1.0)
    assert complete(plan, [tables, tables, tables], Budget(5.0), seed=0) is None  # the first two cost


def test_beginnings_that_lead_nowhere_or_take_too_long_end_it():
    # Sixteen people in pairs. 0 and 1 have met all but 2: one of them is left without a partner, whatever is chosen.
    people = pd.DataFrame(index=range(16))
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [8]})
    met = pd.DataFrame([(one, other) for one in (0, 1) for other in range(16) if other not in (one, 2)])
    met = met.set_axis(["first", "second"], axis=1)
    start = (np.arange(16) // 2).astype(np.int32)
    plan = agenda(pg.Problem(people, offers), 1, None, pg.MeetingGraph().record(met), 1.0)
    last = last_round(plan, [start])
    assert last is not None
    assert put_together(last, Budget(10.0)) is None
    last = last_round(agenda(pg.Problem(people, offers), 1, None, None, 1.0), [start])
    assert put_together(last, Budget(10.0)) is not None
    assert put_together(last, Budget(0.0)) is None  # no time: nothing is begun


def test_rounds_in_which_somebody_waits_are_completed_as_they_are():
    *before, last = shuffled(4)
    people = pd.DataFrame(index=range(17))  # person 16 waits
    offers = pd.DataFrame({"min_size": [4], "max_size": [4], "copies": [4]})
    plan = agenda(pg.Problem(people, offers), 5, None, None, 1.0)
    rounds = [np.append(row, -1).astype(np.int32) for row in (*before, before[0])]
    found = complete(plan, rounds, Budget(10.0), seed=0)
    assert found is not None
    assert plan.costs(found) == (5, 0.0)
    assert ((found[-1][:16, None] == found[-1][:16]) == (last[:, None] == last)).all()
