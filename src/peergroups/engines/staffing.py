"""The staffing engine: how many groups of each offer run, so that guides and seats suffice for them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from peergroups.demand.aggregate import rule_limits, size_limits
from peergroups.demand.capacity import MANY_SEATS, scarce
from peergroups.demand.diving import dive
from peergroups.demand.programme import one_seat
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.cpsat.engine import solver_for
from peergroups.engines.cpsat.scaling import whole
from peergroups.engines.dealing import dealt
from peergroups.highs import Limits, stacked
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

MOST_SEATS = 100_000
"""Seats that somebody could take, beyond which a model is left to the other engines."""
UNLIMITED = 2**40
"""Stands for no limit."""


@dataclass
class StaffingEngine:
    """Decides how many groups of each offer run, and who goes to which offer: by CP-SAT, or by a dive if large.

    Exact for seats, sizes, limits on running groups and the numbers of each category and load that hard rules ask
    for in an offer's groups together, above all guides; the other costs are taken to be 0. So what that model
    costs at least is proved: no grouping's total is below it. Its answer is dealt out to the groups.

    A model without people whom their hard rules make scarce is left to the flow, which is quicker.

    Examples
    --------
    Four people for pairs, and one guide, who does not count and can take one group; the others wait at a price of 10:

    >>> from peergroups.terms import Count
    >>> one = np.ones(1, dtype=np.int32)
    >>> guide = Count("guide", True, np.array([-1, -1, -1, -1, 0], dtype=np.int32), np.array([[1.0, 0, 1]]),
    ...               np.zeros((1, 1), dtype=np.int32))
    >>> model = Model(one * 2, one * 2, one * 2, np.array([10.0, 10, 10, 10, 0]), [guide], np.arange(5) < 4)
    >>> incumbent = Incumbent(model)
    >>> StaffingEngine().run(model, incumbent, Budget(5.0), seed=0)
    >>> incumbent.total, incumbent.bound
    (20.0, 20.0)
    """

    name: str = "staffing"

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Prove a bound, then hand in a grouping."""
        many = int(model.seat_costs.choices().sum())
        if not scarce(model) or not 0 < many <= MOST_SEATS or budget.left <= 0:
            return
        seats = model.seats
        if many > MANY_SEATS:
            found = dive(model, seats.cost, model.unseated, budget.left, seed)
            incumbent.prove(found.bound, by=self.name)
            if found.offer is not None:
                incumbent.offer(dealt(model, found.offer, found.number), by=self.name)
            return
        person = np.repeat(np.arange(model.people), np.diff(seats.start)).astype(np.int32)
        scale = whole(np.append(seats.cost, -model.unseated).tolist(), [1.0] * (len(person) + model.people))
        price = np.array(scale.costs, dtype=np.int64)
        programme = cp_model.CpModel()
        takes = [programme.new_bool_var("") for _ in person]
        runs = [programme.new_int_var(0, copies, "") for copies in model.copies.tolist()]
        _add(programme, [*takes, *runs], stacked([one_seat(model, person), *_limits(model, person)]))
        saved = price[: len(person)] + price[len(person) :][person]
        programme.minimize(cp_model.LinearExpr.weighted_sum(takes, saved.tolist()))
        solver = solver_for(budget, seed)
        status = solver.solve(programme)
        if status == cp_model.INFEASIBLE:
            incumbent.infeasible = True
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):  # without an answer the bound it reports may be none
            incumbent.prove(scale.bound(solver.best_objective_bound) + float(model.unseated.sum()), by=self.name)
            chosen = np.full(model.people, WAITING, dtype=np.int32)
            taken = np.array([solver.boolean_value(take) for take in takes], dtype=bool)
            chosen[person[taken]] = seats.offer[taken]
            incumbent.offer(dealt(model, chosen, np.array([solver.value(run) for run in runs])), by=self.name)


def _add(programme: cp_model.CpModel, variables: list[cp_model.IntVar], limits: Limits) -> None:
    """Add limits whose numbers are whole."""
    order = np.argsort(limits.row, kind="stable")
    column, value = limits.column[order], np.rint(limits.value[order]).astype(int)
    ends = np.cumsum(np.bincount(limits.row, minlength=len(limits.low))).tolist()
    for low, high, (begin, end) in zip(limits.low, limits.high, itertools.pairwise([0, *ends]), strict=True):
        terms = [variables[at] for at in column[begin:end]]
        total = cp_model.LinearExpr.weighted_sum(terms, value[begin:end].tolist())
        programme.add_linear_constraint(total, _whole(low), _whole(high))


def _whole(bound: float) -> int:
    return round(float(np.clip(bound, -UNLIMITED, UNLIMITED)))


def _limits(model: Model, person: Ints) -> list[Limits]:
    offer = model.seats.offer
    return [*size_limits(model, person, offer), *rule_limits(model, model.terms, person, offer)]
