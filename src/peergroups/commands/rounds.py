"""The command on earlier rounds: who has met whom, how open that network is, and who should meet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

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
from peergroups.commands.terminal import Code, Terminal
from peergroups.locale import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peergroups.meetings import MeetingGraph

WHOLE = message("People: {people} · Rounds: {rounds} · Pairs that have met: {pairs}")
UNLINKED = message("Units that have not met, those with most people first: {units}")
ALONE = message("People who have met nobody outside their unit: {people}")
CHANGED = message("{person}: {what} was {earlier}, is {now} in {round}")
PERHAPS = message("{now} in {round} bears the name of {earlier}: if it is the same person, --rename {earlier}={now}")
NOBODY = message("nobody is called {person}")
NO_ROUND = message("there is no round {round}; the rounds are {rounds}")
NO_UNIT = message("there is no unit {unit}; the units are {units}")
FACTS = {"name": message("name"), "email": message("e-mail address"), "unit": message("unit")}

LISTED = 10
"""The most units or people that are listed; --json has all."""


def history(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="OUT.xlsx...", exists=True, dir_okay=False, help="Earlier rounds, oldest first."),
    ],
    graph: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.graphml",
            help="Write the network (.graphml, .gexf, .json) or who sat where (.csv): a history to go on from.",
        ),
    ] = None,
    candidates: Annotated[
        list[Path] | None,
        typer.Option(
            "--candidate", metavar="FILE", exists=True, dir_okay=False, help="Groups that might be next; repeatable."
        ),
    ] = None,
    erase: Annotated[
        list[str] | None, typer.Option(metavar="PERSON", help="Forget who a person is; repeatable.")
    ] = None,
    rename: Annotated[
        list[str] | None, typer.Option(metavar="OLD=NEW", help="Join a person's two ids; repeatable.")
    ] = None,
    rounds: Annotated[
        list[str] | None, typer.Option("--round", metavar="ROUND", help="Only this round; repeatable.")
    ] = None,
    units: Annotated[
        list[str] | None, typer.Option("--unit", metavar="UNIT", help="Only people of this unit; repeatable.")
    ] = None,
    names: Annotated[bool, typer.Option(help="Whether people's ids stand in what is told and written.")] = True,
    json_: Json = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Tell who has met whom over rounds, beside what lots would give and the best possible, and who should meet."""
    from peergroups.demand.check import rows
    from peergroups.errors import InputError
    from peergroups.locale import translate
    from peergroups.meetings import MeetingGraph
    from peergroups.meetings.reading import GRAPHS, TABLE
    from peergroups.outputs.files import whole_file

    if graph is not None and graph.suffix not in (*GRAPHS, TABLE):
        raise typer.BadParameter(
            f"the file's name must end in {', '.join((*GRAPHS, TABLE))}, not {graph.suffix or graph.name}",
            param_hint="--graph",
        )
    refuse_existing(force, graph, json_file(json_))
    terminal = Terminal(Language.code(lang) or _written_in(files), quiet=json_ == "-")
    with terminal.exit_codes():
        met = MeetingGraph.from_workbooks(*files, language=terminal.language)
        if not met.people:
            raise InputError(translate(message("nobody sits in a group in these files"), terminal.language))
        met = _chosen(_renamed(met, rename or (), terminal), erase or (), rounds or (), units or (), terminal)
        measures = met.measures(language=terminal.language)
        measures.insert(0, "before", met.before_after()["before"])
        named: dict[str, Path] = {}
        for candidate in candidates or ():
            ways = (candidate.stem, candidate.name, str(candidate))  # two may share the shorter ones
            named[next((n for n in ways if n not in named and n not in measures), ways[-1])] = candidate
        for name, candidate in named.items():
            later = MeetingGraph.from_workbooks(candidate, language=terminal.language)
            measures[name] = met.predict({name: later})[name]
        told = {"people": len(met.people), "rounds": [str(label) for label in met.rounds], "pairs": len(met.pairs())}
        pairs = met.unit_pairs()
        alone = met.know_nobody_outside() if names else []
        if graph is not None:
            with whole_file(graph, force=force, language=terminal.language) as file:
                (met if names else met.without_names()).write(file)
        content = {
            **told,
            "measures": rows(measures.reset_index()),
            "unit_pairs": rows(pairs),
            "units": rows(met.by_unit().reset_index()),
            "know_nobody_outside": [str(person) for person in alone],
            "changes": rows(met.changes.astype(str)) if names else [],
        }
        write_json(json_, content, force, terminal)
    members = len(met.ties().people)
    terminal.say(WHOLE, people=members, rounds=len(met.rounds), pairs=told["pairs"])
    terminal.measures(measures, tuple(named))
    unlinked = pairs[pairs["ties"] == 0].sort_values("possible", ascending=False, kind="stable")
    if len(unlinked):
        both = [f"{first} – {second}" for first, second in zip(unlinked["first"], unlinked["second"], strict=True)]
        terminal.say(UNLINKED, units=_some(both))
    if alone:
        terminal.say(ALONE, people=_some(alone))
    if names:
        _tell_changes(met, terminal)
    if graph is not None:
        terminal.say(message("The network is in {file}"), file=graph)


def _written_in(files: Sequence[Path]) -> Code:
    """Return the language of the latest workbook of groups, English where there is none."""
    from peergroups.outputs.workbook.reading import written_in

    found = (written_in(file) for file in reversed(files) if file.suffix.lower() == ".xlsx")
    return cast("Code", next((language for language in found if language), "en"))


def _renamed(met: MeetingGraph, pairs: Iterable[str], terminal: Terminal) -> MeetingGraph:
    """Join ids that belong to one person."""
    from peergroups.errors import InputError
    from peergroups.locale import translate
    from peergroups.meetings.identity import person_id

    known = {*met.people, *met.left_out, *met.stayed_away}
    mapping = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (old and equals and new):
            raise typer.BadParameter(f"{pair} is not OLD=NEW", param_hint="--rename")
        if person_id(old) not in known:
            raise InputError(translate(NOBODY, terminal.language, person=old))
        mapping[old] = new
    return met.relabel(mapping) if mapping else met


def _chosen(
    met: MeetingGraph, erase: Iterable[str], rounds: Sequence[str], units: Sequence[str], terminal: Terminal
) -> MeetingGraph:
    """Return what is asked for: some rounds and units, and without those who are to be forgotten."""
    from peergroups.errors import InputError
    from peergroups.locale import translate

    for person in erase:
        try:
            met.erase(person)
        except KeyError as error:
            raise InputError(translate(NOBODY, terminal.language, person=person)) from error
    labels = {str(label): label for label in met.rounds}
    for label in rounds:
        if label not in labels:
            raise InputError(translate(NO_ROUND, terminal.language, round=label, rounds=", ".join(labels)))
    known = met.facts["unit"].dropna()
    for unit in units:
        if unit not in set(known):
            raise InputError(translate(NO_UNIT, terminal.language, unit=unit, units=", ".join(sorted(set(known)))))
    return met.subset(
        people=known.index[known.isin(units)] if units else None,
        rounds=[labels[label] for label in rounds] if rounds else None,
    )


def _some(values: Iterable[object]) -> str:
    listed = [str(value) for value in values]
    return ", ".join(listed[:LISTED]) + (f" ... ({len(listed)})" if len(listed) > LISTED else "")


def _tell_changes(met: MeetingGraph, terminal: Terminal) -> None:
    """Tell what changed about people between rounds."""
    from peergroups.locale import translate

    for person, what, earlier, now, label in met.changes.itertuples(index=False):
        if what == "person":
            terminal.say(PERHAPS, earlier=earlier, now=now, round=label)
        else:
            fact = translate(FACTS[what], terminal.language)
            terminal.say(CHANGED, person=person, what=fact, earlier=earlier, now=now, round=label)
