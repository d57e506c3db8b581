"""The part of a model that a flow tells exactly, and the bound that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from peergroups.engines.flow.counts import Tally, spread_bound, tallies
from peergroups.engines.flow.network import Answer, Limit, Longs, Prices, cheapest
from peergroups.engines.flow.pairs import companions_floor
from peergroups.model import Model
from peergroups.seatcosts import SeatCosts
from peergroups.terms import DensePair, Floats, Pair, Seat


@dataclass(frozen=True, eq=False)
class Relaxation:
    """Seats, sizes, one kind of category and what else adds up to a bound on the total.

    Nothing that two people cost together is in it, except for what anybody's company costs at least. The price of
    waiting is shared out: each count that the flow leaves out has its own floor / ceiling bound, in which a person
    may wait at a part of the price, and the flow has the rest. So the sum of the parts is a bound on the total.

    Where every group must run lest one more person waits, the bound is the least of what it is then and of what that
    person's waiting costs.
    """

    model: Model

    @property
    def seats(self) -> SeatCosts:
        """What each seat costs."""
        return self.model.seat_costs

    @cached_property
    def most_groups(self) -> Longs:
        """(offers,) How many groups of each offer can run, by copies, people and limits."""
        model, seats = self.model, self.seats
        usable = (model.copies > 0) & (model.least <= model.most) & (model.most > 0)
        mine = model.counted[seats.owner]
        listed = np.bincount(seats.offer[mine], minlength=model.offers)
        allowed = np.bincount(seats.offer[mine & np.isfinite(seats.cost)], minlength=model.offers)
        counted = int(model.counted.sum())
        eligible = np.full(model.offers, counted) - listed if np.isfinite(seats.default) else np.zeros(model.offers)
        drawn = (eligible + allowed) // np.maximum(model.least, 1)
        number = np.where(model.least > 0, np.minimum(model.copies, drawn), model.copies) * usable
        for term in model.opens:
            if term.hard:
                number[term.offers] = np.minimum(number[term.offers], term.most)
        return number.astype(np.int64)

    @cached_property
    def most_in_all(self) -> int:
        """How many groups can run in all."""
        runs = self.most_groups > 0
        most = int(self.most_groups.sum())
        if runs.any() and self.model.least[runs].min() > 0:
            most = min(most, int(self.model.counted.sum()) // int(self.model.least[runs].min()))
        for term in self.model.opens:
            if term.hard and np.isin(np.flatnonzero(runs), term.offers).all():
                most = min(most, term.most)
        return most

    @cached_property
    def waiting(self) -> int:
        """How many people wait at least, for want of seats."""
        model = self.model
        seats = min(
            int((model.most.astype(np.int64) * self.most_groups).sum()),
            self.most_in_all * int(model.most[self.most_groups > 0].max(initial=0)),
        )
        return max(0, int(model.counted.sum()) - seats)

    @cached_property
    def all_run(self) -> bool:
        """Whether every group runs if no more people wait than must, so that what a group lacks counts too."""
        usable = self.most_groups > 0
        seats = self.model.most.astype(np.int64) * self.most_groups
        spare = int(seats.sum()) - int(self.model.counted.sum()) + self.waiting
        return bool(
            usable.any() and self.most_in_all == self.most_groups.sum() and spare < self.model.most[usable].min()
        )

    @cached_property
    def sizes(self) -> Tally | None:
        """The counts of everybody, which price the size of a group."""
        return next((t for t in self._tallies if t.of_everyone), None) if self.model.counted.all() else None

    @cached_property
    def main(self) -> Tally | None:
        """The categories that the flow spreads: those whose spreading alone costs the most."""
        return max(self._others, key=lambda t: (self._alone(t), any(c.hard for c in t.terms)), default=None)

    @cached_property
    def price(self) -> float:
        """What part of the price of waiting each count outside the flow may use."""
        dearest = max(
            (float(s[np.isfinite(s)].max(initial=0)) for s in (t.steps(self.all_run) for t in self._others)),
            default=0,
        )
        return min(dearest, float(self.model.unseated.min(initial=np.inf)) / 2 / max(1, len(self._others)))

    @cached_property
    def covers(self) -> tuple[str, ...]:
        """The criteria that the bound takes into account, in whole or in part."""
        terms = [t for t in self.model.terms if isinstance(t, Seat)]
        names = [t.criterion for t in terms] + [c.criterion for t in self._tallies for c in t.terms]
        for kind, (floor, constant) in self._companions.items():
            if constant or floor.any():
                names += [t.criterion for t in self.model.of_kind(kind, hard=False)]
        return tuple(dict.fromkeys(names))

    def bound(self) -> tuple[float, Answer]:
        """Return a number that no grouping's total is below, and the seats that the flow would give."""
        model = self.model
        main = self.main
        apart = [self._alone(t) for t in self._others if t is not main]
        floor = sum((f for f, _ in self._companions.values()), start=np.zeros(model.people))
        constant = sum(c for _, c in self._companions.values())
        answer = cheapest(
            self.seats,
            category=self._category(),
            prices=None if main is None else Prices(main.row, main.steps(self.all_run)),
            groups=self.most_groups,
            least=model.least.astype(np.int64),
            most=model.most.astype(np.int64),
            size_steps=self._size_steps(self.all_run),
            unseated=model.unseated - self.price * len(apart) - floor,
            counted=model.counted,
            limits=self._limits(),
            fill_reward=0.0,
        )
        bound = answer.value + float(floor.sum()) + constant + sum(apart)
        if self.all_run:
            bound += self._uncounted_gain() + sum(
                t.absent(self.most_groups) for t in (main, self.sizes) if t is not None
            )
            bound = min(bound, float(np.sort(model.unseated[model.counted])[: self.waiting + 1].sum()))
        return bound, answer

    def fill(self, number: Longs, drawn: Longs | None = None) -> Answer:
        """Return the seats that a flow gives when the numbers of running groups are known.

        Parameters
        ----------
        number : (offers,) int64
            How many groups of each offer run.
        drawn : (offers,) int64, optional
            How many people the groups of each offer take in all; between their least and most if left out.

        Notes
        -----
        Least sizes and hard counts are priced above every seat, but below the price of a seat at all.
        """
        model, main, seats = self.model, self.main, self.seats
        costs = seats.cost[np.isfinite(seats.cost)]
        parts = [t for t in (main, self.sizes) if t is not None]
        steps = [t.steps(running=True, hard_price=0.0) for t in parts]
        dear = 1 + max(costs.max(initial=0), seats.default if np.isfinite(seats.default) else 0)
        dear += sum(float(np.abs(s[np.isfinite(s)]).max(initial=0)) for s in steps)
        return cheapest(
            seats,
            category=self._category(),
            prices=None if main is None else Prices(main.row, main.steps(running=True, hard_price=2 * dear)),
            groups=number,
            least=model.least.astype(np.int64),
            most=model.most.astype(np.int64),
            size_steps=self._size_steps(running=True, hard_price=0.0),
            unseated=model.unseated,
            counted=model.counted,
            limits=[],
            drawn=drawn,
            fill_reward=4 * dear,
        )

    @cached_property
    def _tallies(self) -> list[Tally]:
        return tallies(self.model, self.model.counts)

    @cached_property
    def _others(self) -> list[Tally]:
        return [t for t in self._tallies if t is not self.sizes]

    @cached_property
    def _companions(self) -> dict[type[Pair] | type[DensePair], tuple[Floats, float]]:
        return {kind: companions_floor(self.model, kind) for kind in (Pair, DensePair)}

    def _alone(self, tally: Tally) -> float:
        return spread_bound(tally, self.most_groups, self.most_in_all, self.waiting, self.price, self.all_run)

    def _uncounted_gain(self) -> float:
        """Return the most by which members whom the size does not count make the flow's categories cheaper; <= 0."""
        if self.main is None:
            return 0.0
        first = self.main.steps(self.all_run)[:, 0][self.main.row].min(axis=0, initial=np.inf)
        mine = self.main.category[~self.model.counted]
        return float(np.minimum(first, 0)[mine[mine >= 0]].sum())

    def _category(self) -> np.typing.NDArray[np.int32]:
        return np.zeros(self.model.people, np.int32) if self.main is None else self.main.category

    def _size_steps(self, running: bool, hard_price: float = np.inf) -> Floats:
        if self.sizes is None:
            return np.zeros((self.model.offers, max(1, int(self.model.most.max(initial=1)))))
        steps = self.sizes.steps(running, hard_price)
        return steps[self.sizes.row[:, 0]]

    def _limits(self) -> list[Limit]:
        """Return limits on running groups as limits on people, for sets of offers that do not overlap."""
        taken = np.zeros(self.model.offers, dtype=bool)
        limits = []
        for term in self.model.opens:
            some = term.offers
            if term.hard and self.most_groups[some].sum() > term.most and not taken[some].any():
                taken[some] = True
                limits.append(Limit(some, term.most * int(self.model.most[some].max(initial=0))))
        return limits
