"""Who guides each group of a result, and how it is told."""

import numpy as np
import pandas as pd
import pytest

import peergroups as pg

OFFERS = pd.DataFrame({"min_size": [1, 1], "max_size": [9, 9], "slot": ["mon 9", "tue 14"]}, index=["mon", "tue"])


def result(people, groups, guides=None, **settings):
    problem = pg.Problem(people, OFFERS, [pg.Guides(**settings)], guides=guides)
    return pg.Result(problem, np.array(groups, dtype=np.int32), 0.0, seconds=0.0, seed=0)


def people(**columns):
    return pd.DataFrame(columns, index=list("abcdef"[: len(next(iter(columns.values())))]))


def test_the_outside_guide_of_a_group_is_named_and_the_load_counted():
    guides = pd.DataFrame({"name": ["Eve Ek", "Fay Falk"], "most_groups": [2, 1]}, index=["eve", "fay"])
    found = result(people(unit=["x"] * 4), [0, 0, 1, 1, 0, 1, -1, -1], guides)
    assert found.groups["guide"].tolist() == ["eve", "eve"]
    assert found.seats["guide"].tolist() == ["eve"] * 4
    assert found.guides.to_dict("records") == [
        {"guide": "eve", "name": "Eve Ek", "groups": [1, 2], "load": 2, "most_groups": 2},
        {"guide": "fay", "name": "Fay Falk", "groups": [], "load": 0, "most_groups": 1},
    ]
    assert "Eve Ek" in str(found)


def test_of_two_guides_the_experienced_one_comes_first():
    guides = pd.DataFrame({"novice": ["yes", "no"]}, index=["eve", "fay"])
    found = result(people(unit=["x"]), [0, 0, -1, 0, -1], guides, pairs="wished")
    assert found.groups["guide"].tolist() == [["fay", "eve"]]
    assert found.to_dict()["groups"][0]["guide"] == ["fay", "eve"]


@pytest.mark.parametrize(
    ("who", "guide"),
    [
        ({"could_guide": [False, True, True]}, "b"),
        ({"could_guide": [True, True, False], "manager": [None, "a", "a"]}, "b"),
        ({"could_guide": [True, False, True], "unit": ["x", "x", "y"]}, "c"),
        ({"could_guide": [True, True, False], "been_before": [False, True, True]}, "b"),
    ],
)
def test_a_member_guides_who_is_nobodys_manager_and_of_a_rare_unit(who, guide):
    assert result(people(**who), [0, 0, 0]).groups["guide"].tolist() == [guide]


def test_a_member_guides_only_where_no_outside_guide_does():
    guides = pd.DataFrame(index=["eve"])
    found = result(people(could_guide=[True, True, True]), [0, 0, 1, 0, -1], guides)
    assert found.groups["guide"].tolist() == ["eve", "c"]
    assert found.guides["guide"].tolist() == ["eve", "c"]


def test_guides_are_kept_apart_from_members_in_the_meeting_graph():
    """Eve looks after a and b; a and b have met each other, and each has met Eve as a guide."""
    found = result(people(unit=["x", "y"]), [0, 0, 0, -1], pd.DataFrame(index=["eve"]))
    graph = pg.MeetingGraph().record(found, round=1)
    assert graph.times_met("a", "b") == 1
    assert set(graph.seats.set_index("person")["role"].to_dict().items()) == {
        ("a", "member"),
        ("b", "member"),
        ("eve", "guide"),
    }
