"""What the master problem has besides groups: rows for people, offers and the round, and stand-ins for groups."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from highspy import kHighsInf

from peergroups.engines.columns.limits import Limits
from peergroups.engines.columns.tallies import Tally
from peergroups.highs import quiet
from peergroups.model import Model
from peergroups.terms import Floats

INFINITE = kHighsInf
Entry = tuple[float, list[int], list[float]]
"""A column: its cost, its rows, and its values in them."""


class Frame:
    """A linear program in HiGHS without groups.

    Rows are people (one group each, or waiting), offers (as many groups as there are copies), two for each tally
    (its number, and that it has one), and limits. Columns are people waiting, the numbers of tallies, and what a
    grouping may not use, but the relaxation needs while groups are missing: more or fewer groups than allowed, more
    room under limits, people in more than one group.

    Parameters
    ----------
    above_all : float
        A price above the total of any grouping.
    """

    def __init__(self, model: Model, tallies: Sequence[Tally], limits: Limits, above_all: float) -> None:
        self.model, self.tallies, self.limits, self.above_all = model, tallies, limits, above_all
        self.lp = quiet()
        self._add_rows()
        self._add_waiting()
        self._choices = [self._add_numbers(t, tally) for t, tally in enumerate(tallies)]
        short = [(model.people + offer, 1.0) for offer in range(model.offers)]
        over = [(self.first_limit + limit, -1.0) for limit in range(len(limits))]
        self._shortage = self.add([(above_all, [row], [value]) for row, value in short + over])
        self._refunds = self.add([(0.0, [i], [-1.0]) for i in range(model.people)])
        self.first_group, self.first_cut = self.lp.getNumCol(), self.lp.getNumRow()
        self.hold(None)
        self.count(tallies)

    def _add_rows(self) -> None:
        rows = [(1.0, 1.0)] * self.model.people + [(-INFINITE, float(copies)) for copies in self.model.copies]
        for tally in self.tallies:
            rows += [(-float(len(tally.people)),) * 2, (1.0, 1.0)]
        self.first_limit = len(rows)
        rows += [(-INFINITE, float(most)) for most in self.limits.most]
        for low, high in rows:
            self.lp.addRow(low, high, 0, np.zeros(0, np.int32), np.zeros(0))

    def _add_waiting(self) -> None:
        loads: list[list[int]] = [[] for _ in range(self.model.people)]
        for t, tally in enumerate(self.tallies):
            for i in tally.people:
                loads[i].append(self.tally_row(t))
        limited = list(range(self.first_limit, self.first_limit + len(self.limits)))
        self.add(
            [
                (0.0, [i, *rows, *limited], [1.0, *[-1.0] * len(rows), *self.limits.waiting[:, i]])
                for i, rows in enumerate(loads)
            ]
        )

    def _add_numbers(self, number: int, tally: Tally) -> int:
        row, most = self.tally_row(number), int(self.model.copies[tally.offers].sum()) + len(tally.people)
        return self.add([(0.0, [row, row + 1], [-float(y), 1.0]) for y in range(most + 1)])

    def tally_row(self, tally: int) -> int:
        """Return the first row of a tally."""
        return self.model.people + self.model.offers + 2 * tally

    def entry(self, offer: int, members: Sequence[int], cost: float, cuts: Sequence[int]) -> Entry:
        """Return the column of a group; `cuts` are rows."""
        rows = [*members, self.model.people + offer, *cuts]
        rows += [self.tally_row(t) for t, tally in enumerate(self.tallies) if offer in tally.offers]
        limited = range(self.first_limit, self.first_limit + len(self.limits))
        sums = self.limits.seat[:, offer, members].sum(axis=1).tolist()
        return cost, [*rows, *limited], [1.0] * len(rows) + sums

    def add(self, columns: Sequence[Entry]) -> int:
        """Add columns; return the number of the first."""
        first = self.lp.getNumCol()
        if columns:
            start = np.concatenate([[0], np.cumsum([len(rows) for _, rows, _ in columns])])
            self.lp.addCols(
                len(columns),
                np.array([cost for cost, _, _ in columns]),
                np.zeros(len(columns)),
                np.full(len(columns), INFINITE),
                int(start[-1]),
                start[:-1].astype(np.int32),
                np.array([row for _, rows, _ in columns for row in rows], dtype=np.int32),
                np.array([value for _, _, values in columns for value in values], dtype=float),
            )
        return int(first)

    def hold(self, around: Floats | None, width: float = 0.0) -> None:
        """Keep the people's duals within a width of given ones, at the price of a false solution; None to let go.

        Duals jump about while there are few groups. Held, people may wait for less than their price, or be in more
        than one group for a refund.
        """
        people, unseated = self.model.people, self.model.unseated
        free = around is None
        around = np.zeros(people) if around is None else around
        self._held = np.zeros(people, dtype=bool) if free else around + width < unseated
        refunds = np.arange(self._refunds, self._refunds + people, dtype=np.int32)
        waiting = np.where(self._held, around + width, unseated)
        self.lp.changeColsCost(people, np.arange(people, dtype=np.int32), waiting)
        self.lp.changeColsCost(people, refunds, width - around)
        self.lp.changeColsBounds(people, refunds, np.zeros(people), np.full(people, 0.0 if free else 1.0))

    def count(self, tallies: Sequence[Tally]) -> None:
        """Leave the tallies some of their numbers; the others are priced above all."""
        self._barred: list[int] = []
        for (first, end), tally in zip(self._spans(), tallies, strict=True):
            amounts = dict(zip(tally.number.tolist(), tally.amount.tolist(), strict=True))
            for y in range(end - first):
                self.lp.changeColCost(first + y, amounts.get(y, self.above_all))
                if y not in amounts:
                    self._barred.append(first + y)

    def false(self, used: Floats) -> float:
        """Return how much a solution uses of what a grouping may not."""
        waiting = used[: self.model.people][self._held].sum()
        return float(waiting + used[self._barred].sum() + used[self._shortage : self.first_group].sum())

    def numbers(self, used: Floats) -> list[Floats]:
        """Return how much a solution uses of each number of each tally."""
        return [used[first:end] for first, end in self._spans()]

    def _spans(self) -> list[tuple[int, int]]:
        """Return where the numbers of each tally begin and end among the columns."""
        return list(itertools.pairwise([*self._choices, self._shortage]))
