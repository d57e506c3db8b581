"""Moves of several people, made one by one and taken back if the sum of them is refused."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, has_room
from peergroups.engines.search.kernel.jit import inner
from peergroups.engines.search.kernel.pick import pick_group
from peergroups.engines.search.kernel.updates import SLACK, keep, relocate
from peergroups.terms import Floats

TARGETS = 24  # groups looked at for the best place


@inner
def begin(state: State, log: Longs, before: Floats) -> None:
    """Start a trial. `log` holds how many moves were made, then who moved and from where."""
    keep(state)
    log[0] = 0
    before[0], before[1] = state.totals[0], state.totals[1]


@inner
def make(fixed: Fixed, state: State, person: int, target: int, log: Longs) -> None:
    """Move a person as part of a trial."""
    if state.group[person] != target:
        place = 1 + 2 * log[0]
        log[place], log[place + 1] = person, state.group[person]
        log[0] += 1
        relocate(fixed, state, person, target, change_of_move(fixed, state, person, target))


@inner
def end(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    log: Longs,
    before: Floats,
    rng: np.random.Generator,
) -> int:
    """Accept a trial by Metropolis' rule or take it back; return 1 if it was accepted and raised the cost."""
    change = state.totals[0] - before[0] + penalty * (state.totals[1] - before[1])
    if change <= 0 or rng.random() < np.exp(-change / temperature):
        return 1 if change > SLACK else 0
    for k in range(log[0] - 1, -1, -1):
        relocate(fixed, state, log[1 + 2 * k], log[2 + 2 * k], (0.0, 0.0))
    state.totals[0], state.totals[1] = before[0], before[1]
    return 0


@inner
def full(log: Longs, more: int) -> bool:
    """Return whether the log has no room for so many moves more."""
    return 1 + 2 * (log[0] + more) > log.shape[0]


@inner
def best_place(fixed: Fixed, state: State, penalty: float, person: int, shut: int, rng: np.random.Generator) -> int:
    """Return the cheapest of some groups for a person, the waiting list among them, one group being shut."""
    groups = fixed.offer_of.shape[0]
    chosen, lowest = -1, NEVER
    for k in range(min(groups, TARGETS)):
        group = groups - 1 - k
        if groups > TARGETS and k > 0:
            group = pick_group(fixed, person, rng)
        if group in (shut, state.group[person]):
            continue
        if has_room(fixed, state, group, fixed.counted[person], 0):
            cost, broken = change_of_move(fixed, state, person, group)
            if chosen < 0 or cost + penalty * broken < lowest:
                chosen, lowest = group, cost + penalty * broken
    return chosen
