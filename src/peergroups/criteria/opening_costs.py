"""What it costs, or gains, that a group runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.columns import column_of, is_missing
from peergroups.errors import ProblemError
from peergroups.terms import Floats, Open, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class OpeningCosts(Criterion):
    r"""Every group that runs costs something; a negative cost is a gain.

    With :math:`c_k` the offer's cost, :math:`R_k` the number of its groups that run and :math:`m_k` of those that
    may, the cost is

    .. math:: w \sum_k \begin{cases} c_k R_k & c_k \ge 0 \\ -c_k (m_k - R_k) & c_k < 0, \end{cases}

    so a gain is told as what each group costs that could run and does not, and no cost is below 0. Seats come first:
    whatever a group costs, it runs if somebody would wait without it.

    The offers need a column ``cost``; an offer without a number costs nothing.

    Parameters
    ----------
    weight : float, default 1
        What a cost of 1 costs in the objective.

    References
    ----------
    A fixed charge for each place that opens, as in facility location: Balinski, *Management Science* 12 (1965) 253.
    Rooms and guides are paid by the group; a pilot's theme is worth running.

    Examples
    --------
    A room costs 4. Of the two groups that would be a gain of 3, one runs:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": 2, "max_size": 2, "copies": [1, 2], "cost": [4, -3]})
    >>> judge(pg.Problem(people, offers, [pg.OpeningCosts()]).model, [0, 0, 1, 1]).cost
    7.0
    """

    name: ClassVar[str] = "opening_costs"
    says: ClassVar[str] = "A room costs money; that theme we would like to run."

    weight: float = 1.0

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft limit for each cost: of no group for what costs, of all copies for what is a gain."""
        cost = self.weight * self._costs(problem)
        for value in np.unique(cost[cost != 0]):
            some = np.flatnonzero(cost == value).astype(np.int32)
            wanted = 0 if value > 0 else int(problem.copies[some].sum())
            yield Open(self.label, False, some, wanted, wanted, abs(float(value)))

    def _costs(self, problem: Problem) -> Floats:
        cells = column_of(problem.offers, "cost", self.label, "offers")
        try:
            costs = np.array([0.0 if is_missing(cell) else float(cell) for cell in cells])
        except (TypeError, ValueError) as error:
            raise ProblemError(f"{self.label}: the offers' costs must be numbers: {error}") from error
        if not np.isfinite(costs).all():
            raise ProblemError(f"{self.label}: the offers' costs must be finite numbers")
        return costs
