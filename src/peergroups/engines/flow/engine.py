"""The flow engine: a bound at once, and a start for the search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.flow.deal import deal, mend
from peergroups.engines.flow.network import Longs
from peergroups.engines.flow.relaxation import Relaxation
from peergroups.engines.flow.seats import fullest, seats_left
from peergroups.engines.flow.sizes import even_sizes, group_numbers, running_costs, uneven_sizes
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

ROUNDS = 5  # of closing groups that can't be filled
FULLEST_SHARE = 0.4  # of the time left, for choosing which groups run if the flow's answer leaves people waiting


@dataclass
class FlowEngine:
    """Seats everybody by a min-cost flow, exact for seats, sizes and one kind of category.

    The flow's cost, with what every other term costs at least, is proved: no grouping's total is below it. What
    it leaves out is chiefly who meets whom; the answer, dealt out to groups, is where the search starts.

    Attributes
    ----------
    covers : tuple of str
        After a run, the criteria that the bound takes into account, in whole or in part.

    Examples
    --------
    Six people of two units for two groups of three; the best has one pair of a unit in each group:

    >>> from peergroups.terms import Count
    >>> one = np.ones(1, dtype=np.int32)
    >>> units = Count("units", False, np.array([0, 0, 0, 1, 1, 1], dtype=np.int32),
    ...               np.array([[0.0, 0, 1, 3]]), np.zeros((1, 2), dtype=np.int32))
    >>> model = Model(one * 3, one * 3, one * 2, np.full(6, 100.0), [units], np.ones(6, dtype=bool))
    >>> incumbent = Incumbent(model)
    >>> FlowEngine().run(model, incumbent, Budget(5.0), seed=0)
    >>> incumbent.total, incumbent.bound
    (2.0, 2.0)
    """

    name: str = "flow"
    covers: tuple[str, ...] = ()

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Prove a bound, then hand in a grouping."""
        if not model.people:
            incumbent.offer(np.zeros(0, dtype=np.int32), by=self.name)
            return
        relaxation = Relaxation(model)
        bound, answer = relaxation.bound()
        self.covers = relaxation.covers
        incumbent.prove(bound, by=self.name)
        offer, size = _running(relaxation, answer.offer, budget)
        tallies = [t for t in (relaxation.main,) if t is not None]
        groups = deal(model, offer, size, tallies, seed)
        incumbent.offer(mend(model, groups, seed), by=self.name)
        if seats_left(model, incumbent, relaxation.waiting):
            seconds = budget.left * (FULLEST_SHARE if budget.iterations is None else 1.0)
            for groups in fullest(model, relaxation, seed, seconds):
                incumbent.offer(groups, by=self.name)
                if not seats_left(model, incumbent, relaxation.waiting):
                    break


def _running(relaxation: Relaxation, offer: Ints, budget: Budget) -> tuple[Ints, Longs]:
    """Return each person's offer and the size of each group, within its least and most."""
    model = relaxation.model
    wanted = _drawn(model, offer)
    parts = [t for t in (relaxation.main, relaxation.sizes) if t is not None]
    mean_pair = _mean_pair(model)
    costs = running_costs(model, offer, parts, relaxation.most_groups, mean_pair)
    number = group_numbers(model, wanted, relaxation.most_groups, costs)
    for _ in range(ROUNDS):
        fits = (model.least * number <= wanted) & (wanted <= model.most * number)
        if fits.all() or budget.left <= 0:
            break
        offer = relaxation.fill(number).offer
        wanted = _drawn(model, offer)
        filled = np.minimum(number, wanted // np.maximum(model.least, 1))
        if (filled == number).all():
            break
        number = filled
    number = np.minimum(number, wanted // np.maximum(model.least, 1))
    if mean_pair < 0 and model.dense is not None:
        sizes = uneven_sizes(model, number, int(wanted.sum()), mean_pair)
        if sizes is not None:
            return relaxation.fill(number, np.bincount(model.offer_of, sizes, model.offers)).offer, sizes
    return np.where(number[offer] > 0, offer, WAITING).astype(np.int32), even_sizes(model, number, wanted)


def _drawn(model: Model, offer: Ints) -> Longs:
    return np.bincount(offer[(offer != WAITING) & model.counted], minlength=model.offers).astype(np.int64)


def _mean_pair(model: Model) -> float:
    """Return what two people who share a group cost on average."""
    pairs = max(1.0, model.people * (model.people - 1) / 2)
    dense = 0.0 if model.dense is None else float(model.dense.sum()) / 2
    return (float(model.soft_pairs.weight.sum()) + dense) / pairs
