"""Who gets a seat when there are too few: the queue, and what it costs to leave each person waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.model import Model
from peergroups.terms import Floats, Ints, Open

if TYPE_CHECKING:
    from peergroups.problem import Problem

Longs = NDArray[np.int64]
Columns = Longs | Ints | int

NODES = 2_000
"""Branching steps allowed in choosing how many groups of each offer to fill."""


def queue_places(problem: Problem) -> Longs:
    """Return (people,) each person's place in the queue, 0 for the first.

    Those whom the queue does not list come last, in the order of the people. Ids that are not among the people are
    passed over.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> queue_places(pg.Problem(pd.DataFrame(index=["ann", "bo", "cai"]), offers, queue=["cai", "ann"]))
    array([1, 2, 0])
    """
    people = problem.people.index
    listed = people.get_indexer(pd.Index(list(dict.fromkeys(problem.queue or ())), dtype=object))
    listed = listed[listed >= 0]
    rest = np.setdiff1d(np.arange(len(people)), listed)
    place = np.empty(len(people), dtype=np.int64)
    place[np.concatenate([listed, rest])] = np.arange(len(people))
    return place


def waiting_prices(model: Model, ceiling: float, place: Longs | None) -> Floats:
    r"""Return (people,) the price of leaving each person without a seat: seats first, then the queue, then costs.

    With W a whole number, more than 8 times what any grouping costs, and n people, the price of the person at place
    p of the queue (from 0) is

    .. math:: W + \frac{W}{4} [\text{first in line}] + \left\lfloor \frac{W}{8 n} \right\rfloor (n - p).

    Who is first in line is settled by `first_in_line`. So no saving of cost outweighs a seat, nor the seat of
    somebody first in line for somebody who is not; among the others an earlier place outweighs all but large costs.

    Parameters
    ----------
    model : Model
        The problem; its prices of waiting are not read.
    ceiling : float
        A number that no grouping's cost exceeds.
    place : (people,) int64 or None
        Places in the queue, from 0; without a queue everybody's price is W.
    """
    people = model.people
    unit = 8.0 * max(people, int(ceiling) + 2)
    if place is None or not people:
        return np.full(people, unit)
    step = unit // (8 * people)
    return unit + unit / 4 * first_in_line(model, place) + step * (people - place)


def first_in_line(model: Model, place: Longs) -> NDArray[np.bool_]:
    """Return (people,) who gets a seat if seats go strictly by the queue.

    First the number of groups of each offer is chosen that seats the most people; then whoever comes later in the
    queue gets a seat only if nobody before them needs it. (Sets of people who can be seated together are independent
    in a matroid, so the largest sum of any weights that fall along the queue gives the seats strictly by it.) Only
    seats, sizes and limits on running groups are looked at here, no hard rule about who sits with whom.

    Parameters
    ----------
    model : Model
        The problem.
    place : (people,) int64
        Places in the queue, from 0.
    """
    kind, options = _alike(model)
    running = _groups_to_fill(model, kind, options, place)
    seated = _fill(model, kind, options, running, place)
    has_options = np.diff(model.seats.start) > 0
    return np.where(model.counted, seated, has_options)


def _alike(model: Model) -> tuple[Longs, list[Ints]]:
    """Return (people,) which kind of person each is, -1 if no seat is needed or possible, and each kind's offers."""
    seats = model.seats
    number: dict[bytes, int] = {}
    options: list[Ints] = []
    kind = np.full(model.people, -1, dtype=np.int64)
    for i in np.flatnonzero(model.counted & (np.diff(seats.start) > 0)):
        offers = seats.offer[seats.start[i] : seats.start[i + 1]]
        key = offers.tobytes()
        if key not in number:
            number[key] = len(options)
            options.append(offers)
        kind[i] = number[key]
    return kind, options


def _groups_to_fill(model: Model, kind: Longs, options: list[Ints], place: Longs) -> Longs:
    """Return (offers,) how many groups of each offer to run so that the most people have a seat.

    A mixed-integer programme over kinds of people and offers; equal numbers of seats go to those earlier in line.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, diags_array, hstack

    if not options:
        return np.zeros(model.offers, dtype=np.int64)
    many = np.bincount(kind[kind >= 0])
    early = 1 - np.bincount(kind[kind >= 0], place[kind >= 0]) / many / model.people
    who, offer = _arcs(options)
    arcs, offers = len(who), model.offers
    of_kind = csr_array((np.ones(arcs), (who, np.arange(arcs))), shape=(len(options), arcs + offers))
    of_offer = csr_array((np.ones(arcs), (offer, np.arange(arcs))), shape=(offers, arcs))
    limits = [
        LinearConstraint(of_kind, 0, many),
        LinearConstraint(hstack([of_offer, diags_array(-model.most.astype(float))]), -np.inf, 0),
        LinearConstraint(hstack([of_offer, diags_array(-model.least.astype(float))]), 0, np.inf),
    ]
    for term in model.of_kind(Open, hard=True):
        counted = np.concatenate([np.zeros(arcs), np.isin(np.arange(offers), term.offers)])
        limits.append(LinearConstraint(counted, term.least, term.most))
    answer = milp(
        -np.concatenate([1 + early[who] / (model.people + 1), np.zeros(offers)]),
        constraints=limits,
        bounds=Bounds(0, np.concatenate([many[who], model.copies])),
        integrality=np.concatenate([np.zeros(arcs), np.ones(offers)]),
        options={"node_limit": NODES, "mip_rel_gap": 1e-6},
    )
    if answer.x is None:
        return model.copies.astype(np.int64)
    return np.rint(answer.x[arcs:]).astype(np.int64)


def _arcs(options: list[Ints]) -> tuple[Longs, Ints]:
    """Return the kind of person and the offer of every seat that a kind can take."""
    who = np.repeat(np.arange(len(options)), [len(offers) for offers in options])
    return who, np.concatenate([np.zeros(0, np.int32), *options])


def _fill(model: Model, kind: Longs, options: list[Ints], running: Longs, place: Longs) -> NDArray[np.bool_]:
    """Return (people,) who sits if these groups are filled strictly by the queue: a min-cost flow.

    Source -> one arc a person -> kinds -> offers -> sink; the seats that a group needs to run are wanted most.
    """
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    n, kinds = model.people, len(options)
    source, sink = kinds + model.offers, kinds + model.offers + 1
    sitting = np.flatnonzero(kind >= 0)
    worth = n - place[sitting]

    def arcs(tail: Columns, head: Columns, capacity: Columns, cost: Columns) -> Ints:
        columns = np.broadcast_arrays(*(np.asarray(c, dtype=np.int64) for c in (tail, head, capacity, cost)))
        made: Ints = network.add_arcs_with_capacity_and_unit_cost(*map(np.ascontiguousarray, columns))
        return made

    of_person = arcs(source, kind[sitting], 1, -worth)
    who, offer = _arcs(options)
    arcs(who, kinds + offer, n, 0)
    least, most = (size.astype(np.int64) * running for size in (model.least, model.most))
    arcs(kinds + np.arange(model.offers), sink, least, -4 * (n + 1))  # outweighs anybody's place
    arcs(kinds + np.arange(model.offers), sink, most - least, 0)
    arcs(source, sink, len(sitting), 0)
    network.set_nodes_supplies(np.array([source, sink]), np.array([len(sitting), -len(sitting)]))
    if network.solve() != network.OPTIMAL:
        raise RuntimeError("the flow by the queue has no solution")
    seated = np.zeros(n, dtype=bool)
    seated[sitting] = network.flows(of_person) > 0
    return seated
