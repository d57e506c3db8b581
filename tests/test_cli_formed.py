"""The commands on groups that were formed: explain, repair, check of an edited workbook."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import peergroups as pg
from peergroups.cli import app

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook of three pairs and one who waits."""
    monkeypatch.chdir(tmp_path)
    people = pd.DataFrame({"name": [f"Person {i}" for i in range(7)], "unit": list("OTOTOTO")}, index=list("abcdefg"))
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [3]}, index=["pairs"])
    problem = pg.Problem(people, offers, [pg.MixedUnits(), pg.NewFaces([("a", "g")]), pg.KeepApart([("a", "f")])])
    groups = np.array([0, 0, 1, 1, 2, 2, -1], dtype=np.int32)
    pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1).to_workbook("out.xlsx")
    return tmp_path


def run(*arguments: str):
    result = CliRunner().invoke(app, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_explain_tells_the_organiser_and_warns_of_what_is_not_checked(here: Path) -> None:
    answer = run("explain", "out.xlsx", "a")
    assert answer.exit_code == 0
    assert "Person 0 is in group 1" in answer.stdout
    assert "Not checked" in answer.stderr


def test_explain_for_the_participant_is_in_the_language_asked_for(here: Path) -> None:
    answer = run("explain", "out.xlsx", "person 1", "--for", "participant", "--lang", "fi")
    assert answer.stdout.splitlines()[0] == "Paikkasi: ryhmä 1."


def test_explain_as_json_has_every_other_seat(here: Path) -> None:
    told = json.loads(run("explain", "out.xlsx", "a", "--json", "-").stdout)
    assert (told["person"], told["for"], len(told["moves"])) == ("a", "organiser", 4)


def test_somebody_unknown_is_a_fault(here: Path) -> None:
    answer = run("explain", "out.xlsx", "zoe")
    assert answer.exit_code == 1
    assert "nobody of this round is called zoe" in answer.stderr


def test_repair_writes_the_groups_and_tells_who_must_know(here: Path) -> None:
    answer = run("repair", "out.xlsx", "--leave", "b", "-o", "out2.xlsx", "--json", "told.json")
    assert answer.exit_code == 0
    told = json.loads(Path("told.json").read_text())
    assert [row["person"] for row in told["told"]] == ["b", "g"]
    assert pg.read_workbook("out2.xlsx").seats["group"].dropna().tolist() == [1, 2, 2, 3, 3, 1]


def test_late_registrations_join_from_a_sheet(here: Path) -> None:
    Path("late.csv").write_text("Email,Name,Unit\nnew@example.org,New Person,T\n")
    answer = run("repair", "out.xlsx", "--leave", "b", "--join", "late.csv", "-o", "out2.xlsx", "--moves", "1")
    assert answer.exit_code == 0
    assert "new@example.org" in pg.read_workbook("out2.xlsx").seats.index


def test_an_impossible_repair_ends_with_3_and_writes_nothing(here: Path) -> None:
    leave = [word for person in "abcdef" for word in ("--leave", person)]
    answer = run("repair", "out.xlsx", *leave, "-o", "out2.xlsx")
    assert answer.exit_code == 3
    assert not Path("out2.xlsx").exists()


def test_check_of_an_edited_workbook_names_what_breaks_and_finish_mends_it(here: Path) -> None:
    book = openpyxl.load_workbook("out.xlsx")
    book["People"]["B2"] = 2
    book["People"]["A2"] = "x"
    book.save("out.xlsx")
    answer = run("check", "out.xlsx")
    assert answer.exit_code == 3
    assert "- a: from group 1 to group 2\n" in answer.stdout
    assert "The cost is 1; it was 0: Members from different units 0 → 1." in answer.stdout
    assert "Broken:\n- group 2 has 3 members, at most 2 fit\n- group 1 has 1 members, at least 2" in answer.stdout
    done = run("check", "out.xlsx", "--finish", "done.xlsx")
    assert done.exit_code == 0
    assert "Finished: the cost is 0, 1 wait, " in done.stdout
    seats = pg.read_workbook("done.xlsx").seats
    assert seats["group"]["a"] == 2
    assert seats["locked"]["a"]


def test_odd_rows_of_an_edited_workbook_are_listed_with_what_to_do(here: Path) -> None:
    book = openpyxl.load_workbook("out.xlsx")
    sheet = book["People"]
    sheet["B2"], sheet["D3"] = "one", "zoe"
    book.save("out.xlsx")
    answer = run("check", "out.xlsx", "--finish", "done.xlsx")
    assert answer.exit_code == 1
    for said in ("People!B2", "People!D3", "write a group's number", "repair --join", "the person's row is gone"):
        assert said in " ".join(answer.stderr.split())
    assert not Path("done.xlsx").exists()


def test_a_workbook_that_is_not_ours_is_a_fault_for_explain(here: Path) -> None:
    openpyxl.Workbook().save("other.xlsx")
    assert run("explain", "other.xlsx", "a").exit_code == 1


def test_compare_holds_groups_made_by_hand_beside_these(here: Path) -> None:
    Path("mine.csv").write_text("Person,Group\na,1\nc,1\nb,2\nd,2\ne,3\nf,3\n")
    answer = run("compare", "out.xlsx", "--by-hand", "mine.csv", "--json", "told.json")
    assert answer.exit_code == 0
    assert "Cost: yours 2, formed 0." in answer.stdout
    assert json.loads(Path("told.json").read_text())["by_hand"]["yours"] == 2


def test_compare_tells_what_two_together_would_cost(here: Path) -> None:
    answer = run("compare", "out.xlsx", "--together", "a", "c")
    assert "a and c together: cost +2, changing groups: 2." in answer.stdout  # two of each unit share a group


def test_compare_writes_other_good_groups(here: Path) -> None:
    answer = run("compare", "out.xlsx", "--alternatives", "1", "-o", "others", "--time-limit", "3")
    assert answer.exit_code == 0
    assert pg.read_workbook("others/out-1.xlsx").record["objective"] <= 1


def test_compare_forms_groups_for_other_aims(here: Path) -> None:
    arguments = (
        "compare",
        "out.xlsx",
        "--level",
        "mixed_units",
        "--slack",
        "0.1",
        "--time-limit",
        "1",
        "-o",
        "others",
    )
    answer = run(*arguments, "--json", "told.json")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("Formed one wish after the other, each at most 10 % above the best found: ")
    assert pg.read_workbook("others/out-levels.xlsx").record["aim"] == {"levels": ["mixed_units"], "slack": 0.1}
    assert json.loads(Path("told.json").read_text())["levels"]["aim"]["levels"] == ["mixed_units"]


def test_compare_names_the_rules_there_are_for_one_that_is_not(here: Path) -> None:
    answer = run("compare", "out.xlsx", "--level", "travel")
    assert answer.exit_code == 1
    assert "no soft rule is called travel; there are mixed_units" in answer.stderr


def test_compare_without_a_question_is_wrong_use(here: Path) -> None:
    assert run("compare", "out.xlsx").exit_code == 2
    assert run("compare", "out.xlsx", "--slack", "0.1", "--together", "a", "c").exit_code == 2


def test_compare_draws_a_tradeoff(here: Path) -> None:
    arguments = ("compare", "out.xlsx", "--tradeoff", "mixed_units", "new_faces", "--time-limit", "1")
    assert run(*arguments, "--plot", "trade.png").exit_code == 0
    assert Path("trade.png").read_bytes().startswith(b"\x89PNG")
    assert run("compare", "out.xlsx", "--plot", "other.png").exit_code == 2  # of what?
    assert run(*arguments, "--plot", "trade.doc").exit_code == 2
    assert run("compare", "out.xlsx", "--tradeoff", "new_faces", "new_faces").exit_code == 1
