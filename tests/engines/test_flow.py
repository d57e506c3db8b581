"""What the flow engine proves and where it starts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.flow import FlowEngine
from peergroups.engines.flow import engine as flow_engine
from peergroups.model import Model
from peergroups.terms import WAITING, Count, Pair, Seat

THIRDS = st.integers(0, 20).map(lambda k: k / 3)


def run(model, seconds=5.0, seed=0):
    incumbent, engine = Incumbent(model), FlowEngine()
    engine.run(model, incumbent, Budget(seconds), seed)
    return incumbent, engine


def offers(*rows):
    """Least, most and copies of each offer."""
    return (np.array(column, dtype=np.int32) for column in zip(*rows, strict=True))


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_the_bound_never_exceeds_the_least_total(data):
    model = data.draw(strategies.models(cost=data.draw(st.sampled_from([strategies.QUARTERS, THIRDS]))))
    incumbent, _ = run(model)
    total, _ = oracle.best(model)
    assert incumbent.bound <= total + 1e-6 * max(1, abs(total))


def test_everybody_sits_where_only_one_choice_of_running_groups_allows_it():
    # Groups of three or more. The second person can go to offers 1 and 2; offer 2 has two takers, so 1 must run, with
    # the fourth and the fifth; the other three then fill offer 0, and nobody waits. Other choices leave somebody out.
    takes = np.array([[0, 3], [1, 2], [0, 2], [0, 1], [0, 1], [0, 3]], dtype=np.int32)
    least, most, copies = offers(*[(3, 6, 1)] * 4)
    wishes = Seat("wishes", True, np.arange(7) * 2, takes.ravel(), np.zeros(12), default=1.0)
    model = Model(least, most, copies, np.full(6, 9.0), [wishes], np.ones(6, dtype=bool))
    assert run(model)[0].total == 0


@given(
    groups=st.integers(1, 3),
    size=st.integers(1, 3),
    guides=st.integers(0, 1),
    tables=st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=1, max_size=2),
    data=st.data(),
)
@settings(max_examples=100, deadline=None)
def test_what_running_groups_lack_is_in_the_bound_and_never_too_much(groups, size, guides, tables, data):
    people = min(groups * size, 6) + guides
    category = st.lists(st.integers(-1, 1), min_size=people, max_size=people)
    terms = [
        Count(f"count {k}", data.draw(st.booleans()), np.array(data.draw(category), dtype=np.int32),
              np.array([table], dtype=float), np.zeros((1, 2), dtype=np.int32))
        for k, table in enumerate(tables)
    ]  # fmt: skip
    counted = np.arange(people) >= guides
    least, most, copies = offers((size, size, groups))
    model = Model(least, most, copies, np.where(counted, 100.0, 0.0), terms, counted)
    total, _ = oracle.best(model)
    assert run(model)[0].bound <= total + 1e-6


def test_two_categories_that_every_group_wants_are_proved_together():
    # Three pairs, all of which run. Each wants one of category 0 and one of 1, and there are two and one such people:
    # one group lacks the first and two lack the second, whoever sits where.
    least, most, copies = offers((2, 2, 3))
    table, which = np.array([[1.0, 0.0, 1.0]]), np.zeros((1, 1), dtype=np.int32)
    one = Count("one", False, np.array([0, 0, -1, -1, -1, -1], dtype=np.int32), table, which)
    other = Count("other", False, np.array([-1, -1, 0, -1, -1, -1], dtype=np.int32), table, which)
    model = Model(least, most, copies, np.full(6, 9.0), [one, other], np.ones(6, dtype=bool))
    incumbent, engine = run(model)
    assert incumbent.bound == 3
    assert set(engine.covers) == {"one", "other"}


def test_who_waits_for_want_of_seats_is_not_given_a_second_thought(monkeypatch):
    # five people, one group of four: somebody waits whatever is tried
    monkeypatch.setattr(flow_engine, "fullest", lambda *_: pytest.fail("nobody more can sit"))
    one, people = np.ones(1, dtype=np.int32), 5
    pairs = Pair("met", False, np.array([0, 1], np.int32), np.array([2, 3], np.int32), np.ones(2))
    model = Model(one * 2, one * 4, one, np.full(people, 10.0), [pairs], np.ones(people, dtype=bool))
    incumbent, _ = run(model)
    assert np.count_nonzero(incumbent.groups == WAITING) == 1
