"""Groups of the last round that go on, in a plan."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import load_workbook

import peergroups as pg
from peergroups.plan import Plan

PLAN = "[sizes]\nleast = 3\nmost = 5\n[continuing]\ngroups = [2]\n"
PEOPLE = pd.DataFrame(index=["p0", "p3", "p4", "p5", "n0", "n1", "n2", "n3"])


def spring() -> pg.Result:
    """Three threes: p0-p2, p3-p5 and p6-p8."""
    people = pd.DataFrame(index=[f"p{k}" for k in range(9)])
    problem = Plan.loads("sizes = {least = 3, most = 5}").problem(people)
    return pg.Result(problem, np.arange(9, dtype=np.int32) // 3, 0.0, 0.0, 0, round="spring")


def met() -> pg.MeetingGraph:
    return pg.MeetingGraph().record(spring())


def test_a_group_goes_on_beside_new_ones_and_its_cost_is_told_everywhere(tmp_path: Path) -> None:
    result = pg.form_groups(PEOPLE, Plan.loads(PLAN), history=met(), time_limit=5)
    row = result.going_on.iloc[0]
    # p3, p4 and p5 have met: three pairs. Eight people make a five and a three: two newcomers join, or none.
    assert (row["stay"], row["pairs_again"], row["cost"]) == (3, 3, 3.0)
    assert row["newcomers"] in (0, 2)
    assert {"p3", "p4", "p5"} <= set(result.groups["members"][row["group"]])
    sentence = (
        f"Group {row['group']} goes on: 3 stay, {row['newcomers']} are new; 3 pairs meet again, which costs 3 of 3."
    )
    assert sentence in repr(result)
    assert sentence in result._repr_html_()
    assert json.loads(result.to_json())["going_on"] == [
        {"group": row["group"], "offer": "group, group 2 goes on", "stay": 3, "newcomers": row["newcomers"],
         "pairs_again": 3, "cost": 3},
    ]  # fmt: skip
    book = pd.read_excel(
        result.to_workbook(tmp_path / "autumn.xlsx"), sheet_name="Groups that go on", engine="openpyxl"
    )
    assert book["Pairs that meet again"].tolist() == [3]


def test_without_groups_that_go_on_nothing_is_told_of_them(tmp_path: Path) -> None:
    path = spring().to_workbook(tmp_path / "spring.xlsx")
    assert "Groups that go on" not in load_workbook(path).sheet_names
    assert "going_on" not in spring().to_dict()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            PLAN.replace("[2]", "[2, 7]"),
            "line 5, continuing.groups[2]: the last round has no group 7; it has 1, 2, 3",
        ),
        (PLAN.replace("most = 5", "most = 3").replace("[2]", "[3]"), "nobody of group 3 is registered"),
        (PLAN.replace("3", "2", 1).replace("5", "2"), 'group 2 has 3 members, but "group" allows 2'),
        (PLAN + "offers = {2 = 'change'}", 'continuing.offers.2: there is no offer "change"; the offers are group'),
        (PLAN + "offers = {9 = 'group'}", "continuing.offers.9: the last round has no group 9"),
        (PLAN + "[[offers]]\ntheme = ['a', 'b']", 'group 2 was of the kind "group", which is not offered now'),
    ],
)
def test_everything_wrong_with_them_is_told_at_its_key(text: str, told: str) -> None:
    with pytest.raises(pg.PlanError) as caught:
        Plan.loads(text).problem(PEOPLE.assign(themes="a; b"), met())
    assert told in str(caught.value)


def test_groups_of_the_last_round_are_listed_by_their_numbers_and_each_is_told_once() -> None:
    many = pg.MeetingGraph().record(pd.DataFrame({"person": range(12), "group": [*range(12, 1, -1), "B"]}))
    with pytest.raises(pg.PlanError) as caught:
        Plan.loads(PLAN.replace("[2]", "[99, '99']")).problem(PEOPLE, many)
    assert len(caught.value.errors) == 1
    assert "it has 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, B" in str(caught.value)


def test_they_need_the_last_round() -> None:
    with pytest.raises(pg.PlanError, match="--history"):
        pg.form_groups(PEOPLE, Plan.loads(PLAN))
    plan = Plan.loads(PLAN)
    assert any("--history" in notice for notice in plan.notices(plan.problem(PEOPLE)))


def test_they_are_of_the_kind_that_the_plan_says_and_of_the_latest_round() -> None:
    history = met().record(pd.DataFrame({"person": ["p0", "n0", "n1"], "group": [2, 2, 2]}), round="summer")
    offers = "offers = {2 = 'B'}\n[[offers]]\ntheme = ['a', 'b']\n"
    problem = Plan.loads(PLAN + offers, language="fi").problem(PEOPLE.assign(themes="a; b"), history)
    assert problem.offers.loc["b, ryhmä 2 jatkaa", "theme"] == "b"
    result = pg.solve(problem, time_limit=5)
    assert {"p0", "n0", "n1"} <= set(result.groups["members"][result.going_on["group"][0]])
