"""The columns engine: proved bounds and the last per cent, by branch and price over whole groups."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.columns.bounds import unit
from peergroups.engines.columns.costs import GroupCosts, cost_of, group_costs
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.master import Master
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.pricing import Workers
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
        try:
            Run(model, incumbent, budget, workers, self.name).relax()
        finally:
            workers.close()


class Run:
    """One run on one model."""

    def __init__(self, model: Model, incumbent: Incumbent, budget: Budget, workers: Workers, name: str) -> None:
        self.model, self.incumbent, self.budget, self.workers, self.name = model, incumbent, budget, workers, name
        self.costs, self.tallies, self.step = group_costs(model), tallies(model), unit(model)
        self.pool = Pool(self.costs)
        self.master = Master(model, self.tallies, self.pool)

    def relax(self) -> None:
        """Branch and price."""
        start = self.incumbent.groups
        if start is not None:
            self.master.take(self._columns_of(start))
        person = worth(self.costs, self.model, start)
        centre = Duals(person, np.zeros(len(self.tallies)), np.zeros(0))
        width = max(1.0, 1.5 * float(person.sum()) / max(1, (person != 0).sum()))
        tree = Tree(
            self.model,
            self.costs,
            self.tallies,
            self.pool,
            self.master,
            self.workers,
            self.incumbent,
            self.step,
            self.name,
        )
        tree.run(self.budget, centre, width)

    def _columns_of(self, groups: Ints) -> list[int]:
        count = np.zeros(self.costs.row.shape[1], np.int64)
        columns = []
        for group in np.unique(groups[groups != WAITING]):
            members = np.flatnonzero(groups == group).astype(np.int32)
            offer = int(self.model.offer_of[group])
            cost = cost_of(self.costs, offer, members, len(members), count)
            columns.append(self.pool.add(offer, members, cost))
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
