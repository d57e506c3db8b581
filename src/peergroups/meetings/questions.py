"""What can be asked of a meeting graph: who met whom, measures, tables of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from peergroups.meetings import measures, unit_tables
from peergroups.meetings.identity import Register, person_id
from peergroups.meetings.ledger import Kind, Ledger
from peergroups.meetings.ties import Ties, ties_of

if TYPE_CHECKING:
    import networkx as nx

Units = Mapping[Any, Any] | pd.Series
"""Person id to unit."""


class Questions:
    """The questions a `MeetingGraph` answers; those on units take other units than the recorded ones, if given."""

    _ledger: Ledger
    _register: Register

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
        return self._register.table(self.people)

    @property
    def changes(self) -> pd.DataFrame:
        """What changed between rounds: ``person, what, earlier, now, round``.

        ``what`` is ``name``, ``email`` or ``unit`` where a person's differ, and ``person`` where a new id bears a
        name known under another id: perhaps the same person; join the two with `relabel`.
        """
        return self._register.all_changes()

    def times_met(self, first: Any, second: Any, kind: Kind = "members") -> int:
        """Return in how many groups two people have met; 0 for people never seen."""
        here, there = (self._ledger.position.get(person_id(person), -1) for person in (first, second))
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
        from peergroups.meetings import networks  # networkx takes a while to import

        return networks.network(self._ledger, kind, self._register.units())

    def ties(self, units: Units | None = None) -> Ties:
        """Return the members' meetings as arrays, for measures of one's own."""
        known: Mapping[Any, Any]
        if units is None:
            known = self._register.units()
        else:
            known = {person_id(person): unit for person, unit in units.items()}
        return ties_of(self._ledger, known)

    def measures(
        self, units: Units | None = None, *, draws: int | None = None, seed: int = 0, language: str = "en"
    ) -> pd.DataFrame:
        """Return measures of the graph after its last round, each beside what lots give and the best possible.

        Parameters
        ----------
        units : mapping or pandas.Series, optional
            Person id to unit; if omitted, the units that the rounds said.
        draws : int, optional
            How many times to deal the people of every round to its groups by lot; by the size of the graph if
            omitted: 20 for some hundreds of people, 2 for very many.
        seed : int, default 0
            Fixes the lots.
        language : {"en", "fi", "sv"}
            The language of ``says``.

        Returns
        -------
        pandas.DataFrame
            Indexed by the measure's name: ``value``; ``random``, what lots give for the same people, units and group
            sizes; ``best``, which no grouping into groups of these sizes can better, as far as counting proves it;
            ``sampled``, whether the value was taken from a sample of people (the graph being too large for all);
            and ``says``, what it is. NaN where there is nothing to measure, or nothing proved.

        Examples
        --------
        Four people in pairs, then in other pairs, so that all new ties are between the units:

        >>> import peergroups as pg
        >>> met = pg.MeetingGraph()
        >>> unit = {"ann": "Oulu", "bo": "Oulu", "cai": "Turku", "dan": "Turku"}
        >>> met = met.record(pd.Series({"ann": 1, "bo": 1, "cai": 2, "dan": 2}))
        >>> met = met.record(pd.Series({"ann": 1, "bo": 2, "cai": 1, "dan": 2}))
        >>> met.measures(unit).loc[["repeated_pairs", "cross_unit_share_new", "components"], "value"].tolist()
        [0.0, 1.0, 1.0]
        """
        return measures.measure(self.ties(units), draws=draws, seed=seed, language=language)

    def unit_matrix(self, units: Units | None = None) -> pd.DataFrame:
        """Return how many pairs have met between each two units; on the diagonal, inside a unit."""
        return unit_tables.unit_matrix(self.ties(units))

    def unit_pairs(self, units: Units | None = None) -> pd.DataFrame:
        """Return each two units with their ties, those that lots would link best and are not linked first.

        Columns: ``first, second, ties``; ``random``, the ties if as many were dealt out by lot; ``possible``.
        """
        return unit_tables.unit_pairs(self.ties(units))

    def by_unit(self, units: Units | None = None) -> pd.DataFrame:
        """Return each unit's ``people``, ends of ties ``inside`` and ``outside``, ``ei_index`` beside ``random``.

        ``know_nobody_outside`` counts the people who have met nobody of another unit.
        """
        return unit_tables.by_unit(self.ties(units))

    def know_nobody_outside(self, units: Units | None = None) -> list[Any]:
        """Return the people who have met nobody of another unit."""
        return unit_tables.know_nobody_outside(self.ties(units))
