"""The commands. They only call the library; heavy imports wait until a command needs them.

Exit codes: 0 done; 1 faults in the input, all listed, nothing written; 2 wrong use; 3 no grouping satisfies the hard
rules, with the clash named, nothing written; 130 interrupted, the best groups so far written and named.

The language is the one of --lang, else the plan's, else English.
"""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peergroups.locale import message
from peergroups.terminal import NOTHING_WRITTEN, Code, Terminal, write_text

if TYPE_CHECKING:
    from peergroups.result import Result

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


class Language(Enum):
    """The languages there are."""

    FINNISH = "fi"
    SWEDISH = "sv"
    ENGLISH = "en"


Sheet = Annotated[
    Path, typer.Argument(metavar="SHEET", exists=True, dir_okay=False, help="Registrations: .xlsx, .ods or .csv.")
]
PLAN = typer.Option("--plan", metavar="PLAN", exists=True, dir_okay=False, help="The plan, a .toml file.")
History = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", exists=True, dir_okay=False, help="An earlier round; may be repeated."),
]
Json = Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="Write JSON too; - for standard output.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="The language, instead of the plan's.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
TimeLimit = Annotated[float, typer.Option(metavar="S", min=0.1, help="Seconds for forming groups.")]
Seed = Annotated[int | None, typer.Option(metavar="N", min=0, help="Fixes the draws, instead of the plan's seed.")]


@app.callback()
def peergroups() -> None:
    """Forms peer learning groups from registrations: who learns with whom, and how good it is, proved."""


@app.command()
def check(
    sheet: Sheet,
    plan: Annotated[Path | None, PLAN] = None,
    history: History = None,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Tell what a sheet holds, what is wrong in it, and how many groups it makes."""
    _refuse_existing(force, _json_file(json_))
    from peergroups.batch import read_history
    from peergroups.check import check as look
    from peergroups.plan import Plan

    terminal = Terminal(_code(lang) or "en", quiet=json_ == "-")
    with terminal.exit_codes():
        chosen = Plan.load(plan, language=_code(lang)) if plan else Plan.loads("", language=terminal.language)
        terminal.language = chosen.round.language
        found = look(chosen.read(sheet), chosen if plan else None, read_history(history or ()))
        if json_ == "-" or found.settled:
            _write_json(json_, found.to_dict(), force, terminal)
    terminal.check(found)
    if not found.settled:
        raise typer.Exit(1)


@app.command()
def suggest(
    sheet: Sheet,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="PLAN", help="Where to write the plan.")] = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write a first plan from what a sheet holds: columns, demand and offers."""
    _refuse_existing(force, out)
    from peergroups.registrations import read_registrations
    from peergroups.suggest import suggest_plan

    terminal = Terminal(_code(lang) or "en", quiet=out is None)
    with terminal.exit_codes():
        registrations = read_registrations(sheet, language=terminal.language)
        text = suggest_plan(registrations, language=terminal.language).dump()
        if out is not None:
            write_text(out, text, force=force, language=terminal.language)
    if len(registrations.errors):
        terminal.tell(UNSETTLED, n=len(registrations.errors), sheet=sheet)
    if out is None:
        typer.echo(text, nl=False)
    else:
        terminal.say(message("The plan is in {file}"), file=out)


@app.command()
def form(
    sheet: Sheet,
    plan: Annotated[Path, PLAN],
    history: History = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="OUT.xlsx", help="Where the groups go.")] = None,
    time_limit: TimeLimit = 20.0,
    seed: Seed = None,
    lang: Lang = None,
    json_: Json = None,
    force: Force = False,
) -> None:
    """Form groups, print them, and write them as a workbook."""
    _refuse_existing(force, out, _json_file(json_))
    from peergroups.batch import read_history
    from peergroups.form import form_groups
    from peergroups.plan import Plan

    terminal = Terminal(_code(lang) or "en", quiet=json_ == "-")
    with terminal.exit_codes():
        chosen = Plan.load(plan, language=_code(lang))
        terminal.language = chosen.round.language
        met = read_history(history or ())
        registrations = chosen.read(sheet)
        _settle(registrations, chosen, terminal)
        with terminal.progress() as progress:
            result = form_groups(
                registrations, chosen, history=met, time_limit=time_limit, seed=seed, progress=progress
            )
        _hand_over(result, out, json_, force, terminal)


@app.command()
def batch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help="The sheets.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", file_okay=False, help="Where the groups go.")],
    plan: Annotated[Path | None, PLAN] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Sheets formed at once.")] = 1,
    history: History = None,
    time_limit: TimeLimit = 20.0,
    seed: Seed = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Form groups for every sheet of a folder, each with the plan of its name or one for all.

    A bad sheet stops no other. summary.csv and summary.xlsx tell what became of each. Exit code: 0 if all are done;
    1 if a sheet had faults; 3 if none had, but no grouping satisfies the hard rules of one; 130 if interrupted.
    """
    from peergroups.batch import Job, exit_code, jobs, table, write_summary
    from peergroups.pool import run

    if folder.resolve() == out.resolve():
        raise typer.BadParameter("the groups must go to another folder than the sheets", param_hint="-o")
    common = Job(folder, folder, out, tuple(history or ()), time_limit, seed, _code(lang), force=force)
    todo = jobs(folder, out, plan, common)
    if not todo:
        raise typer.BadParameter(f"there is no sheet in {folder}: .xlsx, .ods or .csv", param_hint="FOLDER")
    _refuse_existing(force, *(job.out for job in todo), out / "summary.csv", out / "summary.xlsx", folders=False)
    out.mkdir(parents=True, exist_ok=True)
    terminal = Terminal(_code(lang) or "en")
    reports = run(todo, workers, terminal.outcome)
    summary = write_summary(table(reports), out, force=force)
    terminal.summary(reports)
    terminal.say(message("The summary is in {file}"), file=summary[-1])
    raise typer.Exit(exit_code(reports))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", file_okay=False, help="Where to write.")] = Path("demo"),
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write the example sheets and plans."""
    from peergroups.examples import write_examples

    terminal = Terminal(_code(lang) or "en")
    with terminal.exit_codes():
        for file in write_examples(folder, force=force):
            terminal.show(str(file))


UNSETTLED = message("{n} faults must be settled before groups are formed; peergroups check {sheet} lists them")
BEST_SO_FAR = message("Interrupted. The best groups so far are in {file}")
GROUPS_IN = message("The groups are in {file}")


def _settle(registrations: Any, plan: Any, terminal: Terminal) -> None:
    """Tell the faults of the sheet and those of the plan together, and end if there are any."""
    from peergroups.errors import PlanError

    if registrations.errors.empty:
        return
    try:
        plan.problem(registrations)
    except PlanError as error:
        terminal.tell("{text}", text=error)
    registrations.raise_for_errors()


def _hand_over(result: Result, out: Path | None, json_: str | None, force: bool, terminal: Terminal) -> None:
    """Write and print a result, and end with its exit code."""
    from peergroups.outputs.text import describe
    from peergroups.result import Status

    if result.status is Status.INFEASIBLE:
        if json_ == "-":
            typer.echo(result.to_json(indent=1))
        if result.interrupted:
            terminal.tell(NOTHING_WRITTEN)
            raise typer.Exit(130)
        terminal.tell("{text}", text=describe(result, terminal.language))
        raise typer.Exit(3)
    if out is not None:
        result.to_workbook(out, force=force)
    _write_json(json_, result.to_dict(), force, terminal)
    terminal.show(describe(result, terminal.language))
    if out is not None:
        terminal.say(BEST_SO_FAR if result.interrupted else GROUPS_IN, file=out)
    if result.interrupted:
        raise typer.Exit(130)


def _write_json(target: str | None, content: dict[str, Any], force: bool, terminal: Terminal) -> None:
    if target is None:
        return
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    if target == "-":
        typer.echo(text)
    else:
        write_text(Path(target), text + "\n", force=force, language=terminal.language)


def _json_file(target: str | None) -> Path | None:
    return None if target in (None, "-") else Path(target)


def _refuse_existing(force: bool, *paths: Path | None, folders: bool = True) -> None:
    """End with wrong use before any work is done if a file could not be written at the end."""
    for path in paths:
        if path is None:
            continue
        if path.exists() and not force:
            raise typer.BadParameter(f"{path} exists already; --force replaces it")
        if folders and not path.parent.is_dir():
            raise typer.BadParameter(f"there is no folder {path.parent}")


def _code(language: Language | None) -> Code | None:
    return None if language is None else language.value


def main() -> None:
    """Run the command line."""
    app(prog_name="peergroups")
