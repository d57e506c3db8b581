"""A last round put together from all the groups that cost nothing beside the other rounds.

Where room is scarce, a search ends with a few pairs too many: from one grouping without cost to the next, nearly
everybody must move. But then few groups cost nothing, so that all of them can be listed, and some found that seat
everybody (exact cover). Beginnings that leave people most groups are tried first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import numpy as np

from peergroups.engines.base import Budget, processors
from peergroups.referee import TOLERANCE
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.completing.covering import Choice, Desk, branch, desk, finish
from peergroups.rounds.completing.listing import LastRound, last_round
from peergroups.rounds.completing.possible import Kind, list_groups, trail
from peergroups.rounds.exchanging import Longs
from peergroups.rounds.forming import one_after_another
from peergroups.rounds.numbers import groupings_of
from peergroups.terms import Floats, Ints

BESIDE = 4
"""Beside how many plans of the other rounds the last one is listed; the one with most groups is tried."""

FORMING = 0.2
"""The share of the time left for forming those other rounds, at most."""

FIRST, FURTHER = 300, 1_000
"""How many beginnings of one group are followed, and of more groups."""

DEPTH = 4
"""A beginning has one group in so many."""

TRIED = 600
"""How many beginnings are tried to the end."""

STEPS = 100_000
"""Steps for each of those."""


def complete(plan: Agenda, groupings: Sequence[Ints], budget: Budget, seed: int) -> list[Ints] | None:
    """Return rounds that cost nothing; None if none are found, or a last round's groups are too many to list.

    The rounds before it must cost nothing. Where they leave no last round they are formed anew, unless somebody waits
    in them; sizes stay, and who waits in the last round.
    """
    costs = plan.costs(groupings[:-1])
    if costs is None or costs[1] or plan.least_cost(groupings) > TOLERANCE:
        return None
    rng, lasts = np.random.default_rng(seed), [last_round(plan, groupings)]
    while budget.left:
        lasts += _anew(plan, groupings[-1], budget.part(FORMING), rng)
        listed = [last for last in lasts if last is not None]
        if not listed:
            break
        found = put_together(max(listed, key=lambda last: len(last.choice.members)), budget)
        if found is not None:
            return groupings_of(plan, found)
        lasts = []
    return None


def _anew(plan: Agenda, last: Ints, budget: Budget, rng: np.random.Generator) -> Iterator[LastRound | None]:
    """Yield the last round beside some other plans of the rounds before it."""
    for k in range(BESIDE if plan.rounds > 1 else 0):
        before = one_after_another(plan, budget.part(1 / (BESIDE - k)), int(rng.integers(2**31)), plan.rounds - 1)
        if len(before) == plan.rounds - 1 and plan.costs(before) == (0, 0.0):
            yield last_round(plan, [*before, last])


def put_together(last: LastRound, budget: Budget) -> Longs | None:
    """Return everybody's group in each round, the last one without cost; None if it was not found."""
    desks: SimpleQueue[Desk] = SimpleQueue()
    workers = budget.workers or processors()
    for _ in range(workers):
        desks.put(desk(last.choice))
    with ThreadPoolExecutor(workers) as pool:
        try:
            beginnings = [np.empty(0, dtype=np.int64)]
            for _ in range(last.choice.wanted // DEPTH):
                if not beginnings:
                    return None
                width = FIRST if len(beginnings) == 1 else FURTHER
                found = list(pool.map(lambda chosen: _longer(last.choice, desks, chosen, budget), beginnings[:width]))
                longer, score = (np.concatenate(of) for of in zip(*found, strict=True))
                beginnings = list(longer[np.argsort(-score, kind="stable")[:FURTHER]])
            ends = pool.map(lambda chosen: _ended(last.choice, desks, chosen, budget), beginnings[:TRIED])
            return next((last.filled(chosen) for chosen in ends if chosen is not None), None)
        finally:
            pool.shutdown(cancel_futures=True)


def _longer(choice: Choice, desks: SimpleQueue[Desk], chosen: Longs, budget: Budget) -> tuple[Longs, Floats]:
    """Return what a beginning becomes with one group more, and how good that seems; nothing once time is over."""
    group, score, many = np.empty(len(choice.members), dtype=np.int64), np.empty(len(choice.members)), 0
    if budget.left:
        own = desks.get()
        many = branch(choice, own, chosen, group, score)
        desks.put(own)
    return np.column_stack([np.tile(chosen, (many, 1)), group[:many]]), score[:many]


def _ended(choice: Choice, desks: SimpleQueue[Desk], chosen: Longs, budget: Budget) -> Longs | None:
    """Return all the groups of a beginning's end; None if none was found, or time is over."""
    if not budget.left:
        return None
    own = desks.get()
    found = finish(choice, own, chosen, STEPS)
    rest = own.pick[: choice.wanted - len(chosen)].copy()
    desks.put(own)
    return np.concatenate([chosen, rest]) if found else None


def make_ready() -> None:
    """Compile or load the listing and choosing of groups, with one person in each of two."""
    none = np.zeros((2, 0), dtype=np.int64)
    bit = np.ones((2, 1), dtype=np.uint64)
    kind = Kind(bit, bit[0], none, bit[:0], none[0], none[0], 1)
    group = np.zeros(2, dtype=np.int64)
    list_groups(kind, trail(kind), np.zeros((2, 1), dtype=np.int64), 1)
    choice = Choice(np.array([[0], [1]]), none, none[0], none[0], none[0], 2, 2)
    branch(choice, desk(choice), group[:0], group, np.zeros(2))
    finish(choice, desk(choice), group[:0], 1)
