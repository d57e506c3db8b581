"""Several rounds in a plan: who comes to which, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import peergroups as pg
from peergroups.errors import PlanError
from peergroups.plan import Plan
from peergroups.plan.several import attendance

ROUNDS = "sizes = {least = 2, most = 3}\n[rounds]\ncount = 3\n"
NAMES = "names = ['Starter', 'Main', 'Dessert']\n"
PEOPLE = pd.DataFrame(index=list("abcdefgh"))


def write(path: Path, *tables: pd.DataFrame) -> Path:
    with pd.ExcelWriter(path, engine="xlsxwriter") as file:
        for number, table in enumerate(tables, start=1):
            table.to_excel(file, sheet_name=f"Sheet{number}", index=False)
    return path


def register(n: int = 6) -> pd.DataFrame:
    return pd.DataFrame(
        {"Name": [f"Person {chr(65 + k)}" for k in range(n)], "E-mail": [f"p{k}@x.fi" for k in range(n)]}
    )


@pytest.mark.parametrize(
    ("cells", "there"),
    [
        (["1; 3", "2", None, "1,2,3", ["3"], "Round 2"], ["13", "2", "123", "123", "3", "2"]),
        (["Kierros 1;", "omgång 3", "", "3;1", "2", "2"], ["1", "3", "123", "13", "2", "2"]),
    ],
)
def test_a_column_lists_the_rounds_that_people_come_to(cells, there):
    people = pd.DataFrame({"attends": cells})
    found = attendance(Plan.loads(ROUNDS), people)
    assert ["".join(found.columns[row]) for row in found.to_numpy()] == there


def test_rounds_are_known_by_their_names():
    people = pd.DataFrame({"attends": ["starter; DESSERT", "Round 2", "Main", "Main"]})
    found = attendance(Plan.loads(ROUNDS + NAMES), people)
    assert found.to_numpy().tolist() == [[True, False, True], *[[False, True, False]] * 3]


def test_named_rounds_are_known_by_their_numbers_too():
    people = pd.DataFrame({"attends": ["1; 3", 2.0, "1,Dessert"]})
    found = attendance(Plan.loads(ROUNDS + NAMES), people)
    assert found.to_numpy().tolist() == [[True, False, True], [False, True, False], [True, False, True]]


def test_rounds_whose_names_are_numbers_are_not_known_by_others():
    # "1" would be the second round by its name and the first by its number; "3" is no name
    plan = Plan.loads(ROUNDS + "names = ['0', '1', '2']")
    assert attendance(plan, pd.DataFrame({"attends": ["1"]})).to_numpy().tolist() == [[False, True, False]]
    with pytest.raises(PlanError, match='called so: "3"; the rounds are 0, 1, 2'):
        plan.problem(PEOPLE.assign(attends=["0;1;2", "3", *["0;1;2"] * 6]))


def test_a_sheet_says_who_comes_in_a_column_for_each_round(tmp_path):
    table = register().assign(
        One=["x", "", "", "", "no", ""], Two=["", "x", "", "x", "no", "x"], Three=list("xxxxxx")
    )
    table.loc[2, ["One", "Two", "Three"]] = ""  # answers nothing
    table.loc[4, "Three"] = "no"  # and comes to nothing
    plan = Plan.loads(ROUNDS + "attendance = ['One', 'Two', 'Three']")
    found = attendance(plan, plan.read(write(tmp_path / "people.xlsx", table)).people)
    assert found.astype(int).to_numpy().tolist() == [
        [1, 0, 1], [0, 1, 1], [1, 1, 1], [0, 1, 1], [0, 0, 0], [0, 1, 1],
    ]  # fmt: skip


def test_attendance_may_stand_on_another_sheet_in_another_order_and_by_name(tmp_path):
    there = register().iloc[::-1][["Name"]].assign(Comes=["1", "2", "3", "1; 2", "", "2; 3"])
    plan = Plan.loads(ROUNDS + "attendance = 'Comes'\nsheet = 'Sheet2'")
    found = attendance(plan, plan.read(write(tmp_path / "people.xlsx", register(), there)).people)
    assert found.loc["p5@x.fi"].tolist() == [True, False, False]
    assert found.loc["p1@x.fi"].tolist() == [True, True, True]
    assert found.loc["p0@x.fi"].tolist() == [False, True, True]


def test_what_was_noticed_in_the_columns_of_another_sheet_is_told(tmp_path):
    there = register()[["Name"]].assign(One="yes", Two=["yes", "maybe", *["no"] * 4])
    plan = Plan.loads("rounds = {count = 2, attendance = ['One', 'Two'], sheet = 'Sheet2'}")
    read = plan.read(write(tmp_path / "people.xlsx", register(), there))
    told = read.faults[read.faults["sheet"] == "Sheet2"]
    assert told[["row", "column", "value", "action"]].values.tolist() == [[3, "Two", "maybe", "read as no"]]


def test_whoever_is_on_the_sheet_of_attendance_must_be_registered(tmp_path):
    there = pd.DataFrame({"Name": ["Person A", "Person Z"], "Comes": ["1", "2"]})
    plan = Plan.loads(ROUNDS + "attendance = 'Comes'\nsheet = 'Sheet2'")
    with pytest.raises(PlanError, match=r"in the sheet Sheet2, these are not registered: Person Z \(row 3\)"):
        plan.read(write(tmp_path / "people.xlsx", register(), there))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("names = ['a', 'b']", "there are 3 rounds but 2 names"),
        ("names = ['a', 'b', 'A']", "two rounds have the same name"),
        ("attendance = ['a', 'b']", "attendance is one column, or 3"),
        ("sheet = 'Attendance'", "sheet needs attendance"),
        ("cont = 3", "did you mean count?"),
    ],
)
def test_what_is_wrong_with_the_table_is_told_with_its_line(text, told):
    with pytest.raises(PlanError) as caught:
        Plan.loads(ROUNDS + text)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[sessions]\nfirst = 2027-02-01", "line 4, sessions: is for one round"),
        ("[aim]\nworst_off_first = 'theme_wishes'", "line 4, aim: is for one round"),
        ("[rules]\nnew_ties = true", "line 5, rules.new_ties: looks at earlier rounds alone"),
        ("[rules]\nnew_faces = {half_life = 2.0}", "line 5, rules.new_faces.half_life: does not count"),
    ],
)
def test_what_is_for_one_round_is_refused(text, told):
    with pytest.raises(PlanError) as caught:
        Plan.loads(ROUNDS + text).problem(PEOPLE.assign(unit="x", themes="a"))
    assert told in str(caught.value)


def test_a_value_that_is_no_round_and_a_round_without_people_are_told():
    people = PEOPLE.assign(attends=["1", "2", "1; 4", *["2"] * 5])
    with pytest.raises(PlanError) as caught:
        Plan.loads(ROUNDS).problem(people)
    assert 'called so: "4"; the rounds are 1, 2, 3; it is what 1 of the people answered: c' in str(caught.value)
    assert "nobody comes to the round 3" in str(caught.value)


def test_answers_that_are_no_rounds_are_told_once_with_the_first_who_gave_them():
    people = pd.DataFrame({"attends": [f"Lunch {k}; Main" for k in range(40)]})
    with pytest.raises(PlanError) as caught:
        Plan.loads(ROUNDS + NAMES).problem(people.assign(unit="x"))
    assert str(caught.value).count("no rounds are called so") == 1
    assert '"Lunch 9" ...; the rounds are Starter, Main, Dessert; it is what 40 of' in str(caught.value)
    assert "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 ..." in str(caught.value)


def test_rounds_are_formed_with_the_plans_weight_and_the_earlier_rounds():
    history = pg.MeetingGraph().record(pd.Series(dict.fromkeys("abc", 1)), round="before")
    plan = Plan.loads("sizes = {least = 3, most = 3}\nrounds = {count = 2}\nrules = {new_faces = {weight = 4}}")
    rounds = pg.form_rounds(PEOPLE.iloc[:6], plan, history=history, time_limit=3)
    # Two of a, b and c meet again in each round, and a pair of each three of the first round in the second. One pair
    # may be both: then there are 3 repeats, but its third meeting costs twice. Otherwise there are 4.
    assert rounds.objective == 4 * 4
    assert 3 <= rounds.repeats <= 4
    assert rounds.history is history


def test_a_plan_of_several_rounds_is_not_formed_as_one():
    with pytest.raises(PlanError, match="form_rounds"):
        pg.form_groups(PEOPLE, Plan.loads(ROUNDS))
    with pytest.raises(PlanError, match=r"no \[rounds\]"):
        pg.form_rounds(PEOPLE, Plan.loads("sizes = {least = 2, most = 3}"))
