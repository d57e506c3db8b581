"""Who can be seated at all: by who fits which offer, sizes, copies, limits on running groups and guides.

People who fit the same offers are of one kind. How many groups of each offer run is settled by a mixed-integer
programme over kinds and offers; who fills them by a min-cost flow. People who do not count in sizes need no seat of
their own and are left aside, unless they are guides. Of the rules on who sits with whom only those are looked at
that make guides scarce: that a group must have one, and how many groups a guide can take.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from peergroups.demand.aggregate import rule_limits, size_limits
from peergroups.highs import Limits, cheapest, stacked
from peergroups.model import Model
from peergroups.terms import Count, Floats, Ints, Load, Open

Bools = NDArray[np.bool_]
Longs = NDArray[np.int64]
Columns = Longs | Ints | int

MANY_SEATS = 4_000
"""Seats that somebody could take, beyond which a dive finds more groups in the same time than one whole programme."""
MOST_DIVING = 2_000
"""People beyond whom a dive, which knows no kinds, is slower."""
DIVE_SECONDS = 10.0
"""The most that a dive takes."""
NODES = 2_000
"""Branching steps allowed in choosing how many groups of each offer run."""


@dataclass(frozen=True, eq=False)
class Capacity:
    """The seats of a model.

    Parameters
    ----------
    model : Model
        People, offers, hard seat terms and hard limits on running groups; its prices of waiting are not read.
    guides : int, default 0
        How many of its rows, the last ones, are outside guides.
    """

    model: Model
    guides: int = 0

    @cached_property
    def kinds(self) -> tuple[Longs, list[Ints]]:
        """(people,) which kind each person is of, -1 if no seat is needed or possible; and each kind's offers."""
        seats = self.model.seat_costs
        number: dict[tuple[bytes, bytes], int] = {}
        options: list[Ints] = []
        kind = np.full(self.model.people, -1, dtype=np.int64)
        guide = np.arange(self.model.people) >= self.model.people - self.guides
        alike = np.stack([guide, *(term.category for term in self._rules)], axis=1).astype(np.int32)
        for i in np.flatnonzero((self.model.counted | guide) & (seats.choices() > 0)):
            offers, _ = seats.of(int(i))
            key = offers.tobytes(), alike[i].tobytes()
            if key not in number:
                number[key] = len(options)
                options.append(offers)
            kind[i] = number[key]
        return kind, options

    @cached_property
    def _rules(self) -> list[Count | Load]:
        """The hard rules that make guides scarce."""
        if not (self.guides or any(asks_for_members(term) for term in self.model.counts)):
            return []
        first = self.model.people - self.guides
        counts = [t for t in self.model.counts if asks_for_members(t) or (t.hard and (t.category[first:] >= 0).any())]
        return [*counts, *self.model.of_kind(Load, hard=True)]

    @cached_property
    def _arcs(self) -> tuple[Longs, Ints]:
        """The kind and the offer of every seat that a kind can take."""
        _, options = self.kinds
        kind = np.repeat(np.arange(len(options)), [len(offers) for offers in options])
        return kind, np.concatenate([np.zeros(0, np.int32), *options])

    def groups_to_run(self, early: Floats, seconds: float = np.inf) -> Longs:
        """Return (offers,) how many groups of each offer to run so that the most people sit.

        Parameters
        ----------
        early : (people,) float64
            Between 0 and 1: of equally many, those with the larger sum sit, as far as the means of kinds tell.
        seconds : float, default no limit
            After these the best numbers so far are taken.
        """
        model, (kind, options), (arc_kind, arc_offer) = self.model, self.kinds, self._arcs
        if len(arc_kind) > MANY_SEATS and model.people <= MOST_DIVING:
            return self._by_dive(early, seconds)
        if not options:
            return np.zeros(model.offers, dtype=np.int64)
        many = np.bincount(kind[kind >= 0]).astype(float)
        mean = np.bincount(kind[kind >= 0], early[kind >= 0]) / many
        arcs, offers = len(arc_kind), model.offers
        of_kind = Limits(arc_kind, np.arange(arcs), np.ones(arcs), np.zeros(len(options)), many)
        _, example = np.unique(kind[kind >= 0], return_index=True)
        person = np.flatnonzero(kind >= 0)[example][arc_kind]
        seeks = person < model.people - self.guides
        rules = [*model.of_kind(Open, hard=True), *self._rules]
        limits = [*size_limits(model, person, arc_offer), *rule_limits(model, rules, person, arc_offer)]
        answer = cheapest(
            -np.concatenate([seeks * (1 + mean[arc_kind] / (model.people + 1)), np.zeros(offers)]),
            stacked([of_kind, *limits]),
            np.concatenate([many[arc_kind], model.copies]),
            np.arange(arcs + offers) >= arcs,
            mip_max_nodes=NODES,
            mip_rel_gap=1e-6,
            time_limit=seconds,
        )
        if answer is None:
            return np.where(model.least <= model.most, model.copies, 0).astype(np.int64)
        return np.rint(answer[arcs:]).astype(np.int64)

    def _by_dive(self, early: Floats, seconds: float) -> Longs:
        from peergroups.demand.diving import dive

        model = self.model
        worth = 1 + early / (model.people + 1)
        worth[model.people - self.guides :] = 0
        worth[~model.counted] = 0
        found = dive(model, np.zeros(len(model.seats.offer)), worth, min(seconds, DIVE_SECONDS))
        return found.number if found.offer is not None else np.where(model.least <= model.most, model.copies, 0)

    def fill(self, running: Longs, worth: Longs) -> Bools:
        """Return (people,) who sits if so many groups of each offer run: those of most worth, all groups filled.

        Sets of people who can be seated together are independent in a matroid, so for any worth that falls along a
        queue this seats people strictly by the queue.

        Parameters
        ----------
        running : (offers,) int64
            How many groups run.
        worth : (people,) int64
            Whole numbers from 1 to the number of people.
        """
        from ortools.graph.python import min_cost_flow

        network = min_cost_flow.SimpleMinCostFlow()
        model, (kind, options) = self.model, self.kinds
        sitting = np.flatnonzero(kind[: model.people - self.guides] >= 0)
        kinds, offers = np.arange(len(options)), np.arange(model.offers)
        of_offer = len(kinds) + offers
        source, sink = len(kinds) + model.offers, len(kinds) + model.offers + 1

        def arcs(tail: Columns, head: Columns, capacity: Columns, cost: Columns) -> Ints:
            columns = np.broadcast_arrays(*(np.asarray(c, dtype=np.int64) for c in (tail, head, capacity, cost)))
            made: Ints = network.add_arcs_with_capacity_and_unit_cost(*map(np.ascontiguousarray, columns))
            return made

        of_person = arcs(source, kind[sitting], 1, -worth[sitting])
        arcs(self._arcs[0], of_offer[self._arcs[1]], model.people, 0)
        own = int(self.guides > 0 and model.counted[-1])  # the place in a group that its guide takes
        least, most = (np.maximum(0, size.astype(np.int64) - own) * running for size in (model.least, model.most))
        arcs(of_offer, sink, least, -4 * (model.people + 1))  # outweighs anybody's worth
        arcs(of_offer, sink, most - least, 0)
        arcs(source, sink, len(sitting), 0)
        network.set_nodes_supplies(np.array([source, sink]), np.array([len(sitting), -len(sitting)]))
        if network.solve() != network.OPTIMAL:
            raise RuntimeError("the flow that fills the seats has no solution")
        seated = np.zeros(model.people, dtype=bool)
        seated[sitting] = network.flows(of_person) > 0
        return seated


def asks_for_members(term: Count) -> bool:
    """Return whether a hard rule wants members of some category in every group of some offer."""
    return term.hard and bool((term.table[term.which, 0] > 0).any())


def scarce(model: Model) -> bool:
    """Return whether some hard rule asks for members of a category, or limits how often people of a set sit."""
    return any(map(asks_for_members, model.counts)) or bool(model.of_kind(Load, hard=True))
