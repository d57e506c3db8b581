"""One member out of every group, and all put back at once in the best way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.auction import Bids, auction, bids
from peergroups.engines.search.kernel.changes import has_room, rest_of_place, rest_of_swap
from peergroups.engines.search.kernel.pick import pick_misplaced
from peergroups.engines.search.kernel.updates import SLACK, add_pairs, exchange_seats, keep
from peergroups.native import inner, kernel
from peergroups.terms import Floats

CHOOSY = 2.0  # times the temperature of the prices is that at which members are picked
MARGIN = 0.4  # temperatures that a seat may cost above the best assignment


class Desk(NamedTuple):
    """Room to work in, for as many groups as take part in an assignment at most.

    Attributes
    ----------
    cost : (most, most) float64
        The price of each place, by row, for each person, by column.
    drawn : (groups + 1,) int64
        Who is taken out of each group, or -1; nobody is out of the waiting list.
    people, moved : (most,) int64
        Who was taken out of each place; the same for those who move, else -1.
    bids : Bids
        For the auction: rows are places, columns are people.
    """

    cost: Floats
    drawn: Longs
    people: Longs
    moved: Longs
    bids: Bids


def desk(most: int, groups: int) -> Desk:
    """Return room for assignments of so many out of all groups."""
    people, moved = np.zeros((2, most), dtype=np.int64)
    return Desk(np.zeros((most, most)), np.full(groups + 1, -1, dtype=np.int64), people, moved, bids(most))


@inner
def price_places(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    size: int,
    people: Longs,
    simple: bool,
    cost: Floats,
    noise: Floats,
    rng: np.random.Generator,
) -> None:
    """Fill `cost` with the noisy price of each place, by row, for each person, by column."""
    reach = noise.shape[0] - size
    for j in range(size):
        row, luck, load = cost[j], int(rng.random() * reach), state.place[state.group[people[j]]]
        for k in range(size):
            row[k] = load[people[k]] - temperature * noise[luck + k]
    for j in range(size):  # a pair's cost is the same both ways, and reading it takes most of the time
        row, pairs = cost[j], fixed.matrix[people[j]]
        for k in range(j):
            pair = pairs[people[k]]
            row[k] -= pair
            cost[k, j] -= pair
    for j in range(0 if simple else size):
        leaves, row, group = people[j], cost[j], state.group[people[j]]
        for k in range(size):
            person = people[k]
            if not has_room(fixed, state, group, fixed.counted[person], fixed.counted[leaves]):
                row[k] = NEVER
            elif j != k:
                change, broken = rest_of_place(fixed, state, person, leaves)
                row[k] += change + penalty * broken


@kernel
def assign(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    moves: int,
    simple: bool,
    desk: Desk,
    noise: Floats,
    rng: np.random.Generator,
) -> int:
    """Take one member out of each group, of those who cost most there, and put all back by a linear assignment.

    It needs the matrix. What people in different groups do to each other's costs is left out of the prices; the
    exchanges that carry the assignment out are costed in full.

    Parameters
    ----------
    penalty : float
        What a unit of a broken rule costs.
    temperature : float
        Of the noise.
    moves : int
        How many times.
    simple : bool
        Whether people differ only in what seats and the matrix cost.
    desk : Desk
        Its size is the most groups that take part at once.
    noise : float64
        Gumbel numbers, many more than groups.

    Returns
    -------
    int
        How often the cost rose.
    """
    cost, drawn, people, moved, place_of = desk.cost, desk.drawn, desk.people, desk.moved, desk.bids.row_of
    groups, most = fixed.offer_of.shape[0] - 1, cost.shape[0]
    rises = 0
    for _ in range(moves):
        taken, first = 0, int(rng.random() * groups)
        for k in range(groups):
            group = (first + k) % groups
            drawn[group] = -1
            if state.members[group] > 0 and taken < most:
                drawn[group] = pick_misplaced(state, group, CHOOSY * temperature, noise, rng)
                taken += 1
        size = 0
        for person in range(state.group.shape[0]):  # in the order of their numbers pairs are read much faster
            if drawn[state.group[person]] == person:
                people[size] = person
                size += 1
        if size < 2:
            continue
        keep(state)
        price_places(fixed, state, penalty, temperature, size, people, simple, cost, noise, rng)
        auction(cost, size, MARGIN * temperature, desk.bids)
        before = state.totals[0] + penalty * state.totals[1]
        for k in range(size):  # at once: on their way some pass through seats they must not have
            if place_of[k] != k:
                person, leaves = people[k], people[place_of[k]]
                seat = state.place[state.group[leaves], person] - fixed.matrix[person, leaves]
                state.totals[0] += seat - state.place[state.group[person], person]
        for k in range(size):
            moved[k] = people[k] if place_of[k] != k else -1
        for k in range(size):
            while place_of[k] != k:  # puts one person where they belong
                j = place_of[k]
                one, other = people[k], people[j]
                exchange_seats(fixed, state, one, other, rest_of_swap(fixed, state, one, other))
                people[k], people[j] = other, one
                place_of[k], place_of[j] = place_of[j], j
        for k in range(size):
            if moved[k] >= 0:
                add_pairs(fixed, state, state.group[people[k]], people[k], moved[k])
        rises += 1 if state.totals[0] + penalty * state.totals[1] > before + SLACK else 0
    keep(state)
    return rises
