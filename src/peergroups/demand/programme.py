"""Who goes to which offer and how many groups of each run, as a linear programme for HiGHS."""

from __future__ import annotations

import math

import numpy as np
from highspy import HighsModelStatus

from peergroups.demand.aggregate import rule_limits, size_limits
from peergroups.highs import Limits, ask_whole, found, solver_of, stacked
from peergroups.model import Model
from peergroups.terms import Floats, Ints

SLACK = 1e-12
"""What a sum of products may be off by, as a share of the sum of their sizes."""


class Programme:
    """Who goes to which offer and how many groups of each run: linear limits that no grouping breaks.

    Parameters
    ----------
    model : Model
        Its hard rules on seats, sizes, counts, loads and running groups are in the limits.
    apart : bool
        Whether it is in them too that a guide has no member whom a hard rule keeps apart from them, in offers of
        which one group may run.
    """

    def __init__(self, model: Model, apart: bool) -> None:
        seats = model.seats
        self.model, self.arcs = model, len(seats.offer)
        self.person = np.repeat(np.arange(model.people), np.diff(seats.start)).astype(np.int32)
        limits = [one_seat(model, self.person), *size_limits(model, self.person, seats.offer)]
        limits += [*rule_limits(model, model.terms, self.person, seats.offer)]
        limits += _apart(model, self.person) if apart else []
        self._limits = stacked(limits)
        self._most = np.append(np.ones(self.arcs), model.copies.astype(float))
        self.solver = solver_of(np.zeros(len(self._most)), self._limits, self._most)

    def price(self, costs: Floats) -> None:
        """Set what each seat, and each running group after them, costs."""
        self.costs = costs
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def between(self, low: Floats, high: Floats) -> None:
        """Set how many groups of each offer run at least and at most."""
        groups = np.arange(self.arcs, self.arcs + len(low), dtype=np.int32)
        self.solver.changeColsBounds(len(low), groups, low, high)

    def whole(self, everybody: bool) -> None:
        """Ask for whole numbers of groups from now on, and of seats: everybody's, or those that do not count."""
        counted = self.model.counted[self.person] & (not everybody)
        ask_whole(self.solver, np.append(~counted, np.ones(self.model.offers, dtype=bool)))

    def solve(self, seconds: float) -> Floats | None:
        """Return the cheapest seats and numbers of groups found, None if there are none."""
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(0.01, seconds))
        self.solver.run()
        done = self.solver.getModelStatus()
        if done in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
            return None
        return found(self.solver)

    def bound(self) -> float:
        """Return a number that no whole or fractional answer costs less than, from the duals of the last solve.

        It holds whatever the duals are: each limit is priced at the end that its dual points to, and what is left of
        each cost at the end of its variable.
        """
        dual = np.array(self.solver.getSolution().row_dual)
        limits = self._limits
        end = np.where(dual > 0, limits.low, limits.high)
        dual = np.where(np.isfinite(end), dual, 0.0)
        left = self.costs - np.bincount(limits.column, limits.value * dual[limits.row], len(self.costs))
        parts = np.concatenate([dual * np.where(dual != 0, end, 0.0), np.minimum(left, 0.0) * self._most])
        return math.fsum(parts) - SLACK * float(np.abs(parts).sum() + np.abs(self.costs).sum())


def one_seat(model: Model, person: Ints) -> Limits:
    """Return that nobody takes two of the seats they could take."""
    entries = np.ones(len(person))
    return Limits(person, np.arange(len(person)), entries, np.zeros(model.people), np.ones(model.people))


def _apart(model: Model, person: Ints) -> list[Limits]:
    """Return that whoever does not count, such as a guide, shares no offer's only group with whom they must not."""
    start, others, _ = model.forbidden_pairs.neighbours
    offer = model.seats.offer
    arc_of = {(int(p), int(k)): arc for arc, (p, k) in enumerate(zip(person, offer, strict=True))}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    most: list[float] = []
    for arc in np.flatnonzero(~model.counted[person] & (model.copies[offer] == 1)).tolist():
        barred = others[start[person[arc]] : start[person[arc] + 1]]
        there = [arc_of.get((int(p), int(offer[arc])), -1) for p in barred if model.counted[p]]
        members = [other for other in there if other >= 0]
        if members:
            size = float(min(len(members), model.most[offer[arc]]))
            rows += [len(most)] * (len(members) + 1)
            columns += [arc, *members]
            values += [size, *[1.0] * len(members)]
            most.append(size)
    if not most:
        return []
    place = np.array(rows), np.array(columns)
    return [Limits(*place, np.array(values), np.full(len(most), -np.inf), np.array(most))]
