"""Nobody sits with a manager of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import pair_term
from peergroups.criteria.columns import Positions, column_of, fold, is_missing
from peergroups.terms import Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True, eq=False)
class ReportingChain(Criterion):
    r"""Nobody shares a group with their manager, their manager's manager, and so on to the top.

    With :math:`U_i` the people above person :math:`i` in the chain, the amount is

    .. math:: w \sum_g |\{(i, j) : i, j \in g,\ j \in U_i\}|.

    Two people with the same manager are not in one chain. The chain also goes through managers who are not
    registered, as far as `managers` tells, and stops when it comes round to somebody again.

    Parameters
    ----------
    weight : float, default 1
        Cost of a pair of one chain, if soft.
    hard : bool, default True
        Whether it must not happen.
    column : str, default "manager"
        The column of people with the id of their manager.
    managers : mapping, optional
        The managers, by id, of people who are not registered.

    References
    ----------
    "As long as they aren't in the same reporting chain" (redleader.co); no hierarchy in a group, so that members can
    open up (beratungspool.ch).

    Examples
    --------
    Ann reports to Bo, and Bo to Cai: three pairs of one chain.

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"manager": ["bo", "cai", None]}, index=["ann", "bo", "cai"])
    >>> offers = pd.DataFrame({"min_size": [3], "max_size": 3})
    >>> judge(pg.Problem(people, offers, [pg.ReportingChain(hard=False)]).model, [0, 0, 0]).cost
    3.0
    """

    name: ClassVar[str] = "reporting_chain"
    says: ClassVar[str] = "Nobody should sit in a group with their own boss."

    weight: float = 1.0
    hard: bool = True
    column: str = "manager"
    managers: Mapping[str, Any] | None = field(default=None, repr=False)

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return one pair term."""
        place = Positions(problem.people)
        above = {fold(person): manager for person, manager in (self.managers or {}).items()}
        reports_to = column_of(problem.people, self.column, self.label).tolist()
        pairs: set[tuple[int, int]] = set()
        for person, manager in enumerate(reports_to):
            seen = {person}
            outside: set[str] = set()
            while not is_missing(manager):
                at = place.get(manager)
                if at in seen or fold(manager) in outside:
                    break
                if at < 0:
                    outside.add(fold(manager))
                    manager = above.get(fold(manager))
                    continue
                seen.add(at)
                pairs.add((min(person, at), max(person, at)))
                manager = reports_to[at]
        ends = sorted(pairs)
        weight = 1.0 if self.hard else self.weight
        yield pair_term(self.label, self.hard, [a for a, _ in ends], [b for _, b in ends], weight)
