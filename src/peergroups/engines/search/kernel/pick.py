"""Random groups and members."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, State
from peergroups.native import inner
from peergroups.terms import Floats

LISTED_SHARE = 0.5  # of groups drawn from the offers that a person's seats list


@inner
def pick_group(fixed: Fixed, person: int, rng: np.random.Generator) -> int:
    """Return a random group, more often of an offer that the person's seats list; or the waiting list."""
    low, high = fixed.seat_start[person], fixed.seat_start[person + 1]
    if high > low and (fixed.seat_default >= NEVER or rng.random() < LISTED_SHARE):
        offer = fixed.seat_offer[low + int(rng.random() * (high - low))]
        span = fixed.first_group[offer + 1] - fixed.first_group[offer]
        if span > 0:
            return fixed.first_group[offer] + int(rng.random() * span)
    return int(rng.random() * fixed.offer_of.shape[0])


@inner
def pick_member(state: State, group: int, rng: np.random.Generator) -> int:
    """Return a random member of a group that has one."""
    member = state.first[group]
    for _ in range(int(rng.random() * state.members[group])):
        member = state.after[member]
    return member


@inner
def pick_misplaced(state: State, group: int, temperature: float, noise: Floats, rng: np.random.Generator) -> int:
    """Return a member of a group that has one, more often one who costs more there than the others do.

    The chances of two members are as exp(cost / temperature).
    """
    worst, picked = -np.inf, -1
    luck = int(rng.random() * (noise.shape[0] - state.members[group]))
    member = state.first[group]
    while member >= 0:
        value = state.own[member] + temperature * noise[luck]
        if value > worst:
            worst, picked = value, member
        luck += 1
        member = state.after[member]
    return picked
