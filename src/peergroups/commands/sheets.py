"""Commands on sheets: look at one, suggest a plan for one, write the examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from peergroups.commands.formed import Registered, Source, check_groups
from peergroups.commands.options import (
    PLAN,
    Force,
    History,
    Json,
    Lang,
    Language,
    Sheet,
    json_file,
    refuse_existing,
    write_json,
    write_text,
)
from peergroups.commands.terminal import Code, Terminal
from peergroups.locale import message


def check(
    sheet: Sheet,
    plan: Annotated[Path | None, PLAN] = None,
    history: History = None,
    registered: Registered = None,
    finish: Annotated[
        Path | None,
        typer.Option(metavar="OUT2.xlsx", help="For a workbook of groups: form the rest again around locked seats."),
    ] = None,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Tell what a sheet holds, what is wrong in it, and how many groups it makes.

    Of a workbook of groups: what was changed in it by hand, what that costs, and which hard rules it breaks; the exit
    code is 3 if it breaks any.
    """
    refuse_existing(force, json_file(json_))
    from peergroups.outputs.workbook.reading import holds_groups

    if holds_groups(sheet):
        check_groups(sheet, Source(registered, plan, lang), finish, json_, force)
        return
    from peergroups.batches.batch import read_history
    from peergroups.demand.check import check as look
    from peergroups.plan import Plan
    from peergroups.registrations import read_registrations

    terminal = Terminal(Language.code(lang) or "en", quiet=json_ == "-")
    with terminal.exit_codes():
        chosen = Plan.load(plan, language=Language.code(lang)) if plan else None
        terminal.language = chosen.round.language if chosen else terminal.language
        read = chosen.read(sheet) if chosen else read_registrations(sheet, language=Language.code(lang))
        terminal.language = cast(Code, read.language)
        found = look(read, chosen, read_history(history or (), terminal.language))
        if json_ == "-" or found.settled:
            write_json(json_, found.to_dict(), force, terminal)
    terminal.check(found)
    if not found.settled:
        raise typer.Exit(1)


def suggest(
    sheet: Sheet,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="PLAN", help="Where to write the plan.")] = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write a first plan from what a sheet holds: columns, demand and offers."""
    refuse_existing(force, out)
    from peergroups.demand.suggest import suggest_plan
    from peergroups.registrations import read_registrations

    terminal = Terminal(Language.code(lang) or "en", quiet=out is None)
    with terminal.exit_codes():
        registrations = read_registrations(sheet, language=Language.code(lang))
        terminal.language = cast(Code, registrations.language)
        registrations.raise_for_errors()
        if len(registrations.faults):
            terminal.faults(registrations.faults, trouble=True)
        text = suggest_plan(registrations, language=terminal.language).dump()
        if out is not None:
            write_text(out, text, force=force, language=terminal.language)
    if out is None:
        typer.echo(text, nl=False)
    else:
        terminal.say(message("The plan is in {file}"), file=out)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", file_okay=False, help="Where to write.")] = Path("demo"),
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write the example sheets and plans."""
    from peergroups.examples import write_examples

    terminal = Terminal(Language.code(lang) or "en")
    with terminal.exit_codes():
        for file in write_examples(folder, force=force):
            terminal.show(str(file))
