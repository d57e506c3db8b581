"""The best grouping in which at most so many people leave the groups that they had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.cpsat import CpsatEngine
from peergroups.model import Model
from peergroups.referee import Verdict, judge
from peergroups.resumed.unfold import leaving, moving
from peergroups.terms import WAITING, Ints

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
    """

    def __init__(self, model: Model, groups: Ints, seed: int) -> None:
        self.model, self.groups, self.seed = model, groups, seed
        self.offers = np.where(groups == WAITING, WAITING, model.offer_of[groups]).astype(np.int32)
        self.everyone = int((groups != WAITING).sum())

    def fewest(self, budget: Budget) -> Ints | None:
        """Return a grouping that keeps every hard rule and in which as few as possible leave their groups.

        None if there is no such grouping, or none was found.
        """
        model = self.model
        if judge(model, self.groups).feasible and (self.everyone or not (model.unseated > 0).any()):
            return self.groups
        hard = [term for term in model.terms if term.hard]
        had = self.groups != WAITING
        price = model.people + 1.0
        trial = replace(
            model,
            terms=[*hard, moving(self.offers, model.offers, price)],
            unseated=np.where(had, price, model.unseated / max(1.0, float(model.unseated.sum()))),
        )
        found = self._solved(trial, [], budget).groups
        if found is not None and (found[model.unseated > 0] == WAITING).all():  # somebody must sit
            found = self._solved(model, [], budget).groups
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
        for number, most in enumerate(moves):
            own = budget.part(1 / (len(moves) - number))
            found = self._solved(self._limited(most), [known], own)
            assert found.groups is not None
            assert found.verdict is not None
            known = found.groups
            yield Step(most, known, judge(self.model, known), found.bound)

    def moved(self, groups: Ints) -> int:
        """Return how many have left their groups."""
        return int(((groups != self.groups) & (self.groups != WAITING)).sum())

    def _limited(self, most: int) -> Model:
        return replace(self.model, terms=[*self.model.terms, leaving(self.offers, most)])

    def _solved(self, model: Model, known: Sequence[Ints], budget: Budget) -> Incumbent:
        incumbent = Incumbent(model)
        for groups in known:
            incumbent.offer(groups, by="start")
        CpsatEngine().run(model, incumbent, budget, self.seed)
        return incumbent
