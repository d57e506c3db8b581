"""Groups of people in one role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import ANY_OFFER, alike, missing_note, seat_term
from peergroups.criteria.columns import column_of, folded
from peergroups.errors import ProblemError
from peergroups.terms import Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True)
class SameRole(Criterion):
    r"""A group for a role is for people in that role.

    The amount is

    .. math:: w \sum_g |\{i \in g : \text{role}_i \ne \text{role}_g\}|,

    the people who sit in a group for another role. An offer without a role takes everyone, an offer for several roles
    any of them, and a person without a role fits everywhere. Besides, a person for whose role alone there is an offer
    costs :math:`w` times `mixed` in a group for several roles or none.

    Parameters
    ----------
    weight : float, default 1
        Cost of a person in a group for another role, if soft.
    hard : bool, default True
        Whether it must not happen.
    column : str, default "role"
        The column of people and of offers.
    mixed : float, default 0
        Cost of a person in a group of mixed roles, where there are groups for the person's own.

    References
    ----------
    The same role or the same theme makes people peers. Circl.es and YPO select for "peeriness" first and for
    variety after that (circl.es).

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"role": ["supervisor", "Supervisor ", "product manager"]})
    >>> offers = pd.DataFrame({"role": ["supervisor"], "min_size": 2, "max_size": 3})
    >>> judge(pg.Problem(people, offers, [pg.SameRole(hard=False)]).model, [0, 0, 0]).cost
    1.0

    Mixed groups are there for whoever has nobody else in the role:

    >>> offers = pd.DataFrame({"role": ["supervisor", None], "min_size": 1, "max_size": 3})
    >>> judge(pg.Problem(people, offers, [pg.SameRole(mixed=3)]).model, [0, 1, 1]).cost
    3.0
    """

    name: ClassVar[str] = "same_role"
    says: ClassVar[str] = "Supervisors with supervisors, product managers with product managers."

    weight: float = 1.0
    hard: bool = True
    column: str = "role"
    mixed: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.mixed >= 0:
            raise ProblemError(f"{self.name}: mixed must be a number >= 0, not {self.mixed!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a seat term, and another for groups of mixed roles if they cost."""
        cells = column_of(problem.offers, self.column, self.label, "offers")
        wanted, column = alike([frozenset(folded(cell)) for cell in cells])
        roles = [folded(cell) for cell in column_of(problem.people, self.column, self.label)]
        price = 1.0 if self.hard else self.weight

        def row(own: tuple[str, ...]) -> Floats:
            return np.array([price * bool(own and roles and roles.isdisjoint(own)) for roles in wanted])

        def mixed(own: tuple[str, ...]) -> Floats:
            alone = any(len(roles) == 1 and not roles.isdisjoint(own) for roles in wanted)
            return np.array([self.weight * self.mixed * (alone and len(roles) != 1) for roles in wanted])

        yield seat_term(self.label, self.hard, roles, column, row, price)
        if self.mixed:
            yield seat_term(self.label, False, roles, column, mixed)

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people gave no role."""
        silent = sum(not folded(cell) for cell in column_of(problem.people, self.column, self.label))
        return missing_note(self.label, self.column, silent, ANY_OFFER, language)
