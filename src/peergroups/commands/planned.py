"""What `form` does with a plan of several rounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from peergroups.commands.options import refuse_existing, write_json
from peergroups.locale import message

if TYPE_CHECKING:
    from peergroups.commands.terminal import Terminal
    from peergroups.meetings import MeetingGraph
    from peergroups.plan import Plan
    from peergroups.registrations import Registrations

BEST_SO_FAR = message("Interrupted. The best rounds so far are in {file}")
ROUNDS_IN = message("The rounds are in {file}")
EACH_IN = message("Each round is in a workbook of its own in {folder}")


@dataclass(frozen=True)
class Files:
    """What is to be written: a workbook of all rounds, a folder of one for each, JSON; and whether over others."""

    out: Path | None
    each: Path | None
    json: str | None
    force: bool


def form_several(
    registrations: Registrations,
    plan: Plan,
    history: MeetingGraph | None,
    limits: tuple[float, int | None],
    files: Files,
    terminal: Terminal,
) -> None:
    """Plan the rounds within limits (seconds and seed), write and print them, and end with the exit code."""
    from peergroups.errors import InfeasibleError
    from peergroups.form import form_rounds
    from peergroups.outputs.rounds.text import describe

    own: list[Path] = []
    if files.each is not None and plan.rounds is not None:
        own = [files.each / f"round-{number}.xlsx" for number in range(1, plan.rounds.count + 1)]
    refuse_existing(files.force, *own, folders=False)
    terminal.notices(plan.notices(plan.problem(registrations, history)))
    time_limit, seed = limits
    with terminal.progress() as progress:
        try:
            rounds = form_rounds(
                registrations, plan, history=history, time_limit=time_limit, seed=seed, progress=progress
            )
        except InfeasibleError as error:
            reasons = {"status": "infeasible", "objective": None, "reasons": list(error.reasons)}
            write_json("-" if files.json == "-" else None, reasons, files.force, terminal)  # no file is written
            raise
    if files.out is not None:
        rounds.to_workbook(files.out, force=files.force)
    for path, result in zip(own, rounds.results if own else (), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        result.to_workbook(path, force=files.force)
    write_json(files.json, rounds.to_dict(), files.force, terminal)
    terminal.show(describe(rounds, terminal.language))
    if files.out is not None:
        terminal.say(BEST_SO_FAR if rounds.interrupted else ROUNDS_IN, file=files.out)
    if files.each is not None:
        terminal.say(EACH_IN, folder=files.each)
    if rounds.interrupted:
        raise typer.Exit(130)
