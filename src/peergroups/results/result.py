"""What a solve gives back: the groups, the seats, who waits, what it costs and how good that is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from peergroups.criteria.names import notes
from peergroups.engines.base import Progress
from peergroups.errors import InfeasibleError
from peergroups.guides.chosen import guides_table
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, Verdict, judge
from peergroups.results.following import Following
from peergroups.results.going_on import going_on
from peergroups.results.tables import criteria_table, groups_table, seats_table, waiting_table
from peergroups.schedule import Calendar, Meetings
from peergroups.terms import Ints
from peergroups.waiting.fairness import fairness


class Status(StrEnum):
    """How a solve ended; compares equal to its text."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, eq=False)
class Result(Following):
    """The outcome of a solve: who sits where, what it costs, and how good that is.

    Parameters
    ----------
    problem : Problem
        What was solved.
    assignment : (people,) int32
        Each person's group as the model numbers them, or -1 for waiting.
    total_bound : float
        No grouping's total (cost and the price of people waiting) is below this; -inf if nothing is proved.
    seconds : float
        How long it took.
    seed : int
        The seed used.
    history : sequence of Progress
        Every improvement on the way.
    reasons : sequence of str
        Why nothing satisfies the hard rules, if nothing does.
    interrupted : bool
        Whether the caller stopped it.
    proved_infeasible : bool
        Whether it is proved that no grouping satisfies the hard rules.
    best_alone : dict of str to float
        By criterion, the proved least cost if nothing else soft mattered.
    drawn_lots : dict of str to float
        By criterion, the mean cost over random feasible groupings.
    faults : pandas.DataFrame, optional
        What was found in the registrations, and what was done about it.
    settings : mapping, optional
        The plan's values, as tables within tables.
    language : {"en", "fi", "sv"}
        The organiser's language.
    round : str
        What the round is called.
    locked : sequence
        Ids of people whose seats stay when groups are formed again.
    numbers : mapping
        What groups were called before, by the model's number; the others are numbered after them.
    meetings : Meetings, optional
        The dates of the sessions, and who opens them.
    aim : mapping
        How the groups were formed if not by the weights: ``levels`` (labels) and ``slack``, or ``worst_off_first``.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> result.objective, result.bound, result.gap
    (2.0, 0.0, 1.0)
    >>> result.groups["members"].tolist()
    [['ann', 'bo'], ['cai', 'dan']]
    """

    problem: Problem
    assignment: Ints
    total_bound: float
    seconds: float
    seed: int
    history: Sequence[Progress] = ()
    reasons: Sequence[str] = ()
    interrupted: bool = False
    proved_infeasible: bool = False
    best_alone: dict[str, float] = field(default_factory=dict)
    drawn_lots: dict[str, float] = field(default_factory=dict)
    faults: pd.DataFrame | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    language: str = "en"
    round: str = ""
    locked: Sequence[object] = ()
    numbers: Mapping[int, int] = field(default_factory=dict)
    meetings: Meetings | None = None
    aim: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def verdict(self) -> Verdict:
        """The referee's costs."""
        return judge(self.problem.model, self.assignment)

    @property
    def status(self) -> Status:
        """Optimal (proved), feasible, or infeasible: no grouping that keeps every hard rule was found."""
        if self.proved_infeasible or not self.verdict.feasible or self.problem.refuses(self.assignment):
            return Status.INFEASIBLE
        closed = self.verdict.total - self.total_bound <= TOLERANCE * max(1.0, self.verdict.cost)
        return Status.OPTIMAL if closed else Status.FEASIBLE

    @property
    def objective(self) -> float:
        """The sum of the soft criteria's costs."""
        return self.verdict.cost

    @property
    def bound(self) -> float | None:
        """No grouping that leaves no more people waiting costs less; None if nothing is proved.

        Every grouping's cost and waiting price sum to at least `total_bound`. One whose waiting price is no higher
        than here therefore costs at least `total_bound` less the waiting price here.
        """
        if self.status is Status.INFEASIBLE:
            return None
        if self.status is Status.OPTIMAL:
            return self.objective
        bound = self.total_bound - self.verdict.unseated
        return None if bound < -TOLERANCE else max(0.0, bound)

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; 0 where both are 0, None without a bound."""
        bound = self.bound
        if bound is None:
            return None
        return 0.0 if self.objective <= bound else (self.objective - bound) / self.objective

    @cached_property
    def _groups(self) -> pd.DataFrame:
        return groups_table(self.problem, self.assignment, self.numbers)

    @cached_property
    def _seats(self) -> pd.DataFrame:
        return seats_table(self.problem, self.assignment, self._groups, self.numbers)

    @cached_property
    def _waiting(self) -> pd.DataFrame:
        explained = self.status is not Status.INFEASIBLE
        return waiting_table(self.problem, self.assignment, self.language, explained=explained, called=self.numbers)

    @property
    def groups(self) -> pd.DataFrame:
        """The running groups: one row each, numbered from 1, with ``members`` as lists of person ids.

        Columns: ``offer, theme, role, place, slot, language, online, guide`` (None where it is not known; a list
        where there are two guides), ``size``, ``guest_seats`` (how many more guests complete the group, where offers
        ask for guests) and ``members``.
        """
        return self._groups.assign(members=self._groups["members"].map(list))

    @property
    def guides(self) -> pd.DataFrame:
        """The guides, outside ones first: ``guide, name, groups`` (numbers), ``load`` and ``most_groups``."""
        return guides_table(self.problem, self._groups)

    @cached_property
    def _sessions(self) -> pd.DataFrame:
        groups = self._groups.iloc[:0] if self.meetings is None else self._groups
        meetings = self.meetings or Meetings(Calendar(date.min))
        return meetings.table(groups, self.seed)

    @property
    def sessions(self) -> pd.DataFrame:
        """One row for each group and session: ``group, session, start, end, where, introducer``, times in UTC."""
        return self._sessions.copy()

    @property
    def going_on(self) -> pd.DataFrame:
        """One row for each group of the last round that goes on: what that costs.

        Columns: ``group`` (its number now, missing if it does not run), ``offer``, ``stay`` and ``newcomers``
        (members), ``pairs_again`` (pairs of those who stay that had met before) and ``cost``, what ``new_faces``
        takes for these.
        """
        return going_on(self)

    @property
    def seats(self) -> pd.DataFrame:
        """Everybody's seat: indexed like the people and in their order.

        Columns: ``group`` (missing for those who wait), the group's ``offer, theme, role, place, slot, language,
        online, guide``, ``wish`` (the rank of the person's wish that is met) and ``new_faces`` (members not met in
        an earlier round); missing where it is not known.
        """
        return self._seats.copy()

    @property
    def waiting(self) -> pd.DataFrame:
        """Those without a seat, first in line first: ``person, position, reason, groups, offers``.

        ``offers`` are the ids of the offers that would fit, ``groups`` the numbers of their running groups.

        The reason is empty where no grouping satisfies the hard rules: then `reasons` says why.
        """
        return self._waiting.copy()

    @property
    def fairness(self) -> pd.DataFrame:
        """Shares of seats and first wishes by unit, place, language and early or late answer.

        Columns: ``by, value, people, seated, seat_share, first_wishes, first_share``.
        """
        return fairness(self.problem, self._seats)

    @property
    def criteria(self) -> pd.DataFrame:
        """One row for each criterion and level: ``name, hard, weight, cost, best_alone, drawn_lots, holds, broken``.

        Costs are weighted and add up to the objective. ``best_alone`` is the proved least cost if nothing else soft
        mattered, ``drawn_lots`` the mean over random feasible groupings. ``holds`` says whether a hard criterion
        holds, and ``broken`` by how much it does not.
        """
        return criteria_table(self.problem, self.verdict, self.best_alone, self.drawn_lots)

    @property
    def notes(self) -> list[str]:
        """What the criteria could not use, such as pairs that name somebody who is not among the people."""
        return notes(self.problem, self.language)

    def raise_for_status(self) -> None:
        """Raise `InfeasibleError` if no grouping satisfies the hard rules."""
        if self.status is Status.INFEASIBLE:
            raise InfeasibleError("no grouping satisfies every hard rule", self.reasons)

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain numbers, texts and lists, ready for JSON; nothing is NaN."""
        from peergroups.outputs.record import record

        return record(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=indent)

    def to_workbook(self, path: str | Path, *, language: str | None = None, force: bool = False) -> Path:
        """Write the groups, people, waiting list, rules, faults and settings as an .xlsx file; return its path.

        Parameters
        ----------
        path : str or Path
            Where to write. The file is written whole or not at all.
        language : {"en", "fi", "sv"}, optional
            The language of the sheets; the result's own if left out.
        force : bool, default False
            Whether an existing file may be replaced.

        Raises
        ------
        InputError
            If the file exists and `force` is false, or its folder does not exist.
        InfeasibleError
            If there is no grouping to write.
        """
        from peergroups.outputs.workbook import write_workbook

        return write_workbook(self, path, language=language, force=force)

    def to_calendars(self, folder: str | Path, *, language: str | None = None, force: bool = False) -> list[Path]:
        """Write an .ics file for each group and each guide; return the files.

        See `peergroups.outputs.calendar.write_calendars`.
        """
        from peergroups.outputs.calendar import write_calendars

        return write_calendars(self, folder, language=language, force=force)

    def __repr__(self) -> str:
        """Return the groups, their sizes and how good they are, as text, and what the criteria could not use."""
        from peergroups.outputs.text import describe

        return "\n".join([describe(self, self.language), *(f"- {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        from peergroups.outputs.html import describe

        return "\n".join([describe(self, self.language), *(f"<p>{escape(note)}</p>" for note in self.notes)])
