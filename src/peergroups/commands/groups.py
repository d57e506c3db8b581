"""Commands that form groups: of one sheet, and of every sheet of a folder."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peergroups.commands.options import (
    PLAN,
    Force,
    History,
    Json,
    Lang,
    Language,
    Seed,
    Sheet,
    TimeLimit,
    json_file,
    refuse_existing,
    write_json,
)
from peergroups.commands.planned import Files, form_several
from peergroups.commands.terminal import NOTHING_WRITTEN, Terminal
from peergroups.locale import message, translate

if TYPE_CHECKING:
    from peergroups.plan import Plan
    from peergroups.registrations import Registrations
    from peergroups.results.result import Result

BEST_SO_FAR = message("Interrupted. The best groups so far are in {file}")
GROUPS_IN = message("The groups are in {file}")
UNPREPARED = message(
    "the search is not compiled on this machine yet: groups are formed without it and may cost more;"
    " python -m peergroups.readiness compiles it once, in about half a minute"
)
CALENDARS_IN = message("The calendars are in {folder}")


def form(
    sheet: Sheet,
    plan: Annotated[Path, PLAN],
    history: History = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="OUT.xlsx", help="Where the groups go.")] = None,
    time_limit: Annotated[
        float, typer.Option(metavar="S", min=0.1, help="Seconds, with reading; half of them at least form groups.")
    ] = 20.0,
    seed: Seed = None,
    lang: Lang = None,
    json_: Json = None,
    calendars: Annotated[
        Path | None, typer.Option(metavar="FOLDER", file_okay=False, help="Where .ics files of groups and guides go.")
    ] = None,
    each: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", file_okay=False, help="Where a workbook for each of several rounds goes."),
    ] = None,
    force: Force = False,
) -> None:
    """Form groups, print them, and write them as a workbook and as calendars; several rounds if the plan has them."""
    begun = time.perf_counter()
    if out is not None and out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(
            f"the workbook's name must end in .xlsx, not {out.suffix or out.name}", param_hint="-o"
        )
    refuse_existing(force, out, json_file(json_))
    from peergroups.batches.batch import read_history
    from peergroups.form import formed, require_history
    from peergroups.plan import Plan

    terminal = Terminal(Language.code(lang) or "en", quiet=json_ == "-")
    with terminal.exit_codes():
        chosen = Plan.load(plan, language=Language.code(lang))
        terminal.language = chosen.round.language
        _refuse_options(chosen, calendars, each)
        met = read_history(history or (), terminal.language)
        registrations = chosen.read(sheet)
        _refuse_unsettled(registrations, chosen, terminal)
        if chosen.rounds is not None:
            seconds = _left(time_limit, begun)
            form_several(registrations, chosen, met, (seconds, seed), Files(out, each, json_, force), terminal)
            return
        require_history(chosen, met)
        problem = chosen.problem(registrations, met)
        terminal.notices([*chosen.notices(problem), *_unprepared(terminal.language)])
        seconds = _left(time_limit, begun)
        with terminal.progress() as progress:
            result = formed(problem, registrations, chosen, time_limit=seconds, seed=seed, progress=progress)
        _hand_over(result, out, json_, force, terminal, calendars)


def batch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help="The sheets.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", file_okay=False, help="Where the groups go.")],
    plan: Annotated[Path | None, PLAN] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Sheets formed at once.")] = 1,
    history: History = None,
    time_limit: TimeLimit = 20.0,
    seed: Seed = None,
    lang: Lang = None,
    calendars: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", file_okay=False, help="Where .ics files go, in a folder for each sheet."),
    ] = None,
    force: Force = False,
) -> None:
    """Form groups for every sheet of a folder, each with the plan of its name or one for all.

    A bad sheet stops no other. summary.csv and summary.xlsx tell what became of each. Exit code: 0 if all are done;
    1 if a sheet had faults; 3 if none had, but no grouping satisfies the hard rules of one; 130 if interrupted.
    """
    from peergroups.batches.batch import Job, exit_code, jobs, table, write_summary
    from peergroups.batches.pool import run

    if folder.resolve() == out.resolve():
        raise typer.BadParameter("the groups must go to another folder than the sheets", param_hint="-o")
    earlier = tuple(history or ())
    common = Job(
        folder, folder, out, earlier, time_limit, seed, Language.code(lang), force=force, calendars=calendars
    )
    todo = jobs(folder, out, plan, common)
    if not todo:
        raise typer.BadParameter(f"there is no sheet in {folder}: .xlsx, .ods or .csv", param_hint="FOLDER")
    refuse_existing(force, *(job.out for job in todo), out / "summary.csv", out / "summary.xlsx", folders=False)
    out.mkdir(parents=True, exist_ok=True)
    terminal = Terminal(Language.code(lang) or "en")
    reports = run(todo, workers, terminal.outcome)
    summary = write_summary(table(reports), out, force=force)
    terminal.summary(reports)
    terminal.say(message("The summary is in {file}"), file=summary[-1])
    raise typer.Exit(exit_code(reports))


def _refuse_options(plan: Plan, calendars: Path | None, each: Path | None) -> None:
    """End with wrong use for an option that does not go with the plan."""
    if plan.rounds is None and each is not None:
        raise typer.BadParameter("the plan has no [rounds]", param_hint="--each")
    if plan.rounds is not None and calendars is not None:
        raise typer.BadParameter("rounds planned at once have no calendars", param_hint="--calendars")


def _refuse_unsettled(registrations: Registrations, plan: Plan, terminal: Terminal) -> None:
    """Tell the faults of the sheet and those of the plan together, and end if the sheet has any to settle."""
    from peergroups.errors import PlanError

    if registrations.errors.empty:
        return
    try:
        if registrations.columns:  # else the sheet is not the right one, and nothing in the plan fits
            plan.problem(registrations)
    except PlanError as error:
        terminal.trouble(str(error))
    registrations.raise_for_errors()


def _unprepared(language: str) -> list[str]:
    from peergroups.engines.readiness import kept

    return [] if kept("search") else [translate(UNPREPARED, language)]


def _left(time_limit: float, begun: float) -> float:
    """Return the seconds of a time limit for forming groups: what reading has left, and half of them at least."""
    return max(time_limit / 2, time_limit - (time.perf_counter() - begun))


def _hand_over(
    result: Result,
    out: Path | None,
    json_: str | None,
    force: bool,
    terminal: Terminal,
    calendars: Path | None = None,
) -> None:
    """Write and print a result, and end with its exit code."""
    from peergroups.outputs.record import stand_ins_record
    from peergroups.outputs.text import describe
    from peergroups.results.result import Status

    if result.status is Status.INFEASIBLE:
        shown = "-" if json_ == "-" else None  # no file is written
        if result.interrupted:
            write_json(shown, result.to_dict(), force, terminal)
            terminal.tell(NOTHING_WRITTEN)
            raise typer.Exit(130)
        from peergroups.diagnosis import diagnose

        found = diagnose(result.problem, language=terminal.language)
        write_json(shown, {**result.to_dict(), "diagnosis": found.to_dict()}, force, terminal)
        terminal.trouble(describe(replace(result, reasons=()), terminal.language))
        terminal.trouble(found.text)
        raise typer.Exit(3)
    if out is not None:
        result.to_workbook(out, force=force)
    if calendars is not None:
        result.to_calendars(calendars, force=force)
    if json_ is not None:
        write_json(json_, {**result.to_dict(), "stand_ins": stand_ins_record(result)}, force, terminal)
    terminal.show(describe(result, terminal.language))
    if out is not None:
        terminal.say(BEST_SO_FAR if result.interrupted else GROUPS_IN, file=out)
    if calendars is not None:
        terminal.say(CALENDARS_IN, folder=calendars)
    if result.interrupted:
        raise typer.Exit(130)
