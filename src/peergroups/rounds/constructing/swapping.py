"""People at the places of a construction, and two of them exchanging places in all rounds at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.native import inner, kernel

Longs = NDArray[np.int64]

MISFIT = 5
"""What a member too many or too few counts for, in pairs that meet again."""


class Places(NamedTuple):
    """Who is at which place; there are as many people as places, some of whom are never there.

    Attributes
    ----------
    group : (rounds, places) int64
        The group of each place.
    members : (rounds, groups, size) int64
        The places of each group.
    least, most : (rounds, groups) int64
        The fewest and most members.
    present : (rounds, people) bool
        Who is there.
    met : (people, people) int64
        How often two met before the first round.
    close : (some, places, size) int64
        For each round of the construction that is an earlier one: the places in a group with each place.
    place : (people,) int64
        Everybody's place.
    person : (places,) int64
        Who is there.
    size : (rounds, groups) int64
        How many members are there.
    """

    group: Longs
    members: Longs
    least: Longs
    most: Longs
    present: NDArray[np.bool_]
    met: Longs
    close: Longs
    place: Longs
    person: Longs
    size: Longs


@inner
def _misfit(places: Places, number: int, group: int, step: int) -> int:
    """Return the members too many or too few in a group with so many more."""
    size = places.size[number, group] + step
    missing: int = max(0, places.least[number, group] - size) + max(0, size - places.most[number, group])
    return missing


@inner
def _again(places: Places, number: int, person: int, group: int, other: int) -> int:
    """Return how often a person met the members of a group but for two, who exchange places."""
    times = 0
    for k in range(places.members.shape[2]):
        member = places.person[places.members[number, group, k]]
        if member != person and member != other and places.present[number, member]:
            times += places.met[person, member]
    return times


@inner
def _change(places: Places, one: int, other: int) -> int:
    """Return what it changes if two people exchange places."""
    change = 0
    for number in range(len(places.group)):
        here, there = places.group[number, places.place[one]], places.group[number, places.place[other]]
        if here == there:
            continue
        mine, yours = int(places.present[number, one]), int(places.present[number, other])
        if mine != yours:
            step = yours - mine
            fits = _misfit(places, number, here, step) - _misfit(places, number, here, 0)
            change += MISFIT * (fits + _misfit(places, number, there, -step) - _misfit(places, number, there, 0))
        if mine:
            change += _again(places, number, one, there, other) - _again(places, number, one, here, other)
        if yours:
            change += _again(places, number, other, here, one) - _again(places, number, other, there, one)
    return change


@inner
def _swap(places: Places, one: int, other: int) -> None:
    here, there = places.place[one], places.place[other]
    for number in range(len(places.group)):
        step = int(places.present[number, other]) - int(places.present[number, one])
        places.size[number, places.group[number, here]] += step
        places.size[number, places.group[number, there]] -= step
    places.place[one], places.place[other] = there, here
    places.person[here], places.person[there] = other, one


@kernel
def swap(places: Places, troubled: Longs, near: float, heat: float, tries: int, rng: np.random.Generator) -> int:
    """Try one exchange after another, and return by how much less trouble there is.

    Parameters
    ----------
    troubled : (some,) int64
        The people one of whom is exchanged each time.
    near : float
        The share of exchanges with somebody from the same earlier group, if there are any.
    heat : float
        A rise by d is accepted with probability exp(-d / heat).
    tries : int
        How many.
    """
    gained = 0
    for _ in range(tries):
        one = troubled[int(rng.random() * len(troubled))]
        if len(places.close) and rng.random() < near:
            group = places.close[int(rng.random() * len(places.close)), places.place[one]]
            other = places.person[group[int(rng.random() * len(group))]]
        else:
            other = int(rng.random() * len(places.place))
        if one == other:
            continue
        change = _change(places, one, other)
        if change <= 0 or rng.random() < np.exp(-change / heat):
            _swap(places, one, other)
            gained -= change
    return gained


def make_ready() -> None:
    """Compile or load the exchanges, with two people in a pair."""
    nothing = np.zeros((1, 1), dtype=np.int64)
    pair = np.arange(2)
    places = Places(
        group=np.zeros((1, 2), dtype=np.int64), members=pair.reshape(1, 1, 2), least=nothing, most=nothing + 2,
        present=np.ones((1, 2), dtype=bool), met=np.zeros((2, 2), dtype=np.int64),
        close=np.zeros((0, 2, 2), dtype=np.int64), place=pair.copy(), person=pair.copy(), size=nothing + 2,
    )  # fmt: skip
    swap(places, pair, 1.0, 1.0, 1, np.random.default_rng(0))
