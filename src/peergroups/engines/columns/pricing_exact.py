"""The cheapest group of an offer, proved: depth first through sets of members, with a lower bound at every step.

Members are taken in the order of a list that is sorted by cost, given those already taken; whoever has been passed
over stays out. A set is given up when the members so far with the cheapest others that could fill the group are no
better than what is known. All is one loop over arrays unpacked once: compiled code is then quick to make and to run.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.asked import Blocks, Cuts, Prices
from peergroups.engines.columns.candidates import (
    add_bonuses,
    allowed,
    categories_of_free,
    cheapest,
    drop_parted,
    fill_up,
    list_all,
    list_rest,
    share_keys,
    sort,
)
from peergroups.engines.columns.costs import GroupCosts, cost_of
from peergroups.engines.columns.desk import Desk, clear, steepen
from peergroups.engines.columns.envelope import BARRED
from peergroups.native import kernel


@kernel
def search_offer(
    costs: GroupCosts,
    offer: int,
    blocks: Blocks,
    cuts: Cuts,
    prices: Prices,
    threshold: float,
    every: bool,
    most_nodes: int,
    stop: NDArray[np.uint8],
    desk: Desk,
) -> tuple[int, float, int, bool]:
    """Look for groups whose reduced cost is below a threshold.

    Parameters
    ----------
    threshold : float
        Only groups below it count. Unless `every`, each group found lowers it to its own reduced cost.
    every : bool
        Whether to find all groups below the threshold instead of the cheapest.
    most_nodes : int
        Sets to look at before giving up.
    stop : (1,) uint8
        Not 0 to give up at once.
    desk : Desk
        Its `found` is filled; once full the oldest are overwritten, or the search ends if it is to find every group.

    Returns
    -------
    number : int
        How many groups were found.
    bound : float
        No group of this offer has a reduced cost below it; -inf if there was no room for all groups found.
    nodes : int
        Sets looked at.
    finished : bool
        Whether the search was complete.
    """
    seat, pair, category, row = costs.seat[offer], costs.pair, costs.category, costs.row[offer]
    floors, marginal, counts = costs.floor, costs.marginal, costs.counts
    least, most = costs.least[offer], costs.most[offer]
    bonus_start, bonus_other, bonus_half = costs.bonus_start, costs.bonus_other, costs.bonus_half
    block_of, block_size = blocks.of, blocks.size
    cut_start, cut_of, cut_people = cuts.start, cuts.of, cuts.people
    price, cut_price, extra = prices.person[offer], prices.cut, prices.offer[offer]
    terms, categories = len(category), len(row)
    spread = category[costs.spread[offer]] if terms else desk.nothing

    levels, found = desk.levels, desk.found
    person, own, key, length, free = levels.person, levels.own, levels.key, levels.length, levels.free
    at, picks, owes, spare = levels.at, levels.picks, levels.owes, levels.spare
    taken, size, owed, floor, fewer = levels.taken, levels.size, levels.owed, levels.floor, levels.fewer
    step, rise, low, near, in_cut = desk.step, desk.rise, desk.low, desk.near, desk.in_cut
    count, rank = desk.in_category, desk.rank
    there, total = desk.there[: len(block_size)], desk.total[: len(block_size)]
    clear(desk)
    steepen(desk, marginal, row)
    gate = categories_of_free(seat, category, counts, desk.free, desk.others)

    nodes, number, level, fresh, overflow = 0, 0, 0, True, False
    floor[0] = costs.opening[offer] + extra
    while level >= 0 and not overflow:
        need, seats = max(0, least - size[level]), most - size[level]
        if fresh:
            fresh = False
            nodes += 1
            at[level] = length[level] = free[level] = 0
            last = taken[level]
            if level == 0:
                length[0] = list_all(seat, price, category, step, person[0], own[0])
            elif floor[level] < BARRED:
                up = level - 1
                first = at[up] if owed[up] == 0 else 0  # a block's members have no order among the others
                for t in range(terms):
                    q = category[t, last]
                    if q >= 0:
                        step[q] = marginal[row[q], count[q], 0] - marginal[row[q], count[q] - 1, 0]
                length[level] = list_rest(
                    person[up, first : length[up]],
                    own[up, first : length[up]],
                    last,
                    pair[last],
                    category,
                    step,
                    near,
                    person[level],
                    own[level],
                )
                for t in range(terms):
                    step[category[t, last]] = 0.0
            for e in range(cut_start[last], cut_start[last + 1]):
                for b in range(3):
                    near[cut_people[cut_of[e], b]] = 0.0
            if level == 0:
                for q in range(categories):
                    step[q] = 0.0
            if len(block_size):
                debt = block_of[last] if owed[level] > 0 else -1
                length[level] = drop_parted(
                    person[level], own[level], length[level], debt, block_of, block_size, there
                )
            end = length[level]
            for a in range(end):
                key[level, a] = own[level, a]
            if len(bonus_other):
                others = seats - 1
                for a in range(end):
                    others += 1 - counts[person[level, a]]
                add_bonuses(
                    person[level, :end], key[level], others, bonus_start, bonus_other, bonus_half, desk.present, nodes
                )
            if len(block_size):
                share_keys(person[level, :end], key[level], block_of, there, total)
            begin = sort(person[level, :end], own[level], key[level], counts)
            free[level] = begin
            have = fill_up(
                person[level, begin:end], key[level, begin:end], need, seats, spread, rise, count, rank, low
            )
            owes[level] = 0
            for q in range(categories):
                if desk.others[q] == 0 and costs.table[row[q], count[q]] >= BARRED:
                    owes[level] = 1
            if gate >= 0:
                spare[level] = allowed(marginal[row[gate], count[gate]])
            best = floor[level] + cheapest(key[level], 0, begin, owes[level], spare[level])
            fewer[level] = cheapest(low, 0, have, need - 1, seats - 1)
            if best + cheapest(low, 0, have, need, seats) >= threshold:
                end = 0
            while end > begin and best + fewer[level] + key[level, end - 1] >= threshold:
                end -= 1
            length[level] = end
            picks[level] = min(begin, end) if owes[level] else end
            if nodes > most_nodes or (nodes % 1024 == 0 and stop[0]):
                break

        # the next one of the list that is worth taking
        picked = False
        while at[level] < picks[level]:
            a = at[level]
            i = person[level, a]
            at[level] += 1
            counted = counts[i] == 1
            if counted and seats == 0:
                break
            if owed[level] > 0:
                if block_of[i] != block_of[taken[level]]:
                    continue
            elif counted:
                rest = max(fewer[level], cheapest(key[level], a + 1, length[level], need - 1, seats - 1))
                if floor[level] + key[level, a] + rest >= threshold:
                    break
            else:
                rest = cheapest(key[level], a + 1, free[level], 0, spare[level] - 1)
                rest += cheapest(key[level], free[level], length[level], need, seats)
                if floor[level] + key[level, a] + rest >= threshold:
                    continue
            if block_of[i] >= 0 and owed[level] == 0:
                whole = 0
                for b in range(a, length[level]):
                    whole += block_of[person[level, b]] == block_of[i]
                if whole < block_size[block_of[i]]:
                    continue  # some of the block have been passed over
            picked = True
            break

        if not picked:  # back to the level above
            if level > 0:
                i = taken[level]
                for t in range(terms):
                    if category[t, i] >= 0:
                        count[category[t, i]] -= 1
                for e in range(cut_start[i], cut_start[i + 1]):
                    in_cut[cut_of[e]] -= 1
            level -= 1
            if level >= 0 and owed[level] > 0:
                at[level] = length[level]  # a block's members follow in one order only
            continue

        cost = floor[level] + own[level, a]
        for t in range(terms):
            q = category[t, i]
            if q >= 0:
                c = count[q]
                cost += floors[row[q], c + 1] - floors[row[q], c] - marginal[row[q], c, 0]
                count[q] += 1
        for e in range(cut_start[i], cut_start[i + 1]):  # a cut is a count with the table 0 0 1 1
            cut = cut_of[e]
            in_cut[cut] += 1
            half = 0.0
            if in_cut[cut] == 1:
                half = cut_price[cut] / 2
            elif in_cut[cut] == 2:
                half = -cut_price[cut] / 2
                cost -= half
            for b in range(3):
                near[cut_people[cut, b]] += half
        level += 1
        taken[level], floor[level], size[level] = i, cost, size[level - 1] + counts[i]
        owed[level] = max(0, owed[level - 1] - 1)
        if owed[level - 1] == 0 and block_of[i] >= 0:
            owed[level] = block_size[block_of[i]] - 1
        fresh = True

        if cost < threshold and owed[level] == 0 and size[level] >= least:
            value = cost_of(costs, offer, taken[1:], level, desk.tally)
            reduced = value + extra
            for b in range(1, level + 1):
                reduced -= price[taken[b]]
            for cut in range(len(cut_price)):
                if in_cut[cut] >= 2:
                    reduced += cut_price[cut]
            if reduced < threshold:
                overflow = every and number == len(found.size)
                if not overflow:
                    slot = number % len(found.size)
                    for b in range(level):
                        found.members[slot, b] = taken[b + 1]
                    found.size[slot], found.cost[slot], found.reduced[slot] = level, value, reduced
                    number += 1
                if not every:
                    threshold = reduced

    if level < 0:
        return number, threshold, nodes, True
    if overflow:
        return number, -np.inf, nodes, False
    bound = threshold
    for a in range(level + 1):
        if owed[a] == 0 or a == level:  # what is left of a block in part taken is all below
            need, seats = max(0, least - size[a]), most - size[a]
            rest = cheapest(key[a], min(at[a], free[a]), free[a], owes[a], spare[a])
            rest += cheapest(key[a], max(at[a], free[a]), length[a], need, seats)
            bound = min(bound, floor[a] + rest)
    return number, bound, nodes, False
