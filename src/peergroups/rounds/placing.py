"""Who takes which place in a construction: absentees spread over the groups, earlier rounds avoided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.base import Budget
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.constructions import rounds_without_repeats
from peergroups.terms import WAITING, Ints

Places: TypeAlias = NDArray[np.int64]

MOST_PEOPLE = 3_000
"""Beyond this many people search alone plans the rounds: so many groups leave it room enough."""

MISFIT = 5
"""What a member too many or too few counts for, in pairs that meet again."""

HEAT = 0.5
"""By how much more an exchange may trouble at first, on average."""

SHAPES = 6
"""How many numbers of groups are looked at, from the fewest that hold everybody."""


def constructed(agenda: Agenda, budget: Budget, seed: int) -> list[Ints] | None:
    """Return the rounds of the best construction that fits the agenda, or None.

    People are dealt to its places so that nobody's absence leaves a group too small, and pairs that have met before
    the first round don't meet again. Everything else of the plan is left to chance; what it costs decides.
    """
    best, least = None, None
    if len(agenda.people) > MOST_PEOPLE:
        return None
    for groups, size in _shapes(agenda):
        placement = _placement(agenda, groups, size, seed)
        if placement is None:
            continue
        placement.improve(budget)
        found = placement.groupings()
        costs = agenda.costs(found)
        if costs is not None and (least is None or costs < least):
            best, least = found, costs
        if least == (0, 0.0) or budget.left <= 0:
            break
    return best


def _shapes(agenda: Agenda) -> Iterator[tuple[int, int]]:
    """Yield numbers of groups, with their size, that hold everybody; those with most rounds without repeats first."""
    people = len(agenda.people)
    models = [problem.model for problem in agenda.problems]
    most = min(int(model.most.max(initial=0)) for model in models)
    least = max(int(model.least.min(initial=1)) for model in models)
    if not most or people < 2:
        return
    fewest = min(len(problem.people) for problem in agenda.problems)
    found = []
    enough = -(-people // most)
    for groups in range(enough, min(enough + SHAPES, *(model.groups + 1 for model in models))):
        size = -(-people // groups)
        if size < 2 or fewest < groups * least:
            break
        possible = len(rounds_without_repeats(groups, size, people).rounds)
        found.append((-min(possible, agenda.rounds + 1), groups, size))
    for possible, groups, size in sorted(found)[:3]:
        if -possible >= agenda.rounds:
            yield groups, size


def _placement(agenda: Agenda, groups: int, size: int, seed: int) -> Placement | None:
    people = len(agenda.people)
    rounds = rounds_without_repeats(groups, size, people).rounds
    running, least, most = [], [], []
    for problem in agenda.problems:
        model = problem.model
        fits = np.flatnonzero((model.least <= size)[model.offer_of] & (model.most >= 1)[model.offer_of])
        order = fits[np.argsort(-model.most[model.offer_of[fits]], kind="stable")]
        if len(order) < groups:
            return None
        running.append(order[:groups].astype(np.int32))
        least.append(model.least[model.offer_of[running[-1]]])
        most.append(model.most[model.offer_of[running[-1]]])
    present = np.zeros((agenda.rounds, people), dtype=bool)
    for number, place in enumerate(agenda.places):
        present[number, place] = True
    met = np.zeros((people, people), dtype=np.int16)
    keys, times = agenda.met
    met[keys // people, keys % people] = times
    met += met.T
    spare = rounds[-1] if len(rounds) > agenda.rounds and len(keys) else None
    rng = np.random.default_rng(seed)
    place_of: Places = rng.permutation(people) if spare is None else _as_before(agenda, spare, rng)
    limits = np.array(least), np.array(most)
    return Placement(agenda, rounds[: agenda.rounds], running, limits, present, met, spare, place_of, rng)


def _as_before(agenda: Agenda, spare: Ints, rng: np.random.Generator) -> Places:
    """Return a place for each person such that the latest round before is, as far as it fits, the spare round."""
    seats = agenda.history.seats
    latest = seats[(seats["round"] == agenda.history.rounds[-1]) & (seats["role"] != "guide")]
    latest = latest.assign(place=agenda.people.get_indexer(latest["person"]))
    latest = latest[latest["place"] >= 0].drop_duplicates("place")
    old = sorted((part["place"].tolist() for _, part in latest.groupby("group")), key=len, reverse=True)
    free = [np.flatnonzero(spare == group).tolist() for group in np.argsort(-np.bincount(spare), kind="stable")]
    place_of = np.full(len(spare), -1, dtype=np.int64)
    for members, places in zip(old, free, strict=False):
        for person in members[: len(places)]:
            place_of[person] = places.pop()
    rest = np.flatnonzero(place_of < 0)
    place_of[rest] = rng.permutation([place for places in free for place in places])
    return place_of


@dataclass(eq=False)
class Placement:
    """People at the places of a construction, improved by exchanging two of them.

    Attributes
    ----------
    rounds : (rounds, places) int32
        The construction's group of each place.
    running : sequence of (groups,) int32
        The group of each round's model that each of these groups is.
    limits : pair of (rounds, groups)
        The fewest and most members.
    present : (rounds, people) bool
        Who is there.
    met : (people, people) int16
        How often two met before the first round.
    spare : (places,) int32 or None
        One more round of the construction, whose groups are those of the latest round before as far as they fit.
    place_of : (people,) int
        Each person's place.
    """

    agenda: Agenda
    rounds: Ints
    running: list[Ints]
    limits: tuple[Ints, Ints]
    present: NDArray[np.bool_]
    met: NDArray[np.int16]
    spare: Ints | None
    place_of: Places
    rng: np.random.Generator

    def improve(self, budget: Budget) -> None:
        """Exchange people until no group is too small and nobody meets again, or a third of the time is spent."""
        own = budget.part(1 / 3)
        troubled = self._troubled()
        while len(troubled) and own.left:
            for person in self.rng.permutation(troubled):
                other = self._other(person)
                before = self._trouble(person, other)
                self.place_of[[person, other]] = self.place_of[[other, person]]
                heat = HEAT * own.left / own.seconds
                if self._trouble(person, other) > before + self.rng.exponential(heat):
                    self.place_of[[person, other]] = self.place_of[[other, person]]
                if not own.left:
                    break
            troubled = self._troubled()

    def _other(self, person: int) -> int:
        """Return somebody to exchange places with: every second time one who was in the same group before."""
        if self.spare is None or self.rng.random() < 0.5:
            return int(self.rng.integers(len(self.place_of)))
        group = self.spare[self.place_of]
        return int(self.rng.choice(np.flatnonzero(group == group[person])))

    def groupings(self) -> list[Ints]:
        """Return each round's grouping, as its model numbers groups."""
        found = []
        for number, (problem, place) in enumerate(zip(self.agenda.problems, self.agenda.places, strict=True)):
            groups = np.full(problem.model.people, WAITING, dtype=np.int32)
            groups[: len(place)] = self.running[number][self.rounds[number, self.place_of[place]]]
            found.append(groups)
        return found

    def _groups(self) -> Ints:
        """Return (rounds, people) the construction's group of each person, -1 for the absent."""
        return np.where(self.present, self.rounds[:, self.place_of], -1)

    def _troubled(self) -> Places:
        """Return the people with places in groups of a wrong size, or with somebody they had met."""
        groups, places = self._groups(), self.rounds[:, self.place_of]
        bad = np.zeros(len(self.place_of), dtype=bool)
        for number, row in enumerate(groups):
            sizes = np.bincount(row[row >= 0], minlength=len(self.running[number]))
            bad |= ((sizes < self.limits[0][number]) | (sizes > self.limits[1][number]))[places[number]]
        a, b = np.nonzero(np.triu(self.met))
        again = ((groups[:, a] == groups[:, b]) & (groups[:, a] >= 0)).any(axis=0)
        bad[a[again]] = bad[b[again]] = True
        return np.flatnonzero(bad)

    def _trouble(self, one: int, other: int) -> int:
        """Return the members too many or too few, and the repeats, in the groups of two people."""
        groups = self._groups()
        total = 0
        for number, row in enumerate(groups):
            places = {int(self.rounds[number, self.place_of[one]]), int(self.rounds[number, self.place_of[other]])}
            for group in places:
                members = np.flatnonzero(row == group)
                under = max(0, int(self.limits[0][number][group]) - len(members))
                over = max(0, len(members) - int(self.limits[1][number][group]))
                total += MISFIT * (under + over) + int(self.met[np.ix_(members, members)].sum()) // 2
        return total
