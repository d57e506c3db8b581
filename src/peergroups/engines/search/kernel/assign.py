"""One member out of every group, and all put back at once in the best way."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, has_room
from peergroups.engines.search.kernel.jit import inner, kernel
from peergroups.engines.search.kernel.pick import pick_member
from peergroups.engines.search.kernel.trial import begin, end, make
from peergroups.terms import Floats


@inner
def solve(cost: Floats, size: int, column_of: Longs, price: Floats, path: Longs, slack: Floats, done: Longs) -> None:
    """Solve a linear assignment problem by shortest augmenting paths; row r gets column ``column_of[r]``.

    Parameters
    ----------
    cost : (at least size, at least size) float64
    size : int
        How many rows and columns count.
    column_of : (size,) int64
        The answer. The second half of its length holds each column's row while working.
    price : float64, twice the size
        Dual prices of rows and of columns.
    path, slack, done
        Room to work in.

    Notes
    -----
    Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
    Computing 38 (1987) 325-340, without its starting heuristics.
    """
    rows = column_of.shape[0] // 2
    for k in range(size):
        column_of[k] = column_of[rows + k] = -1
        price[k] = price[rows + k] = 0.0
    for begin_row in range(size):
        for k in range(size):
            slack[k], done[k], path[k] = np.inf, 0, begin_row
        row, reached, low = begin_row, -1, 0.0
        while reached < 0:
            nearest, distance = -1, np.inf
            for k in range(size):
                if done[k] == 0:
                    through = low + cost[row, k] - price[row] - price[rows + k]
                    if through < slack[k]:
                        slack[k], path[k] = through, row
                    if slack[k] < distance:
                        nearest, distance = k, slack[k]
            low = distance
            done[nearest] = 1
            if column_of[rows + nearest] < 0:
                reached = nearest
            else:
                row = column_of[rows + nearest]
        price[begin_row] += low
        for k in range(size):
            if done[k] == 1 and k != reached:
                price[rows + k] -= low - slack[k]
                price[column_of[rows + k]] += low - slack[k]
        column = reached
        while True:
            row = path[column]
            column_of[rows + column] = row
            column, column_of[row] = column_of[row], column
            if row == begin_row:
                break


@kernel
def assign(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    moves: int,
    cost: Floats,
    people: Longs,
    places: Longs,
    column_of: Longs,
    price: Floats,
    path: Longs,
    slack: Floats,
    done: Longs,
    log: Longs,
    before: Floats,
    noise: Floats,
    rng: np.random.Generator,
) -> int:
    """Take one member out of each of some groups, and put all back by a linear assignment with noise.

    Parameters
    ----------
    temperature : float
        Of the noise on the costs of the assignment.
    moves : int
        How many times.
    cost : (most, most) float64
        Room for the assignment; its size is the most groups that take part at once.
    people, places, column_of, price, path, slack, done, log, before
        Room to work in.
    noise : float64
        Gumbel numbers.

    Returns
    -------
    int
        How often the cost rose.
    """
    groups = fixed.offer_of.shape[0] - 1
    most = cost.shape[0]
    reach = noise.shape[0] - most
    rises = 0
    for _ in range(moves):
        begin(state, log, before)
        size = 0
        step = max(1, groups // most)
        group = int(rng.random() * groups)
        for _k in range(groups):
            group = (group + 1 + (int(rng.random() * step) if step > 1 else 0)) % groups
            taken = state.members[group] < 2
            for k in range(size if step > 1 else 0):
                taken = taken or places[k] == group
            if not taken:
                people[size], places[size] = pick_member(state, group, rng), group
                size += 1
            if size == most:
                break
        if size < 2:
            continue
        for k in range(size):
            make(fixed, state, people[k], groups, log)
        for k in range(size):
            luck = int(rng.random() * reach)
            for j in range(size):
                cost[k, j] = NEVER
                if has_room(fixed, state, places[j], fixed.counted[people[k]], 0):
                    change, broken = change_of_move(fixed, state, people[k], places[j])
                    cost[k, j] = min(NEVER, change + penalty * broken - temperature * noise[luck + j])
        solve(cost, size, column_of, price, path, slack, done)
        for k in range(size):
            make(fixed, state, people[k], places[column_of[k]], log)
        rises += end(fixed, state, penalty, np.inf, log, before, rng)  # the noise has done the choosing
    return rises
