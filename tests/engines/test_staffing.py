"""Staffing proves no more than is true, however early it is stopped."""

from dataclasses import replace

import numpy as np
import pytest

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.staffing import StaffingEngine
from peergroups.model import Model
from peergroups.terms import Count


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
