"""The columns engine: proved bounds and the last per cent, by branch and price over whole groups."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.columns.costs import GroupCosts, cost_of, group_costs
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.pricing import Workers
from peergroups.engines.columns.shared import Shared
from peergroups.engines.columns.tallies import tallies
from peergroups.engines.columns.tree import Tree
from peergroups.model import Model
from peergroups.terms import WAITING, Floats, Ints

LARGEST = 50_000_000
"""Numbers in the tables of pairs and seats beyond which a model is left to the other engines."""


@dataclass
class ColumnsEngine:
    """Chooses among whole groups: a linear program over them proves the bound, pricing finds those worth having."""

    name: str = "columns"

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Prove a bound and look for better groupings, until both meet or the budget is spent."""
        if budget.left <= 0 or model.people == 0 or model.people * max(model.people, model.offers) > LARGEST:
            return
        single = budget.iterations is not None
        workers = Workers(1 if single else budget.workers or os.cpu_count() or 1)
        costs, counted = group_costs(model), tallies(model)
        pool = Pool(costs)
        master = Master(model, counted, pool)
        start = incumbent.groups
        if start is not None:
            master.take(_columns(pool, model, start))
        person = worth(costs, model, start)
        shared = Shared(model, costs, counted, pool, master, workers, budget, _width(person))
        try:
            Tree(shared, incumbent, self.name).run(Duals(person, np.zeros(len(counted)), np.zeros(0)))
        finally:
            workers.close()


def _columns(pool: Pool, model: Model, groups: Ints) -> list[int]:
    """Return a grouping's groups as columns of a pool."""
    count = np.zeros(pool.costs.row.shape[1], np.int64)
    columns = []
    for group in np.unique(groups[groups != WAITING]):
        members = np.flatnonzero(groups == group).astype(np.int32)
        offer = int(model.offer_of[group])
        columns.append(pool.add(offer, members, cost_of(pool.costs, offer, members, len(members), count)))
    return columns


def worth(costs: GroupCosts, model: Model, groups: Ints | None) -> Floats:
    """Return (people,) what each person costs in a grouping; half of each pair, and a part of each count."""
    worth = np.zeros(model.people)
    if groups is None:
        return worth
    for group in np.unique(groups[groups != WAITING]):
        members = np.flatnonzero(groups == group)
        offer = model.offer_of[group]
        worth[members] = costs.seat[offer, members] + costs.pair[np.ix_(members, members)].sum(axis=1) / 2
        for category in costs.category[:, members]:
            for q in np.unique(category[category >= 0]):
                inside = category == q
                worth[members[inside]] += costs.table[costs.row[offer, q], inside.sum()] / inside.sum()
    return worth


def _width(person: Floats) -> float:
    return max(1.0, 1.5 * float(np.abs(person).sum()) / max(1, np.count_nonzero(person)))
