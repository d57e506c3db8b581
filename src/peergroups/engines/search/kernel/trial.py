"""Moves of several people, made one by one and taken back if the sum of them is refused."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import Fixed, Longs, State
from peergroups.engines.search.kernel.round import Change
from peergroups.engines.search.kernel.updates import SLACK, keep, relocate
from peergroups.native import inner
from peergroups.terms import Floats


@inner
def begin(state: State, log: Longs, before: Floats) -> None:
    """Start a trial. `log` holds how many moves were made, then who moved and from where."""
    keep(state)
    log[0] = 0
    before[0], before[1] = state.totals[0], state.totals[1]


@inner
def make(fixed: Fixed, state: State, person: int, target: int, change: Change, log: Longs) -> None:
    """Move a person, which changes the totals as told, as part of a trial."""
    place = 1 + 2 * log[0]
    log[place], log[place + 1] = person, state.group[person]
    log[0] += 1
    relocate(fixed, state, person, target, change)


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
