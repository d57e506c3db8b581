"""From each person's offer to a group: an even deal, then swaps that part and join whom the rules say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peergroups.engines.flow.counts import Tally
from peergroups.engines.flow.network import Longs
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

MOST_TRIES = 40  # partners tried for each person in a broken pair
MOST_MENDED = 2_000  # people in broken pairs looked at; the search does the rest


def deal(model: Model, offer: Ints, size: Longs, tallies: Sequence[Tally], seed: int) -> Ints:
    """Deal people out to the groups of their offers, each category as evenly as its offer.

    Parameters
    ----------
    model : Model
        The groups.
    offer : (people,) int32
        Each person's offer, or `WAITING`.
    size : (groups,) int64
        How many counted members each group gets; 0 for those that do not run.
    tallies : sequence of Tally
        Categories to spread; the first exactly, the others as luck has it.
    seed : int
        Breaks ties.

    Returns
    -------
    (people,) int32
        Each person's group. Those whom too few seats in their offer leave without one wait.
    """
    chance = np.random.default_rng(seed).random(model.people)
    keys = [chance, *(t.category.astype(float) for t in reversed(tallies)), offer * 1.0]
    order = np.lexsort(np.stack(keys))
    groups = np.full(model.people, WAITING, dtype=np.int32)
    runs = np.bincount(model.offer_of[size > 0], minlength=model.offers)
    room = -(-int((~model.counted).sum()) // np.maximum(1, runs))  # for those whom the size does not count
    for counted in (True, False):
        seats = _seats(model, size if counted else (size > 0) * room[model.offer_of])
        begin = np.searchsorted(model.offer_of[seats], np.arange(model.offers + 1))
        mine = order[(offer[order] != WAITING) & (model.counted[order] == counted)]
        where = offer[mine].astype(np.int64)
        place = np.arange(len(mine)) - np.searchsorted(where, where)
        fits = place < np.diff(begin)[where]
        groups[mine[fits]] = seats[(begin[where] + place)[fits]]
    return groups


def _seats(model: Model, size: Longs) -> Longs:
    """Return the group of each seat, offer by offer, dealt round: every group's first seat, then every second one."""
    group = np.repeat(np.arange(model.groups), size)
    turn = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    return group[np.lexsort((group, turn, model.offer_of[group]))]


def mend(model: Model, groups: Ints, seed: int) -> Ints:
    """Swap people who sit in a broken pair with people of the same offer, as long as that breaks less."""
    start, other, weight = _rules(model)
    if not len(other):
        return groups
    groups = groups.copy()
    rng = np.random.default_rng(seed)
    offer = np.where(groups == WAITING, WAITING, model.offer_of[groups])
    owner = np.repeat(np.arange(model.people), np.diff(start))
    together = groups[owner] == groups[other]
    wrong = np.where(weight > 0, together & (groups[owner] != WAITING), ~together)
    pool = {k: np.flatnonzero(offer == k) for k in np.unique(offer[owner[wrong]]) if k != WAITING}

    def broken(person: int) -> float:
        span = slice(start[person], start[person + 1])
        here, there, price = groups[person], groups[other[span]], weight[span]
        share = (there == here) & (here != WAITING)
        return float(price[share & (price > 0)].sum() - price[(there != here) & (price < 0)].sum())

    for person in np.unique(owner[wrong])[:MOST_MENDED]:
        if groups[person] == WAITING or broken(person) == 0:
            continue
        span = slice(start[person], start[person + 1])
        wanted = groups[other[span][weight[span] < 0]]
        near = np.flatnonzero(np.isin(groups, wanted[wanted != WAITING]) & (offer == offer[person]))
        near = near if len(near) else pool[offer[person]]
        for partner in rng.choice(near, min(MOST_TRIES, len(near)), replace=False):
            if groups[partner] == groups[person] or model.counted[partner] != model.counted[person]:
                continue
            before = broken(person) + broken(partner)
            groups[[person, partner]] = groups[[partner, person]]
            if broken(person) + broken(partner) < before:
                break
            groups[[person, partner]] = groups[[partner, person]]
    return groups


def _rules(model: Model) -> tuple[Longs, Ints, np.typing.NDArray[np.float64]]:
    """Return the hard pairs of each person, sparse: start, other, weight (negative for forced pairs)."""
    apart, joined = model.forbidden_pairs, model.forced_pairs
    first = np.concatenate([apart.first, apart.second, joined.first, joined.second])
    second = np.concatenate([apart.second, apart.first, joined.second, joined.first])
    weight = np.concatenate([apart.weight, apart.weight, -joined.weight, -joined.weight])
    order = np.argsort(first, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(first, minlength=model.people))]).astype(np.int64)
    return start, second[order], weight[order]
