"""Who has met whom, when and where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from peergroups.meetings import contacts as logs
from peergroups.meetings import identity, measures, reading, recording, seats
from peergroups.meetings.derived import Derived
from peergroups.meetings.ledger import Ledger
from peergroups.meetings.questions import Units

if TYPE_CHECKING:
    from peergroups.results.result import Result


class MeetingGraph(Derived):
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
        self._register = identity.Register()
        self._missed: dict[Any, bool] = {}

    @classmethod
    def from_workbooks(cls, *paths: str | Path, language: str = "en") -> Self:
        """Return the graph of earlier rounds, a file each, oldest first.

        Parameters
        ----------
        *paths : str or Path
            Workbooks that `Result.to_workbook` wrote; other .xlsx, .ods or .csv sheets in a form that `record` takes;
            contact logs, whose days are rounds (see `from_contacts`; without headers their cells are separated by
            blanks or tabs); or graphs that `write` wrote. A round is called what the file says, else by the file's
            name, or the sheet's if several sheets of a file hold rounds; days are numbered. Where two files give one
            name to rounds that put people into different groups, the later one is a round of its own, called by its
            file's name too.
        language : {"en", "fi", "sv"}
            The language of the messages.

        Raises
        ------
        InputError
            If a file can't be read or holds no people and groups.
        """
        graph = cls()
        for path in map(Path, paths):
            if path.suffix.lower() in reading.GRAPHS:
                from peergroups.meetings import files  # networkx takes a while to import

                graph._learn(*files.read_graph(path, language), path.stem)
                continue
            before = graph.seats
            for table, facts, round in reading.read_rounds(path, language):
                here = table["round"] == round
                label = f"{round}, {path.stem}" if reading.is_another(table[here], before) else round
                graph._learn(table.assign(round=table["round"].mask(here, label)), facts, label)
        return graph

    @classmethod
    def from_contacts(
        cls,
        contacts: str | Path | pd.DataFrame,
        *,
        round_seconds: float | None = logs.DAY,
        least: int = 1,
        language: str = "en",
    ) -> Self:
        """Return the graph of a contact log, such as those of face-to-face sensors.

        Parameters
        ----------
        contacts : path or pandas.DataFrame
            Three columns: time, person, person; a row for each interval of contact. Times are seconds from any
            beginning, or time stamps, whose rounds begin at midnight.
        round_seconds : float or None, default 86 400
            How long a round is: a day. None makes one round of it all.
        least : int, default 1
            How many contacts in a round make a meeting; they are its sessions.
        language : {"en", "fi", "sv"}
            The language of the messages.

        Raises
        ------
        InputError
            If there are not three columns, or rounds have no length; or with all rows without a time and two people.

        Examples
        --------
        Ann and Bo meet on two days, on the second twice:

        >>> log = pd.DataFrame({"time": [60, 90_000, 90_020], "a": ["ann", "bo", "ann"], "b": ["bo", "ann", "bo"]})
        >>> MeetingGraph.from_contacts(log).pairs()[["times", "sessions"]].values.tolist()
        [[2.0, 3.0]]
        """
        if isinstance(contacts, pd.DataFrame):
            name, log = "contacts", contacts.set_axis(range(1, len(contacts) + 1))
        else:
            name, log = Path(contacts).name, logs.read_contacts(Path(contacts), language)
        graph = cls()
        graph._add(logs.contact_seats(log, round_seconds, least, name=name, language=language))
        return graph

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
            If no columns name people and groups, or pairs; or if rows put a member into different groups of a round.

        Notes
        -----
        Recording a seat twice changes nothing. Facts about people are compared with those of earlier rounds: see
        `changes`.
        """
        label = round if round is not None else recording.own_label(source) or self._next_round()
        self._learn(*recording.read(source, label), label)
        return self

    def _learn(self, added: pd.DataFrame, facts: recording.Facts, label: Any) -> None:
        self._register.learn(facts, label)
        absent = added.attrs.get(seats.ABSENT, ())
        without = facts.keys() - set(added["person"]) - set(absent)
        self._missed = {**dict.fromkeys(absent, True), **dict.fromkeys(without, False)}
        self._add(added)

    def _next_round(self) -> int:
        numbers = [label for label in self.rounds if isinstance(label, int)]
        return 1 + max(numbers, default=len(self.rounds))

    @property
    def left_out(self) -> frozenset[Any]:
        """Those whom the round recorded last lists without a seat."""
        return frozenset(person for person, stayed_away in self._missed.items() if not stayed_away)

    @property
    def stayed_away(self) -> frozenset[Any]:
        """Those who had a seat in the round recorded last and came to none of its sessions."""
        return frozenset(person for person, stayed_away in self._missed.items() if stayed_away)

    def write(self, path: str | Path) -> None:
        """Write the meetings as a file; `from_workbooks` reads each of them back.

        Parameters
        ----------
        path : str or Path
            .graphml, .gexf, or node-link .json: `graph` for other programs; where there are guides, their meetings
            too, as edges of their own with the ``kind`` "guides" beside "members". .csv: who sat where, with all that
            is known, to go on from. Ids are written as they are: write ``without_names()`` if they name people.

        Raises
        ------
        InputError
            If the file's name ends otherwise.
        """
        from peergroups.meetings import files, networks  # networkx takes a while to import

        path = Path(path)
        if path.suffix == reading.TABLE:
            order = {label: place for place, label in enumerate(self.rounds)}
            table = self.seats.sort_values("round", key=lambda labels: labels.map(order), kind="stable")
            files.write_seats(table.join(self.facts, on="person"), path)
        else:
            files.write_graph(networks.whole_network(self._ledger, self._register.units()), path)

    def before_after(self, units: Units | None = None) -> pd.DataFrame:
        """Return the measures before and after the last round: ``before, after, change``, indexed by name."""
        before = measures.values(self.subset(rounds=self.rounds[:-1]).ties(units))
        after = measures.values(self.ties(units))
        return pd.DataFrame({"before": before, "after": after, "change": after - before})

    def predict(
        self, candidates: Mapping[str, Result | pd.DataFrame | pd.Series | MeetingGraph], units: Units | None = None
    ) -> pd.DataFrame:
        """Return the measures as they are now and as they would be after each candidate for the next round.

        Parameters
        ----------
        candidates : mapping of name to Result, table or MeetingGraph
            As `record` takes them, or recorded already; all that a candidate holds is one round.
        units : mapping or pandas.Series, optional
            As in `measures`.

        Returns
        -------
        pandas.DataFrame
            Indexed by the measure's name; a column ``now`` and one for each candidate.
        """
        columns = {"now": measures.values(self.ties(units))}
        for name, candidate in candidates.items():
            later = candidate if isinstance(candidate, MeetingGraph) else MeetingGraph().record(candidate)
            after, label = self.copy(), f"{name}: to come"
            after._learn(later.seats.assign(round=label), later._register.facts, label)
            columns[name] = measures.values(after.ties(units))
        return pd.DataFrame(columns)

    def __repr__(self) -> str:
        """Return one line: how many people, rounds and pairs."""
        rounds, pairs = len(self.rounds), len(self._ledger.pairs())
        met = "1 pair has met" if pairs == 1 else f"{pairs} pairs have met"
        return f"MeetingGraph({len(self.people)} people, {rounds} round{'s' * (rounds != 1)}, {met})"
