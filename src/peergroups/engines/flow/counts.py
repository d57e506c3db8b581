"""Count terms as convex prices: what the k-th member of a category adds to a group, and what that bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from peergroups.model import Model
from peergroups.terms import Count, Floats, Ints


@dataclass(frozen=True, eq=False)
class Tally:
    """Count terms over the same categories, taken as one.

    Attributes
    ----------
    terms : sequence of Count
        They have the same categories of people.
    category : (people,) int32
        Each person's category, or -1.
    row : (offers, categories) int64
        The row of `soft` and `hard` for each offer and category.
    soft, hard : (rows, most + 1) float64
        Amounts by number of members, to the most that a group of the offer can have.
    """

    terms: Sequence[Count]
    category: Ints
    row: NDArray[np.int64]
    soft: Floats
    hard: Floats

    @property
    def members(self) -> NDArray[np.int64]:
        """(categories,) How many people are in each category."""
        return np.bincount(self.category[self.category >= 0], minlength=self.row.shape[1])

    @property
    def of_everyone(self) -> bool:
        """Whether it counts all members of a group together."""
        return bool((self.category == 0).all())

    def steps(self, running: bool, hard_price: float = np.inf) -> Floats:
        """Return (rows, most): what the k-th member adds, under the tables' lower convex envelopes.

        Parameters
        ----------
        running : bool
            Whether all groups counted run; the first step is then from what a group without a member costs, if that
            were allowed. If not, a group may have no member and cost nothing.
        hard_price : float
            Price of a unit of a hard term's amount, finite if all groups run. At inf, members beyond the last
            number that is allowed cost inf.
        """
        amount = self.soft + np.where(self.hard > 0, self.hard * hard_price if hard_price < np.inf else np.inf, 0.0)
        if not running:
            amount[:, 0] = 0.0
        elif hard_price == np.inf:
            amount[:, 0] = self.soft[:, 0]
        return np.array([_envelope_steps(row) for row in amount]).reshape(len(amount), amount.shape[1] - 1)

    def absent(self, groups: NDArray[np.int64]) -> float:
        """Return what so many running groups of each offer cost before anybody is in them."""
        return float(groups @ self.soft[self.row, 0].sum(axis=1))


def tallies(model: Model, terms: Sequence[Count]) -> list[Tally]:
    """Gather count terms by their categories."""
    alike: dict[tuple[bytes, int], list[Count]] = {}
    for term in terms:
        alike.setdefault((term.category.tobytes(), term.which.shape[1]), []).append(term)
    return [_tally(model, terms) for terms in alike.values()]


def _tally(model: Model, terms: Sequence[Count]) -> Tally:
    extra = int((~model.counted).sum())  # members that the size does not count come on top
    most = np.minimum(model.most + extra, model.people)
    keys = np.stack([*(t.which for t in terms), np.repeat(most[:, None], terms[0].which.shape[1], axis=1)])
    rows, row = np.unique(keys.reshape(len(keys), -1), axis=1, return_inverse=True)
    members = np.arange(int(most.max(initial=0)) + 1)
    soft, hard = np.zeros((2, rows.shape[1], len(members)))
    for term, which in zip(terms, rows, strict=False):
        amount = term.table[which][:, np.minimum(members, term.table.shape[1] - 1)]
        (hard if term.hard else soft)[:] += amount
    soft[members > rows[-1][:, None]] = np.inf
    return Tally(terms, terms[0].category, row.reshape(terms[0].which.shape), soft, hard)


def _envelope_steps(amount: Floats) -> Floats:
    """Return the slopes of the lower convex envelope of a table; inf beyond its last finite entry."""
    hull: list[int] = []
    for k in np.flatnonzero(np.isfinite(amount)):
        while len(hull) > 1 and (amount[k] - amount[hull[-1]]) * (hull[-1] - hull[-2]) <= (
            amount[hull[-1]] - amount[hull[-2]]
        ) * (k - hull[-1]):
            hull.pop()
        hull.append(int(k))
    steps = np.full(len(amount) - 1, np.inf)
    for low, high in pairwise(hull):
        steps[low:high] = (amount[high] - amount[low]) / (high - low)
    return steps


def spread_bound(
    tally: Tally, groups: NDArray[np.int64], most_groups: int, waiting: int, price: float, running: bool = False
) -> float:
    """Return the least that a tally costs when nothing else matters: the floor / ceiling bound and its kin.

    Members of a category are spread over as many groups as may run; each person may instead wait at a price.

    Parameters
    ----------
    tally : Tally
        What is counted.
    groups : (offers,) int64
        The most groups that can run, by offer.
    most_groups : int
        The most that can run in all.
    waiting : int
        How many people wait at least.
    price : float
        Of each person who waits.
    running : bool
        Whether all those groups run.
    """
    steps = tally.steps(running)
    members = tally.members
    columns, kind = np.unique(tally.row, axis=1, return_inverse=True)
    costs, amounts = [np.zeros(1)], [np.array([len(tally.category) - members.sum()])]  # those of no category are free
    for k, column in enumerate(columns.T):
        room = np.minimum(np.bincount(column, groups, minlength=len(steps)), most_groups)
        cost = np.minimum(steps, price).ravel()
        order = np.argsort(cost, kind="stable")
        seats = np.repeat(room, steps.shape[1])[order]
        filled = np.concatenate([[0], np.cumsum(seats)])
        mine = members[kind.ravel() == k][:, None]
        amount = np.clip(mine - filled[:-1], 0, seats)
        costs += [cost[order], np.array([price])]
        amounts += [amount.sum(axis=0), np.maximum(mine - filled[-1], 0).sum(axis=0)]
    cost, amount = np.concatenate(costs), np.concatenate(amounts)
    dear = np.argsort(-cost, kind="stable")
    cost, amount = cost[dear], amount[dear]
    spared = np.clip(waiting - (np.cumsum(amount) - amount), 0, amount)  # who must wait anyway: the dearest
    absent = tally.absent(groups) if running else 0.0
    return float((cost * (amount - spared)).sum() + price * spared.sum()) + absent
