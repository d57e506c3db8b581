"""The lists of the exact pricing: who may still be taken, in order of what they cost at least.

A list has three rows: people, what each costs given those already taken, and keys by which it is sorted.
"""

from __future__ import annotations

from peergroups.engines.columns.asked import Longs
from peergroups.engines.columns.envelope import BARRED, FORBIDDEN
from peergroups.native import inner
from peergroups.terms import Floats, Ints


@inner
def list_all(seat: Floats, price: Floats, category: Ints, first: Floats, person: Ints, own: Floats) -> int:
    """List everybody who can take an offer, as its first member; return how many.

    `first` is each category's marginal for its first member, with a 0 at the end for people of no category (-1).
    """
    length = 0
    for i in range(len(seat)):
        cost = seat[i] - price[i]
        for t in range(len(category)):
            cost += first[category[t, i]]
        if cost < BARRED:
            person[length], own[length] = i, cost
            length += 1
    return length


@inner
def list_rest(
    above: Ints,
    cost_above: Floats,
    last: int,
    pair: Floats,
    category: Ints,
    step: Floats,
    near: Floats,
    person: Ints,
    own: Floats,
) -> int:
    """List those of the list above who may follow the last member taken; return how many.

    `pair` holds the pair costs with the last member, `step` how its taking changed each category's marginal, with a
    0 at the end for people of no category (-1), and `near` what it changed through cuts.
    """
    length = 0
    for a in range(len(above)):
        i = above[a]
        cost = cost_above[a] + pair[i] + near[i]
        for t in range(len(category)):
            cost += step[category[t, i]]
        if cost < BARRED and i != last:
            person[length], own[length] = i, cost
            length += 1
    return length


@inner
def drop_parted(
    person: Ints, own: Floats, length: int, owed: int, block_of: Ints, block_size: Ints, there: Longs
) -> int:
    """Drop people whose block is not whole in the list, but for the block owed; return how many are left."""
    for block in range(len(there)):
        there[block] = 0
    for a in range(length):
        if block_of[person[a]] >= 0:
            there[block_of[person[a]]] += 1
    kept = 0
    for a in range(length):
        block = block_of[person[a]]
        if block < 0 or block == owed or there[block] == block_size[block]:
            person[kept], own[kept] = person[a], own[a]
            kept += 1
    return kept


@inner
def add_bonuses(
    person: Ints, key: Floats, others: int, start: Longs, other: Ints, half: Floats, present: Longs, mark: int
) -> None:
    """Take half of each person's lowest pair costs below 0 into the keys, for as many others as there are seats.

    A sum of keys is then never more than what those people cost together.
    """
    for a in range(len(person)):
        present[person[a]] = mark
    for a in range(len(person)):
        left = others
        for e in range(start[person[a]], start[person[a] + 1]):
            if left == 0:
                break
            if present[other[e]] == mark:
                key[a] += half[e]
                left -= 1


@inner
def share_keys(person: Ints, key: Floats, block_of: Ints, there: Longs, total: Floats) -> None:
    """Give each member of a block the block's mean key: they come together, so sums stay as they are."""
    for block in range(len(there)):
        there[block], total[block] = 0, 0.0
    for a in range(len(person)):
        block = block_of[person[a]]
        if block >= 0:
            total[block] += key[a]
            there[block] += 1
    for a in range(len(person)):
        block = block_of[person[a]]
        if block >= 0:
            key[a] = total[block] / there[block]


@inner
def sort(person: Ints, own: Floats, key: Floats, counts: Ints) -> int:
    """Sort: people who do not count in the size, then the others, each by key; return how many do not count.

    By insertion: lists are nearly in order already.
    """
    free = 0
    for a in range(len(person)):
        i, cost, mine = person[a], own[a], key[a]
        b, begin = a, free
        if counts[i] == 0:
            b = free
            for c in range(a, free, -1):
                person[c], own[c], key[c] = person[c - 1], own[c - 1], key[c - 1]
            free += 1
            begin = 0
        while b > begin and key[b - 1] > mine:
            person[b], own[b], key[b] = person[b - 1], own[b - 1], key[b - 1]
            b -= 1
        person[b], own[b], key[b] = i, cost, mine
    return free


@inner
def fill_up(
    person: Ints,
    key: Floats,
    need: int,
    most: int,
    category: Ints,
    rise: Floats,
    count: Longs,
    rank: Longs,
    low: Floats,
) -> int:
    """Put into `low`, ascending, the keys of the cheapest `most` people when more of a category cost more.

    Parameters
    ----------
    category : (people,) int32
        Each person's category of one count term, or -1.
    rise : (categories, count + 1, more + 1) float64
        By how much a further member's marginal rises above the next one's, for each category and count.
    count, rank : (categories,)
        Members so far; zeros, left so.

    Returns
    -------
    int
        How many there are.
    """
    have, a = 0, 0
    while a < len(key) and have + most > 0 and (have < most or key[a] < low[have - 1]):
        value = key[a]
        q = category[person[a]]
        if q >= 0:
            value += rise[q, count[q], min(rank[q], rise.shape[2] - 1)]
            rank[q] += 1
        a += 1
        if have < most:
            have += 1
        elif value >= low[have - 1]:
            continue
        b = have - 1
        while b > 0 and low[b - 1] > value:
            low[b] = low[b - 1]
            b -= 1
        low[b] = value
    for b in range(a):
        if category[person[b]] >= 0:
            rank[category[person[b]]] = 0
    return have


@inner
def cheapest(ascending: Floats, start: int, stop: int, need: int, most: int) -> float:
    """Return the least sum of `need` to `most` of some ascending numbers; `FORBIDDEN` if there are too few."""
    if stop - start < need:
        return FORBIDDEN
    total = 0.0
    for a in range(start, min(stop, start + most)):
        if a - start >= need and ascending[a] >= 0:
            break
        total += ascending[a]
    return total


@inner
def categories_of_free(seat: Floats, category: Ints, counts: Ints, free: Longs, others: Longs) -> int:
    """Return a category that all people who do not count have, and nobody else; -1 for none.

    `free` and `others` are filled with how many people of each category do not count, and how many do.
    """
    all_free = 0
    for q in range(len(free)):
        free[q] = others[q] = 0
    for i in range(len(seat)):
        if seat[i] < BARRED:
            all_free += 1 - counts[i]
            for t in range(len(category)):
                if category[t, i] >= 0:
                    free[category[t, i]] += 1 - counts[i]
                    others[category[t, i]] += counts[i]
    gate = -1
    for q in range(len(free)):
        if all_free > 0 and free[q] == all_free and others[q] == 0:
            gate = q
    return gate


@inner
def allowed(marginal: Floats) -> int:
    """Return how many of some marginals are not forbidden."""
    number = 0
    for k in range(len(marginal)):
        number += 1 if marginal[k] < BARRED else 0
    return number
