"""The graph as a file, and back: GraphML, GEXF, node-link JSON, and a sheet of who sat where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.meetings import networks
from peergroups.meetings.reading import GRAPHS, TABLE
from peergroups.meetings.recording import Facts
from peergroups.meetings.seats import MOST_TIMES
from peergroups.registrations.faults import Faults

_NO_GRAPH = message(
    "{name} holds no graph in the form of {kind} files: networkx can't read it, or weights (up to {most}) or "
    "sessions are no numbers"
)


def write_seats(seats: pd.DataFrame, path: Path) -> None:
    """Write who sat where as a sheet that `MeetingGraph.record` takes."""
    sessions = (seats["attended"] + ";").where(seats["attended"].notna(), seats["sessions"].map("{:g}".format))
    sheet = seats.assign(sessions=sessions).drop(columns="attended").rename(columns={"role": "role in group"})
    sheet.to_csv(path, index=False, encoding="utf-8")


def write_graph(graph: nx.Graph[Any], path: Path) -> None:
    """Write a graph in the format that the file's name says.

    Raises
    ------
    InputError
        If the name ends otherwise.
    """
    if path.suffix == ".graphml":
        nx.write_graphml(graph, path)
    elif path.suffix == ".gexf":
        nx.write_gexf(graph, path)
    elif path.suffix == ".json":
        data = nx.node_link_data(graph, edges="edges")
        path.write_text(json.dumps(data, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    else:
        raise InputError(f"{path.name}: a graph is written as {', '.join((*GRAPHS, TABLE))}")


def read_graph(path: Path, language: str) -> tuple[pd.DataFrame, Facts]:
    """Read the long table of a graph, and what it says of people, in the format that the file's name says.

    Raises
    ------
    InputError
        If there is no file, or it holds no such graph, or weights and sessions that are no numbers.
    """
    if not path.is_file():
        Faults(language).refuse("no_file", name=path.name)
    readers: dict[str, Callable[[Path], nx.Graph[Any]]]
    readers = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".json": _read_json}
    try:
        return networks.seats_of(readers[path.suffix.lower()](path).to_undirected())
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        SyntaxError,
        nx.NetworkXException,
    ) as error:
        raise InputError(translate(_NO_GRAPH, language, name=path.name, kind=path.suffix, most=MOST_TIMES)) from error


def _read_json(path: Path) -> nx.Graph[Any]:
    graph: nx.Graph[Any] = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    return graph
