"""What people want, counted."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.demand.demand import answers, best_answers, capacity, counted, demand, theme_demand
from sheets import people

NAMES = st.sampled_from(["Trust", "trust ", "Change", "Agile"])
WISHES = (
    st.lists(NAMES, max_size=3)
    | st.dictionaries(NAMES, st.sampled_from([1.0, 5.0, float("nan")]), max_size=3)
    | st.none()
)


@pytest.mark.parametrize("cell", [None, "", " ; ", [], {}, {"trust": None}, float("nan"), pd.NA])
def test_a_missing_answer_is_no_answer(cell) -> None:
    assert answers(cell) == {}
    assert best_answers(cell) == []


def test_grades_that_are_alike_are_all_best() -> None:
    assert best_answers({"Trust": 5, "Change": 5, "Agile": 2}) == ["change", "trust"]


def test_answers_that_differ_in_case_and_blanks_are_one() -> None:
    assert counted(pd.DataFrame({"role": ["HR", "hr ", "payroll", None]}), "role").to_dict() == {
        "HR": 2,
        "payroll": 1,
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(WISHES, max_size=12))
def test_nobody_counts_twice_for_an_answer_and_best_answers_are_answers(cells) -> None:
    table = pd.DataFrame({"themes": pd.Series(cells, dtype=object)})
    wanted, first = counted(table, "themes"), counted(table, "themes", first=True)
    assert (wanted <= len(cells)).all()
    assert set(first.index) <= set(wanted.index)
    assert (first <= wanted.reindex(first.index)).all()


def test_a_person_counts_in_each_combination_of_their_answers() -> None:
    table = pd.DataFrame(
        {"themes": [["Trust", "Change"], ["Trust"]], "slots": [["Tue", "Wed"], ["Tue"]], "place": ["Oulu", None]}
    )
    found = demand(table, ["theme", "slot"])
    assert found.values.tolist() == [
        ["Trust", "Tue", 2],
        ["Change", "Tue", 1],
        ["Change", "Wed", 1],
        ["Trust", "Wed", 1],
    ]
    assert demand(table, ["place"])["people"].tolist() == [1, 1]  # who does not say is told apart


def test_what_nobody_was_asked_is_left_out() -> None:
    assert demand(pd.DataFrame(index=range(3))).to_dict("list") == {"people": [3]}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", None]), max_size=10))
def test_demand_by_single_answers_adds_up_to_everybody(roles) -> None:
    table = pd.DataFrame({"role": pd.Series(roles, dtype=object)})
    assert demand(table, ["role"])["people"].sum() == len(roles)


def test_what_a_theme_can_become() -> None:
    # 11 want Change: of 5-6 they make 2 groups (10 to 12 people); the 4 whose first wish it is make none
    table = theme_demand(pd.DataFrame({"themes": ["trust; change"] * 7 + ["change"] * 4}), 5, 6)
    assert table.loc["change"].to_dict() == {"wanted": 11, "first": 4, "fewest": 2, "largest": 2, "splits": False}


def test_the_tightest_limit_is_named() -> None:
    offers = pd.DataFrame(
        {"theme": ["Trust", "Change"], "min_size": 4, "max_size": 6, "copies": [1, 2]}, index=["t", "c"]
    )
    wishes = pg.ThemeWishes()

    def bound(*limits: pg.Criterion) -> tuple[int, str]:
        found = capacity(pg.Problem(people(20), offers, [wishes, *limits]))
        return found.groups, found.binds

    assert bound() == (3, "copies")  # 20 people would fill 5
    assert bound(pg.RunningGroups(most=2)) == (2, "running_groups")
    # one of Trust at most, and two of Change
    assert bound(pg.RunningGroups(most=0, where={"theme": "Trust"})) == (2, "running_groups: trust")


def test_who_fits_no_offer_is_named() -> None:
    table = people(6)
    table.at["p02@x.fi", "themes"] = ["Agile"]
    offers = pd.DataFrame({"theme": ["Trust"], "min_size": [4], "max_size": [6]}, index=["t"])
    found = capacity(pg.Problem(table, offers, [pg.ThemeWishes()]))
    assert found.nowhere == ["p02@x.fi"]
    assert found.eligible.to_dict() == {"t": 5}
