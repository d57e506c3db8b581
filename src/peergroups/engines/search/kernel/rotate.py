"""Chains of three: each of three people takes the place of the next."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, has_room
from peergroups.engines.search.kernel.pick import pick_group, pick_member
from peergroups.engines.search.kernel.trial import begin, end, make
from peergroups.native import kernel
from peergroups.terms import Floats


@kernel
def rotate(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    moves: int,
    who: Longs,
    log: Longs,
    before: Floats,
    rng: np.random.Generator,
) -> int:
    """Try chains through three places, and return how often the cost rose."""
    rises = 0
    for _ in range(moves):
        one = who[int(rng.random() * who.shape[0])]
        a, b = state.group[one], pick_group(fixed, one, rng)
        if a == b or state.members[b] == 0:
            continue
        two = pick_member(state, b, rng)
        c = pick_group(fixed, two, rng)
        if c == a or c == b or state.members[c] == 0:  # noqa: SIM109 - of two widths, for numba
            continue
        three = pick_member(state, c, rng)
        first, second, third = fixed.counted[one], fixed.counted[two], fixed.counted[three]
        if not (
            has_room(fixed, state, b, first, second)
            and has_room(fixed, state, c, second, third)
            and has_room(fixed, state, a, third, first)
        ):
            continue
        begin(state, log, before)
        person, target = one, b
        for k in range(3):
            make(fixed, state, person, target, change_of_move(fixed, state, person, target), log)
            person, target = (two, c) if k == 0 else (three, a)
        rises += end(fixed, state, penalty, temperature, log, before, rng)
    return rises
