"""Who takes which place in a construction: absentees spread over the groups, earlier rounds avoided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peergroups.engines.base import Budget
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.constructing.constructions import rounds_of_places
from peergroups.rounds.constructing.fields import Table
from peergroups.rounds.constructing.placement import Placement
from peergroups.terms import WAITING, Ints

MOST_PEOPLE = 3_000
"""Beyond this many people search alone plans the rounds: so many groups leave it room enough."""

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
    earlier = agenda.earlier
    for groups, size in _shapes(agenda, earlier):
        running = _running(agenda, groups, size)
        if running is None:
            continue
        placement = _placement(agenda, earlier, running, size)
        found = _groupings(agenda, running, placement.find(budget.part(1 / 3), np.random.default_rng(seed)))
        costs = agenda.costs(found)
        if costs is not None and (least is None or costs < least):
            best, least = found, costs
        if least == (0, 0.0) or budget.left <= 0:
            break
    return best


def _shapes(agenda: Agenda, earlier: Table) -> Iterator[tuple[int, int]]:
    """Yield numbers of groups, with their size, that hold everybody; those with most rounds without repeats first.

    Where that is equal, as many as in the latest round before come first, then the fewest.
    """
    people = len(agenda.people)
    models = [problem.model for problem in agenda.problems]
    most = min(int(model.most.max(initial=0)) for model in models)
    least = max(int(model.least.min(initial=1)) for model in models)
    if not most or people < 2:
        return
    fewest = min(len(problem.people) for problem in agenda.problems)
    found = []
    enough = -(-people // most)
    before = int(earlier[-1].max()) + 1 if len(earlier) else 0
    for groups in range(enough, min(enough + SHAPES, *(model.groups + 1 for model in models))):
        size = -(-people // groups)
        if size < 2 or fewest < groups * least:
            break
        possible = len(rounds_of_places(groups, size, groups * size - people)[0])
        found.append((-min(possible, agenda.rounds + len(earlier)), groups != before, groups, size))
    for possible, _, groups, size in sorted(found)[:3]:
        if -possible >= agenda.rounds:
            yield groups, size


def _running(agenda: Agenda, groups: int, size: int) -> list[Ints] | None:
    """Return for each round the groups of its model that run, the largest first; None if there are not so many."""
    running = []
    for problem in agenda.problems:
        model = problem.model
        fits = np.flatnonzero((model.least <= size)[model.offer_of] & (model.most >= 1)[model.offer_of])
        order = fits[np.argsort(-model.most[model.offer_of[fits]], kind="stable")]
        if len(order) < groups:
            return None
        running.append(order[:groups].astype(np.int32))
    return running


def _placement(agenda: Agenda, earlier: Table, running: Sequence[Ints], size: int) -> Placement:
    people, places = len(agenda.people), len(running[0]) * size
    rounds, empty, _ = rounds_of_places(len(running[0]), size, places - people)
    offers = [problem.model.offer_of[groups] for problem, groups in zip(agenda.problems, running, strict=True)]
    least = [problem.model.least[of] for problem, of in zip(agenda.problems, offers, strict=True)]
    most = [problem.model.most[of] for problem, of in zip(agenda.problems, offers, strict=True)]
    present = np.zeros((agenda.rounds, places), dtype=bool)
    for number, place in enumerate(agenda.places):
        present[number, place] = True
    met = np.zeros((places, places), dtype=np.int64)
    keys, times = agenda.met
    met[keys // people, keys % people] = times
    limits = np.array(least, dtype=np.int64), np.array(most, dtype=np.int64)
    return Placement(earlier, rounds, empty, *limits, present, met + met.T)


def _groupings(agenda: Agenda, running: Sequence[Ints], group_of: Ints) -> list[Ints]:
    """Return each round's grouping, as its model numbers groups."""
    found = []
    for problem, place, model_group, group in zip(agenda.problems, agenda.places, running, group_of, strict=True):
        groups = np.full(problem.model.people, WAITING, dtype=np.int32)
        groups[: len(place)] = model_group[group[place]]
        found.append(groups)
    return found
