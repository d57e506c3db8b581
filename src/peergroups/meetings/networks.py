"""The meetings as a plain networkx graph, and such a graph as meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import pandas as pd
from pandas.api.types import is_integer

from peergroups.meetings import seats
from peergroups.meetings.identity import person_id
from peergroups.meetings.ledger import Kind, Ledger, plain
from peergroups.meetings.recording import Facts

KINDS: tuple[Kind, Kind] = ("members", "guides")
BOTH = "both"
_EDGE = ("weight", "sessions", "first_round", "last_round", "rounds", "last_offer")


def network(ledger: Ledger, kind: Kind, unit_of: Mapping[Any, str]) -> nx.Graph[Any]:
    """Return the graph of a ledger; see `MeetingGraph.graph`.

    Attributes are numbers and text only, so that every file format takes them; a ";" in a round's label is a comma.
    """
    graph: nx.Graph[Any] = nx.Graph()
    if kind == "members":
        members = ledger.seats[~ledger.seats["role"].eq("guide")]
        attended = members.groupby("person", sort=False)["round"].agg(set)
        for person in sorted(attended.index, key=str):
            there = attended[person]
            graph.add_node(person, rounds=";".join(plain(label) for label in ledger.rounds if label in there))
    pairs = ledger.named_pairs(kind).rename(columns={"times": "weight"})
    pairs["rounds"] = ledger.rounds_of_pairs(kind)
    for end in ("first_round", "last_round"):
        pairs[end] = pairs[end].map(lambda label: int(label) if is_integer(label) else plain(label)).astype(object)
    pairs["last_offer"] = pairs["last_offer"].astype(object).where(pairs["last_offer"].notna(), "").map(str)
    columns = [pairs[name].tolist() for name in _EDGE]
    edges = zip(pairs["first"], pairs["second"], zip(*columns, strict=True), strict=True)
    graph.add_edges_from((a, b, dict(zip(_EDGE, values, strict=True))) for a, b, values in edges)
    if kind == "guides":
        nx.set_edge_attributes(graph, _guides(ledger), "guide")
    nx.set_node_attributes(graph, {person: unit_of[person] for person in graph if person in unit_of}, "unit")
    return graph


def whole_network(ledger: Ledger, unit_of: Mapping[Any, str]) -> nx.Graph[Any]:
    """Return the graph of members, with the meetings of guides as edges of their own if there are any."""
    members, guides = (network(ledger, kind, unit_of) for kind in KINDS)
    if not guides:
        return members
    graph: nx.MultiGraph[Any] = nx.MultiGraph()
    for kind, part in zip(KINDS, (members, guides), strict=True):
        graph.add_nodes_from(part.nodes(data=True))
        graph.add_edges_from((a, b, {**data, "kind": kind}) for a, b, data in part.edges(data=True))
    return graph


def _guides(ledger: Ledger) -> dict[tuple[Any, Any], str]:
    """Return which of two was there as a guide: an id, or `BOTH`."""
    met, role = ledger.met("guides"), ledger.seats["role"].eq("guide").to_numpy(dtype=bool)
    found: dict[tuple[Any, Any], str] = {}
    for a, b, one, other in zip(met.first, met.second, role[met.row], role[met.other_row], strict=True):
        pair = ledger.people[a], ledger.people[b]
        guide = BOTH if one and other else str(pair[0] if one else pair[1])
        found[pair] = guide if found.get(pair, guide) == guide else BOTH
    return found


def seats_of(graph: nx.Graph[Any]) -> tuple[pd.DataFrame, Facts]:
    """Return the long table of a graph: each edge a group of two in each round of its ``rounds``.

    Two of whom one was there as a ``guide`` have met as such. Edges without ``rounds`` have met ``weight`` times
    (once if there is none) in one round. Whoever met nobody in a round was alone. Sessions that are known for all
    rounds together are shared out evenly.

    Raises
    ------
    ValueError
        If weights or sessions are no numbers, or a weight is above `seats.MOST_TIMES`.
    """
    attended = {person: _labels(data.get("rounds", "")) for person, data in graph.nodes(data=True)}
    place = {label: at for at, label in enumerate(_order([*attended.values(), *_edge_rounds(graph)]))}
    rows: list[tuple[Any, ...]] = []
    for number, (first, second, data) in enumerate(graph.edges(data=True), start=1):
        if first == second:
            continue
        rounds = _labels(data.get("rounds", "")) or [1]
        times = int(data.get("weight", 1))
        if times > seats.MOST_TIMES:
            raise ValueError(f"a weight of {times}")
        rounds += rounds[-1:] * (times - len(rounds))
        sessions = float(data.get("sessions", len(rounds))) / len(rounds)
        for meeting, label in enumerate(rounds, start=1):
            for person in (first, second):
                role = "guide" if data.get("guide") in (str(person), BOTH) else "member"
                where = (label, f"tie {number}.{meeting}", data.get("last_offer") or None, role, sessions, None)
                rows.append((person_id(person), *where))
    met = {(row[0], row[1]) for row in rows}
    for person, rounds in attended.items():
        for label in rounds or ([] if graph.degree(person) else [1]):
            if (person_id(person), label) not in met:
                rows.append((person_id(person), label, f"{person} alone", None, "member", 1.0, None))
    rows.sort(key=lambda row: place.get(row[1], 0))
    facts: Facts = {
        person_id(p): {"unit": str(data["unit"])} for p, data in graph.nodes(data=True) if data.get("unit")
    }
    return seats.tidy(pd.DataFrame(rows, columns=seats.COLUMNS, dtype=object)), facts


def _labels(text: Any) -> list[int | str]:
    return [int(label) if label.isdecimal() else label for label in str(text).split(";") if label]


def _edge_rounds(graph: nx.Graph[Any]) -> Iterable[list[int | str]]:
    return (_labels(data.get("rounds", "")) for _, _, data in graph.edges(data=True))


def _order(sequences: Iterable[list[int | str]]) -> list[int | str]:
    """Return rounds in an order that agrees with every sequence of them, as far as there is one."""
    follows: nx.DiGraph[int | str] = nx.DiGraph()
    for sequence in sequences:
        nx.add_path(follows, sequence)
    return list(nx.topological_sort(follows)) if nx.is_directed_acyclic_graph(follows) else list(follows)
