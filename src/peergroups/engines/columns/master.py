"""The master problem: which groups to run, each person in one of them or waiting."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from highspy import HighsModelStatus, kHighsInf
from numpy.typing import NDArray

from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.highs import quiet
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.tallies import Tally
from peergroups.model import Model
from peergroups.terms import Floats, Ints

DUAL, PRIMAL = 1, 4  # what HiGHS calls its simplex methods
PROBE, NO_LIMIT = 100, 2**31 - 1  # simplex steps
INFINITE = kHighsInf


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A solution of the master's linear relaxation.

    Attributes
    ----------
    value : float
        Its cost, without the model's constant.
    duals : Duals
        Of all rows but those of the copies.
    copies : (offers,) float64
        The duals of the offers' copies, <= 0.
    used : (columns,) float64
        How much of each of the master's columns is used.
    false : float
        How much it uses of what a grouping may not: see `Master.hold`, and limits not met for want of columns.
    """

    value: float
    duals: Duals
    copies: Floats
    used: Floats
    false: float


@dataclass
class Master:
    """The linear program over the columns taken in so far, kept warm in HiGHS.

    Rows are people (one group each, or waiting), offers (as many groups as there are copies), two for each tally,
    and cuts.

    Attributes
    ----------
    columns : list of int
        The pool's numbers of the columns taken in, in order.
    triples : (cuts, 3) int32
        The people of each cut.
    """

    model: Model
    tallies: list[Tally]
    pool: Pool
    columns: list[int] = field(default_factory=list)
    triples: Ints = field(default_factory=lambda: np.zeros((0, 3), dtype=np.int32))

    def __post_init__(self) -> None:
        self.inside: set[int] = set()
        self._lp, self._method = quiet(), DUAL
        self._add_rows()
        self._add_waiting()
        self._add_choices()
        people = range(self.model.people)
        self._over = self._add([(0.0, [i], [-1.0]) for i in people])
        self._first = self._over + self.model.people
        self._first_cut = self._lp.getNumRow()
        self.hold(None)

    def _add_rows(self) -> None:
        rows = [(1.0, 1.0)] * self.model.people + [(-INFINITE, float(copies)) for copies in self.model.copies]
        for tally in self.tallies:
            rows += [(-float(len(tally.people)),) * 2, (1.0, 1.0)]
        for low, high in rows:
            self._lp.addRow(low, high, 0, np.zeros(0, np.int32), np.zeros(0))

    def _add_waiting(self) -> None:
        loads: list[list[int]] = [[] for _ in range(self.model.people)]
        for t, tally in enumerate(self.tallies):
            for i in tally.people:
                loads[i].append(self._tally_row(t))
        self._add([(0.0, [i, *rows], [1.0] + [-1.0] * len(rows)) for i, rows in enumerate(loads)])

    def _add_choices(self) -> None:
        """Add a column for each number a tally may have.

        Others, and groups of no members, are there for want of columns, at a price above all.
        """
        above_all = 10 * (1 + float(self.model.unseated.sum()))
        self._missing: list[int] = []
        for t, tally in enumerate(self.tallies):
            row, most = self._tally_row(t), int(self.model.copies[tally.offers].sum()) + len(tally.people)
            amounts = dict(zip(tally.number.tolist(), tally.amount.tolist(), strict=True))
            prices = [amounts.get(y, above_all) for y in range(most + 1)]
            first = self._add([(price, [row, row + 1], [-float(y), 1.0]) for y, price in enumerate(prices)])
            self._missing += [first + y for y in range(most + 1) if y not in amounts]
        first = self._add([(above_all, [self.model.people + offer], [1.0]) for offer in range(self.model.offers)])
        self._missing += range(first, first + self.model.offers)

    def _tally_row(self, tally: int) -> int:
        return self.model.people + self.model.offers + 2 * tally

    def _add(self, columns: list[tuple[float, list[int], list[float]]]) -> int:
        """Add columns of a cost, rows and values; return the number of the first."""
        first = self._lp.getNumCol()
        if columns:
            start = np.concatenate([[0], np.cumsum([len(rows) for _, rows, _ in columns])])
            self._lp.addCols(
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

    def take(self, numbers: list[int]) -> int:
        """Take columns of the pool in; return how many are new."""
        new = [c for c in dict.fromkeys(numbers) if c not in self.inside]
        self.inside.update(new)
        self.columns += new
        rows = [self._rows(c) for c in new]
        costs = self.pool.cost[new]
        self._add([(cost, row, [1.0] * len(row)) for cost, row in zip(costs, rows, strict=True)])
        return len(new)

    def _rows(self, column: int) -> list[int]:
        offer, members = int(self.pool.offer[column]), self.pool.members_of(column)
        rows = [*members.tolist(), self.model.people + offer]
        rows += [self._tally_row(t) for t, tally in enumerate(self.tallies) if offer in tally.offers]
        if len(self.triples):
            inside = np.zeros(self.model.people, dtype=np.int64)
            inside[members] = 1
            rows += (self._first_cut + np.flatnonzero(inside[self.triples].sum(axis=1) >= 2)).tolist()
        return rows

    def cut(self, triples: Ints) -> None:
        """Add cuts."""
        inside = np.zeros((len(self.columns), self.model.people), dtype=bool)
        for at, column in enumerate(self.columns):
            inside[at, self.pool.members_of(column)] = True
        for triple in triples:
            hits = self._first + np.flatnonzero(inside[:, triple].sum(axis=1) >= 2)
            self._lp.addRow(-INFINITE, 1.0, len(hits), hits.astype(np.int32), np.ones(len(hits)))
        self.triples = np.concatenate([self.triples, triples]).astype(np.int32)
        self._method = DUAL

    def hold(self, around: Floats | None, width: float = 0.0) -> None:
        """Keep the people's duals within a width of given ones, at the price of a false solution; None to let go.

        Duals jump about while there are few columns. Held, people may wait for less than their price, or be in more
        than one group for a refund.
        """
        people, unseated = self.model.people, self.model.unseated
        self._held = np.zeros(people, dtype=bool) if around is None else around + width < unseated
        waiting = unseated if around is None else np.minimum(unseated, around + width)
        refund = np.zeros(people) if around is None else width - around
        over = np.arange(self._over, self._over + people, dtype=np.int32)
        self._lp.changeColsCost(people, np.arange(people, dtype=np.int32), waiting)
        self._lp.changeColsCost(people, over, refund)
        self._lp.changeColsBounds(people, over, np.zeros(people), np.full(people, 0.0 if around is None else 1.0))

    def allow(self, allowed: NDArray[np.bool_], fewest: Ints, most: Ints) -> None:
        """Leave only some of the columns taken in to be used, and only so many groups of each offer."""
        highest = np.where(allowed, INFINITE, 0.0)
        index = np.arange(self._first, self._first + len(highest), dtype=np.int32)
        self._lp.changeColsBounds(len(highest), index, np.zeros(len(highest)), highest)
        for offer, (low, high) in enumerate(zip(fewest, most, strict=True)):
            self._lp.changeRowBounds(self.model.people + offer, float(low) if low else -INFINITE, float(high))
        self._method = DUAL

    def trim(self, reduced: Floats, most: int) -> None:
        """Drop columns, dearest first, until `most` are left, and cuts without a price.

        Parameters
        ----------
        reduced : (columns of the pool,) float64
            Their reduced costs in the last solution.
        """
        duals = np.array(self._lp.getSolution().row_dual)[self._first_cut :]
        self._delete_cuts(np.flatnonzero(np.abs(duals) <= 1e-9))
        order = np.argsort(reduced[self.columns], kind="stable")
        self._delete_columns(np.sort(order[most:]))

    def _delete_columns(self, places: NDArray[np.intp]) -> None:
        if len(places):
            self._lp.deleteCols(len(places), (self._first + places).astype(np.int32))
            gone = set(places.tolist())
            self.columns = [column for place, column in enumerate(self.columns) if place not in gone]
            self.inside = set(self.columns)

    def _delete_cuts(self, places: NDArray[np.intp]) -> None:
        if len(places):
            self._lp.deleteRows(len(places), (self._first_cut + places).astype(np.int32))
            self.triples = np.delete(self.triples, places, axis=0)

    def probe(self) -> float:
        """Return the relaxation's value after a few steps from the last solution: a lower bound of it."""
        self._lp.setOptionValue("simplex_iteration_limit", PROBE)
        self._lp.setOptionValue("simplex_strategy", DUAL)
        self._lp.run()
        self._lp.setOptionValue("simplex_iteration_limit", NO_LIMIT)
        return float(self._lp.getObjectiveValue())

    def solve(self, seconds: float) -> Relaxed | None:
        """Return the solution of the relaxation, None if the time is out."""
        self._lp.setOptionValue("time_limit", self._lp.getRunTime() + seconds)
        self._lp.setOptionValue("simplex_strategy", self._method)
        self._lp.run()
        if self._lp.getModelStatus() != HighsModelStatus.kOptimal:
            return None
        self._method = PRIMAL  # after a solution, new columns leave it feasible, and new rows its duals
        solution = self._lp.getSolution()
        dual, used = np.array(solution.row_dual), np.array(solution.col_value)
        people, offers = self.model.people, self.model.offers
        return Relaxed(
            float(self._lp.getObjectiveValue()),
            Duals(
                dual[:people],
                dual[people + offers : self._first_cut : 2],
                np.maximum(0.0, -dual[self._first_cut :]),
            ),
            dual[people : people + offers],
            used[self._first :],
            float(used[: self.model.people][self._held].sum() + used[self._over : self._first].sum())
            + float(used[self._missing].sum()),
        )
