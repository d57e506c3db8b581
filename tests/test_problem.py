"""A problem refuses nonsense when it is made, all of it at once, and never changes the caller's tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
import strategies
from peergroups.problem import ceiling
from peergroups.referee import judge
from peergroups.terms import WAITING


def people(n=4):
    return pd.DataFrame({"unit": ["x", "y"] * (n // 2)}, index=[f"p{i}" for i in range(n)])


def offers(**columns):
    return pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]} | columns, index=["pairs"])


REFUSED = {
    "no offer": (lambda: pg.Problem(people(), offers().iloc[:0]), "there is no offer"),
    "no sizes": (
        lambda: pg.Problem(people(), offers().drop(columns="max_size")),
        "the offers lack the column",
    ),
    "size zero": (
        lambda: pg.Problem(people(), offers(min_size=[0])),
        "min_size must be a whole number from 1 to 1000000, not 0",
    ),
    "half a person": (
        lambda: pg.Problem(people(), offers(max_size=[2.5])),
        "max_size must be a whole number from 1 to 1000000, not 2.5",
    ),
    "text": (
        lambda: pg.Problem(people(), offers(copies=["two"])),
        "copies must be a whole number from 0 to 1000000, not 'two'",
    ),
    "least above most": (lambda: pg.Problem(people(), offers(min_size=[3])), "min_size is larger than max_size"),
    "no table": (lambda: pg.Problem([1, 2], offers()), "the person table must be a pandas DataFrame, not list"),
    "no criterion": (lambda: pg.Problem(people(), offers(), ["units"]), "'units' is not a criterion"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_nonsense_is_refused_by_name(case):
    build, says = REFUSED[case]
    with pytest.raises(pg.ProblemError, match=says):
        build()


def test_all_faults_are_told_at_once():
    with pytest.raises(pg.ProblemError, match=r"person ids repeat.*; there is no offer"):
        pg.Problem(people().set_axis(["a", "a", "b", "b"]), offers().iloc[:0])


def test_every_criterion_that_lacks_its_column_is_told_at_once():
    problem = pg.Problem(people(), offers(), [pg.MixedUnits("branch"), pg.Balanced("age"), pg.CommonSlot()])
    with pytest.raises(pg.ProblemError, match=r"no column 'branch'.*; .*no column 'age'.*; .*no column 'slot'"):
        _ = problem.model


def test_a_size_far_above_everybody_is_no_limit():
    assert pg.Problem(people(), offers(max_size=[1_000_000]), [pg.MixedUnits()]).model.most.tolist() == [4]


def test_copies_are_one_if_left_out():
    assert pg.Problem(people(), offers().drop(columns="copies")).copies.tolist() == [1]


@given(strategies.problems(), st.data())
@settings(max_examples=100, deadline=None)
def test_seats_come_before_every_cost(problem, data):
    """No grouping costs more than the ceiling, and a seat is worth more than twice that."""
    model = problem.model
    groups = data.draw(strategies.groupings(model))
    most = ceiling(model.terms, model.least, model.most, model.copies, model.people)
    verdict = judge(model, groups)
    if verdict.feasible:
        assert verdict.cost <= most + 1e-6
    assert model.unseated.min() > 2 * most


def test_a_hard_size_rule_tightens_the_offers_sizes():
    problem = pg.Problem(people(), offers(min_size=[1], max_size=[4]), [pg.GroupSize(2, 3)])
    assert problem.model.least.tolist() == [2]
    assert problem.model.most.tolist() == [3]


@pytest.mark.parametrize(
    ("everyone", "groups", "refused"),
    [
        (False, [0, 0, WAITING, WAITING], False),
        (True, [0, 0, WAITING, WAITING], True),
        (True, [0, 0, 1, 1], False),
        (False, [WAITING] * 4, True),
    ],
)
def test_a_grouping_is_refused_if_nobody_sits_or_somebody_waits_where_everyone_must_sit(everyone, groups, refused):
    assert pg.Problem(people(), offers(), everyone=everyone).refuses(np.array(groups)) == refused
