"""Exchanges of two people within a round, by Metropolis' rule, with all rounds in view."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.native import inner, kernel
from peergroups.terms import Floats

Longs = NDArray[np.int64]


HOPELESS = 12.0
"""So many temperatures that pairs alone cost more; seats and counts hardly ever make up for it."""


class Rounds(NamedTuple):
    """The numbers of all rounds, and their groupings as they stand.

    Attributes
    ----------
    seat : (rounds, people, groups) float64
        What each person's seat costs.
    pair : (rounds, people, people) float64
        What two cost in a group, having met in others of the rounds included; symmetric, with a diagonal of 0.
    near : (rounds, groups, people) float64
        What each person's pairs with the members of each group cost.
    category : (rounds, people, counts) int64
        Each person's cell, or -1; the cells of all counts are numbered through.
    row : (rounds, groups, cells) int64
        The row of `table` for each group and cell.
    table : (rows, most + 1) float64
        What so many members cost.
    alike : (people, some) int64
        Those who differ least from each person.
    group : (rounds, people) int64
        Everybody's group, or -1.
    members : (rounds, groups, most) int64
        Who is in each group.
    place : (rounds, people) int64
        Where in `members` a person is.
    size : (rounds, groups) int64
        How many there are.
    inside : (rounds, groups, cells) int64
        How many of each cell.
    best : (rounds, people) int64
        The groups when they cost least.
    cost : (2,) float64
        What they cost, and have cost at least.
    """

    seat: Floats
    pair: Floats
    near: Floats
    category: Longs
    row: Longs
    table: Floats
    alike: Longs
    group: Longs
    members: Longs
    place: Longs
    size: Longs
    inside: Longs
    best: Longs
    cost: Floats


@inner
def _step(rounds: Rounds, number: int, group: int, cell: int, step: int) -> float:
    """Return what one member more (step 1) or less (-1) of a cell changes in a group."""
    row, last = rounds.row[number, group, cell], rounds.table.shape[1] - 1
    now = rounds.inside[number, group, cell]
    change: float = rounds.table[row, min(now + step, last)] - rounds.table[row, min(now, last)]
    return change


@inner
def _change_of_seats(rounds: Rounds, number: int, one: int, other: int) -> float:
    """Return what seats and counts change if two people exchange places in a round."""
    here, there = rounds.group[number, one], rounds.group[number, other]
    seat = rounds.seat[number]
    change: float = seat[one, there] + seat[other, here] - seat[one, here] - seat[other, there]
    for count in range(rounds.category.shape[2]):
        mine, yours = rounds.category[number, one, count], rounds.category[number, other, count]
        if mine != yours:
            if mine >= 0:
                change += _step(rounds, number, here, mine, -1) + _step(rounds, number, there, mine, 1)
            if yours >= 0:
                change += _step(rounds, number, here, yours, 1) + _step(rounds, number, there, yours, -1)
    return change


@inner
def _change_of_pairs(rounds: Rounds, number: int, one: int, other: int) -> float:
    """Return what pairs change if two people exchange places in a round."""
    here, there = rounds.group[number, one], rounds.group[number, other]
    near = rounds.near[number]
    change: float = near[there, one] - near[here, one] + near[here, other] - near[there, other]
    change -= 2 * rounds.pair[number, one, other]  # they do not meet each other
    return change


@inner
def _count(rounds: Rounds, number: int, person: int, group: int, step: int) -> None:
    """Count a person in a group's cells (step 1) or no longer (-1)."""
    for count in range(rounds.category.shape[2]):
        cell = rounds.category[number, person, count]
        if cell >= 0:
            rounds.inside[number, group, cell] += step


@inner
def _meet(rounds: Rounds, number: int, person: int, group: int, price: float) -> None:
    """Have a person's pairs with a group's members cost so much more in the other rounds."""
    for k in range(rounds.size[number, group]):
        member = rounds.members[number, group, k]
        if member == person:
            continue
        for elsewhere in range(len(rounds.group)):
            if elsewhere == number:
                continue
            rounds.pair[elsewhere, person, member] += price
            rounds.pair[elsewhere, member, person] += price
            mine, yours = rounds.group[elsewhere, person], rounds.group[elsewhere, member]
            if yours >= 0:
                rounds.near[elsewhere, yours, person] += price
            if mine >= 0:
                rounds.near[elsewhere, mine, member] += price


@inner
def _swap(rounds: Rounds, number: int, one: int, other: int, repeat: float) -> None:
    """Exchange the places of two people in a round."""
    here, there = rounds.group[number, one], rounds.group[number, other]
    mine, yours = rounds.place[number, one], rounds.place[number, other]
    _meet(rounds, number, one, here, -repeat)
    _meet(rounds, number, other, there, -repeat)
    rounds.members[number, here, mine], rounds.members[number, there, yours] = other, one
    rounds.place[number, one], rounds.place[number, other] = yours, mine
    rounds.group[number, one], rounds.group[number, other] = there, here
    _meet(rounds, number, one, there, repeat)
    _meet(rounds, number, other, here, repeat)
    for person in range(rounds.group.shape[1]):
        more = rounds.pair[number, other, person] - rounds.pair[number, one, person]
        rounds.near[number, here, person] += more
        rounds.near[number, there, person] -= more
    _count(rounds, number, one, here, -1)
    _count(rounds, number, other, there, -1)
    _count(rounds, number, one, there, 1)
    _count(rounds, number, other, here, 1)


@kernel
def exchange(
    rounds: Rounds, repeat: float, temperature: float, similar: float, tries: int, rng: np.random.Generator
) -> None:
    """Try one exchange after another.

    Parameters
    ----------
    repeat : float
        What the n-th meeting of a pair within the rounds costs, divided by n - 1.
    temperature : float
        A rise by d is accepted with probability exp(-d / temperature).
    similar : float
        Of exchanges with somebody alike.
    tries : int
        How many.
    """
    many, people = rounds.group.shape
    for _ in range(tries):
        number, one = int(rng.random() * many), int(rng.random() * people)
        if rng.random() < similar:
            other = rounds.alike[one, int(rng.random() * rounds.alike.shape[1])]
        else:
            other = int(rng.random() * people)
        here, there = rounds.group[number, one], rounds.group[number, other]
        if here < 0 or there < 0 or here == there:
            continue
        change = _change_of_pairs(rounds, number, one, other)
        if change > HOPELESS * temperature:
            continue
        change += _change_of_seats(rounds, number, one, other)
        if change > 0 and rng.random() >= np.exp(-change / temperature):
            continue
        _swap(rounds, number, one, other, repeat)
        rounds.cost[0] += change
        if rounds.cost[0] < rounds.cost[1] - 1e-9:
            rounds.cost[1] = rounds.cost[0]
            for k in range(many):
                for person in range(people):
                    rounds.best[k, person] = rounds.group[k, person]


def make_ready() -> None:
    """Compile or load the exchanges, with one person in each of two groups."""
    one, cost = np.ones((1, 2, 1), dtype=np.int64), np.zeros((1, 2, 2))
    group = np.array([[0, 1]], dtype=np.int64)
    rounds = Rounds(
        seat=cost, pair=cost.copy(), near=cost.copy(), category=0 * one, row=0 * one, table=np.zeros((1, 2)),
        alike=np.array([[1], [0]], dtype=np.int64), group=group, members=group[..., None].copy(), place=0 * group,
        size=0 * group + 1, inside=one, best=group.copy(), cost=np.zeros(2),
    )  # fmt: skip
    exchange(rounds, 1.0, 1.0, 0.5, 1, np.random.default_rng(0))
