"""The min-cost flow: people -> category and offer -> offer -> limit on running groups -> done, or waiting."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from peergroups.engines.flow.routes import level_runs, routes
from peergroups.seatcosts import SeatCosts
from peergroups.terms import WAITING, Floats, Ints

Longs = NDArray[np.int64]
SCALES = (1, 2, 4, 5, 10, 20, 100, 1_000, 10_000, 1_000_000)
LARGEST = 2**61
"""Of cost times nodes, which the solver multiplies; long paths of dear arcs may need less."""
COARSER = 16
DEAR = 4  # times the dearest seat: enough for most to prefer any seat to none


@dataclass(frozen=True, eq=False)
class Prices:
    """What members of a category, or of all, add to the groups of an offer.

    Attributes
    ----------
    row : (offers, categories) int64
        The row of `steps`.
    steps : (rows, most) float64
        What the k-th member of a group adds; non-decreasing.
    """

    row: Longs
    steps: Floats


@dataclass(frozen=True, eq=False)
class Limit:
    """At most so many people in the groups of some offers."""

    offers: Ints
    seats: int


@dataclass
class _Arcs:
    tail: list[Longs] = field(default_factory=list)
    head: list[Longs] = field(default_factory=list)
    room: list[Longs] = field(default_factory=list)
    cost: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, tail: Longs, head: Longs, room: Longs | int, cost: Floats | float) -> slice:
        """Append arcs and return their places."""
        size = len(tail)
        self.tail.append(tail)
        self.head.append(np.broadcast_to(head, size))
        self.room.append(np.broadcast_to(np.asarray(room, dtype=np.int64), size))
        self.cost.append(np.broadcast_to(np.asarray(cost, dtype=float), size))
        self.count += size
        return slice(self.count - size, self.count)


@dataclass(frozen=True, eq=False)
class Answer:
    """The offer of each person (`WAITING` for none), and a number that no cost in the network's terms is below."""

    offer: Ints
    value: float


def cheapest(
    seats: SeatCosts,
    category: Ints,
    prices: Prices | None,
    groups: Longs,
    least: Longs,
    most: Longs,
    size_steps: Floats,
    unseated: Floats,
    counted: NDArray[np.bool_],
    limits: list[Limit],
    fill_reward: float,
    drawn: Longs | None = None,
) -> Answer:
    """Seat everybody at the least cost that a flow can tell.

    Parameters
    ----------
    seats : SeatCosts
        What each seat costs.
    category : (people,) int32
        What `prices` counts; -1 for none.
    prices : Prices or None
        By category and offer.
    groups : (offers,) int64
        How many groups of each offer run.
    least, most : (offers,) int64
        Members of a group. The least is rewarded, not forced.
    size_steps : (offers, most) float64
        What the k-th member of a group adds.
    unseated : (people,) float64
        The price of waiting.
    counted : (people,) bool
        Whether the person takes room in the group; those who do not are not priced by `prices` either.
    limits : list of Limit
        Disjoint sets of offers.
    fill_reward : float
        For each of the least members of a group that runs; 0 if groups need not run.
    drawn : (offers,) int64, optional
        How many people the groups of each offer take in all; rewarded, not forced.
    """
    people, offers = len(unseated), len(groups)
    open_offer = groups > 0
    route = routes(seats, open_offer, ~counted)
    arcs = _Arcs()
    offer_node = people + np.arange(offers)
    sink = people + offers
    nodes = sink + 1
    plain = (category < 0) | ~counted if prices is not None else np.ones(people, dtype=bool)
    categories = 1 if prices is None else prices.row.shape[1]

    # Each person's own seats: to the offer at once, or through the node of category and offer.
    cell = np.where(plain[route.person], -1, category[route.person].astype(np.int64) * offers + route.offer)
    roams = np.flatnonzero(route.roams)
    roam_cell = np.where(plain[roams], -1, category[roams])
    pools = np.unique(roam_cell)  # the default routes; -1 is that of people without a category
    fan = np.stack(np.meshgrid(pools, np.flatnonzero(open_offer), indexing="ij")).reshape(2, -1)
    fan_cell = np.where(fan[0] < 0, -1, fan[0] * offers + fan[1])
    cells = np.unique(np.concatenate([cell, fan_cell]))
    cells = cells[cells >= 0]
    cell_node = nodes + np.arange(len(cells))
    nodes += len(cells)
    pool_node = nodes + np.arange(len(pools))
    nodes += len(pools)

    def target(key: Longs, offer: Longs) -> Longs:
        found = np.searchsorted(cells, np.maximum(key, 0))
        return np.where(key < 0, offer_node[offer], cell_node[found] if len(cells) else offer_node[offer])

    free = np.where(counted[route.person], target(cell, route.offer), sink)
    own = arcs.add(route.person, free, 1, route.cost)
    roaming = arcs.add(roams, pool_node[np.searchsorted(pools, roam_cell)], 1, seats.default)
    fanned = arcs.add(pool_node[np.searchsorted(pools, fan[0])], target(fan_cell, fan[1]), people, 0.0)
    waits = arcs.add(np.arange(people), np.full(people, sink), 1, unseated)

    if prices is not None and len(cells):
        here = prices.row[cells % offers, cells // offers]
        run = level_runs(prices.steps)
        at, which = run.of_rows(here)
        size = np.bincount(category[~plain], minlength=categories)
        come = np.bincount(np.searchsorted(cells, cell[cell >= 0]), minlength=len(cells))  # at most, to each cell
        pooled = fan_cell >= 0
        come[np.searchsorted(cells, fan_cell[pooled])] += size[fan[0][pooled]]
        copies, rank = groups[cells[at] % offers], run.begin[which]
        reached = rank * copies < np.minimum(come, size[cells // offers])[at]
        at, which, copies = at[reached], which[reached], copies[reached]
        arcs.add(cell_node[at], offer_node[cells[at] % offers], run.length[which] * copies, run.level[which])

    exits = np.full(offers, sink)
    for limit in limits:
        exits[limit.offers] = nodes
        arcs.add(np.array([nodes]), np.array([sink]), limit.seats, 0.0)
        nodes += 1
    member = np.arange(size_steps.shape[1])
    exit_steps = np.where(member < most[:, None], size_steps, np.inf)
    run = level_runs(exit_steps - fill_reward * (member < least[:, None]))
    if drawn is None:
        arcs.add(offer_node[run.row], exits[run.row], run.length * groups[run.row], run.level)
    else:
        arcs.add(offer_node, exits, drawn, -fill_reward)

    flows, value = _solve(arcs, waits, nodes, people, sink)
    chosen = np.full(people, WAITING, dtype=np.int32)
    taken = flows[own] > 0
    chosen[route.person[taken]] = route.offer[taken]
    went = roams[flows[roaming] > 0]
    by_pool = went[np.argsort(np.searchsorted(pools, np.where(plain[went], -1, category[went])), kind="stable")]
    chosen[by_pool] = np.repeat(fan[1], flows[fanned])  # both in the order of the pools
    return Answer(chosen, value)


def _solve(arcs: _Arcs, waits: slice, nodes: int, people: int, sink: int) -> tuple[Longs, float]:
    """Return each arc's flow, and its cost rounded so that it never exceeds the true least cost.

    The solver takes the longer the dearer arcs are, so at first waiting costs not much more than the dearest seat. If
    nobody waits even so, that flow is cheapest at the true price too.
    """
    cost = np.concatenate(arcs.cost)
    supply = np.zeros(nodes, dtype=np.int64)
    supply[:people] = 1
    supply[sink] = -people
    cheap = cost.copy()
    cheap[waits] = 0.0
    cheap[waits] = np.minimum(cost[waits], DEAR * np.abs(cheap).max(initial=0))
    flows, value = _solve_at(cheap, arcs, supply)
    return _solve_at(cost, arcs, supply) if flows[waits].any() else (flows, value)


def _solve_at(cost: Floats, arcs: _Arcs, supply: Longs) -> tuple[Longs, float]:
    """Return each arc's flow and the rounded cost where arcs cost so much."""
    tail, head, room = (np.concatenate(part) for part in (arcs.tail, arcs.head, arcs.room))
    scale = _scale(cost, len(supply))
    while True:
        whole = np.floor(cost * scale + 1e-6).astype(np.int64)
        network = min_cost_flow.SimpleMinCostFlow()
        network.add_arcs_with_capacity_and_unit_cost(tail, head, room, whole)
        network.set_nodes_supplies(np.arange(len(supply)), supply)
        status = network.solve()
        if status != network.BAD_COST_RANGE:
            break
        scale /= COARSER
    if status != network.OPTIMAL:
        raise RuntimeError(f"the flow solver ended with {status.name}")
    flows = network.flows(np.arange(len(tail)))
    used = flows > 0
    return flows, float((flows[used] * whole[used]).sum() / scale)


def _scale(cost: Floats, nodes: int) -> float:
    """Return the factor that makes whole numbers of the costs, or as fine ones as the solver can hold."""
    room = LARGEST / max(1.0, float(np.abs(cost).max(initial=0))) / nodes
    for scale in SCALES:
        if scale <= room and np.allclose(cost * scale, np.rint(cost * scale), rtol=0, atol=1e-7):
            return scale
    return min(room, SCALES[-1])
