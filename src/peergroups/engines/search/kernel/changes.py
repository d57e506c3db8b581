"""What a move changes, by difference: O(members touched + pairs of the people moved).

Changes come as two numbers: of the cost, and of how much hard rules are broken.
"""

from __future__ import annotations

from peergroups.engines.search.kernel.arrays import Fixed, State
from peergroups.engines.search.kernel.round import Change, round_change
from peergroups.native import inner


@inner
def seat_price(fixed: Fixed, state: State, person: int, group: int) -> float:
    """Return what a person's seat costs in a group, with the pairs of the matrix where that is kept."""
    if state.place.shape[0] > 0:
        return state.place[group, person]
    offer = fixed.offer_of[group]
    if offer < 0:
        return fixed.unseated[person]
    low, high = fixed.seat_start[person], fixed.seat_start[person + 1]
    while low < high:
        middle = (low + high) // 2
        if fixed.seat_offer[middle] < offer:
            low = middle + 1
        else:
            high = middle
    if low < fixed.seat_start[person + 1] and fixed.seat_offer[low] == offer:
        return fixed.seat_cost[low]
    return fixed.seat_default


@inner
def count_step(fixed: Fixed, state: State, group: int, tally: int, category: int, step: int) -> Change:
    """Return what one member more (step 1) or less (-1) of a category changes in a running group."""
    cell = fixed.cell_start[tally] + category
    if state.counts.shape[0] > 0:
        count = state.counts[group, cell]
    else:
        count = 0
        member = state.first[group]
        while member >= 0:
            if fixed.category[member, tally] == category:
                count += 1
            member = state.after[member]
    row = fixed.which[fixed.offer_of[group], cell]
    last = fixed.table.shape[1] - 1
    now, then = min(count, last), min(count + step, last)
    return (
        fixed.table[row, then] - fixed.table[row, now],
        fixed.table_rule[row, then] - fixed.table_rule[row, now],
    )


@inner
def limit_change(fixed: Fixed, state: State, closes: int, opens: int) -> Change:
    """Return what one less running group of an offer and one more of another change; -1 for none."""
    cost = broken = 0.0
    for k in range(fixed.limits.shape[0]):
        runs = state.runs[k]
        then = runs
        if opens >= 0:
            then += fixed.limits[k, opens]
        if closes >= 0:
            then -= fixed.limits[k, closes]
        least, most = fixed.limit_least[k], fixed.limit_most[k]
        excess = max(0, then - most) + max(0, least - then) - max(0, runs - most) - max(0, least - runs)
        if fixed.limit_hard[k] == 1:
            broken += excess
        else:
            cost += excess * fixed.limit_weight[k]
    return cost, broken


@inner
def links_change(fixed: Fixed, state: State, person: int, target: int, besides: int) -> Change:
    """Return what a move changes of the listed pairs, but for the pair with one other person; -1 for nobody."""
    source = state.group[person]
    cost = broken = 0.0
    for k in range(fixed.link_start[person], fixed.link_start[person + 1]):
        neighbour = fixed.link_other[k]
        group = state.group[neighbour]
        if neighbour != besides and (group == source or group == target):  # noqa: SIM109 - of two widths, for numba
            sign = 1.0 if group == target else -1.0
            if fixed.offer_of[group] >= 0:
                cost += sign * fixed.link_cost[k]
                broken += sign * fixed.link_rule[k]
            else:
                broken += sign * min(0.0, fixed.link_rule[k])
    return cost, broken


@inner
def rest_of_move(fixed: Fixed, state: State, person: int, target: int) -> Change:
    """Return what a move changes apart from the seat and the matrix."""
    source = state.group[person]
    leaves, enters = fixed.offer_of[source], fixed.offer_of[target]
    cost, broken = round_change(fixed, state, person, target, -1)
    change = links_change(fixed, state, person, target, -1)
    cost, broken = cost + change[0], broken + change[1]
    closes, opens = -1, -1
    if leaves >= 0 and state.members[source] == 1:
        closes = leaves
        cost -= fixed.absent[leaves]
        broken -= fixed.absent_rule[leaves]
    if enters >= 0 and state.members[target] == 0:
        opens = enters
        cost += fixed.absent[enters]
        broken += fixed.absent_rule[enters]
    if closes != opens and fixed.limits.shape[0] > 0:
        change = limit_change(fixed, state, closes, opens)
        cost, broken = cost + change[0], broken + change[1]
    for way in range(2):
        group, step = (source, -1) if way == 0 else (target, 1)
        if fixed.offer_of[group] < 0:
            continue
        for tally in range(fixed.category.shape[1]):
            category = fixed.category[person, tally]
            if category >= 0:
                change = count_step(fixed, state, group, tally, category, step)
                cost, broken = cost + change[0], broken + change[1]
        for f in range(fixed.features.shape[1]):
            x = fixed.features[person, f] * step
            cost += x * (x + 2 * state.sums[group, f])
    return cost, broken


@inner
def rest_of_place(fixed: Fixed, state: State, person: int, other: int) -> Change:
    """Return what changes for a person, and in another's group, if the person takes the other's place there.

    Seats, the matrix and the person's old group without the person are left out.
    """
    target = state.group[other]
    cost, broken = links_change(fixed, state, person, target, other)
    if fixed.offer_of[target] >= 0:
        for tally in range(fixed.category.shape[1]):
            leaves, enters = fixed.category[other, tally], fixed.category[person, tally]
            if leaves != enters:
                for part in range(2):
                    category, step = (leaves, -1) if part == 0 else (enters, 1)
                    if category >= 0:
                        change = count_step(fixed, state, target, tally, category, step)
                        cost, broken = cost + change[0], broken + change[1]
        for f in range(fixed.features.shape[1]):
            x = fixed.features[person, f] - fixed.features[other, f]
            cost += x * (x + 2 * state.sums[target, f])
    return cost, broken


@inner
def rest_of_swap(fixed: Fixed, state: State, one: int, other: int) -> Change:
    """Return what the exchange of two people's places changes apart from seats and the matrix."""
    cost, broken = round_change(fixed, state, one, state.group[other], other)
    for way in range(2):
        person, aside = (one, other) if way == 0 else (other, one)
        change = rest_of_place(fixed, state, person, aside)
        cost, broken = cost + change[0], broken + change[1]
    return cost, broken


@inner
def change_of_move(fixed: Fixed, state: State, person: int, target: int) -> Change:
    """Return what a person's move to another group, or to the waiting list, changes."""
    cost, broken = rest_of_move(fixed, state, person, target)
    seat = seat_price(fixed, state, person, target) - seat_price(fixed, state, person, state.group[person])
    return cost + seat, broken


@inner
def change_of_swap(fixed: Fixed, state: State, one: int, other: int) -> Change:
    """Return what the exchange of two people's places changes."""
    here, there = state.group[one], state.group[other]
    cost, broken = rest_of_swap(fixed, state, one, other)
    cost += seat_price(fixed, state, one, there) - seat_price(fixed, state, one, here)
    cost += seat_price(fixed, state, other, here) - seat_price(fixed, state, other, there)
    if state.place.shape[0] > 0:  # the pair itself is in the sums of both groups
        groups = (1 if fixed.offer_of[here] >= 0 else 0) + (1 if fixed.offer_of[there] >= 0 else 0)
        cost -= groups * fixed.matrix[one, other]
    return cost, broken


@inner
def has_room(fixed: Fixed, state: State, group: int, comes: int, goes: int) -> bool:
    """Return whether a group has room for so many counted members who come, when so many go."""
    return state.size[group] + comes - goes <= fixed.most[fixed.offer_of[group]]
