"""All rounds improved together, so that no round is finished at the cost of the next."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from peergroups.engines.base import Budget, processors
from peergroups.referee import TOLERANCE, judge
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.exchanging import Rounds, exchange
from peergroups.rounds.numbers import CHEAPER, groupings_of, in_numbers, known
from peergroups.terms import Ints

MOST_PEOPLE = 600
"""Beyond this many people a round leaves the others room enough."""

HOT, COLD = 0.4, 0.2
"""From which temperature to which it cools, in what a repeat costs; measured on four categories in 12 groups."""

SIMILAR = 0.9
"""The share of exchanges with one of those who differ least."""

TRIES = 100_000
"""Exchanges tried between two looks at the clock."""


def suits(plan: Agenda) -> bool:
    """Return whether the rounds of a plan can be improved together."""
    few = len(plan.people) <= MOST_PEOPLE and plan.weight > 0
    alone = all(problem.model.people == len(problem.people) for problem in plan.problems)  # no guide from outside
    return few and alone and all(known(problem.model) for problem in plan.problems)


def improve(plan: Agenda, groupings: Sequence[Ints], budget: Budget, seed: int) -> list[Ints] | None:
    """Return better groupings of all rounds, found by exchanges within rounds while it cools; None if there are none.

    Group sizes stay, and whoever waits goes on waiting.
    """
    before = plan.costs(groupings)
    if before is None or not suits(plan):
        return None
    repeat = CHEAPER * plan.weight
    own = sum(judge(problem.model, g).cost for problem, g in zip(plan.problems, groupings, strict=True))
    start = own + CHEAPER * (before[1] - own)
    least = CHEAPER * plan.least_cost(groupings) + TOLERANCE
    stop = threading.Event()
    many = budget.workers or processors()
    walks = [in_numbers(plan, groupings, start) for _ in range(many)]
    rngs = [np.random.default_rng((seed, number)) for number in range(many)]
    with ThreadPoolExecutor(many) as pool:
        try:
            list(pool.map(lambda walk, rng: _cool(walk, repeat, least, budget, rng, stop), walks, rngs))
        finally:
            stop.set()
    best, better = before, None
    for walk in walks:
        found = groupings_of(plan, walk.best)
        cost = plan.costs(found)
        if cost is not None and cost < best:
            best, better = cost, found
    return better


def _cool(
    rounds: Rounds, repeat: float, least: float, budget: Budget, rng: np.random.Generator, stop: threading.Event
) -> None:
    """Exchange until the time is spent or nothing can be better."""
    begun = budget.spent
    while budget.left and not stop.is_set():
        share = (budget.spent - begun) / (budget.seconds - begun)
        exchange(rounds, repeat, repeat * HOT * (COLD / HOT) ** share, SIMILAR, TRIES, rng)
        if rounds.cost[1] <= least:
            stop.set()
