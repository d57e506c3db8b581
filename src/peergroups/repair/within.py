"""The best grouping in which at most so many people leave the groups that they had."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from peergroups.baselines import broken_groups
from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.cpsat import CpsatEngine
from peergroups.engines.cpsat.engine import literals
from peergroups.engines.readiness import ready
from peergroups.model import Model
from peergroups.referee import Verdict, judge, sizes
from peergroups.repair.greedy import greedily
from peergroups.resumed.unfold import leaving, moving, offers_of
from peergroups.terms import WAITING, Ints, Limit

LARGE = 100_000
"""Literals of a model from which search goes before CP-SAT, which may not get far."""
LARGE_SHARE = 0.5
"""The share of the time that search has there."""
PRICES = (1000.0, 100.0, 10.0, 3.0, 1.0)
"""Of a move, in units of cost, with which search looks for groupings near the one at hand."""
FEWEST_SHARE = 0.3
"""The share of the time for finding how few must move."""


@dataclass(frozen=True, eq=False)
class Step:
    """The best grouping found within a number of moves.

    Attributes
    ----------
    moves : int
        How many may move.
    groups : (people,) int32
        The grouping.
    verdict : Verdict
        What it costs.
    bound : float
        No grouping within so many moves has a lower total.
    """

    moves: int
    groups: Ints
    verdict: Verdict
    bound: float


class Within:
    """Looks for groupings near one.

    Parameters
    ----------
    model : Model
        Unfolded: each group that somebody may stay in is an offer of its own.
    groups : (people,) int32
        Where everybody sits; may break rules.
    seed : int
        For the engines.
    had : (people,) bool, optional
        Who had a seat, though their group may be lost; those who sit if left out.
    """

    def __init__(self, model: Model, groups: Ints, seed: int, had: NDArray[np.bool_] | None = None) -> None:
        self.model, self.groups, self.seed = model, groups, seed
        self.had = groups != WAITING if had is None else had
        self.offers = offers_of(model, groups)
        self.everyone = int((groups != WAITING).sum())
        self.large = literals(model) > LARGE

    def nearest(self, budget: Budget, *, seats_first: bool = True) -> Incumbent:
        """Return a grouping that keeps every hard rule and in which as few as possible leave their groups.

        With seats first, as few as possible lose their seats before moves count; else a seat lost is a move like any.
        The incumbent is closed if fewer are proved impossible, infeasible if there is no such grouping at all.
        """
        model = self.model
        starts = [self.groups, *([greedily(model, self.groups)] if self.large else [])]
        seat = model.unseated > 0
        for groups in starts:
            lost = seats_first and bool((self.had & seat & (groups == WAITING)).any())
            if self.moved(groups) or lost or not judge(model, groups).feasible:
                continue
            if (groups != WAITING).any() or not seat.any():
                here = Incumbent(model)
                here.offer(groups, by="start")
                here.prove(here.total, by="start")
                return here
        hard = [term for term in model.terms if term.hard]
        sits, price = self.groups != WAITING, model.people + 1.0
        cost = price * sits + price**2 * (seats_first & self.had & seat)
        trial = replace(
            model,
            terms=[*hard, moving(self.offers, model.offers, price)],
            unseated=np.where(cost > 0, cost, model.unseated / max(1.0, float(model.unseated.sum()))),
        )
        found = self._solved(trial, starts[1:], budget)
        if found.groups is not None and (found.groups[model.unseated > 0] == WAITING).all():  # somebody must sit
            found = self._solved(model, [], budget)
        return found

    def steps(self, moves: Sequence[int], budget: Budget, known: Ints) -> Iterator[Step]:
        """Yield the best grouping found within each of some growing numbers of moves, none worse than the one before.

        Parameters
        ----------
        moves : sequence of int
            Numbers of moves, ascending, none below what the grouping known needs.
        budget : Budget
            Shared by all.
        known : (people,) int32
            A grouping within the first number of moves.
        """
        priced = []
        if self.large:
            seated = greedily(self.model, known)  # who waits may have a seat without anybody moving
            priced = [seated, *self._priced(seated, budget.part(LARGE_SHARE))]
        for number, most in enumerate(moves):
            own = budget.part(1 / (len(moves) - number))
            found = self._solved(self._limited(most), [known, *priced], own)
            assert found.groups is not None
            assert found.verdict is not None
            known = found.groups
            yield Step(most, known, judge(self.model, known), max(0.0, found.bound))  # nothing costs less than 0

    def moved(self, groups: Ints) -> int:
        """Return how many have left their groups."""
        return int(((groups != self.groups) & (self.groups != WAITING)).sum())

    def _priced(self, known: Ints, budget: Budget) -> list[Ints]:
        """Return good groupings where every move has a price, from a high one to a low one."""
        found = []
        for number, price in enumerate(PRICES):
            trial = replace(self.model, terms=[*self.model.terms, moving(self.offers, self.model.offers, price)])
            incumbent = Incumbent(trial)
            incumbent.offer(known, by="start")
            self._search(incumbent, budget.part(1 / (len(PRICES) - number)))
            if incumbent.groups is not None:
                known = incumbent.groups
                found.append(known)
        return found

    def _search(self, incumbent: Incumbent, budget: Budget) -> None:
        while budget.left > 0 and not ready("search"):  # it is being compiled in the background
            time.sleep(0.05)
        engine("search").run(incumbent.model, incumbent, budget, self.seed)

    def _without_broken(self) -> Ints:
        """Return the seats that are left once everybody in a group that breaks a rule waits."""
        model, groups = self.model, self.groups.copy()
        size, offer = sizes(model, groups), model.offer_of
        wrong = broken_groups(model, groups) | (size < model.least[offer]) | (size > model.most[offer])
        groups[np.isin(groups, np.flatnonzero(wrong))] = WAITING
        return groups

    def _limited(self, most: int) -> Model:
        return replace(self.model, terms=[*self.model.terms, leaving(self.offers, most)])

    def _solved(self, model: Model, known: Sequence[Ints], budget: Budget) -> Incumbent:
        incumbent = Incumbent(model)
        for groups in [*known, self._without_broken()]:
            incumbent.offer(groups, by="start")
        if self.large and not model.of_kind(Limit):  # search passes a limit over
            self._search(incumbent, budget.part(LARGE_SHARE))
        CpsatEngine().run(model, incumbent, budget, self.seed)
        return incumbent
