"""The command on earlier rounds: who has met whom, and how open that network is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peergroups.commands.options import (
    Force,
    Json,
    Lang,
    Language,
    json_file,
    refuse_existing,
    write_json,
)
from peergroups.commands.terminal import Terminal
from peergroups.locale import message

WHOLE = message("{people} people, {rounds} rounds, {pairs} pairs have met")


def history(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="OUT.xlsx...", exists=True, dir_okay=False, help="Earlier rounds, oldest first."),
    ],
    graph: Annotated[
        Path | None, typer.Option(metavar="FILE.graphml", help="Write the network: .graphml, .gexf or .json.")
    ] = None,
    names: Annotated[bool, typer.Option(help="Whether people's ids stand in the network.")] = True,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Tell who has met whom over rounds, beside what lots would give and the best possible."""
    refuse_existing(force, graph, json_file(json_))
    from peergroups.demand.check import rows
    from peergroups.meetings import MeetingGraph
    from peergroups.outputs.files import whole_file

    terminal = Terminal(Language.code(lang) or "en", quiet=json_ == "-")
    with terminal.exit_codes():
        met = MeetingGraph.from_workbooks(*files, language=terminal.language)
        measures = met.measures(language=terminal.language)
        told = {"people": len(met.people), "rounds": [str(label) for label in met.rounds], "pairs": len(met.pairs())}
        if graph is not None:
            with whole_file(graph, force=force, language=terminal.language) as file:
                (met if names else met.without_names()).write(file)
        write_json(json_, {**told, "measures": rows(measures.reset_index())}, force, terminal)
    terminal.say(WHOLE, people=told["people"], rounds=len(met.rounds), pairs=told["pairs"])
    terminal.measures(measures)
    if graph is not None:
        terminal.say(message("The network is in {file}"), file=graph)
