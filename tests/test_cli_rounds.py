"""Several rounds on the command line: planned, written, read back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import peergroups as pg
from sheets import sheet
from test_cli import Answer

PLAN = """
[round]
name = "Day"
[sizes]
least = 4
most = 5
[rounds]
count = 3
names = ["Starter", "Main", "Unit"]
attendance = "Comes to"
[rules]
mixed_units = true
"""
FORM = ("form", "answers.csv", "--plan", "plan.toml", "--time-limit", "2")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    table = sheet().assign(**{"Comes to": ["Starter;Main;Unit"] * 18 + ["Main", "Starter; Unit"]})
    table.to_csv(tmp_path / "answers.csv", index=False)
    (tmp_path / "plan.toml").write_text(PLAN)
    return tmp_path


def test_three_tables_are_planned_written_and_read_back(here: Path) -> None:
    answer = Answer(here, *FORM, "-o", "day.xlsx", "--json", "day.json", "--each", "each")
    assert (answer.code, answer.written) == (0, {"day.xlsx", "day.json", "each"})
    told = json.loads((here / "day.json").read_text(encoding="utf-8"))
    assert [(one["name"], one["seated"]) for one in told["rounds"]] == [("Starter", 19), ("Main", 19), ("Unit", 19)]
    assert told["repeats"] == sum(one["repeats"] for one in told["rounds"]) >= told["least_repeats"]
    book = load_workbook("day.xlsx")
    # "Unit" is what a column of people is called already
    assert book.sheetnames[:5] == ["Summary", "People", "Starter", "Main", "3 Unit"]
    met = pg.MeetingGraph.from_workbooks("day.xlsx")
    assert met.rounds == ("Day Starter", "Day Main", "Day Unit")
    assert len(met.pairs()) + told["repeats"] == sum(
        group["size"] * (group["size"] - 1) // 2 for one in told["rounds"] for group in one["groups"]
    )
    assert met.facts["unit"].notna().all()
    assert pg.read_workbook("each/round-2.xlsx").round == "Main"


def test_when_people_registered_is_a_date_in_the_workbook(here: Path) -> None:
    Answer(here, *FORM, "-o", "day.xlsx")
    rows = load_workbook("day.xlsx")["People"].iter_rows(values_only=True)
    at = next(rows).index("Registered")
    assert all(isinstance(row[at], dt.datetime) for row in rows)


def test_a_change_in_the_sheet_of_people_is_read_back(here: Path) -> None:
    Answer(here, *FORM, "-o", "day.xlsx")
    book = load_workbook("day.xlsx")
    people = book["People"]
    heads = [cell.value for cell in people[1]]
    column, person = heads.index("Main") + 1, heads.index("E-mail") + 1
    absent = people.cell(2, person).value
    people.cell(2, column).value = None
    book.save("day.xlsx")
    seats = pg.MeetingGraph.from_workbooks("day.xlsx").seats
    assert absent not in set(seats.loc[seats["round"] == "Day Main", "person"])
    assert absent in set(seats.loc[seats["round"] == "Day Unit", "person"])


def test_rounds_are_history_for_the_next(here: Path) -> None:
    first = json.loads(Answer(here, *FORM, "-o", "day.xlsx", "--json", "-").out)
    second = json.loads(Answer(here, *FORM, "--history", "day.xlsx", "--json", "-").out)
    # twenty people in fours and fives have met about twelve others: of six rounds some must repeat
    assert second["repeats"] > first["repeats"]


def test_an_impossible_round_ends_with_3_and_says_why(here: Path) -> None:
    (here / "plan.toml").write_text(PLAN.replace("least = 4", "least = 5") + "[waiting]\neveryone = true\n")
    answer = Answer(here, *FORM, "-o", "day.xlsx", "--json", "-")
    # 19 people do not make fives
    assert (answer.code, answer.written) == (3, set())
    assert "round Starter: no grouping satisfies every hard rule" in answer.err
    assert json.loads(answer.out)["status"] == "infeasible"


@pytest.mark.parametrize("options", [("--calendars", "dates"), ("--each", "answers.csv"), ("-o", "answers.csv")])
def test_wrong_use_ends_with_2(here: Path, options: tuple[str, ...]) -> None:
    assert Answer(here, *FORM, *options).code == 2


def test_each_is_for_several_rounds(here: Path) -> None:
    (here / "plan.toml").write_text("sizes = {least = 4, most = 5}")
    assert Answer(here, *FORM, "--each", "each").code == 2


@pytest.mark.parametrize("command", [("explain", "day.xlsx", "p00@x.fi"), ("repair", "day.xlsx", "-o", "after.xlsx")])
def test_commands_on_one_round_say_where_each_is(here: Path, command: tuple[str, ...]) -> None:
    Answer(here, *FORM, "-o", "day.xlsx")
    answer = Answer(here, *command)
    assert answer.code == 1
    assert "--each FOLDER" in answer.err


def test_rounds_are_told_in_the_plans_language(here: Path) -> None:
    (here / "plan.toml").write_text(PLAN.replace('name = "Day"', 'language = "fi"').replace("names =", "# names ="))
    pd.read_csv("answers.csv").drop(columns="Comes to").assign(**{"Comes to": "1; 3; Kierros 2"}).to_csv(
        "answers.csv", index=False
    )
    answer = Answer(here, *FORM, "-o", "day.xlsx")
    assert "Kierrokset ovat tiedostossa day.xlsx" in answer.out
    assert load_workbook("day.xlsx").sheetnames[2:5] == ["Kierros 1", "Kierros 2", "Kierros 3"]
    assert "Kierroksia: 3" in Answer(here, "history", "day.xlsx").out
    assert "Rounds: 3" in Answer(here, "history", "day.xlsx", "--lang", "en").out


def test_what_a_plan_of_rounds_does_not_use_is_told_before_it_is_formed(here: Path) -> None:
    table = pd.read_csv(here / "answers.csv")
    table.assign(**{"Which topics interest you?": "Trust"}).to_csv(here / "answers.csv", index=False)
    answer = Answer(here, *FORM)
    assert answer.code == 0
    assert "the people have answers in themes, but no offer says its theme" in answer.err


def test_numbers_of_all_people_are_not_told_where_each_round_has_its_own(here: Path) -> None:
    # 20 people don't fit into groups of 6, but 19 come to each round
    for attends, told in (("", True), ('attendance = "Comes to"', False)):
        plan = f"sizes = {{least = 6, most = 6}}\n[rounds]\n{attends}\nnames = ['Starter', 'Main', 'Unit']\n"
        (here / "plan.toml").write_text(plan)
        assert ("cannot be split into groups" in Answer(here, *FORM).err) is told
