"""A plan of several rounds as the numbers that exchanges of two people need."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peergroups.engines.flow.counts import tallies
from peergroups.model import Model
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.exchanging import Longs, Rounds
from peergroups.terms import WAITING, Count, DensePair, Floats, Ints, Load, Open, Pair, Seat

UNTOUCHED = (Load, Open)
"""The kinds of term that exchanges among the seated don't change."""

COUNTED = (Seat, Pair, DensePair, Count)
"""The kinds whose change is told; with any other the rounds are left as they are."""

RULE = 1e4
"""What breaking a hard rule costs, in repeats."""

CHEAPER = 1 / 1.5
"""What a repeat costs here, of what it costs: counts are kept more easily than repeats are avoided."""

ALIKE = 12
"""How many who differ least are listed for each person."""


def known(model: Model) -> bool:
    """Return whether the change that an exchange makes can be told."""
    return bool(model.counted.all()) and all(isinstance(term, COUNTED + UNTOUCHED) for term in model.terms)


def in_numbers(plan: Agenda, groupings: Sequence[Ints], cost: float) -> Rounds:
    """Return the numbers of a plan that exchanges need, with groupings that cost so much."""
    many, people = plan.rounds, len(plan.people)
    groups = max(problem.model.groups for problem in plan.problems)
    group = np.full((many, people), WAITING, dtype=np.int64)
    for number, (place, grouping) in enumerate(zip(plan.places, groupings, strict=True)):
        group[number, place] = grouping[: len(place)]
    category, row, table = _counts(plan, groups)
    size = np.stack([np.bincount(of[of >= 0], minlength=groups) for of in group])
    members = np.full((many, groups, max(1, int(size.max()))), WAITING, dtype=np.int64)
    place_in, counted = np.zeros((many, people), dtype=np.int64), np.zeros(row.shape, dtype=np.int64)
    pair, near = _pairs(plan, group), np.zeros((many, groups, people))
    for number, of in enumerate(group):
        for each in range(groups):
            inside = np.flatnonzero(of == each)
            members[number, each, : len(inside)], place_in[number, inside] = inside, np.arange(len(inside))
            near[number, each] = pair[number, inside].sum(axis=0)
        seated = np.flatnonzero(of >= 0)
        for cell in category[number, seated].T:
            np.add.at(counted[number], (of[seated[cell >= 0]], cell[cell >= 0]), 1)
    return Rounds(
        seat=_seats(plan, groups), pair=pair, near=near, category=category, row=row, table=table,
        alike=_alike(category), group=group, members=members, place=place_in, size=size, inside=counted,
        best=group.copy(), cost=np.array([cost, cost]),
    )  # fmt: skip


def groupings_of(plan: Agenda, group: Longs) -> list[Ints]:
    """Return each round's grouping, as its model numbers people, from everybody's group in each round."""
    found = []
    for problem, place, of in zip(plan.problems, plan.places, group, strict=True):
        groups = np.full(problem.model.people, WAITING, dtype=np.int32)
        groups[: len(place)] = of[place]
        found.append(groups)
    return found


def _seats(plan: Agenda, groups: int) -> Floats:
    """Return what each person's seat costs in each round and group."""
    seat = np.zeros((plan.rounds, len(plan.people), groups))
    for number, (problem, place) in enumerate(zip(plan.problems, plan.places, strict=True)):
        model = problem.model
        cost = np.full((model.people, model.offers), RULE * plan.weight)
        cost[np.repeat(np.arange(model.people), np.diff(model.seats.start)), model.seats.offer] = model.seats.cost
        seat[number, place, : model.groups] = cost[: len(place), model.offer_of]
    return seat


def _pairs(plan: Agenda, group: Longs) -> Floats:
    """Return what two cost in a group of each round, having met in others included."""
    people = len(plan.people)
    before = np.zeros((people, people))
    keys, times = plan.met
    before[keys // people, keys % people] = plan.weight * CHEAPER * times
    together = np.triu(group[:, None, :] == group[:, :, None], 1) & (group >= 0)[:, None, :]
    pair: Floats = before + plan.weight * CHEAPER * (together.sum(axis=0) - together)
    for number, (problem, place) in enumerate(zip(plan.problems, plan.places, strict=True)):
        model = problem.model
        listed = ((model.soft_pairs, 1.0), (model.forbidden_pairs, RULE * plan.weight),
                  (model.forced_pairs, -RULE * plan.weight))  # fmt: skip
        for pairs, price in listed:
            low, high = np.sort([place[pairs.first], place[pairs.second]], axis=0)
            np.add.at(pair[number], (low, high), price * pairs.weight)
        if model.dense is not None:
            pair[number][np.ix_(place, place)] += model.dense
    upper: Floats = np.triu(pair, 1)
    return upper + upper.transpose(0, 2, 1)


def _counts(plan: Agenda, groups: int) -> tuple[Longs, Longs, Floats]:
    """Return everybody's cells in each round, the table's row for each round, group and cell, and the table."""
    counts = [tallies(problem.model, problem.model.counts) for problem in plan.problems]
    most = max((len(of) for of in counts), default=0)
    cells = max(1, *(sum(tally.row.shape[1] for tally in of) for of in counts))
    category = np.full((plan.rounds, len(plan.people), most), -1, dtype=np.int64)
    row = np.zeros((plan.rounds, groups, cells), dtype=np.int64)
    tables = [np.zeros((1, 1))]
    for number, (problem, place) in enumerate(zip(plan.problems, plan.places, strict=True)):
        first = 0
        for k, tally in enumerate(counts[number]):
            category[number, place, k] = np.where(tally.category >= 0, tally.category + first, -1)[: len(place)]
            rows = tally.row[problem.model.offer_of] + sum(map(len, tables))
            row[number, : problem.model.groups, first : first + rows.shape[1]] = rows
            first += rows.shape[1]
            tables.append(np.where(np.isfinite(tally.soft), tally.soft, 0.0) + RULE * plan.weight * tally.hard)
    width = max(map(np.size, (table[0] for table in tables)))
    return category, row, np.concatenate([np.pad(t, ((0, 0), (0, width - t.shape[1])), "edge") for t in tables])


def _alike(category: Longs) -> Longs:
    """Return for each person those who differ least, over all rounds."""
    people = category.shape[1]
    apart = np.zeros((people, people))
    for cells in np.moveaxis(category, 2, 0).reshape(-1, people):
        apart += cells[:, None] != cells
    np.fill_diagonal(apart, np.inf)
    apart += np.random.default_rng(0).random(apart.shape)  # ties by lot
    return np.argsort(apart, axis=1)[:, : min(ALIKE, people - 1)].astype(np.int64)
