"""The best grouping of a few people by enumeration, costed with plain loops over the terms' definitions.

Nothing is shared with the referee or the engines but the terms' data. What a group costs depends on its offer and
its members alone, but for limits on running groups and on who sits at all; so every set of members is costed once,
and the sets are combined one group after another.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from functools import singledispatch

import numpy as np

from peergroups.model import Model
from peergroups.terms import WAITING, Count, DensePair, Ints, Limit, Load, Moment, Open, Pair, Seat, Term

MOST_PEOPLE = 9


def best(model: Model) -> tuple[float, Ints | None]:
    """The least total of any grouping that keeps every hard rule, and such a grouping; inf and None if none does."""
    if model.people > MOST_PEOPLE:
        raise ValueError(f"enumeration is for {MOST_PEOPLE} people at most")
    costs = group_costs(model)
    opens, limits = model.opens, model.of_kind(Limit)
    nobody = (0, (0,) * len(opens), (0.0,) * len(limits))
    reached = {nobody: (0.0, ())}  # who is seated, groups run, sums of the limits -> cost, groups' members
    for group, offer in enumerate(model.offer_of):
        step = np.array([offer in term.offers for term in opens], dtype=int)
        for (seated, runs, sums), (cost, chosen) in list(reached.items()):
            more = tuple(int(r) for r in np.array(runs, dtype=int) + step)
            for members, price in costs[offer].items():
                added = (of_seats(limit, offer, _people(members)) for limit in limits)
                state = (seated | members, more, tuple(s + a for s, a in zip(sums, added, strict=True)))
                if not seated & members and cost + price < reached.get(state, (math.inf, ()))[0]:
                    reached[state] = (cost + price, (*chosen, (group, members)))
    fixed = sum(t.constant for t in model.terms if isinstance(t, Pair | DensePair))
    total, seats = math.inf, ()
    for (seated, runs, sums), (cost, chosen) in reached.items():
        waits = [i for i in range(model.people) if not seated >> i & 1]
        if any(s + limit.waiting[waits].sum() > limit.most for s, limit in zip(sums, limits, strict=True)):
            continue
        cost += fixed + sum(model.unseated[i] for i in range(model.people) if not seated >> i & 1)
        for term, run in zip(opens, runs, strict=True):
            excess = term.weight * (max(0, run - term.most) + max(0, term.least - run))
            cost += math.inf if term.hard and excess else excess
        for term in model.of_kind(Load):
            amount = of_round(term, _people(seated))
            cost += math.inf if term.hard and amount else amount
        if cost < total:
            total, seats = cost, chosen
    if total == math.inf:
        return total, None
    groups = np.full(model.people, WAITING, dtype=np.int32)
    for group, members in seats:
        groups[_people(members)] = group
    return float(total), groups


def group_costs(model: Model) -> list[dict[int, float]]:
    """For each offer, the cost of every set of members that may be one of its groups.

    A set is a number: bit i for person i.
    """
    return [
        {
            members: cost
            for members in range(1, 1 << model.people)
            if (cost := group_cost(model, offer, _people(members))) < math.inf
        }
        for offer in range(model.offers)
    ]


def group_cost(model: Model, offer: int, members: list[int]) -> float:
    """What one group adds to the cost: inf if a hard rule or its size forbids it. Constants are left out."""
    size = sum(bool(model.counted[i]) for i in members)
    if not model.least[offer] <= size <= model.most[offer]:
        return math.inf
    amounts = [(term.hard, of_group(term, offer, members)) for term in model.terms]
    if any(hard and amount for hard, amount in amounts):
        return math.inf
    return sum(amount for _, amount in amounts)


@singledispatch
def of_group(term: Term, offer: int, members: list[int]) -> float:
    """A term's amount in one group."""
    raise TypeError(type(term))


@of_group.register
def _(term: Seat, offer: int, members: list[int]) -> float:
    total = 0.0
    column = offer if term.column is None else term.column[offer]
    for i in members:
        row = i if term.row is None else term.row[i]
        entries = range(term.start[row], term.start[row + 1])
        total += next((term.value[e] for e in entries if term.offer[e] == column), term.default)
    return total


@of_group.register
def _(term: Pair, offer: int, members: list[int]) -> float:
    total = 0.0
    for i, j, weight in zip(term.first, term.second, term.weight, strict=True):
        both, one = i in members and j in members, (i in members) != (j in members)
        if not term.hard:
            total += weight * both
        else:
            total += weight * both if weight > 0 else -weight * one
    return total


@of_group.register
def _(term: DensePair, offer: int, members: list[int]) -> float:
    return sum(term.matrix[i, j] for i, j in itertools.combinations(members, 2))


@of_group.register
def _(term: Count, offer: int, members: list[int]) -> float:
    total = 0.0
    for category in range(term.which.shape[1]):
        count = sum(term.category[i] == category for i in members)
        row = term.table[term.which[offer, category]]
        total += row[min(count, len(row) - 1)]
    return total


@of_group.register
def _(term: Moment, offer: int, members: list[int]) -> float:
    total = 0.0
    for feature in term.features.T:
        total += sum(feature[i] for i in members) ** 2
    return total


@of_group.register
def _(term: Open, offer: int, members: list[int]) -> float:
    return 0.0  # of the whole round, not of a group


@of_group.register
def _(term: Load, offer: int, members: list[int]) -> float:
    return 0.0  # of the whole round, not of a group


@of_group.register
def _(term: Limit, offer: int, members: list[int]) -> float:
    return 0.0  # of the whole round, not of a group


def of_seats(term: Limit, offer: int, members: list[int]) -> float:
    """What some people in a group of an offer add to the sum that is limited."""
    total = 0.0
    for i in members:
        entries = range(term.start[i], term.start[i + 1])
        total += next((term.value[e] for e in entries if term.offer[e] == offer), term.default[i])
    return total


def of_round(term: Load, seated: list[int]) -> float:
    """A load's amount, given who sits."""
    total = 0.0
    for number, row in enumerate(term.which):
        count = sum(term.category[i] == number for i in seated)
        total += term.table[row][min(count, term.table.shape[1] - 1)]
    return total


def groupings(model: Model) -> Iterator[Ints]:
    """Every way to give each person a group or no seat, a model's sizes and rules left aside."""
    for choice in itertools.product(range(WAITING, model.groups), repeat=model.people):
        yield np.array(choice, dtype=np.int32)


def _people(members: int) -> list[int]:
    return [i for i in range(members.bit_length()) if members >> i & 1]
