"""Which groups run: groups close, open, merge, split and turn into groups of another offer."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, has_room
from peergroups.engines.search.kernel.jit import inner, kernel
from peergroups.engines.search.kernel.trial import begin, best_place, end, full, make
from peergroups.terms import Floats

CANDIDATES = 128  # people looked at for each seat of a group that opens


@inner
def closed_copy(fixed: Fixed, state: State, offer: int) -> int:
    """Return a group of an offer that does not run, or -1."""
    for group in range(fixed.first_group[offer], fixed.first_group[offer + 1]):
        if state.members[group] == 0:
            return group
    return -1


@inner
def close(
    fixed: Fixed, state: State, penalty: float, group: int, into: int, log: Longs, rng: np.random.Generator
) -> None:
    """Move a group's members to another while there is room (-1 for none), the rest where they cost least."""
    while state.members[group] > 0:
        member = state.first[group]
        target = into
        if into < 0 or not has_room(fixed, state, into, fixed.counted[member], 0):
            target = best_place(fixed, state, penalty, member, group, rng)
        if target < 0 or full(log, 1):
            return
        make(fixed, state, member, target, log)


@inner
def fill(
    fixed: Fixed, state: State, penalty: float, group: int, size: int, log: Longs, rng: np.random.Generator
) -> None:
    """Draw people into a group until it has so many, each time the one who costs least."""
    people = state.group.shape[0]
    while state.size[group] < size and not full(log, 1):
        chosen, lowest = -1, NEVER / 2
        for k in range(min(people, CANDIDATES)):
            person = k if people <= CANDIDATES else int(rng.random() * people)
            if state.group[person] != group and has_room(fixed, state, group, fixed.counted[person], 0):
                cost, broken = change_of_move(fixed, state, person, group)
                if cost + penalty * broken < lowest:
                    chosen, lowest = person, cost + penalty * broken
        if chosen < 0:
            return
        make(fixed, state, chosen, group, log)


@inner
def share(fixed: Fixed, state: State, penalty: float, group: int, other: int, log: Longs) -> None:
    """Move half the members of a group to another, each time the one who gains most."""
    for _ in range(state.members[group] // 2):
        chosen, lowest = -1, NEVER / 2
        member = state.first[group]
        while member >= 0:
            if has_room(fixed, state, other, fixed.counted[member], 0):
                cost, broken = change_of_move(fixed, state, member, other)
                if cost + penalty * broken < lowest:
                    chosen, lowest = member, cost + penalty * broken
            member = state.after[member]
        if chosen < 0 or full(log, 1):
            return
        make(fixed, state, chosen, other, log)


@kernel
def reshape(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    moves: int,
    log: Longs,
    before: Floats,
    rng: np.random.Generator,
) -> int:
    """Try changes of the groups that run, and return how often the cost rose."""
    groups, offers = fixed.offer_of.shape[0] - 1, fixed.which.shape[0]
    rises = 0
    for _ in range(moves):
        kind = int(rng.random() * 5)
        group, other = int(rng.random() * groups), int(rng.random() * groups)
        target = closed_copy(fixed, state, int(rng.random() * offers))
        begin(state, log, before)
        if kind == 0:
            if target >= 0:
                fill(fixed, state, penalty, target, max(1, fixed.least[fixed.offer_of[target]]), log, rng)
        elif state.members[group] == 0 or full(log, state.members[group]):
            continue
        elif kind == 1:
            close(fixed, state, penalty, group, -1, log, rng)
        elif kind == 2:
            if group != other and state.members[other] > 0:
                close(fixed, state, penalty, group, other, log, rng)
        elif kind == 3:
            twin = closed_copy(fixed, state, fixed.offer_of[group])
            if twin >= 0:
                share(fixed, state, penalty, group, twin, log)
        elif target >= 0:
            close(fixed, state, penalty, group, target, log, rng)
        rises += end(fixed, state, penalty, temperature, log, before, rng)
    return rises
