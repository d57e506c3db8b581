"""The commands: what they print where, what they write, and the code they end with."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from python_calamine import load_workbook
from typer.testing import CliRunner

from peergroups import __version__
from peergroups.cli import app
from sheets import PLAN, sheet, write_sheet

COMMAND = [sys.executable, "-m", "peergroups"]


class Answer:
    """What a command did: its code, what it printed where, and the files it added to the folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        before = set(os.listdir(folder))
        result = CliRunner().invoke(app, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        self.written = set(os.listdir(folder)) - before


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a sheet and a plan for it."""
    monkeypatch.chdir(tmp_path)
    write_sheet(tmp_path / "answers.csv")
    (tmp_path / "plan.toml").write_text(PLAN)
    return tmp_path


FORM = ("form", "answers.csv", "--plan", "plan.toml", "--time-limit", "60")
"""Ends as soon as the best groups are proved."""

BRIEFLY = ("--time-limit", "2")
"""Where any valid groups will do."""


# form


def test_form_writes_a_workbook_and_names_it(here: Path) -> None:
    answer = Answer(here, *FORM, "-o", "groups.xlsx")
    assert (answer.code, answer.written) == (0, {"groups.xlsx"})
    assert "The groups are in groups.xlsx" in answer.out
    assert load_workbook("groups.xlsx").sheet_names


def test_form_tells_where_the_search_is_not_compiled_yet(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "python -m peergroups.readiness"
    assert told not in Answer(here, *FORM, "-o", "groups.xlsx").err
    monkeypatch.setattr("peergroups.engines.readiness.kept", lambda name: False)
    answer = Answer(here, *FORM, "-o", "others.xlsx", "--lang", "fi")
    assert f"komento {told} kääntää sen" in answer.err
    assert answer.code == 0


def test_form_tells_progress_on_standard_error_only(here: Path) -> None:
    answer = Answer(here, *FORM)
    assert re.search(r"\d s: ", answer.err)
    assert not re.search(r"\d s: ", answer.out)


def test_json_on_standard_output_stands_alone(here: Path) -> None:
    answer = Answer(here, *FORM, "--json", "-")
    told = json.loads(answer.out)
    assert set(told) >= {
        "status", "objective", "bound", "gap", "seconds", "seed", "version", "seated", "waiting", "groups",
        "waiting_list", "criteria",
    }  # fmt: skip
    assert (told["status"], told["seated"], told["waiting"]) == ("optimal", 20, 0)
    assert sorted(p for group in told["groups"] for p in group["members"]) == sorted(sheet()["Email"])
    assert answer.written == set()


def test_json_in_a_file_is_the_same(here: Path) -> None:
    answer = Answer(here, *FORM, "--json", "groups.json", "--seed", "3")
    assert answer.written == {"groups.json"}
    assert json.loads((here / "groups.json").read_text(encoding="utf-8"))["seed"] == 3


def test_the_language_asked_for_wins_over_the_plans(here: Path) -> None:
    (here / "plan.toml").write_text("[round]\nlanguage = 'sv'" + PLAN)
    assert "Grupperna finns i a.xlsx" in Answer(here, *FORM, "-o", "a.xlsx").out
    assert "Ryhmät ovat tiedostossa b.xlsx" in Answer(here, *FORM, "-o", "b.xlsx", "--lang", "fi").out


def test_an_earlier_rounds_workbook_is_history(here: Path) -> None:
    Answer(here, *FORM, "-o", "first.xlsx")
    told = json.loads(Answer(here, *FORM, *BRIEFLY, "--history", "first.xlsx", "--json", "-").out)
    assert "new_faces" in {criterion["name"] for criterion in told["criteria"]}


def test_rules_that_clash_end_with_3_and_nothing_written(here: Path) -> None:
    # four groups of six must run, for which 20 people are too few
    (here / "plan.toml").write_text("sizes = {least = 6, most = 8}\ngroups = {least = 4}")
    answer = Answer(here, *FORM, "-o", "groups.xlsx", "--json", "groups.json")
    assert (answer.code, answer.written) == (3, set())
    assert "No grouping keeps every hard rule" in answer.err
    told = Answer(here, *FORM, "--json", "-")
    content = json.loads(told.out)
    assert (told.code, content["status"], content["objective"]) == (3, "infeasible", None)
    assert content["diagnosis"]["holds"] is False
    assert content["diagnosis"]["rules"] == ["running_groups"]
    assert content["diagnosis"]["ways"][0]["text"] in told.err


# wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frm",),
        ("form", "answers.csv"),  # no plan
        ("form", "nope.csv", "--plan", "plan.toml"),
        ("form", "answers.csv", "--plan", "nope.toml"),
        (*FORM, "--time-limit", "-1"),
        (*FORM, "--seed", "x"),
        (*FORM, "--lang", "de"),
        (*FORM, "-o", "answers.csv"),  # there already
        (*FORM, "-o", "nowhere/groups.xlsx"),
        (*FORM, "-o", "groups.ods"),
        (*FORM, "--json", "plan.toml"),
        ("suggest", "answers.csv", "-o", "plan.toml"),
        ("batch", ".", "-o", "."),
        ("batch", "empty", "-o", "out"),
        ("batch", ".", "-o", "out", "--workers", "0"),
    ],
)
def test_wrong_use_ends_with_2_and_nothing_written(here: Path, arguments: tuple[str, ...]) -> None:
    (here / "empty").mkdir()
    before = {path: path.read_bytes() for path in here.iterdir() if path.is_file()}
    answer = Answer(here, *arguments)
    assert (answer.code, answer.written) == (2, set())
    assert {path: path.read_bytes() for path in before} == before


def test_force_replaces_what_is_there(here: Path) -> None:
    (here / "groups.xlsx").write_text("old")
    assert Answer(here, *FORM, "-o", "groups.xlsx").code == 2
    assert Answer(here, *FORM, "-o", "groups.xlsx", "--force").code == 0
    assert load_workbook("groups.xlsx").sheet_names


# bad input


def workbook(path: Path, cells: dict[str, object]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for cell, value in cells.items():
            page.write(cell, value)


def bad_sheets(folder: Path) -> dict[str, Path]:
    good = sheet()
    names = (
        *("empty.csv", "header.csv", "unknown.csv", "picture.xlsx", "truncated.xlsx", "endless.xlsx"),
        *("far.xlsx", "few.csv", "lonely.csv"),
    )
    paths = {name: folder / name for name in names}
    paths["empty.csv"].write_bytes(b"")
    good.head(0).to_csv(paths["header.csv"], index=False)
    paths["picture.xlsx"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(200)))
    good.to_excel(folder / "whole.xlsx", index=False, engine="xlsxwriter")
    paths["truncated.xlsx"].write_bytes((folder / "whole.xlsx").read_bytes()[:3000])
    workbook(paths["far.xlsx"], {"A1": "Name", "XFD1048576": "x"})
    paths["endless.xlsx"].write_bytes((folder / "whole.xlsx").read_bytes()[:-30])
    pd.DataFrame({"foo": range(20), "bar": ["x", "y"] * 10}).to_csv(paths["unknown.csv"], index=False)
    good.head(3).to_csv(paths["few.csv"], index=False)
    lonely = good.assign(**{"Times that suit you": ["Tue 17;", "Wed 8;", *(f"Fri {k};" for k in range(18))]})
    lonely.to_csv(paths["lonely.csv"], index=False)
    return paths


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("empty.csv", "empty.csv is empty"),
        ("header.csv", "header.csv has no answers"),
        ("picture.xlsx", r"picture.xlsx is not a spreadsheet but a picture \(PNG\)"),
        ("unknown.csv", "no column is known: foo, bar"),
        ("truncated.xlsx", "truncated.xlsx is broken or was not copied to its end: export or download it again"),
        ("endless.xlsx", "endless.xlsx is broken or was not copied to its end: export or download it again"),
        ("far.xlsx", "far.xlsx was not opened, because it has cells too far down or to the right"),
        ("few.csv", "a group needs 4 people; there are 3|too few people for a group of 5: 3"),
        ("lonely.csv", "a group needs [45] people; the time that suits most, "),
    ],
)
@pytest.mark.parametrize("command", ["check", "form", "suggest"])
def test_a_bad_sheet_ends_with_1_a_message_and_nothing_written(
    here: Path, command: str, name: str, told: str
) -> None:
    path = bad_sheets(here)[name]
    options = {
        "check": ("--plan", "plan.toml", "--json", "check.json"),
        "form": ("--plan", "plan.toml", "-o", "groups.xlsx", "--json", "groups.json"),
        "suggest": ("-o", "first.toml"),
    }
    answer = Answer(here, command, str(path), *options[command])
    assert (answer.code, answer.written) == (1, set())
    assert len(re.findall(told, answer.out + answer.err)) == 1


def test_form_tells_what_to_know_before_groups_are_formed(here: Path) -> None:
    """The sheet lacks the question of the times that the plan offers: everyone sits, and it is said."""
    sheet().drop(columns="Times that suit you").to_csv("answers.csv", index=False)
    answer = Answer(here, *FORM)
    assert answer.code == 0
    assert "offers say their slot, but the people have no column slots" in answer.err


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        # a theme that nobody ticked, slots that nobody shares, columns that the sheet lacks
        (PLAN.replace("Change", "Chance"), 'line 7, offers[1].theme[2]: nobody wishes for "Chance"; the sheet has '),
        (PLAN.replace("Wed 8", "Fri 9"), 'line 8, offers[1].slot[2]: "Fri 9" suits nobody'),
        ("columns = {unit = 'Branch'}", "the sheet answers lacks columns that are asked for"),
        (PLAN + "balanced = {column = 'Age'}", "the sheet answers lacks columns that are asked for"),
        # totals that no sizes add up to
        ("sizes = {least = 9, most = 9}\nwaiting = {everyone = true}", "cannot all have a seat in groups of 9"),
        # a plan that is none
        ("sizes = ", "plan.toml is not valid TOML"),
        ("[sizes]\nleest = 3", "line 2, sizes.leest: there is no such key"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "form"])
def test_a_bad_plan_ends_with_1_a_message_and_nothing_written(here: Path, command: str, plan: str, told: str) -> None:
    (here / "plan.toml").write_text(plan)
    options = ("-o", "groups.xlsx") if command == "form" else ("--json", "check.json")
    answer = Answer(here, command, "answers.csv", "--plan", "plan.toml", *options)
    assert (answer.code, answer.written) == (1, set())
    assert told in answer.out + answer.err


def test_faults_of_the_sheet_and_of_the_plan_are_told_together(here: Path) -> None:
    table = sheet()
    table["Consent"] = ["no"] + ["yes"] * 19
    table.to_csv("answers.csv", index=False)
    (here / "plan.toml").write_text("columns = {consent = 'Consent'}" + PLAN.replace("Change", "Chance"))
    answer = Answer(here, *FORM, "-o", "groups.xlsx")
    assert (answer.code, answer.written) == (1, set())
    assert 'nobody wishes for "Chance"' in answer.err
    assert "no consent was given" in answer.err


@pytest.mark.parametrize("command", [("check",), ("suggest",), ("form", "--plan", "plan.toml")])
def test_the_same_fault_in_every_row_is_told_in_one_line(here: Path, command: tuple[str, ...]) -> None:
    sheet(400).assign(Consent="no").to_csv("answers.csv", index=False)
    name, *options = command
    answer = Answer(here, name, "answers.csv", *options)
    told = [line for line in (answer.out + answer.err).splitlines() if "no consent was given" in line]
    assert len(told) == 1
    assert "answers!H2, H3, H4 and 397 more" in told[0]


def test_the_json_of_check_keeps_every_fault(here: Path) -> None:
    sheet(400).assign(Consent="no").to_csv("answers.csv", index=False)
    assert len(json.loads(Answer(here, "check", "answers.csv", "--json", "-").out)["faults"]) == 400


# check


def test_check_tells_demand_and_what_limits_the_groups(here: Path) -> None:
    answer = Answer(here, "check", "answers.csv", "--plan", "plan.toml")
    assert answer.code == 0
    assert "20 people in the sheet answers" in answer.out
    assert re.search(r"Change +20 +10 +4 +5", answer.out)  # wanted, first wish, groups of 4-6: four or five
    assert "At most 5 groups can run. What limits them: the number of people" in answer.out


def test_check_gives_json_on_standard_output_even_if_there_are_faults(here: Path) -> None:
    (here / "plan.toml").write_text(PLAN.replace("Change", "Chance"))
    answer = Answer(here, "check", "answers.csv", "--plan", "plan.toml", "--json", "-")
    assert answer.code == 1
    assert "Chance" in json.loads(answer.out)["plan_errors"][0]


# suggest


def test_suggest_prints_a_plan_that_forms_groups_of_the_same_sheet(here: Path) -> None:
    answer = Answer(here, "suggest", "answers.csv")
    assert (answer.code, answer.written) == (0, set())
    (here / "plan.toml").write_text(answer.out, encoding="utf-8")
    assert Answer(here, *FORM, *BRIEFLY).code == 0


def test_suggest_writes_the_plan_it_names_with_the_columns_it_found(here: Path) -> None:
    answer = Answer(here, "suggest", "answers.csv", "-o", "first.toml", "--lang", "fi")
    assert (answer.code, answer.written) == (0, {"first.toml"})
    text = (here / "first.toml").read_text(encoding="utf-8")
    assert '# theme_ranks = ["1st choice", "2nd choice"]' in text
    assert 'language = "fi"' in text


def test_suggest_refuses_people_who_make_no_group(here: Path) -> None:
    write_sheet(here / "few.csv", 3)
    answer = Answer(here, "suggest", "few.csv", "-o", "first.toml")
    assert (answer.code, answer.written) == (1, set())
    assert "too few people for a group of 5: 3" in answer.err


def test_suggest_writes_nothing_while_a_fault_of_the_sheet_is_left(here: Path) -> None:
    # Row 2 has a cell more than the header: an error.
    text = (here / "answers.csv").read_text(encoding="utf-8").splitlines()
    (here / "wide.csv").write_text("\n".join([text[0], text[1] + ",more,still more", *text[2:]]), encoding="utf-8")
    answer = Answer(here, "suggest", "wide.csv", "-o", "first.toml")
    assert (answer.code, answer.written) == (1, set())
    assert "to settle before groups can be formed: 1" in answer.err


def test_suggest_and_check_speak_the_language_of_the_sheet_unless_told(here: Path) -> None:
    lines = ["Nimi;Sähköposti;Teema", *(f"Anna {n};a{n}@x.fi;Aika" for n in range(12))]
    (here / "fi.csv").write_text("\n".join(lines), encoding="utf-8")
    assert 'language = "fi"' in Answer(here, "suggest", "fi.csv").out
    assert 'language = "en"' in Answer(here, "suggest", "fi.csv", "--lang", "en").out
    assert "12 henkilöä" in Answer(here, "check", "fi.csv").out


def test_check_without_a_plan_tells_why_none_can_be_suggested(here: Path) -> None:
    write_sheet(here / "few.csv", 3)
    assert "too few people for a group of 5: 3" in Answer(here, "check", "few.csv").out


# batch and demo


def test_batch_writes_groups_and_a_summary_and_tells_the_worst(here: Path) -> None:
    (here / "sheets").mkdir()
    write_sheet(here / "sheets" / "good.csv")
    (here / "sheets" / "bad.csv").write_bytes(b"")
    arguments = ("batch", "sheets", "-o", "out", "--plan", "plan.toml", "--time-limit", "60")
    answer = Answer(here, *arguments)
    assert answer.code == 1
    assert sorted(os.listdir("out")) == ["good-groups.xlsx", "summary.csv", "summary.xlsx"]
    assert pd.read_csv("out/summary.csv")["outcome"].tolist() == ["faults", "done"]
    assert re.search(r"good\.csv +done +4 +20 +0", answer.out)
    assert Answer(here, *arguments).code == 2  # nothing is replaced ...
    assert Answer(here, *arguments, "--force").code == 1  # ... without --force


def test_demo_writes_sheets_whose_plans_fit_them(here: Path) -> None:
    answer = Answer(here, "demo", "examples")
    assert answer.code == 0
    for name in ("association.xlsx", "company.csv"):
        path = Path("examples") / name
        assert path.name in answer.out
        assert Answer(here, "check", str(path), "--plan", str(path.with_suffix(".toml"))).code == 0
    assert Answer(here, "demo", "examples").code != 0
    assert Answer(here, "demo", "examples", "--force").code == 0


# history


def test_history_tells_who_has_met_whom_and_writes_the_network(here: Path) -> None:
    Answer(here, *FORM, "-o", "first.xlsx")
    Answer(here, *FORM, *BRIEFLY, "-o", "second.xlsx", "--history", "first.xlsx")
    arguments = ("history", "first.xlsx", "second.xlsx", "--graph", "met.graphml")
    answer = Answer(here, *arguments, "--json", "-", "--no-names")
    assert (answer.code, answer.written) == (0, {"met.graphml"})
    told = json.loads(answer.out)
    assert (told["people"], len(told["rounds"])) == (20, 2)
    assert {"name", "value", "random", "best"} <= set(told["measures"][0])
    assert "@x.fi" not in (here / "met.graphml").read_text(encoding="utf-8")
    assert Answer(here, *arguments).code == 2  # the network is there already


def test_history_forgets_joins_and_chooses(here: Path) -> None:
    """Ann's address has changed; Bo wants to be forgotten, and leaves a nameless mark."""
    (here / "one.csv").write_text("email,name,unit,group\na@x.fi,Ann,Oulu,1\nb@x.fi,Bo,Oulu,1\nc@x.fi,Cai,Turku,2\n")
    (here / "two.csv").write_text(
        "email,name,unit,group\nann@x.fi,Ann,Oulu,1\nb@x.fi,Bo,Oulu,2\nc@x.fi,Cai,Turku,1\n"
    )
    files = ("history", "one.csv", "two.csv")
    assert "--rename a@x.fi=ann@x.fi" in Answer(here, *files).out
    cleaned = Answer(here, *files, "--rename", "a@x.fi=ann@x.fi", "--erase", "b@x.fi", "--graph", "met.csv")
    assert (cleaned.code, cleaned.written) == (0, {"met.csv"})
    assert "--rename" not in cleaned.out
    assert "b@x.fi" not in (here / "met.csv").read_text(encoding="utf-8")
    told = json.loads(Answer(here, "history", "met.csv", "--json", "-").out)
    assert (told["people"], told["rounds"], told["pairs"]) == (3, ["one", "two"], 2)
    chosen = json.loads(Answer(here, "history", "met.csv", "--round", "two", "--unit", "Oulu", "--json", "-").out)
    assert (chosen["people"], chosen["pairs"]) == (1, 0)
    for wrong in (("--erase", "zoe"), ("--rename", "zoe=ann"), ("--round", "three"), ("--unit", "Vaasa")):
        assert Answer(here, "history", "met.csv", *wrong).code == 1
    (here / "nobody.csv").write_text("Nimi;Ryhmä\nAnna;0\n")
    nobody = Answer(here, "history", "nobody.csv", "--lang", "fi")
    assert (nobody.code, nobody.err.strip()) == (1, "näissä tiedostoissa kukaan ei ole missään ryhmässä")
    answer = Answer(here, "history", "met.csv", "--graph", "met.txt")
    assert answer.code == 2
    assert "not .txt" in answer.err


def test_history_tells_who_should_meet_and_what_candidates_would_change(here: Path) -> None:
    (here / "met.csv").write_text("id,unit,group\na,Oulu,1\nb,Oulu,1\nc,Turku,2\nd,Turku,2\n")
    (here / "mixed.csv").write_text("id,group\na,1\nc,1\nb,2\nd,2\n")
    answer = Answer(here, "history", "met.csv", "--candidate", "mixed.csv", "--json", "-")
    told = json.loads(answer.out)
    assert "Oulu – Turku" in answer.err
    assert told["know_nobody_outside"] == ["a", "b", "c", "d"]
    # two of the four ties would be between the units
    assert next(row for row in told["measures"] if row["name"] == "cross_unit_share")["mixed"] == 0.5
    assert "0,5" in Answer(here, "history", "met.csv", "--candidate", "mixed.csv", "--lang", "fi").out
    (here / "best.csv").write_text("id,unit,group\na,Oulu,1\ne,Vaasa,1\n")  # the name of a column of measures
    told = json.loads(Answer(here, "history", "met.csv", "--candidate", "best.csv", "--json", "-").out)
    pairs = next(row for row in told["measures"] if row["name"] == "unit_pairs")
    assert (pairs["value"], pairs["best.csv"]) == (1, 3)  # Vaasa is new
    nameless = json.loads(Answer(here, "history", "met.csv", "--no-names", "--json", "-").out)
    assert nameless["know_nobody_outside"] == []


# as a process


def test_the_version_is_told_by_the_command_and_by_the_module(here: Path) -> None:
    answer = Answer(here, "--version")
    module = subprocess.run([sys.executable, "-m", "peergroups", "--version"], capture_output=True, text=True)
    assert (answer.code, answer.out) == (0, f"peergroups {__version__}\n")
    assert (module.returncode, module.stdout) == (0, answer.out)


def test_help_loads_nothing_heavy() -> None:
    heavy = ("pandas", "numpy", "ortools", "numba", "babel")
    code = f"import sys, peergroups.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_interrupted_the_best_so_far_is_written_and_named(here: Path) -> None:
    # the years of 30 people spread evenly: more than is proved in a moment
    sheet(30).assign(Years=[k * k % 37 for k in range(30)]).to_csv("answers.csv", index=False)
    (here / "plan.toml").write_text(PLAN + "balanced = {column = 'Years'}")
    arguments = ("form", "answers.csv", "--plan", "plan.toml", "-o", "groups.xlsx", "--time-limit", "300")
    with started(*arguments) as process:
        next(line for line in process.stderr if "have a seat" in line)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Interrupted. The best groups so far are in groups.xlsx" in out
    assert load_workbook("groups.xlsx").sheet_names


def test_interrupted_before_there_is_anything_nothing_is_written(here: Path) -> None:
    with started(*FORM, "-o", "groups.xlsx") as process:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
    assert process.returncode in (130, -signal.SIGINT)
    assert not Path("groups.xlsx").exists()
