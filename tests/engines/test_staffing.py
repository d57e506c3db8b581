"""Staffing proves no more than is true, however early it is stopped."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import oracle
from peergroups.engines import staffing
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.staffing import StaffingEngine
from peergroups.model import Model
from peergroups.terms import Count, Seat
from strategies import models


@pytest.fixture
def model() -> Model:
    """60 people for twenty groups of three, each of which asks for one of twenty guides."""
    guide = np.repeat([-1, 0], [60, 20]).astype(np.int32)
    counts = Count("guide", True, guide, np.array([[1.0, 0, 1]]), np.zeros((20, 1), dtype=np.int32))
    three, one = np.full(20, 3, dtype=np.int32), np.ones(20, dtype=np.int32)
    return Model(three, three, one, np.repeat([10.0, 0], [60, 20]), [counts], np.arange(80) < 60)


@pytest.mark.parametrize("iterations", [0, 1, 100, 1_000_000])
def test_stopped_at_any_time_it_claims_no_more_than_the_least_total(model, iterations):
    incumbent = Incumbent(model)
    StaffingEngine().run(model, incumbent, Budget(20.0, iterations), seed=0)
    assert incumbent.bound <= 0  # every guide leads one group, and everybody sits


def test_with_too_few_guides_it_proves_how_many_must_wait(model):
    fewer = replace(model, unseated=model.unseated[:75], counted=model.counted[:75], terms=[
        replace(model.counts[0], category=model.counts[0].category[:75])
    ])  # fmt: skip
    incumbent = Incumbent(fewer)
    StaffingEngine().run(fewer, incumbent, Budget(20.0, 10_000_000), seed=0)
    assert incumbent.bound == pytest.approx(150)  # 15 guides lead 15 groups: 15 of 60 wait, at 10 each


@pytest.fixture
def many_seats(monkeypatch):
    monkeypatch.setattr(staffing, "MANY_SEATS", 0)


@given(
    models(
        kinds=("seat", "forbidden seats", "forbidden pairs", "count limits", "open limits", "load limits", "count")
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_dive_proves_no_more_than_is_true_and_what_it_finds_keeps_the_rules(many_seats, model):
    least, _ = oracle.best(model)
    incumbent = Incumbent(model)
    StaffingEngine().run(model, incumbent, Budget(5.0), seed=0)
    assert incumbent.bound <= least + 1e-6
    assert incumbent.total >= least - 1e-6


def test_a_dive_seats_everybody_where_the_groups_that_run_must_be_chosen_well(many_seats):
    # Each of 12 people can go to their own corner or to one of two halls; groups have six members, and a guide each
    # of whom there are two: only the halls seat everybody.
    offers = 14
    start = np.concatenate([[0], np.cumsum(np.repeat([2, offers], [12, 2]))])
    halls = [offer for person in range(12) for offer in (person, 12 + person // 6)]
    offer = np.array(halls + [*range(offers)] * 2, dtype=np.int32)
    fits = Seat("fits", True, start, offer, np.zeros(len(offer)), default=1.0)
    guide = np.repeat([-1, 0], [12, 2]).astype(np.int32)
    guided = Count("guide", True, guide, np.array([[1.0, 0, 1]]), np.zeros((offers, 1), dtype=np.int32))
    least, most = np.repeat([1, 6], [12, 2]).astype(np.int32), np.repeat([1, 6], [12, 2]).astype(np.int32)
    one = np.ones(offers, dtype=np.int32)
    hall = Model(least, most, one, np.repeat([10.0, 0], [12, 2]), [fits, guided], np.arange(14) < 12)
    incumbent = Incumbent(hall)
    StaffingEngine().run(hall, incumbent, Budget(5.0), seed=0)
    assert incumbent.total == 0
    assert incumbent.bound == pytest.approx(0, abs=1e-6)
