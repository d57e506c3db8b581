"""Guides whom the members have not had before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import pair_term
from peergroups.criteria.columns import Positions
from peergroups.criteria.new_faces import faded_meetings
from peergroups.errors import ProblemError
from peergroups.terms import Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True, eq=False)
class NewGuides(Criterion):
    r"""Nobody has the same guide from outside again.

    With :math:`m_{ir}` the times person :math:`i` has been in a group with guide :math:`r`, the cost is

    .. math:: w \sum_g \sum_{i, r \in g} m_{ir}.

    With a half-life :math:`h`, a round :math:`a` rounds ago (0 for the latest) counts :math:`0.5^{a / h}` instead of
    1. Without guides from outside there is nothing to count.

    Parameters
    ----------
    history : MeetingGraph, DataFrame, mapping or iterable of pairs
        Who has met whom, as in `NewFaces`; of a meeting graph the meetings with guides. A pair is a guide and a
        member, in either order.
    weight : float, default 1
        Cost of a member who has had the guide once.
    half_life : float, optional
        Rounds after which a round counts half; it never fades if left out.

    References
    ----------
    Designs of deliberation at tables lock out repeats between whoever hosts a table and its participants, as between
    participants.

    Examples
    --------
    Eve guided Ann in the spring:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people, offers = pd.DataFrame(index=["ann", "bo"]), pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> rules = [pg.Guides(), pg.NewGuides([("ann", "eve")], weight=3)]
    >>> problem = pg.Problem(people, offers, rules, guides=pd.DataFrame({"most_groups": [1]}, index=["eve"]))
    >>> judge(problem.model, [0, 0, 0]).cost
    3.0
    """

    name: ClassVar[str] = "new_guides"
    says: ClassVar[str] = "Nobody should have the same guide again."

    history: Any = field(repr=False)
    weight: float = 1.0
    half_life: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.half_life is not None and not self.half_life > 0:
            raise ProblemError(f"{self.name}: half_life must be > 0, not {self.half_life!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return the pairs of a member and a guide who have been in one group."""
        if problem.guides is None or not self.weight:
            return
        met = faded_meetings(self.history, self.label, self.half_life, kind="guides")
        person, guide = Positions(problem.people), Positions(problem.guides)
        rows: dict[int, list[int]] = {}
        for row, number in enumerate(problem.guide_rows.guide.tolist(), start=len(problem.people)):
            rows.setdefault(number, []).append(row)
        pairs = [
            (person.get(member), row, times)
            for one, other, times in zip(met["first"], met["second"], met["times"], strict=True)
            for member, guided in ((one, other), (other, one))
            for row in rows.get(guide.get(guided), ())
        ]
        members, ends, times = zip(*pairs, strict=True) if pairs else ((), (), ())
        yield pair_term(self.label, False, members, ends, [self.weight * many for many in times])
