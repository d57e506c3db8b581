"""Which groups run: groups open, close, merge, split and turn into groups of another offer."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.changes import change_of_move, has_room
from peergroups.engines.search.kernel.pick import pick_group
from peergroups.engines.search.kernel.trial import begin, end, make
from peergroups.native import inner, kernel
from peergroups.terms import Floats

ANYBODY, ANYWHERE = -1, -1
CANDIDATES = 128  # people looked at for each seat of a group that opens
TARGETS = 24  # groups looked at for each person who must go somewhere
OPEN, CLOSE, MERGE, SPLIT, TURN = range(5)


@inner
def closed_copy(fixed: Fixed, state: State, offer: int) -> int:
    """Return a group of an offer that does not run, or -1."""
    for group in range(fixed.first_group[offer], fixed.first_group[offer + 1]):
        if state.members[group] == 0:
            return group
    return -1


@inner
def stream(
    fixed: Fixed,
    state: State,
    penalty: float,
    source: int,
    target: int,
    wanted: int,
    ceiling: float,
    log: Longs,
    rng: np.random.Generator,
) -> None:
    """Move people from one group, or anybody, to another while there is room, each time whoever costs least.

    With nowhere to go, or when the target is full and all of the source must go, each member goes where it costs
    least, be that the waiting list.

    Parameters
    ----------
    source, target : int
        Groups, or `ANYBODY` and `ANYWHERE`.
    wanted : int
        How many people move, at most.
    ceiling : float
        A move must raise the total by less.
    """
    people, groups = state.group.shape[0], fixed.offer_of.shape[0]
    leave_all = source != ANYBODY and wanted == state.members[source]
    while wanted > 0 and 1 + 2 * (log[0] + 1) <= log.shape[0]:
        if source == ANYBODY:
            tries = min(people, CANDIDATES)
        else:
            tries = state.members[source] if target != ANYWHERE else min(groups, TARGETS)
        member = state.first[max(0, source)]
        chosen, to, lowest, best = -1, -1, ceiling, (0.0, 0.0)
        for k in range(tries):
            person, group = member, target
            if source == ANYBODY:
                person = k if people <= CANDIDATES else int(rng.random() * people)
            elif target != ANYWHERE:
                member = state.after[member]
            elif groups <= TARGETS or k == 0:  # the waiting list is the last of all groups, and always looked at
                group = groups - 1 - k
            else:
                group = pick_group(fixed, person, rng)
            if group != state.group[person] and has_room(fixed, state, group, fixed.counted[person], 0):
                change = change_of_move(fixed, state, person, group)
                value = change[0] + penalty * change[1]
                if value < lowest or (chosen < 0 and target == ANYWHERE):
                    chosen, to, lowest, best = person, group, value, change
        if chosen >= 0:
            make(fixed, state, chosen, to, best, log)
            wanted -= 1
        elif leave_all and target != ANYWHERE:
            target = ANYWHERE
        else:
            return


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
        source, wanted = int(rng.random() * groups), 0
        target = closed_copy(fixed, state, int(rng.random() * offers))
        if kind == OPEN:
            source = ANYBODY
            wanted = max(1, fixed.least[fixed.offer_of[max(0, target)]])
        elif kind == CLOSE:
            wanted, target = state.members[source], ANYWHERE
        elif kind == MERGE:
            wanted, target = state.members[source], int(rng.random() * groups)
            if state.members[target] == 0 or target == source:
                continue
        elif kind == SPLIT:
            wanted, target = state.members[source] // 2, closed_copy(fixed, state, fixed.offer_of[source])
        else:
            wanted = state.members[source]
        if target == -1 and kind != CLOSE:
            continue
        begin(state, log, before)
        stream(fixed, state, penalty, source, target, wanted, NEVER / 2, log, rng)
        if kind in (OPEN, TURN):  # whoever lowers the total comes too
            stream(fixed, state, penalty, ANYBODY, target, state.group.shape[0], 0.0, log, rng)
        rises += end(fixed, state, penalty, temperature, log, before, rng)
    return rises
