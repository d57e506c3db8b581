"""The master problem: which groups to run, each person in one of them or waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from highspy import HighsModelStatus
from numpy.typing import NDArray

from peergroups.engines.columns.asked import Longs
from peergroups.engines.columns.clock import Clock
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.frame import INFINITE, Frame
from peergroups.engines.columns.pool import Pool
from peergroups.engines.columns.tallies import Tally
from peergroups.terms import Floats, Ints

DUAL, PRIMAL = 1, 4  # what HiGHS calls its simplex methods
PROBE, NO_LIMIT = 100, 2**31 - 1  # simplex steps
USED = 1e-6  # less of a column is none of it
PRICED = 1e-9  # a cut with less of a price has none


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
        The duals of the offers' copies, <= 0 unless so many groups must run.
    columns : (some,) int64
        The pool's columns it uses.
    used : (some,) float64
        How much of each, > 0.
    numbers : sequence of (numbers,) float64
        How much of each number of each tally.
    false : float
        How much it uses of what a grouping may not; see `Frame`.
    """

    value: float
    duals: Duals
    copies: Floats
    columns: Longs
    used: Floats
    numbers: Sequence[Floats]
    false: float


class Master:
    """The linear program over the columns taken in so far, kept warm in HiGHS.

    Attributes
    ----------
    columns : list of int
        The pool's numbers of the columns taken in, in order.
    triples : (cuts, 3) int32
        The people of each cut there has ever been.
    """

    def __init__(self, frame: Frame, pool: Pool) -> None:
        self.frame, self.model, self.pool = frame, frame.model, pool
        self.columns: list[int] = []
        self.triples: Ints = np.zeros((0, 3), dtype=np.int32)
        self._lp, self._method = frame.lp, DUAL
        self._inside: set[int] = set()
        self._live: Longs = np.zeros(0, dtype=np.int64)  # the cuts that are rows, in order

    def take(self, numbers: Sequence[int]) -> int:
        """Take columns of the pool in; return how many are new."""
        new = [c for c in dict.fromkeys(numbers) if c not in self._inside]
        self._inside.update(new)
        self.columns += new
        self.frame.add(
            [
                self.frame.entry(
                    int(self.pool.offer[c]), self.pool.members_of(c).tolist(), float(self.pool.cost[c]), self._cuts(c)
                )
                for c in new
            ]
        )
        return len(new)

    def _cuts(self, column: int) -> list[int]:
        """Return the rows of the cuts that a column has two people of."""
        inside = np.zeros(self.model.people, dtype=np.int64)
        inside[self.pool.members_of(column)] = 1
        hits = np.flatnonzero(inside[self.triples[self._live]].sum(axis=1) >= 2)
        rows: list[int] = (self.frame.first_cut + hits).tolist()
        return rows

    def cut(self, triples: Ints) -> None:
        """Add cuts."""
        inside = np.zeros((len(self.columns), self.model.people), dtype=bool)
        for at, column in enumerate(self.columns):
            inside[at, self.pool.members_of(column)] = True
        for triple in triples:
            hits = self.frame.first_group + np.flatnonzero(inside[:, triple].sum(axis=1) >= 2)
            self._lp.addRow(-INFINITE, 1.0, len(hits), hits.astype(np.int32), np.ones(len(hits)))
        self._live = np.append(self._live, np.arange(len(self.triples), len(self.triples) + len(triples)))
        self.triples = np.concatenate([self.triples, triples]).astype(np.int32)
        self._method = DUAL

    def hold(self, around: Floats | None, width: float = 0.0) -> None:
        """See `Frame.hold`."""
        self.frame.hold(around, width)

    def allow(self, allowed: NDArray[np.bool_], fewest: Ints, most: Ints, tallies: Sequence[Tally]) -> None:
        """Leave only some of the columns taken in to be used, so many groups of each offer, and tallies' numbers."""
        highest = np.where(allowed, INFINITE, 0.0)
        index = np.arange(self.frame.first_group, self.frame.first_group + len(highest), dtype=np.int32)
        self._lp.changeColsBounds(len(highest), index, np.zeros(len(highest)), highest)
        for offer, (low, high) in enumerate(zip(fewest, most, strict=True)):
            self._lp.changeRowBounds(self.model.people + offer, float(low) if low else -INFINITE, float(high))
        self.frame.count(tallies)
        self._method = DUAL

    def trim(self, reduced: Floats, most: int) -> None:
        """Drop columns, dearest first, until `most` are left, and cuts without a price.

        Parameters
        ----------
        reduced : (columns of the pool,) float64
            Their reduced costs in the last solution.
        """
        duals = np.array(self._lp.getSolution().row_dual)[self.frame.first_cut :]
        cuts = np.flatnonzero(np.abs(duals) <= PRICED)
        if len(cuts):
            self._lp.deleteRows(len(cuts), (self.frame.first_cut + cuts).astype(np.int32))
            self._live = np.delete(self._live, cuts)
        places = np.sort(np.argsort(reduced[self.columns], kind="stable")[most:])
        if len(places):
            self._lp.deleteCols(len(places), (self.frame.first_group + places).astype(np.int32))
            self.columns = np.delete(self.columns, places).tolist()
            self._inside = set(self.columns)

    def probe(self, clock: Clock) -> float:
        """Return the relaxation's value after a few steps from the last solution: a lower bound of it."""
        self._lp.setOptionValue("simplex_iteration_limit", PROBE)
        self._lp.setOptionValue("simplex_strategy", DUAL)
        self._run(clock)
        self._lp.setOptionValue("simplex_iteration_limit", NO_LIMIT)
        return float(self._lp.getObjectiveValue())

    def solve(self, clock: Clock) -> Relaxed | None:
        """Return the solution of the relaxation, None if the time is out."""
        self._lp.setOptionValue("simplex_strategy", self._method)
        self._run(clock)
        if self._lp.getModelStatus() != HighsModelStatus.kOptimal:
            return None
        self._method = PRIMAL  # new columns leave a solution feasible, other changes its duals
        solution, frame = self._lp.getSolution(), self.frame
        dual, used = np.array(solution.row_dual), np.array(solution.col_value)
        people, offers = self.model.people, self.model.offers
        cut = np.zeros(len(self.triples))
        cut[self._live] = np.maximum(0.0, -dual[frame.first_cut :])
        places = np.flatnonzero(used[frame.first_group :] > USED)
        return Relaxed(
            float(self._lp.getObjectiveValue()),
            Duals(
                dual[:people],
                dual[people + offers : frame.first_limit : 2],
                np.maximum(0.0, -dual[frame.first_limit : frame.first_cut]),
                cut,
            ),
            dual[people : people + offers],
            np.array(self.columns, dtype=np.int64)[places],
            used[frame.first_group + places],
            frame.numbers(used),
            frame.false(used),
        )

    def _run(self, clock: Clock) -> None:
        self._lp.setOptionValue("time_limit", self._lp.getRunTime() + clock.left)
        self._lp.run()
        clock.count(pivots=max(0, self._lp.getInfo().simplex_iteration_count))
