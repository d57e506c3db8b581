"""Groups for a whole folder of sheets, each by itself: a bad one stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.errors import InputError, PeergroupsError
from peergroups.locale import message, translate
from peergroups.outputs.files import whole_file
from peergroups.plan import Plan

if TYPE_CHECKING:
    from peergroups.meetings import MeetingGraph

SHEETS = (".xlsx", ".ods", ".csv")


class Outcome(StrEnum):
    """What became of a sheet."""

    DONE = message("done")
    FAULTS = message("faults")
    INFEASIBLE = message("infeasible")
    INTERRUPTED = message("interrupted")
    NOT_STARTED = message("not started")
    FAILED = message("failed")


@dataclass(frozen=True)
class Job:
    """A sheet, the plan for it, and where its groups go.

    Attributes
    ----------
    sheet, plan, out : Path
        The files; a plan that does not exist is a fault of the sheet.
    calendars : Path, optional
        The folder for the .ics files of groups and guides, in a folder of the sheet's name; written if the plan has
        sessions.
    """

    sheet: Path
    plan: Path
    out: Path
    history: Sequence[Path] = ()
    time_limit: float = 20.0
    seed: int | None = None
    language: str | None = None
    n_jobs: int | None = None
    force: bool = False
    calendars: Path | None = None


@dataclass(frozen=True)
class Report:
    """A row of the summary; numbers are missing unless groups were formed."""

    sheet: str
    outcome: Outcome
    status: str | None = None
    groups: int | None = None
    seated: int | None = None
    waiting: int | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    seconds: float | None = None
    file: str | None = None
    message: str = ""


def jobs(folder: Path, out: Path, plan: Path | None, common: Job) -> list[Job]:
    """Return a job for each sheet of a folder, in the order of their names.

    The plan is the one given or the .toml file of the sheet's name. Groups go to ``NAME-groups.xlsx``; where several
    sheets have one name, to ``NAME.csv-groups.xlsx``.
    """
    sheets = sorted(p for p in folder.iterdir() if p.suffix.lower() in SHEETS and not p.name.startswith((".", "~$")))
    names = [sheet.stem for sheet in sheets]
    return [
        replace(
            common,
            sheet=sheet,
            plan=plan or sheet.with_suffix(".toml"),
            out=out / f"{sheet.name if names.count(sheet.stem) > 1 else sheet.stem}-groups.xlsx",
        )
        for sheet in sheets
    ]


def form_one(job: Job) -> Report:
    """Form groups of one sheet and write them; whatever goes wrong is told in the report."""
    language = job.language or "en"
    try:
        return _form(job)
    except PeergroupsError as error:
        return Report(job.sheet.name, Outcome.FAULTS, message=str(error))
    except KeyboardInterrupt:
        return Report(job.sheet.name, Outcome.INTERRUPTED, message=translate(NOTHING_YET, language))
    except Exception as error:  # a sheet that nobody foresaw must not stop the others
        return Report(job.sheet.name, Outcome.FAILED, message=f"{type(error).__name__}: {error}")


NOTHING_YET = message("stopped before there were any groups")
NO_PLAN = message("there is no plan {plan}; write one with peergroups suggest, or give one for all with --plan")


def _form(job: Job) -> Report:
    from peergroups.form import form_groups
    from peergroups.results.result import Status

    if not job.plan.is_file():
        raise InputError(translate(NO_PLAN, job.language or "en", plan=job.plan.name))
    plan = Plan.load(job.plan, language=job.language)
    history = read_history(job.history, plan.round.language)
    registrations = plan.read(job.sheet)
    result = form_groups(
        registrations, plan, history=history, time_limit=job.time_limit, seed=job.seed, n_jobs=job.n_jobs
    )
    if result.status is Status.INFEASIBLE:
        outcome = Outcome.INTERRUPTED if result.interrupted else Outcome.INFEASIBLE
        return Report(job.sheet.name, outcome, str(result.status), message="\n".join(result.reasons))
    result.to_workbook(job.out, force=job.force)
    if job.calendars is not None and result.meetings is not None:
        result.to_calendars(job.calendars / job.out.stem.removesuffix("-groups"), force=job.force)
    return Report(
        job.sheet.name,
        Outcome.INTERRUPTED if result.interrupted else Outcome.DONE,
        str(result.status),
        len(result.groups),
        int(result.groups["size"].sum()),
        len(result.waiting),
        result.objective,
        result.bound,
        result.gap,
        round(result.seconds, 1),
        job.out.name,
    )


def read_history(paths: Sequence[Path], language: str = "en") -> MeetingGraph | None:
    """Return who has met whom in earlier rounds; None without any."""
    if not paths:
        return None
    from peergroups.meetings import MeetingGraph

    return MeetingGraph.from_workbooks(*paths, language=language)


def table(reports: Sequence[Report]) -> pd.DataFrame:
    """Return the reports as a table, indexed by sheet."""
    whole = dict.fromkeys(["groups", "seated", "waiting"], "Int64")
    return pd.DataFrame([asdict(report) for report in reports]).astype(whole).set_index("sheet")


def write_summary(summary: pd.DataFrame, folder: Path, *, force: bool = False) -> list[Path]:
    """Write ``summary.csv`` and ``summary.xlsx``; return their paths."""
    paths = [folder / "summary.csv", folder / "summary.xlsx"]
    with whole_file(paths[0], force=force) as file:
        summary.to_csv(file, encoding="utf-8-sig")
    with whole_file(paths[1], force=force) as file:
        as_text = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
        with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs=as_text) as book:
            summary.to_excel(book, sheet_name="summary", freeze_panes=(1, 1))
    return paths


def exit_code(reports: Sequence[Report]) -> int:
    """Return 130 if interrupted, else 1 if a sheet had faults or failed, else 3 if one was infeasible, else 0."""
    outcomes = {report.outcome for report in reports}
    if outcomes & {Outcome.INTERRUPTED, Outcome.NOT_STARTED}:
        return 130
    if outcomes & {Outcome.FAULTS, Outcome.FAILED}:
        return 1
    return 3 if Outcome.INFEASIBLE in outcomes else 0
