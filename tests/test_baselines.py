"""What lots would give, and the least possible for each criterion alone, against enumeration."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.baselines import best_alone, broken_groups, drawn_lots
from peergroups.engines.base import Budget, Incumbent
from peergroups.referee import judge

OF_MEMBERS = ("forbidden pairs", "forced pairs", "count limits")


def pairs_of_units():
    people = pd.DataFrame({"unit": ["x", "x", "y", "y"]})
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    return pg.Problem(people, offers, [pg.MixedUnits(weight=3)])


def test_lots_give_the_mean_over_all_groupings():
    # three ways to pair four people, one of which has two pairs of a unit at 3 each: a mean of 2; the standard error
    # of 30 draws is sqrt(8) / sqrt(30) = 0.5
    lots = drawn_lots(pairs_of_units(), np.array([0, 0, 1, 1], dtype=np.int32), seed=0)
    assert lots == {"mixed_units": pytest.approx(2, abs=1.5)}


def test_lots_are_the_same_for_the_same_seed():
    groups = np.array([0, 0, 1, 1], dtype=np.int32)
    assert drawn_lots(pairs_of_units(), groups, 3) == drawn_lots(pairs_of_units(), groups, 3)
    np.testing.assert_array_equal(groups, [0, 0, 1, 1])


def test_lots_keep_hard_rules_and_sizes():
    # 0 and 1 must share a group, so a pair of unit x is never avoided
    problem = replace(pairs_of_units(), criteria=[pg.MixedUnits(), pg.KeepTogether([(0, 1)], hard=True)])
    assert drawn_lots(problem, np.array([0, 0, 1, 1], dtype=np.int32), seed=0)["mixed_units"] == 2


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_broken_groups_are_those_that_the_referee_finds_broken(data):
    model = data.draw(strategies.models(kinds=OF_MEMBERS))
    groups = data.draw(strategies.groupings(model))
    assert broken_groups(model, groups).any() == (judge(model, groups).amounts.sum() > 0)


@given(strategies.problems(most_people=6))
@settings(max_examples=25, deadline=None)
def test_the_least_of_a_criterion_alone_is_what_enumeration_finds(problem):
    _, groups = oracle.best(problem.model)
    assume(groups is not None)
    known = Incumbent(problem.model)
    known.offer(groups, by="oracle")
    for label, least in best_alone(problem, known, Budget(20.0), seed=0).items():
        terms = [t for t in problem.model.terms if t.hard or t.criterion == label]
        alone = replace(problem.model, terms=terms)
        assert least == pytest.approx(judge(alone, oracle.best(alone)[1]).cost, abs=1e-5)
