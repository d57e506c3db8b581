"""Heat-bath moves: one person against all groups, and the waiting list, at once."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, has_room
from peergroups.engines.search.kernel.updates import SLACK, keep, relocate
from peergroups.native import kernel
from peergroups.terms import Floats


@kernel
def shift(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    moves: int,
    who: Longs,
    noise: Floats,
    rng: np.random.Generator,
) -> int:
    """Draw a group for one person after another, as a heat bath would, and return how often the cost rose.

    Parameters
    ----------
    penalty : float
        What a unit of a broken rule costs.
    temperature : float
        Of the heat bath.
    moves : int
        How many people.
    who : (movable,) int64
        The people to choose from.
    noise : float64
        Gumbel numbers, many more than groups; each draw reads a stretch of them.
    """
    groups = fixed.offer_of.shape[0]
    reach = noise.shape[0] - groups - 1
    rises = 0
    for _ in range(moves):
        person = who[int(rng.random() * who.shape[0])]
        luck = 1 + int(rng.random() * reach)
        here = state.group[person]
        chosen, lowest, change = here, -temperature * noise[luck - 1], (0.0, 0.0)
        for group in range(groups):
            if group != here and has_room(fixed, state, group, fixed.counted[person], 0):
                cost, broken = change_of_move(fixed, state, person, group)
                value = cost + penalty * broken - temperature * noise[luck + group]
                if value < lowest and cost < NEVER / 2:
                    chosen, lowest, change = group, value, (cost, broken)
        if chosen != here:
            keep(state)
            relocate(fixed, state, person, chosen, change)
            rises += 1 if change[0] + penalty * change[1] > SLACK else 0
    keep(state)
    return rises
