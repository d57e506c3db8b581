"""How many members a group has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import likely_size, member_counts
from peergroups.errors import ProblemError
from peergroups.terms import Count, Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class GroupSize(Criterion):
    r"""A running group has at least and at most so many members, best of all the target.

    With :math:`n_g` the members of group :math:`g`, it must hold that least :math:`\le n_g \le` most, and the cost is

    .. math:: w \sum_g (n_g - \text{target})^2.

    The offers' own ``min_size`` and ``max_size`` hold as well.

    Parameters
    ----------
    least, most : int
        Sizes allowed, counting everybody in the group.
    target : float, optional
        The best size; no size is better than another if left out.
    weight : float, default 1
        Cost of one member more or less than the target; two cost four times as much.
    even : bool, default False
        Without a target: aim at the size that all groups would have if everybody had a seat and all groups ran,
        either way rounded, so that sizes differ by one at most.

    References
    ----------
    5 to 10 members: at least five in a Finnish peer learning group with funding (Sivis,
    ok-sivis.fi), and ten at the most, as in peer forums (Harvard Business Review 2024 on peer groups of 6-10). A
    target of 8 when five must be there: if each member comes with probability 0.8, five or more of 8 are present
    with probability 0.94 (binomial).

    Examples
    --------
    Sizes of 3 and 1 with a target of 2:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": 4, "copies": 2})
    >>> judge(pg.Problem(people, offers, [pg.GroupSize(1, 4, target=2)]).model, [0, 0, 0, 1]).cost
    2.0
    """

    name: ClassVar[str] = "group_size"
    says: ClassVar[str] = "Five to ten in a group, eight if we can, and no rest group."

    least: int
    most: int
    target: float | None = None
    weight: float = 1.0
    even: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.least <= self.most:
            raise ProblemError(f"{self.name}: needs 1 <= least <= most, not least {self.least} and most {self.most}")
        if self.target is not None and not self.least <= self.target <= self.most:
            raise ProblemError(f"{self.name}: target must be {self.least}..{self.most}, not {self.target}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a hard count of members too many or too few, and a soft one for the target."""
        everybody = np.zeros(len(problem.people), dtype=np.int32)
        members = np.arange(max(self.most + 2, len(member_counts(problem))), dtype=float)
        off = np.maximum(self.least - members, 0) + np.maximum(members - self.most, 0)
        off[0] = 0.0  # a group that does not run breaks nothing
        yield Count(self.label, True, everybody, off[None, :], np.zeros((len(problem.offers), 1), dtype=np.int32))
        if self.weight and (self.target is not None or self.even):
            low, high = self._best(problem)
            best, which = np.unique(np.column_stack([low, high]), axis=0, return_inverse=True)
            away = np.maximum(best[:, :1] - members, 0) + np.maximum(members - best[:, 1:], 0)
            away[:, 0] = 0.0
            yield Count(self.label, False, everybody, self.weight * away**2, which.reshape(-1, 1).astype(np.int32))

    def _best(self, problem: Problem) -> tuple[Floats, Floats]:
        """Return (offers,) the least and the largest of the best sizes."""
        if self.target is not None:
            target = np.full(len(problem.offers), float(self.target))
            return target, target
        size = np.clip(likely_size(problem), self.least, self.most)
        return np.floor(size), np.ceil(size)
