"""Limits on how many groups run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.columns import column_of, folded
from peergroups.errors import ProblemError
from peergroups.terms import Open, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class RunningGroups(Criterion):
    r"""At least or at most so many groups run, in all or of some kind.

    With :math:`R` the number of running groups among the offers that have every value in `where`, it must hold that

    .. math:: \text{least} \le R \le \text{most}.

    Parameters
    ----------
    most : int, optional
        The most groups that may run; no limit if left out.
    least : int, default 0
        The fewest that must run.
    where : mapping, default {}
        Which offers count: a column of the offers and the value or values wanted. All offers if empty.

    References
    ----------
    The commonest real limits on the number of groups are guides, rooms and hosts, and the themes themselves; a limit
    says how many there are.

    Examples
    --------
    Four people, two groups of two at most, of which only one may run:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"theme": ["trust"], "min_size": 2, "max_size": 2, "copies": 2})
    >>> one = pg.RunningGroups(most=1, where={"theme": "trust"})
    >>> judge(pg.Problem(people, offers, [one]).model, [0, 0, 1, 1]).broken
    1.0
    """

    name: ClassVar[str] = "running_groups"
    says: ClassVar[str] = "Twelve groups at most, and no more than three of them on managing time."

    most: int | None = None
    least: int = 0
    where: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.least < 0 or (self.most is not None and self.most < self.least):
            raise ProblemError(f"{self.name}: needs 0 <= least <= most, not least {self.least} and most {self.most}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return one hard limit on the offers that count."""
        counted = np.ones(len(problem.offers), dtype=bool)
        for column, wanted in self.where.items():
            values = column_of(problem.offers, column, self.label, "offers")
            counted &= [not set(folded(value)).isdisjoint(folded(wanted)) for value in values]
        offers = np.flatnonzero(counted).astype(np.int32)
        most = int(problem.copies[offers].sum()) if self.most is None else self.most
        if self.least or most < problem.copies[offers].sum():
            yield Open(self.label, True, offers, self.least, most)

    @property
    def label(self) -> str:
        """The name, with the kind of offer it counts."""
        kind = ", ".join(", ".join(folded(wanted)) for wanted in self.where.values())
        return f"{self.name}: {kind}" if kind else self.name
