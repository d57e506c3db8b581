"""Groups that go on, topped up with newcomers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import member_counts, seat_term
from peergroups.criteria.columns import Positions
from peergroups.errors import ProblemError
from peergroups.terms import Count, Ints, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True, eq=False)
class Continuing(Criterion):
    r"""Groups that wish to go on keep their members, and take in newcomers only if they come in company.

    Hard: each member sits in the offer of their group, and the number :math:`k_g` of newcomers who join it is

    .. math:: k_g = 0 \quad \text{or} \quad k_g \ge n.

    Members who are not registered this time have no effect.

    Parameters
    ----------
    groups : mapping of offer id to person ids
        The members of each group that goes on; its offer should run one group. `continue_groups` makes such offers.
    newcomers : int, default 2
        n, the fewest newcomers that join such a group, if any do.

    References
    ----------
    To take somebody in disturbs the trust of a group: at least two newcomers, never a lone one
    (solidaritycircles.org). Some YPO forums are topped up "when they are about to recommit for another year".

    Examples
    --------
    Cai alone may not join Ann and Bo:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [4]}, index=["trust"])
    >>> problem = pg.Problem(people, offers, [pg.Continuing({"trust": ["ann", "bo"]})])
    >>> [judge(problem.model, groups).feasible for groups in ([0, 0, -1, -1], [0, 0, 0, -1], [0, 0, 0, 0])]
    [True, False, True]
    """

    name: ClassVar[str] = "continuing"
    says: ClassVar[str] = "This group wants to go on; it may take in two new members or more."

    groups: Mapping[Any, Sequence[Any]] = field(repr=False)
    newcomers: int = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.newcomers < 1:
            raise ProblemError(f"{self.name}: newcomers must be a whole number >= 1, not {self.newcomers!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return hard seats for the members, and a hard count of the newcomers."""
        home = self._homes(problem)
        every = np.arange(len(problem.offers), dtype=np.int32)
        yield seat_term(self.label, True, home.tolist(), every, lambda own: 1.0 * ((own >= 0) & (every != own)), 1.0)
        goes_on = problem.offers.index.isin(list(self.groups))
        joined = member_counts(problem)
        missing = np.where(joined > 0, np.maximum(self.newcomers - joined, 0.0), 0.0)
        which = goes_on.astype(np.int32)[:, None]
        yield Count(
            self.label, True, np.where(home < 0, 0, -1).astype(np.int32), np.stack([joined * 0, missing]), which
        )

    def _homes(self, problem: Problem) -> Ints:
        """Return (people,) the offer of each member's group, -1 for everybody else."""
        lost = [str(offer) for offer in self.groups if offer not in problem.offers.index]
        if lost:
            raise ProblemError(f"{self.name}: there is no offer {', '.join(lost)}")
        place = Positions(problem.people)
        home = np.full(len(problem.people), -1, dtype=np.int32)
        twice = []
        number = {offer: k for k, offer in enumerate(problem.offers.index)}
        for offer, members in self.groups.items():
            at = [place.get(person) for person in members]
            twice += [m for m, k in zip(members, at, strict=True) if k >= 0 and home[k] >= 0]
            home[[k for k in at if k >= 0]] = number[offer]
        if twice:
            raise ProblemError(f"{self.name}: people of two groups: {', '.join(map(str, twice))}")
        return home
