"""What a move changes over the whole round: how many of a set have a seat, and sums that are limited."""

from __future__ import annotations

from peergroups.engines.search.kernel.arrays import Fixed, State
from peergroups.native import inner

Change = tuple[float, float]


@inner
def number(fixed: Fixed, cap: int, person: int, group: int) -> float:
    """Return a person's number in a limited sum, were they in a group or, in the last one, waiting."""
    offer = fixed.offer_of[group]
    if offer < 0:
        return fixed.cap_waiting[cap, person]
    for k in range(fixed.cap_start[cap, person], fixed.cap_start[cap, person + 1]):
        if fixed.cap_offer[k] == offer:
            return fixed.cap_value[k]
    return fixed.cap_default[cap, person]


@inner
def load_step(fixed: Fixed, state: State, gains: int, loses: int) -> Change:
    """Return what changes when a set has one person more with a seat, and another one less; -1 for none."""
    cost = broken = 0.0
    last = fixed.load_table.shape[1] - 1
    for way in range(2):
        group, step = (gains, 1) if way == 0 else (loses, -1)
        if group >= 0:
            now, row = state.seated[group], fixed.set_row[group]
            low, high = min(now, last), min(now + step, last)
            cost += fixed.load_table[row, high] - fixed.load_table[row, low]
            broken += fixed.load_rule[row, high] - fixed.load_rule[row, low]
    return cost, broken


@inner
def round_change(fixed: Fixed, state: State, person: int, target: int, other: int) -> Change:
    """Return what a person's move changes, and that of another (-1 for nobody) to where the person was."""
    source = state.group[person]
    cost = broken = 0.0
    sits, sat = fixed.offer_of[target] >= 0, fixed.offer_of[source] >= 0
    if sits != sat:
        for load in range(fixed.set_of.shape[1]):
            mine = fixed.set_of[person, load]
            yours = fixed.set_of[other, load] if other >= 0 else -1
            if mine != yours:
                change = load_step(fixed, state, mine if sits else yours, yours if sits else mine)
                cost, broken = cost + change[0], broken + change[1]
    for cap in range(fixed.cap_most.shape[0]):
        more = number(fixed, cap, person, target) - number(fixed, cap, person, source)
        if other >= 0:
            more += number(fixed, cap, other, source) - number(fixed, cap, other, target)
        excess = state.used[cap] - fixed.cap_most[cap]
        broken += max(0.0, excess + more) - max(0.0, excess)
    return cost, broken


@inner
def round_update(fixed: Fixed, state: State, person: int, source: int, target: int) -> None:
    """Carry a move into the sums over the round."""
    step = (1 if fixed.offer_of[target] >= 0 else 0) - (1 if fixed.offer_of[source] >= 0 else 0)
    for load in range(fixed.set_of.shape[1]):
        if fixed.set_of[person, load] >= 0:
            state.seated[fixed.set_of[person, load]] += step
    for cap in range(fixed.cap_most.shape[0]):
        state.used[cap] += number(fixed, cap, person, target) - number(fixed, cap, person, source)
