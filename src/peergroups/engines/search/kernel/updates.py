"""Carrying moves out: the grouping, its sums and its totals."""

from __future__ import annotations

from peergroups.engines.search.kernel.arrays import Fixed, State
from peergroups.engines.search.kernel.round import Change, round_update
from peergroups.native import inner

SLACK = 1e-7  # differences below it are rounding


@inner
def rechain(state: State, person: int, target: int) -> None:
    """Take a person out of the chain of one group's members and into another's."""
    source = state.group[person]
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


@inner
def count(fixed: Fixed, state: State, person: int, group: int, step: int) -> None:
    """Count a person in a group (step 1) or no more (-1)."""
    state.members[group] += step
    state.size[group] += step * fixed.counted[person]
    if fixed.offer_of[group] < 0:
        return
    if state.counts.shape[0] > 0:
        for tally in range(fixed.category.shape[1]):
            category = fixed.category[person, tally]
            if category >= 0:
                state.counts[group, fixed.cell_start[tally] + category] += step
    for f in range(fixed.features.shape[1]):
        state.sums[group, f] += step * fixed.features[person, f]


@inner
def add_pairs(fixed: Fixed, state: State, group: int, comes: int, goes: int) -> None:
    """Bring what everybody would cost in a group up to date with one who comes and one who goes; -1 for nobody."""
    if fixed.offer_of[group] >= 0:
        place = state.place[group]
        if comes >= 0 and goes >= 0:
            gained, lost = fixed.matrix[comes], fixed.matrix[goes]
            for k in range(place.shape[0]):
                place[k] += gained[k] - lost[k]
        else:
            sign = 1.0 if comes >= 0 else -1.0
            changed = fixed.matrix[max(comes, goes)]
            for k in range(place.shape[0]):
                place[k] += sign * changed[k]
    member = state.first[group]
    while member >= 0:
        state.own[member] = state.place[group, member]
        member = state.after[member]


@inner
def relocate(fixed: Fixed, state: State, person: int, target: int, change: Change) -> None:
    """Move a person, which changes the totals as told."""
    source = state.group[person]
    state.totals[0] += change[0]
    state.totals[1] += change[1]
    round_update(fixed, state, person, source, target)
    rechain(state, person, target)
    for way in range(2):
        group, step = (source, -1) if way == 0 else (target, 1)
        count(fixed, state, person, group, step)
        if fixed.offer_of[group] >= 0 and state.members[group] == (step + 1) // 2:  # it has just closed or opened
            for k in range(fixed.limits.shape[0]):
                state.runs[k] += step * fixed.limits[k, fixed.offer_of[group]]
        if state.place.shape[0] > 0:
            comes, goes = (-1, person) if way == 0 else (person, -1)
            add_pairs(fixed, state, group, comes, goes)


@inner
def exchange(fixed: Fixed, state: State, one: int, other: int, change: Change) -> None:
    """Let two people change places, which changes the totals as told."""
    here, there = state.group[one], state.group[other]
    exchange_seats(fixed, state, one, other, change)
    if state.place.shape[0] > 0:
        add_pairs(fixed, state, here, other, one)
        add_pairs(fixed, state, there, one, other)


@inner
def exchange_seats(fixed: Fixed, state: State, one: int, other: int, change: Change) -> None:
    """Let two people change places, but leave what everybody would cost there to be brought up to date."""
    here, there = state.group[one], state.group[other]
    state.totals[0] += change[0]
    state.totals[1] += change[1]
    for way in range(2):
        person, source, target = (one, here, there) if way == 0 else (other, there, here)
        round_update(fixed, state, person, source, target)
        rechain(state, person, target)
        for part in range(2):
            group, step = (source, -1) if part == 0 else (target, 1)
            count(fixed, state, person, group, step)


@inner
def keep(state: State) -> None:
    """Copy the grouping before a move leaves it, if it breaks no rule and is the best so far."""
    if state.totals[1] <= SLACK and state.totals[0] < state.best_total[0] - SLACK:
        state.best_total[0] = state.totals[0]
        for person in range(state.group.shape[0]):
            state.best[person] = state.group[person]
