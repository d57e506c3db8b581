"""Commands on groups that were formed: explain, repair, and look at what was changed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from peergroups.commands.options import (
    PLAN,
    Force,
    Json,
    Lang,
    Language,
    Seed,
    json_file,
    refuse_existing,
    write_json,
)
from peergroups.commands.terminal import Terminal
from peergroups.locale import message

if TYPE_CHECKING:
    from peergroups.commands.terminal import Code
    from peergroups.plan import Plan
    from peergroups.problem import Problem
    from peergroups.saving import Reopened

REPAIRED_IN = message("The repaired groups are in {file}")
FINISHED_IN = message("The finished groups are in {file}")

Workbook = Annotated[
    Path, typer.Argument(metavar="OUT.xlsx", exists=True, dir_okay=False, help="A workbook of groups.")
]
Registered = Annotated[
    Path | None,
    typer.Option(
        "--sheet",
        metavar="SHEET",
        exists=True,
        dir_okay=False,
        help="The registrations, for who must be kept apart: a workbook never holds that.",
    ),
]


class Audience(Enum):
    """Whom an explanation is for."""

    ORGANISER = "organiser"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class Source:
    """Where the groups of a workbook came from, as far as it is given."""

    sheet: Path | None
    plan: Path | None
    lang: Language | None

    def settings(self) -> Plan:
        """Return the plan, or one that says nothing."""
        from peergroups.plan import Plan

        language = Language.code(self.lang)
        return Plan.load(self.plan, language=language) if self.plan else Plan.loads("", language=language)

    def problem(self) -> Problem | None:
        """Return the problem that sheet and plan make; None without a sheet."""
        return None if self.sheet is None else self.settings().problem(self.settings().read(self.sheet))


def explain(
    workbook: Workbook,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id or a name.")],
    for_: Annotated[Audience, typer.Option("--for", help="Whom the explanation is for.")] = Audience.ORGANISER,
    sheet: Registered = None,
    plan: Annotated[Path | None, PLAN] = None,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Tell why somebody sits where they sit, and what every other seat would change."""
    refuse_existing(force, json_file(json_))
    from peergroups.explain import explain as tell

    terminal = terminal_of(workbook, lang, json_)
    with terminal.exit_codes():
        opened = opened_round(workbook, Source(sheet, plan, lang), terminal)
        told = tell(opened.result, person, for_=for_.value)
        write_json(json_, told.to_dict(), force, terminal)
    terminal.show(told.text)
    if len(told.table):
        terminal.show("")
        terminal.seats(told.table)


def repair(
    workbook: Workbook,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT2.xlsx", help="Where the repaired groups go.")],
    leave: Annotated[
        list[str] | None, typer.Option(metavar="PERSON", help="Somebody who drops out; may be repeated.")
    ] = None,
    join: Annotated[
        Path | None, typer.Option(metavar="SHEET", exists=True, dir_okay=False, help="Late registrations.")
    ] = None,
    close: Annotated[
        list[str] | None,
        typer.Option(metavar="GROUP", help="A group, slot or place that is lost; may be repeated."),
    ] = None,
    moves: Annotated[int | None, typer.Option(metavar="K", min=0, help="How many may move; else the fewest.")] = None,
    sheet: Registered = None,
    plan: Annotated[Path | None, PLAN] = None,
    time_limit: Annotated[float, typer.Option(metavar="S", min=0.1, help="Seconds.")] = 6.0,
    seed: Seed = None,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Find the best groups after drop-outs, late registrations or lost groups in which few people move."""
    refuse_existing(force, out, json_file(json_))
    from peergroups.repair import repair as mend

    terminal = terminal_of(workbook, lang, json_)
    with terminal.exit_codes():
        source = Source(sheet, plan, lang)
        opened = opened_round(workbook, source, terminal)
        late = None if join is None else source.settings().read(join)
        if late is not None:
            late.raise_for_errors()
        done = mend(
            opened.result,
            leave=leave or (),
            join=late,
            close=close or (),
            moves=moves,
            time_limit=time_limit,
            seed=seed or 0,
        )
        done.result.to_workbook(out, force=force)
        write_json(json_, done.to_dict(), force, terminal)
    terminal.show(done.text)
    terminal.say(REPAIRED_IN, file=out)


def check_groups(workbook: Path, source: Source, finish: Path | None, json_: str | None, force: bool) -> None:
    """Tell what was changed in a workbook of groups, what it costs and which hard rules break; finish it if asked.

    Ends with 3 if hard rules break and it was not finished.
    """
    refuse_existing(force, finish)
    from peergroups.adjust import edited
    from peergroups.adjust import finish as form_rest
    from peergroups.adjust.finishing import told_finish

    terminal = terminal_of(workbook, source.lang, json_)
    with terminal.exit_codes():
        found = edited(workbook, source=source.problem(), language=Language.code(source.lang))
        content = found.to_dict()
        terminal.show(found.text)
        if finish is not None:
            done = form_rest(found.result)
            done.to_workbook(finish, force=force)
            content["finished"] = done.to_dict()
            terminal.show(told_finish(found.result, done))
            terminal.say(FINISHED_IN, file=finish)
        write_json(json_, content, force, terminal)
    if finish is None and found.broken:
        raise typer.Exit(3)


def terminal_of(workbook: Path, lang: Language | None, json_: str | None) -> Terminal:
    """Return a terminal that speaks the language asked for, or else the workbook's."""
    from peergroups.outputs.workbook.reading import written_in

    language = Language.code(lang) or cast("Code", written_in(workbook) or "en")
    return Terminal(language, quiet=json_ == "-")


def opened_round(workbook: Path, source: Source, terminal: Terminal) -> Reopened:
    """Return the round of a workbook, and warn of rules that it does not hold."""
    from peergroups.adjust.edited import unchecked
    from peergroups.saving import reopen

    opened = reopen(workbook, source=source.problem(), language=Language.code(source.lang))
    if opened.lost:
        terminal.trouble(unchecked(opened.lost, terminal.language))
    return opened
