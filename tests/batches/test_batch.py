"""A folder of sheets: each by itself, and a bad one stops no other."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from peergroups.batches import batch
from peergroups.batches.batch import Job, Outcome, Report, exit_code, jobs, table, write_summary
from peergroups.batches.pool import run
from sheets import PLAN, sheet, write_sheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a good sheet, an empty one, one whose rules clash, one without a plan, and a good one again."""
    (tmp_path / "out").mkdir()
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    for name in ("a", "c", "d", "e"):
        write_sheet(sheets / f"{name}.csv")
    (sheets / "b.csv").write_bytes(b"")
    for name in ("a", "b", "e"):
        (sheets / f"{name}.toml").write_text(PLAN)
    # four groups must run, but 20 people are too few for four of six
    (sheets / "c.toml").write_text("sizes = {least = 6, most = 8}\ngroups = {least = 4}")
    return sheets


def todo(folder: Path, plan: Path | None = None, **common) -> list[Job]:
    out = folder.parent / "out"
    return jobs(folder, out, plan, Job(folder, folder, out, time_limit=60, **common))


EXPECTED = [Outcome.DONE, Outcome.FAULTS, Outcome.INFEASIBLE, Outcome.FAULTS, Outcome.DONE]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_sheet_stops_no_other(folder: Path, workers: int) -> None:
    told: list[Report] = []
    reports = run(todo(folder), workers, told.append)
    assert [report.outcome for report in reports] == EXPECTED
    assert sorted(map(str, told)) == sorted(map(str, reports))
    assert sorted(os.listdir(folder.parent / "out")) == ["a-groups.xlsx", "e-groups.xlsx"]
    assert "b.csv is empty" in reports[1].message
    assert "there is no plan d.toml" in reports[3].message
    assert (reports[0].groups, reports[0].seated, reports[0].waiting) == (4, 20, 0)


def test_calendars_go_into_a_folder_for_each_sheet_whose_plan_has_sessions(folder: Path) -> None:
    (folder / "a.toml").write_text(PLAN + "[sessions]\nfirst = 2126-01-07\n")
    reports = run([job for job in todo(folder, calendars=folder.parent / "ics") if job.sheet.stem in "ae"], 1, print)
    assert [report.outcome for report in reports] == [Outcome.DONE, Outcome.DONE]
    assert os.listdir(folder.parent / "ics") == ["a"]
    assert len(list((folder.parent / "ics" / "a").glob("*.ics"))) == 4  # one for each group; nobody guides


def test_faults_that_are_alike_are_told_in_one_line(folder: Path) -> None:
    sheet(400).assign(Consent="no").to_csv(folder / "a.csv", index=False)
    (report,) = run(todo(folder)[:1], 1, lambda report: None)
    assert report.message.splitlines() == [
        "to settle before groups can be formed: 400",
        '  a!H2, H3, H4 and 397 more Consent "no": no consent was given; ask the person, or delete the row',
    ]


def test_one_plan_serves_all_sheets_if_it_is_given(folder: Path) -> None:
    assert {job.plan for job in todo(folder, folder / "a.toml")} == {folder / "a.toml"}


def test_sheets_are_taken_by_name_and_what_is_no_sheet_is_left(folder: Path) -> None:
    for name in ("~$a.xlsx", ".hidden.csv", "notes.txt", "A.ODS"):
        (folder / name).touch()
    assert [job.sheet.name for job in todo(folder)] == ["A.ODS", "a.csv", "b.csv", "c.csv", "d.csv", "e.csv"]


def test_sheets_of_one_name_do_not_overwrite_each_other(folder: Path) -> None:
    (folder / "a.ods").touch()
    assert [job.out.name for job in todo(folder)][:2] == ["a.csv-groups.xlsx", "a.ods-groups.xlsx"]


def test_what_nobody_foresaw_is_told_as_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_form", lambda job: 1 / 0)
    reports = run(todo(folder)[:2], 1, lambda report: None)
    assert [(r.outcome, r.message) for r in reports] == [(Outcome.FAILED, "ZeroDivisionError: division by zero")] * 2


def test_interrupted_the_rest_is_not_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(job: Job) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "_form", interrupt)
    reports = run(todo(folder)[:3], 1, lambda report: None)
    assert [r.outcome for r in reports] == [Outcome.INTERRUPTED, Outcome.NOT_STARTED, Outcome.NOT_STARTED]


class Crash(os.PathLike[str]):
    """A plan at whose reading the process ends, as when memory runs out."""

    def __fspath__(self) -> str:
        os._exit(9)


def test_a_crash_takes_no_other_sheet_with_it(folder: Path) -> None:
    good = todo(folder)[0]
    crash = Job(folder / "d.csv", folder / "a.toml", folder / "d.xlsx", history=(Crash(),))  # type: ignore[arg-type]
    reports = run([good, crash], 2, lambda report: None)
    assert [report.outcome for report in reports] == [Outcome.DONE, Outcome.FAILED]


def test_the_summary_is_a_table_in_two_files(tmp_path: Path) -> None:
    done = Report("a.csv", Outcome.DONE, "optimal", 4, 20, 0, 3.0, 3.0, 0.0, 1.2, "a-groups.xlsx")
    reports = [done, Report("b.csv", Outcome.FAULTS, message="=1+1")]
    written = write_summary(table(reports), tmp_path)
    assert [path.name for path in written] == ["summary.csv", "summary.xlsx"]
    read = pd.read_csv(written[0], index_col="sheet")
    assert read["outcome"].to_dict() == {"a.csv": "done", "b.csv": "faults"}
    assert read.loc["a.csv", ["groups", "seated", "waiting"]].tolist() == [4, 20, 0]
    cells = openpyxl.load_workbook(written[1])["summary"]
    assert cells["L3"].value == "=1+1"
    assert cells["L3"].data_type == "s"  # text that begins like a formula stays text


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ("DONE", 0),
        ("DONE INFEASIBLE", 3),
        ("DONE INFEASIBLE FAULTS", 1),
        ("FAILED", 1),
        ("FAULTS INTERRUPTED", 130),
        ("DONE NOT_STARTED", 130),
    ],
)
def test_the_exit_code_tells_the_worst(outcomes: str, code: int) -> None:
    assert exit_code([Report("x", Outcome[name]) for name in outcomes.split()]) == code
