"""What to hold a cost against: the least possible for each criterion alone, and what drawing lots would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.chain import Chain
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, judge, running
from peergroups.terms import WAITING, Count, Floats, Ints

DRAWS, FEWEST_DRAWS = 30, 5
NUMBERS, DENSE = 200_000, 100
"""People that all draws together look at, about; so many numbers of a matrix of all pairs count as one."""
SWAPS = 1
"""Times that each person's seat is put up for exchange between two draws; before the first 8 times more."""


def soft_criteria(problem: Problem) -> list[str]:
    """Return the labels of the criteria that cost something, in their order."""
    return list(dict.fromkeys(term.criterion for term in problem.model.terms if not term.hard))


def best_alone(problem: Problem, known: Incumbent, budget: Budget, seed: int) -> dict[str, float]:
    """Return, by criterion, the least cost there can be if nothing else soft mattered; only what is proved.

    Hard rules hold and seats come first, as ever.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    known : Incumbent
        What was found with all criteria: a feasible grouping to begin from, and a bound.
    budget : Budget
        Shared by the criteria.
    seed : int
        For the engines.
    """
    model, labels = problem.model, soft_criteria(problem)
    if len(labels) == 1:  # what is known of the whole
        return {labels[0]: known.verdict.cost} if known.closed and known.verdict is not None else {}
    least = {}
    for number, label in enumerate(labels):
        terms = [term for term in model.terms if term.hard or term.criterion == label]
        alone = Incumbent(replace(model, terms=terms))
        if known.groups is not None:
            alone.offer(known.groups, by="start")
        Chain(to_prove=True).run(alone.model, alone, budget.part(1 / (len(labels) - number)), seed)
        if alone.closed and alone.verdict is not None:
            least[label] = alone.verdict.cost
    return least


def drawn_lots(problem: Problem, groups: Ints, seed: int) -> dict[str, float]:
    """Return, by criterion, the mean cost over groupings drawn by lot among those that keep every hard rule.

    The same people sit, in groups of the same sizes: pairs of people exchange their seats at random, where both fit
    and no hard rule breaks. 30 draws, fewer where people are many.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    groups : (people,) int32
        A feasible grouping to begin from.
    seed : int
        Fixes the lots.

    Examples
    --------
    Two of one unit and two of another in pairs: a third of all groupings has two pairs of a unit, the others none.

    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    >>> lots = drawn_lots(pg.Problem(people, offers, [pg.MixedUnits()]), np.array([0, 0, 1, 1], dtype=np.int32), 0)
    >>> 0.2 < lots["mixed_units"] < 1.2
    True
    """
    model = problem.model
    costs = dict.fromkeys(soft_criteria(problem), 0.0)
    if not costs:
        return costs
    numbers = model.people + (0 if model.dense is None else model.dense.size // DENSE)
    draws = int(np.clip(NUMBERS // max(1, numbers), FEWEST_DRAWS, DRAWS))
    walk = _Lots(model, groups, np.random.default_rng(seed))
    for _ in range(8):
        walk.draw()
    amounts = np.zeros(len(model.terms))
    for _ in range(draws):
        amounts += judge(model, walk.draw()).amounts
    for term, amount in zip(model.terms, amounts, strict=True):
        if not term.hard:
            costs[term.criterion] += float(amount) / draws
    return costs


class _Lots:
    """A random walk over feasible groupings: each step exchanges one seat in every group at most."""

    def __init__(self, model: Model, groups: Ints, rng: np.random.Generator) -> None:
        self.model, self.groups, self.rng = model, groups.copy(), rng
        seats = model.seat_costs
        self.listed = seats.owner.astype(np.int64) * model.offers + seats.offer  # ascending
        self.fitting = np.isfinite(np.append(seats.cost, seats.default))
        seated = np.flatnonzero(groups != WAITING)
        self.holder = seated[np.argsort(groups[seated], kind="stable")]  # of each seat; a group's are side by side
        _, self.first, self.size = np.unique(groups[self.holder], return_index=True, return_counts=True)
        self.steps = SWAPS * int(self.size.max(initial=1))

    def draw(self) -> Ints:
        """Walk on, far enough to forget where it was, and return where it is."""
        for _ in range(self.steps):
            self._step()
        return self.groups

    def _step(self) -> None:
        model, groups = self.model, self.groups
        seats = self.first + (self.rng.random(len(self.first)) * self.size).astype(np.int64)
        seats = self.rng.permutation(seats)[: len(seats) // 2 * 2]
        one, other = self.holder[seats[::2]], self.holder[seats[1::2]]
        here, there = groups[one], groups[other]
        kept = self._fits(one, there) & self._fits(other, here) & (model.counted[one] == model.counted[other])
        groups[one[kept]], groups[other[kept]] = there[kept], here[kept]
        while (broken := broken_groups(model, groups)).any():
            undo = broken[here] | broken[there]
            groups[one[undo]], groups[other[undo]] = here[undo], there[undo]
            kept &= ~undo
        self.holder[seats[::2][kept]], self.holder[seats[1::2][kept]] = other[kept], one[kept]

    def _fits(self, people: NDArray[np.integer], groups: Ints) -> NDArray[np.bool_]:
        key = people.astype(np.int64) * self.model.offers + self.model.offer_of[groups]
        at = np.searchsorted(self.listed, key)
        there = np.append(self.listed, -1)[at] == key
        found: NDArray[np.bool_] = self.fitting[np.where(there, at, -1)]  # the last entry is of those not listed
        return found


def broken_groups(model: Model, groups: Ints) -> NDArray[np.bool_]:
    """Return (groups,) in which groups a hard rule on their members is broken; seats and sizes are not looked at."""
    broken = np.zeros(model.groups + 1, dtype=bool)  # the last entry is for those who wait
    forbidden, forced = model.forbidden_pairs, model.forced_pairs
    here = groups[forbidden.first]
    broken[here[here == groups[forbidden.second]]] = True
    parted = groups[forced.first] != groups[forced.second]
    broken[groups[forced.first[parted]]] = broken[groups[forced.second[parted]]] = True
    for term in model.of_kind(Count, hard=True):
        broken[:-1] |= _miscounted(term, model, groups)
    return broken[:-1]


def _miscounted(term: Count, model: Model, groups: Ints) -> NDArray[np.bool_]:
    categories = term.which.shape[1]
    inside = (groups != WAITING) & (term.category >= 0)
    cells, count = np.unique(groups[inside].astype(np.int64) * categories + term.category[inside], return_counts=True)
    group, category = cells // categories, cells % categories
    amount: Floats = term.table[term.which, 0].sum(axis=1)[model.offer_of] * running(model, groups)
    row = term.table[term.which[model.offer_of[group], category]]
    present = row[np.arange(len(row)), np.minimum(count, term.table.shape[1] - 1)]
    np.add.at(amount, group, present - row[:, 0])
    return amount > TOLERANCE
