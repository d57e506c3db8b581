"""A state of the search, filled from a grouping."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.model import Model
from peergroups.terms import WAITING, Floats, Ints

MOST_CELLS = 1_000_000  # groups x categories; beyond, counting members when asked is no slower than looking it up


def empty_state(fixed: Fixed) -> State:
    """Return a state without a grouping."""
    people, groups = len(fixed.counted), len(fixed.offer_of)
    cells = fixed.which.shape[1]
    dense = len(fixed.matrix) > 0

    def minus_ones(size: int) -> Ints:
        return np.full(size, -1, dtype=np.int32)

    return State(
        group=minus_ones(people),
        after=minus_ones(people),
        before=minus_ones(people),
        first=minus_ones(groups),
        members=np.zeros(groups, dtype=np.int64),
        size=np.zeros(groups, dtype=np.int64),
        counts=np.zeros((groups, cells) if groups * cells <= MOST_CELLS else (0, 0), dtype=np.int32),
        sums=np.zeros((groups, fixed.features.shape[1])),
        runs=np.zeros(len(fixed.limits), dtype=np.int64),
        seated=np.zeros(len(fixed.set_row), dtype=np.int64),
        used=np.zeros(len(fixed.cap_most)),
        place=np.zeros((groups, people) if dense else (0, 0)),
        own=np.zeros(people if dense else 0),
        totals=np.zeros(2),
        best=minus_ones(people),
        best_total=np.array([np.inf]),
    )


def seat_all(fixed: Fixed, state: State, groups: Ints) -> None:
    """Put people where a grouping says, and sum everything up anew; the totals are left alone."""
    waiting = len(fixed.offer_of) - 1
    state.group[:] = np.where(groups == WAITING, waiting, groups)
    state.members[:] = np.bincount(state.group, minlength=waiting + 1)
    state.size[:] = np.bincount(state.group, fixed.counted, minlength=waiting + 1)
    order = np.argsort(state.group, kind="stable")
    joint = np.diff(state.group[order], prepend=-1) == 0
    state.before[order] = np.where(joint, np.roll(order, 1), -1)
    state.after[order] = np.where(np.append(joint[1:], False), np.roll(order, -1), -1)
    state.first[:] = -1
    state.first[state.group[order[~joint]]] = order[~joint]
    seated = np.flatnonzero(state.group != waiting)
    state.counts[:] = 0
    if len(state.counts):
        for tally, begin in enumerate(fixed.cell_start):
            mine = seated[fixed.category[seated, tally] >= 0]
            np.add.at(state.counts, (state.group[mine], begin + fixed.category[mine, tally]), 1)
    state.sums[:] = 0.0
    np.add.at(state.sums, state.group[seated], fixed.features[seated])
    state.runs[:] = fixed.limits @ np.bincount(
        fixed.offer_of[:-1][state.members[:-1] > 0], minlength=fixed.limits.shape[1]
    )
    sets = fixed.set_of[seated].ravel()
    state.seated[:] = np.bincount(sets[sets >= 0], minlength=len(state.seated))
    for cap in range(len(state.used)):
        listed = (fixed.cap_start[cap], fixed.cap_offer, fixed.cap_value)
        numbers = _where_they_are(*listed, fixed.cap_default[cap], fixed.offer_of[state.group])
        state.used[cap] = np.where(state.group == waiting, fixed.cap_waiting[cap], numbers).sum()
    if len(state.place):
        state.place[:-1] = _seat_table(fixed)[:, fixed.offer_of[:-1]].T
        state.place[-1] = fixed.unseated
        for group in np.flatnonzero(state.members[:-1]):
            state.place[group] += fixed.matrix[state.group == group].sum(axis=0)
        state.own[:] = state.place[state.group, np.arange(len(state.group))]


def admitted(model: Model, fixed: Fixed, groups: Ints) -> Ints:
    """Return a grouping without those whose seat is forbidden or beyond the most members of a group."""
    groups = groups.astype(np.int32).copy()
    default = np.full(model.people, fixed.seat_default)
    cost = _where_they_are(fixed.seat_start, fixed.seat_offer, fixed.seat_cost, default, fixed.offer_of[groups])
    groups[cost >= NEVER] = WAITING
    seated = np.flatnonzero((groups != WAITING) & model.counted)
    order = seated[np.argsort(groups[seated], kind="stable")]
    rank = np.arange(len(order)) - np.searchsorted(groups[order], groups[order])
    groups[order[rank >= fixed.most[fixed.offer_of[groups[order]]]]] = WAITING
    return groups


def _where_they_are(start: Longs, offer: Longs | Ints, value: Floats, default: Floats, taken: Longs) -> Floats:
    """Return each person's listed number for the offer taken, or the default."""
    owner = np.repeat(np.arange(len(start) - 1), np.diff(start))
    span = slice(start[0], start[-1])
    here = offer[span] == taken[owner]
    numbers = default.copy()
    numbers[owner[here]] = value[span][here]
    return numbers


def _seat_table(fixed: Fixed) -> Floats:
    """Return what each person's seat costs in each offer, of a model with a matrix: its seats are all listed."""
    return fixed.seat_cost.reshape(len(fixed.counted), -1)
