"""The rounds of a plan: each one's problem, and its pairs beside those of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from peergroups.criteria import NewFaces
from peergroups.errors import ProblemError
from peergroups.meetings import MeetingGraph
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, judge
from peergroups.rounds.checks import refuse_wrong
from peergroups.rounds.constructing.fields import Table
from peergroups.rounds.least.planned import least_cost_planned, least_repeats_planned
from peergroups.rounds.least.seated import Before, Seated, pairs_within, seated
from peergroups.terms import WAITING, Ints
from peergroups.waiting.queue import queue_places

Keys = np.typing.NDArray[np.int64]

USUAL = 3
"""How many rounds are planned if nothing says it."""


@dataclass(frozen=True, eq=False)
class Agenda:
    """What is to be planned.

    Attributes
    ----------
    problems : sequence of Problem
        Each round's, with the people who are there, and without the pairs of other rounds.
    people : (people,) Index
        Everybody who is there in some round, in the order of the caller's tables.
    history : MeetingGraph
        The rounds before.
    weight : float
        Cost of a pair's second meeting; the third costs twice that, and so on.
    names : sequence of str
        What the rounds are called.
    """

    problems: Sequence[Problem]
    people: pd.Index[Any]
    history: MeetingGraph
    weight: float
    names: Sequence[str]

    @property
    def rounds(self) -> int:
        """How many rounds are planned."""
        return len(self.problems)

    @cached_property
    def places(self) -> Sequence[Keys]:
        """For each round, the places of its people among `people`."""
        return [self.people.get_indexer(problem.people.index) for problem in self.problems]

    @cached_property
    def met(self) -> tuple[Keys, Keys]:
        """The pairs that met in the rounds before, and how often; see `pairs`."""
        table = self.history.pairs()
        first, second = (self.people.get_indexer(pd.Index(table[end], dtype=object)) for end in ("first", "second"))
        known = (first >= 0) & (second >= 0)
        low, high = np.minimum(first, second)[known], np.maximum(first, second)[known]
        return low * len(self.people) + high, table["times"].to_numpy(dtype=np.int64)[known]

    @cached_property
    def earlier(self) -> Table:
        """(earlier rounds, people) everybody's group in the rounds before, oldest first; -1 for those not there."""
        seats = self.history.seats
        seats = seats[seats["role"] != "guide"]
        seats = seats.assign(place=self.people.get_indexer(pd.Index(seats["person"], dtype=object)))
        found = []
        for label in self.history.rounds:
            sat = seats[(seats["round"] == label) & (seats["place"] >= 0)].drop_duplicates("place")
            if len(sat):
                row = np.full(len(self.people), -1, dtype=np.int32)
                row[sat["place"]] = sat.groupby("group").ngroup()
                found.append(row)
        return np.array(found, dtype=np.int32).reshape(len(found), len(self.people))

    @cached_property
    def _before(self) -> Before:
        return Before(*self.met, self.earlier)

    def pairs(self, number: int, groups: Ints) -> Keys:
        """Return the pairs of a round's grouping, each as one number: see `pairs_within`."""
        there = np.flatnonzero(groups[: len(self.places[number])] != WAITING)
        return pairs_within(self.places[number][there], groups[there].astype(np.int64), len(self.people))

    def against(self, number: int, groupings: Sequence[Ints | None], rounds: Collection[int]) -> Problem:
        """Return a round's problem beside some other rounds.

        Their pairs and those of the history are to be avoided, and those who wait in them are first in the queue.
        """
        keys, times = [self.met[0]], [self.met[1]]
        for other in rounds:
            groups = groupings[other]
            if other != number and groups is not None:
                keys.append(self.pairs(other, groups))
                times.append(np.ones(len(keys[-1]), dtype=np.int64))
        pair, where = np.unique(np.concatenate(keys), return_inverse=True)
        count = np.bincount(where, np.concatenate(times), minlength=len(pair)).astype(np.int64)
        first, second = (self.people[pair // len(self.people)], self.people[pair % len(self.people)])
        table = pd.DataFrame({"first": first, "second": second, "times": count})
        problem = self.problems[number]
        criteria = [*problem.criteria, NewFaces(table, weight=self.weight)]
        return replace(problem, criteria=criteria, queue=self._turns(number, groupings, rounds))

    def _turns(self, number: int, groupings: Sequence[Ints | None], rounds: Collection[int]) -> Sequence[Any] | None:
        """Return a round's queue: whoever waits in more of some other rounds comes first."""
        waits = np.zeros(len(self.people), dtype=np.int64)
        for other in rounds:
            groups = groupings[other]
            if other != number and groups is not None:
                place = self.places[other]
                waits[place[groups[: len(place)] == WAITING]] += 1
        problem, mine = self.problems[number], waits[self.places[number]]
        if not mine.any():
            return problem.queue
        return problem.people.index[np.lexsort((queue_places(problem), -mine))].tolist()

    def costs(self, groupings: Sequence[Ints]) -> tuple[int, float] | None:
        """Return how many seats are missing and the cost, all rounds together; None if a hard rule is broken.

        A pair costs in each round as much as it has met before.
        """
        waiting, cost = 0, 0.0
        for number, groups in enumerate(groupings):
            verdict = judge(self.against(number, groupings, range(number)).model, groups)
            if not verdict.feasible:
                return None
            waiting += int((groups[: len(self.places[number])] == WAITING).sum())
            cost += verdict.cost
        return waiting, cost if cost > TOLERANCE else 0.0

    def least_repeats(self, groupings: Sequence[Ints]) -> int:
        """Return a number of repeats that no plan with these group sizes and absentees goes below."""
        return least_repeats_planned(self._seated(groupings), self._before)

    def least_cost(self, groupings: Sequence[Ints]) -> float:
        """Return a cost of repeats that no plan with these group sizes and absentees goes below."""
        return self.weight * least_cost_planned(self._seated(groupings), self._before)

    def _seated(self, groupings: Sequence[Ints]) -> list[Seated]:
        rounds = zip(self.problems, self.places, groupings, strict=True)
        return [seated(problem.model, place, groups) for problem, place, groups in rounds]


def agenda(
    problem: Problem | Sequence[Problem],
    rounds: int | None,
    attendance: pd.DataFrame | None,
    history: MeetingGraph | None,
    weight: float,
    names: Sequence[str] = (),
) -> Agenda:
    """Return the agenda for one problem round after round, or for a problem a round.

    Raises
    ------
    ProblemError
        If the numbers of rounds differ, names repeat, or anything given is not what it should be.
    """
    if rounds is None:
        rounds = attendance.shape[1] if isinstance(attendance, pd.DataFrame) else USUAL
    if not isinstance(rounds, int | np.integer) or rounds < 1:
        raise ProblemError(f"rounds must be a whole number >= 1, not {rounds!r}")
    problems: list[Any] = list(problem) if isinstance(problem, Iterable) else [problem] * rounds
    if not problems:
        raise ProblemError("there must be at least one round")
    refuse_wrong(problems, attendance, history, weight)
    called = list(names) or [str(number) for number in range(1, len(problems) + 1)]
    if len(called) != len(problems) or len(set(called)) < len(called):
        raise ProblemError(
            f"{len(problems)} rounds need as many names that differ, not {', '.join(map(str, called))}"
        )
    ids = dict.fromkeys(person for each in problems for person in each.people.index)
    if attendance is not None:
        problems = [_present(each, attendance.iloc[:, k]) for k, each in enumerate(problems)]
    there = {person for each in problems for person in each.people.index}
    people: pd.Index[Any] = pd.Index([person for person in ids if person in there], dtype=object)
    return Agenda(problems, people, history if history is not None else MeetingGraph(), weight, called)


def _present(problem: Problem, there: pd.Series[Any]) -> Problem:
    """Return a problem without the absent; whom attendance does not mention is there."""
    absent = there.index[there.eq(False)]
    return replace(problem, people=problem.people[~problem.people.index.isin(absent)])
