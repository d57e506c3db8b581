"""The columns engine: proved bounds and the last per cent, by branch and price over whole groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peergroups.engines.base import Budget, Incumbent, processors
from peergroups.engines.columns.bounds import ceiling, tellable
from peergroups.engines.columns.clock import Clock
from peergroups.engines.columns.costs import GroupCosts, costs_of, group_costs
from peergroups.engines.columns.desk import Desks
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.frame import Frame
from peergroups.engines.columns.limits import limits
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.pricing import ROOM
from peergroups.engines.columns.shared import Shared
from peergroups.engines.columns.tallies import tallies
from peergroups.engines.columns.tree import Tree
from peergroups.engines.columns.workers import Workers
from peergroups.engines.search import SearchEngine
from peergroups.model import Model
from peergroups.terms import WAITING, Floats, Ints

WIDTH = 1.5
"""How far the duals may be from a guess at first, as a multiple of what seating a person costs."""
POLISH_LEFT, POLISH_SPENT = 0.05, 0.2
"""The share of the time left, and of that spent, that the search may use on each better grouping."""
ABOVE_ALL = 10
"""The price of what a grouping may not use, as a multiple of a number above every total."""
LARGEST, A_SECOND = 50_000_000, 2_000_000
"""Numbers in the tables of pairs and seats beyond which, at all and for each second there is, a model is left to the
other engines."""


@dataclass
class ColumnsEngine:
    """Chooses among whole groups: a linear program over them proves the bound, pricing finds those worth having."""

    name: str = "columns"

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Prove a bound and look for better groupings, until both meet or the budget is spent."""
        numbers = model.people * max(model.people, model.offers)
        many = LARGEST if budget.iterations is not None else min(LARGEST, A_SECOND * budget.left)
        if budget.left <= 0 or model.people == 0 or numbers > many:
            return
        clock = Clock(budget)
        costs, counted, limited = group_costs(model), tallies(model), limits(model)
        worst = ceiling(model, costs, counted)
        if not tellable(model, limited, dearest=ABOVE_ALL * worst):
            return
        single = budget.iterations is not None
        workers = Workers(1 if single else budget.workers or processors(), clock)
        pool = Pool(costs)
        master = Master(Frame(model, counted, limited, above_all=ABOVE_ALL * worst), pool)
        start = incumbent.groups
        master.take(_columns(pool, model, start))
        cost = _cost(costs, model, start)
        desks = Desks(costs, ROOM)
        shared = Shared(model, costs, counted, limited, pool, master, workers, desks, clock, worst, _width(cost))

        def polish() -> None:
            seconds = min(POLISH_LEFT * budget.left, POLISH_SPENT * budget.spent)
            steps = None if budget.iterations is None else int(POLISH_LEFT * budget.iterations)
            if not incumbent.closed:
                more = Budget(seconds, steps, budget.workers, budget.enough)
                SearchEngine().run(model, incumbent, more, seed)

        try:
            Tree(shared, incumbent, self.name, polish).run(
                Duals(cost + _scarcity(model, start), np.zeros(len(counted)), np.zeros(len(limited)), np.zeros(0))
            )
        finally:
            workers.close()


def _columns(pool: Pool, model: Model, groups: Ints | None) -> list[int]:
    """Return a grouping's groups as columns of a pool."""
    running = _groups(model, groups)
    costs = costs_of(pool.costs, running).tolist()  # of no groups too, so that any run compiles all that others call
    return [pool.add(offer, members, cost) for (offer, members), cost in zip(running, costs, strict=True)]


def _scarcity(model: Model, groups: Ints | None) -> Floats:
    """Return (people,) what a seat is worth where people wait for want of seats: about what one of them pays."""
    if groups is None:
        return np.zeros(model.people)
    wants = model.unseated > 0
    waits = wants & (groups == WAITING)
    return np.where(wants, np.median(model.unseated[waits]) if waits.any() else 0.0, 0.0)


def _cost(costs: GroupCosts, model: Model, groups: Ints | None) -> Floats:
    """Return (people,) what each person costs in a grouping: the seat, half of each pair, a part of each count."""
    cost = np.zeros(model.people)
    for offer, members in _groups(model, groups):
        cost[members] = costs.seat[offer, members] + costs.pair[np.ix_(members, members)].sum(axis=1) / 2
        for category in costs.category[:, members]:
            for q in np.unique(category[category >= 0]):
                inside = category == q
                cost[members[inside]] += costs.table[costs.row[offer, q], inside.sum()] / inside.sum()
    return cost


def _groups(model: Model, groups: Ints | None) -> list[tuple[int, Ints]]:
    if groups is None:
        return []
    running = np.unique(groups[groups != WAITING])
    return [(int(model.offer_of[group]), np.flatnonzero(groups == group).astype(np.int32)) for group in running]


def _width(cost: Floats) -> float:
    """Return about what seating a person costs."""
    return max(1.0, WIDTH * float(np.abs(cost).sum()) / max(1, int(np.count_nonzero(cost))))
