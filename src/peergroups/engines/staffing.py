"""The staffing engine: how many groups of each offer run, so that guides and seats suffice for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from peergroups.demand.aggregate import rule_limits, size_limits
from peergroups.demand.capacity import asks_for_members
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.cpsat.scaling import whole
from peergroups.engines.dealing import dealt
from peergroups.model import Model
from peergroups.terms import WAITING, Ints, Load

MOST_SEATS = 100_000
"""Seats that somebody could take, beyond which a model is left to the other engines."""


@dataclass
class StaffingEngine:
    """Decides by a mixed-integer programme how many groups of each offer run, and who goes to which offer.

    Exact for seats, sizes, limits on running groups and the numbers of each category and load that hard rules ask
    for in an offer's groups together, above all guides; the other costs are taken to be 0. So what the programme
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
        seats = model.seats
        if not scarce(model) or not 0 < len(seats.offer) <= MOST_SEATS or budget.left <= 0:
            return
        person = np.repeat(np.arange(model.people), np.diff(seats.start)).astype(np.int32)
        scale = whole(np.append(seats.cost, -model.unseated).tolist(), [1.0] * (len(person) + model.people))
        price = np.array(scale.costs)
        answer = milp(
            np.concatenate([price[: len(person)] + price[len(person) :][person], np.zeros(model.offers)]),
            constraints=[_one_seat(model, person), *_limits(model, person)],
            bounds=Bounds(0, np.concatenate([np.ones(len(person)), model.copies])),
            integrality=np.ones(len(person) + model.offers, dtype=np.int64),
            options={"time_limit": budget.left, "mip_rel_gap": 1e-9},
        )
        if answer.status == INFEASIBLE:
            incumbent.infeasible = True
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            least = np.ceil(answer.mip_dual_bound - NOISE * (1 + NOISE * abs(answer.mip_dual_bound)))
            incumbent.prove(scale.bound(float(least)) + float(model.unseated.sum()), by=self.name)
        if answer.x is not None:
            chosen = np.full(model.people, WAITING, dtype=np.int32)
            taken = answer.x[: len(person)] > 0.5
            chosen[person[taken]] = seats.offer[taken]
            running = np.rint(answer.x[len(person) :]).astype(np.int64)
            incumbent.offer(dealt(model, chosen, running), by=self.name)


INFEASIBLE = 2
"""What scipy calls a programme without a solution."""
NOISE = 1e-4
"""How far the solver's own arithmetic may be off, where whole numbers are wanted."""


def scarce(model: Model) -> bool:
    """Return whether some hard rule asks for members of a category, or limits how often people of a set sit."""
    return any(map(asks_for_members, model.counts)) or bool(model.of_kind(Load, hard=True))


def _one_seat(model: Model, person: Ints) -> LinearConstraint:
    arcs = np.arange(len(person))
    shape = (model.people, len(person) + model.offers)
    return LinearConstraint(csr_array((np.ones(len(person)), (person, arcs)), shape=shape), 0, 1)


def _limits(model: Model, person: Ints) -> list[LinearConstraint]:
    offer = model.seats.offer
    return [*size_limits(model, person, offer), *rule_limits(model, model.terms, person, offer)]
