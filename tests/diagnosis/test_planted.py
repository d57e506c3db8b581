"""Clashes planted in an example are named by their cause, with the people concerned."""

import numpy as np
import pytest
from benchmarks import planted

import peergroups as pg


@pytest.mark.parametrize("number", range(len(planted.KINDS)), ids=[kind.__name__ for kind in planted.KINDS])
def test_the_planted_cause_is_named(number):
    problem, groups = planted.possible("company")
    clash = planted.KINDS[number](problem, groups, np.random.default_rng(number))
    found = pg.diagnose(clash.problem)
    assert found.holds is False
    assert clash.causes & set(found.rules)
    assert found.ways
    if clash.people:
        assert any(clash.people & set(way.people) for way in found.ways)


def test_what_is_planted_in_is_possible():
    assert pg.diagnose(planted.possible("company")[0]).holds
