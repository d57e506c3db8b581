"""Who has met whom, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

import networkx as nx
import pandas as pd

from peergroups.meetings import identity, recording, seats
from peergroups.meetings.ledger import Kind, Ledger

if TYPE_CHECKING:
    from peergroups.result import Result


class MeetingGraph:
    """Who has met whom, in which round and group, and how many sessions both attended.

    The truth is a long table of who sat where (`seats`); graphs, pairs and measures are computed from it. Rounds
    stand in the order in which they were recorded, unless all their labels are numbers or all are dates.
    Meetings with guides are kept apart from those of members with each other: a guide who takes part in many groups
    would otherwise look like somebody who joins them.

    See Also
    --------
    NewFaces : the criterion that keeps people who have met apart.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> met = pg.MeetingGraph()
    >>> met.record(pd.DataFrame({"person": ["ann", "bo", "cai"], "group": [1, 1, 1]}), round="spring")
    MeetingGraph(3 people, 1 round, 3 pairs have met)
    >>> met.record(pd.DataFrame({"person": ["ann", "bo", "cai"], "group": [1, 1, 2]}), round="autumn")
    MeetingGraph(3 people, 2 rounds, 3 pairs have met)
    >>> met.times_met("ann", "bo"), met.times_met("ann", "cai")
    (2, 1)
    """

    def __init__(self) -> None:
        self._ledger = Ledger(seats.empty(), ())
        self._facts: dict[Any, dict[str, str]] = {}
        self._changes: list[pd.DataFrame] = []
        self._erased = 0

    def record(self, source: Result | pd.DataFrame | pd.Series, round: Any = None) -> Self:
        """Add a round, and return the graph.

        Parameters
        ----------
        source : Result, pandas.DataFrame or pandas.Series
            Groups formed by `solve`; or a table in one of these forms, its columns recognised by name in English,
            Finnish and Swedish:

            - a column that names the person (else the index) and one that names the group, with ``offer``, the
              ``role in group`` (member, guide or guest), the ``sessions`` attended (how many, or which: "1;3"),
              ``round``, ``name``, ``email`` and ``unit`` where there are such columns;
            - the same with several group columns, one a round ("Group 2024", "Group 2025");
            - two people a row (``first``, ``second``), with ``times``, ``sessions`` and ``round`` where known.

            A group of 0, -1 or nothing means absent; where -1 occurs, 0 is a group. "1,10" means two groups.
            A Series maps person ids to groups.
        round : object, optional
            The round's label; if omitted, what the result calls its round, else the next number. Rows that name
            their own round keep it.

        Raises
        ------
        InputError
            If no columns name people and groups, or pairs.

        Notes
        -----
        Recording a seat twice changes nothing. Facts about people are compared with those of earlier rounds: see
        `changes`.
        """
        label = round if round is not None else recording.own_label(source) or self._next_round()
        added, facts = recording.read(source, label)
        self._changes.append(identity.compare(self._facts, facts, label))
        for person, known in facts.items():
            self._facts[person] = self._facts.get(person, {}) | known
        self._add(added)
        return self

    def _next_round(self) -> int:
        numbers = [label for label in self.rounds if isinstance(label, int)]
        return 1 + max(numbers, default=len(self.rounds))

    def _add(self, added: pd.DataFrame) -> None:
        before = self._ledger
        table = added if before.seats.empty else pd.concat([before.seats, added], ignore_index=True)
        rounds = dict.fromkeys([*before.rounds, *recording.in_order(added["round"].unique())])
        self._ledger = Ledger(seats.tidy(table), recording.in_order(rounds))

    @property
    def seats(self) -> pd.DataFrame:
        """The long table: ``person, round, group, offer, role, sessions, attended``; a copy."""
        return self._ledger.seats.copy()

    @property
    def people(self) -> tuple[Any, ...]:
        """Everybody who ever sat in a group."""
        return self._ledger.people

    @property
    def rounds(self) -> tuple[Any, ...]:
        """The rounds' labels, oldest first."""
        return tuple(self._ledger.rounds)

    @property
    def facts(self) -> pd.DataFrame:
        """What the rounds said last of each person: ``name, email, unit``, indexed by person id."""
        rows = [self._facts.get(person, {}) for person in self.people]
        index = pd.Index(self.people, dtype=object, name="person")
        return pd.DataFrame(rows, index=index, columns=["name", "email", "unit"], dtype=object)

    @property
    def changes(self) -> pd.DataFrame:
        """What changed between rounds: ``person, what, earlier, now, round``.

        ``what`` is ``name``, ``email`` or ``unit`` where a person's differ, and ``person`` where a new id bears a
        name known under another id: perhaps the same person; join the two with `relabel`.
        """
        tables = [table for table in self._changes if len(table)]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=identity.CHANGES)

    def times_met(self, first: Any, second: Any, kind: Kind = "members") -> int:
        """Return in how many groups two people have met; 0 for people never seen."""
        here, there = (self._ledger.position.get(identity.person_id(person), -1) for person in (first, second))
        pairs = self._ledger.pairs(kind)
        both = (pairs["first"] == min(here, there)) & (pairs["second"] == max(here, there))
        return int(pairs.loc[both, "times"].sum())

    def pairs(self, kind: Kind = "members") -> pd.DataFrame:
        """Return everybody who has met, one row a pair.

        Parameters
        ----------
        kind : {"members", "guides", "all"}
            Meetings of members (and guests) with each other, of guides with anyone, or both.

        Returns
        -------
        pandas.DataFrame
            ``first, second`` (ids), ``times`` (groups they shared), ``rounds_ago`` (0 if they met in the latest
            round), ``sessions`` (both attended, all rounds together), ``first_round, last_round``,
            ``last_group, last_offer``.
        """
        return self._ledger.named_pairs(kind)

    def meetings(self, kind: Kind = "members") -> pd.DataFrame:
        """Return every meeting, one row a pair and group.

        Columns: ``first, second, round, rounds_ago, group, offer, sessions``.
        Something that fades with time, such as ``0.5 ** (rounds_ago / half_life)``, is summed over these rows.
        """
        return self._ledger.named_meetings(kind)

    @property
    def graph(self) -> nx.Graph[Any]:
        """A plain graph of members who have met, built anew each time; guides' meetings are in `guide_graph`.

        Nodes are person ids, with ``unit`` where known. Edges carry numbers and text only, so that every file format
        takes them: ``weight`` (times met), ``sessions``, ``first_round``, ``last_round``, ``rounds`` ("1;3"),
        ``last_offer``.
        """
        return self._graph("members")

    @property
    def guide_graph(self) -> nx.Graph[Any]:
        """A plain graph of guides and those whose groups they were in, with attributes as in `graph`."""
        return self._graph("guides")

    def _graph(self, kind: Kind) -> nx.Graph[Any]:
        graph: nx.Graph[Any] = nx.Graph()
        graph.add_nodes_from(self.people if kind == "members" else ())
        pairs = self.pairs(kind).rename(columns={"times": "weight"})
        pairs["rounds"] = self._ledger.rounds_of_pairs(kind)
        pairs["last_offer"] = [offer if isinstance(offer, str) else "" for offer in pairs["last_offer"]]
        names = ["weight", "sessions", "first_round", "last_round", "rounds", "last_offer"]
        columns = [pairs[name].tolist() for name in names]
        edges = zip(pairs["first"], pairs["second"], zip(*columns, strict=True), strict=True)
        graph.add_edges_from((a, b, dict(zip(names, values, strict=True))) for a, b, values in edges)
        units = {person: facts["unit"] for person, facts in self._facts.items() if facts.get("unit")}
        nx.set_node_attributes(graph, units, "unit")
        return graph

    def copy(self) -> MeetingGraph:
        """Return a graph that changes independently."""
        return self._with(self._ledger)

    def subset(self, people: Iterable[Any] | None = None, rounds: Iterable[Any] | None = None) -> MeetingGraph:
        """Return the graph of some people, some rounds or both; rounds keep their order."""
        table, labels = self._ledger.seats, self.rounds
        if people is not None:
            table = table[table["person"].isin([identity.person_id(person) for person in people])]
        if rounds is not None:
            wanted = set(rounds)
            table, labels = table[table["round"].isin(wanted)], tuple(label for label in labels if label in wanted)
        return self._with(Ledger(table.reset_index(drop=True), labels))

    def merge(self, other: MeetingGraph) -> MeetingGraph:
        """Return both graphs in one; rounds of the same label become one round."""
        merged = self.copy()
        merged._changes.append(identity.compare(self._facts, other._facts, None))
        for person, known in other._facts.items():
            merged._facts[person] = merged._facts.get(person, {}) | known
        merged._erased = max(self._erased, other._erased)
        merged._add(other._ledger.seats)
        return merged

    def relabel(self, mapping: Mapping[Any, Any]) -> MeetingGraph:
        """Return the graph with ids replaced, such as an old e-mail address by the new one."""
        new = {identity.person_id(old): identity.person_id(now) for old, now in mapping.items()}
        table = self._ledger.seats
        table = table.assign(person=[new.get(person, person) for person in table["person"]])
        relabelled = self._with(Ledger(seats.tidy(table), self.rounds))
        relabelled._facts = {}
        for person in sorted(self._facts, key=new.__contains__):  # what is known under the new id is the later
            name = new.get(person, person)
            relabelled._facts[name] = self._facts[person] | relabelled._facts.get(name, {})
        return relabelled

    def erase(self, person: Any) -> Self:
        """Forget who a person is, and return the graph.

        A nameless mark takes the person's place, so that nobody else's counts change; name, e-mail address, unit and
        what changed about them are gone.

        Raises
        ------
        KeyError
            If nobody has this id.
        """
        gone = identity.person_id(person)
        if gone not in self._ledger.position and gone not in self._facts:
            raise KeyError("nobody has this id")
        self._erased += 1
        table = self._ledger.seats
        mark = f"erased {self._erased}"
        self._ledger = Ledger(table.assign(person=table["person"].mask(table["person"] == gone, mark)), self.rounds)
        self._facts.pop(gone, None)
        self._changes = [t[(t["person"] != gone) & ~((t["what"] == "person") & (t["earlier"] == gone))]
                         for t in self._changes]  # fmt: skip
        return self

    def _with(self, ledger: Ledger) -> MeetingGraph:
        there = ledger.position
        new = MeetingGraph()
        new._ledger = ledger
        new._facts = {person: dict(facts) for person, facts in self._facts.items() if person in there}
        new._changes = [table[table["person"].isin(there)] for table in self._changes]
        new._erased = self._erased
        return new

    def __repr__(self) -> str:
        """Return one line: how many people, rounds and pairs."""
        rounds, pairs = len(self.rounds), len(self._ledger.pairs())
        met = "1 pair has met" if pairs == 1 else f"{pairs} pairs have met"
        return f"MeetingGraph({len(self.people)} people, {rounds} round{'s' * (rounds != 1)}, {met})"
