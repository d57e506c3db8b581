"""The command that holds groups against others: made by hand, nearly as good, or formed for another aim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peergroups.commands.formed import Registered, Source, Workbook, opened_round, terminal_of
from peergroups.commands.options import (
    PLAN,
    Force,
    Json,
    Lang,
    Seed,
    json_file,
    refuse_existing,
    write_json,
)
from peergroups.commands.terminal import Terminal
from peergroups.locale import message

if TYPE_CHECKING:
    import pandas as pd

    from peergroups.results.result import Result

NO_OTHERS = message("No other grouping is nearly as good.")
PICTURE_IN = message("The picture is in {file}")
QUESTIONS = ("--by-hand", "--alternatives", "--together", "--tradeoff", "--level", "--worst-off-first")
PICTURES = (".pdf", ".png", ".svg")


def compare(
    workbook: Workbook,
    hand: Annotated[
        Path | None,
        typer.Option("--by-hand", metavar="SHEET", exists=True, dir_okay=False, help="Your own groups."),
    ] = None,
    alternatives: Annotated[int, typer.Option(metavar="N", min=0, help="Other good groupings to look for.")] = 0,
    together: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="PERSON PERSON", help="What both in one group would cost."),
    ] = None,
    tradeoff: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="RULE RULE", help="Two wishes, such as mixed_units new_faces."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Where a picture of --tradeoff goes; .pdf and .svg too.")
    ] = None,
    levels: Annotated[
        list[str] | None,
        typer.Option("--level", metavar="RULE", help="Wishes one after the other; repeat, the most important first."),
    ] = None,
    slack: Annotated[
        float, typer.Option(metavar="SHARE", min=0, help="By how much each level may be above its best; 0.1 is 10 %.")
    ] = 0.0,
    worst_off_first: Annotated[
        str | None, typer.Option(metavar="RULE", help="The worst-off as well off as can be, such as theme_wishes.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FOLDER", file_okay=False, help="Where the others go.")
    ] = None,
    sheet: Registered = None,
    plan: Annotated[Path | None, PLAN] = None,
    time_limit: Annotated[float, typer.Option(metavar="S", min=0.1, help="Seconds for each question.")] = 10.0,
    seed: Seed = None,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Hold groups against your own, against other good ones, against other aims, and one wish against another."""
    if not (hand or alternatives or together or tradeoff or levels or worst_off_first):
        raise typer.BadParameter(f"ask for one of {', '.join(QUESTIONS)}")
    if slack and not levels:
        raise typer.BadParameter("a slack goes with --level", param_hint="--slack")
    wanted = [
        *map(str, range(1, alternatives + 1)),
        *(["levels"] if levels else []),
        *(["worst-off-first"] if worst_off_first else []),
    ]
    files = {} if out is None else {name: out / f"{workbook.stem}-{name}.xlsx" for name in wanted}
    refuse_existing(force, json_file(json_), plot)
    refuse_existing(force, *files.values(), folders=False)
    if plot is not None:
        _refuse_picture(plot, tradeoff is not None)
    terminal = terminal_of(workbook, lang, json_)
    with terminal.exit_codes():
        result = opened_round(workbook, Source(sheet, plan, lang), terminal).result
        asked = _Asked(result, terminal, files, time_limit, seed or 0, force)
        content: dict[str, Any] = {}
        if hand is not None:
            mine = result.by_hand(hand)
            content["by_hand"] = mine.to_dict()
            terminal.show(mine.text)
        if together is not None:
            both = result.keep_together(*together)
            cost = None if both.result is None else both.cost
            content["together"] = {"cost": cost, "moved": both.moved, "waiting": both.waiting, "text": both.text}
            terminal.show(both.text)
        if alternatives:
            content["alternatives"] = list(asked.alternatives(alternatives))
        if levels:
            content["levels"] = asked.other("levels", result.levels(levels, slack=slack, **asked.limits))
        if worst_off_first:
            formed = result.worst_off_first(worst_off_first, **asked.limits)
            content["worst_off_first"] = asked.other("worst-off-first", formed)
        if tradeoff is not None:
            table = result.tradeoff(*tradeoff, **asked.limits)
            content["tradeoff"] = table.drop(columns="result").to_dict("records")
            terminal.tradeoff(table, result)
            if plot is not None:
                _draw(table, result, plot, force)
                terminal.say(PICTURE_IN, file=plot)
        write_json(json_, content, force, terminal)


@dataclass(frozen=True)
class _Asked:
    """What all questions to a round share."""

    result: Result
    terminal: Terminal
    files: dict[str, Path]
    time_limit: float
    seed: int
    force: bool

    @property
    def limits(self) -> dict[str, Any]:
        return {"time_limit": self.time_limit, "seed": self.seed}

    def alternatives(self, count: int) -> Iterator[dict[str, Any]]:
        """Tell and write other good groupings, and yield what there is to know of each."""
        others = self.result.alternatives(count=count, **self.limits)
        for number, other in enumerate(others, start=1):
            self.terminal.show(f"{number}. {other.text}")
            self._write(str(number), other.result)
            yield {"text": other.text, "same_pairs": other.same_pairs, **other.result.to_dict()}
        if not others:
            self.terminal.say(NO_OTHERS)

    def other(self, name: str, formed: Result) -> dict[str, Any]:
        """Tell and write groups formed for another aim, and return what there is to know of them."""
        from peergroups.compare.alternatives import differences
        from peergroups.outputs.words import aimed_at

        text = f"{aimed_at(formed, self.result.language)} {differences(self.result, formed)}"
        self.terminal.show(text)
        self._write(name, formed)
        return {"text": text, **formed.to_dict()}

    def _write(self, name: str, other: Result) -> None:
        if name in self.files:
            self.files[name].parent.mkdir(parents=True, exist_ok=True)
            other.to_workbook(self.files[name], force=self.force)


def _refuse_picture(plot: Path, wanted: bool) -> None:
    """End with wrong use if no picture could be drawn at the end."""
    if not wanted:
        raise typer.BadParameter("a picture is drawn of --tradeoff RULE RULE", param_hint="--plot")
    if plot.suffix.lower() not in PICTURES:
        raise typer.BadParameter(f"a picture's name ends in one of {', '.join(PICTURES)}", param_hint="--plot")
    if find_spec("matplotlib") is None:
        raise typer.BadParameter('pictures need matplotlib: pip install "peergroups[plots]"', param_hint="--plot")


def _draw(table: pd.DataFrame, result: Result, plot: Path, force: bool) -> None:
    """Draw trades between two wishes into a file."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from peergroups.compare import plot_tradeoff
    from peergroups.outputs.files import whole_file

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    plot_tradeoff(table, result, figure.subplots())
    with whole_file(plot, force=force, language=result.language) as file:
        figure.savefig(file, dpi=150)
