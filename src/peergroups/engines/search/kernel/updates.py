"""Carrying a move out: the grouping, its sums and its totals."""

from __future__ import annotations

from peergroups.engines.search.kernel.arrays import Fixed, State
from peergroups.engines.search.kernel.changes import change_of_move
from peergroups.engines.search.kernel.jit import inner
from peergroups.engines.search.kernel.round import round_update

SLACK = 1e-7  # differences below it are rounding


@inner
def relocate(fixed: Fixed, state: State, person: int, target: int) -> None:
    """Move a person."""
    source = state.group[person]
    cost, broken = change_of_move(fixed, state, person, target)
    state.totals[0] += cost
    state.totals[1] += broken
    round_update(fixed, state, person, source, target)
    before, after = state.before[person], state.after[person]
    if before >= 0:
        state.after[before] = after
    else:
        state.first[source] = after
    if after >= 0:
        state.before[after] = before
    after = state.first[target]
    state.before[person] = -1
    state.after[person] = after
    if after >= 0:
        state.before[after] = person
    state.first[target] = person
    state.group[person] = target
    for way in range(2):
        group, step = (source, -1) if way == 0 else (target, 1)
        state.members[group] += step
        state.size[group] += step * fixed.counted[person]
        offer = fixed.offer_of[group]
        if offer < 0:
            continue
        if state.members[group] == (step + 1) // 2:  # it has just closed or opened
            for k in range(fixed.limits.shape[0]):
                state.runs[k] += step * fixed.limits[k, offer]
        if state.counts.shape[0] > 0:
            for tally in range(fixed.category.shape[1]):
                category = fixed.category[person, tally]
                if category >= 0:
                    state.counts[group, fixed.cell_start[tally] + category] += step
        for f in range(fixed.features.shape[1]):
            state.sums[group, f] += step * fixed.features[person, f]
        if state.place.shape[0] > 0:
            for other in range(fixed.matrix.shape[0]):
                state.place[group, other] += step * fixed.matrix[person, other]
    if state.place.shape[0] > 0:
        for group in (source, target):
            member = state.first[group]
            while member >= 0:
                state.own[member] = state.place[group, member]
                member = state.after[member]


@inner
def keep(state: State) -> None:
    """Copy the grouping before a move leaves it, if it breaks no rule and is the best so far."""
    if state.totals[1] <= SLACK and state.totals[0] < state.best_total[0] - SLACK:
        state.best_total[0] = state.totals[0]
        for person in range(state.group.shape[0]):
            state.best[person] = state.group[person]
