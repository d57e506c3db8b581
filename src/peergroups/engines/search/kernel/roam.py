"""Single random moves, for rounds too large to keep what everybody would cost everywhere."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, change_of_swap, has_room
from peergroups.engines.search.kernel.pick import pick_group, pick_member
from peergroups.engines.search.kernel.updates import SLACK, exchange, relocate
from peergroups.native import kernel

SAME_OFFER_SHARE = 0.5  # of targets drawn from the offer where the person sits


@kernel
def roam(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    move_share: float,
    moves: int,
    who: Longs,
    rng: np.random.Generator,
) -> int:
    """Try one random move after another by Metropolis' rule, and return how often the cost rose.

    Parameters
    ----------
    penalty : float
        What a unit of a broken rule costs.
    temperature : float
        A rise by d is accepted with probability exp(-d / temperature).
    move_share : float
        Of moves to another group rather than exchanges of two places.
    moves : int
        How many to try.
    who : (movable,) int64
        The people to choose from.
    """
    rises = 0
    waiting = fixed.offer_of.shape[0] - 1
    at = int(rng.random() * who.shape[0])  # in turn from there: what is known of neighbours is side by side in memory
    for _ in range(moves):
        at = at + 1 if at + 1 < who.shape[0] else 0
        person = who[at]
        here, comes = state.group[person], fixed.counted[person]
        if here != waiting and rng.random() < SAME_OFFER_SHARE:
            offer = fixed.offer_of[here]
            span = fixed.first_group[offer + 1] - fixed.first_group[offer]
            group = fixed.first_group[offer] + int(rng.random() * span)
        else:
            group = pick_group(fixed, person, rng)
        if group == here:
            continue
        partner = -1
        if rng.random() < move_share or state.members[group] == 0:
            if not has_room(fixed, state, group, comes, 0):
                continue
            change = change_of_move(fixed, state, person, group)
        else:
            partner = pick_member(state, group, rng)
            goes = fixed.counted[partner]
            if not (has_room(fixed, state, group, comes, goes) and has_room(fixed, state, here, goes, comes)):
                continue
            change = change_of_swap(fixed, state, person, partner)
        rise = change[0] + penalty * change[1]
        if rise > 0 and rng.random() >= np.exp(-rise / temperature):
            continue
        rises += 1 if rise > SLACK else 0
        if partner >= 0:
            exchange(fixed, state, person, partner, change)
        else:
            relocate(fixed, state, person, group, change)
    return rises
