"""Groups meet when all their members can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import ANY_OFFER, alike, missing_note, seat_term
from peergroups.criteria.columns import column_of, folded
from peergroups.terms import Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

Answer = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class CommonSlot(Criterion):
    r"""A group's slot suits each of its members.

    With :math:`S_i` the slots that suit person :math:`i` and :math:`M_i` those that would do if need be, the slot
    :math:`s_g` of every group must be in :math:`S_i \cup M_i` for each member, at a cost of

    .. math:: w \sum_g |\{i \in g : s_g \in M_i \setminus S_i\}|.

    An offer with several slots needs one of them; an offer without a slot suits everyone, and so does every slot a
    person who ticked none.

    Parameters
    ----------
    weight : float, default 1
        Cost of a person in a slot that would only do; if soft, also of a person in a slot that does not suit, twice.
    hard : bool, default True
        Whether the slot must suit.
    column : str, default "slots"
        The column of people with the slots that suit: a list, or a text between semicolons.
    maybe : str, default "slots_maybe"
        The column of people with the slots that would do; not needed.

    References
    ----------
    Groups at a time that all ticked: SIM-G (RanadeEduLab/study-group-matcher) and gruepr, "high degree of overlap in
    schedule free time".

    Examples
    --------
    The second person would manage on Wednesdays if need be:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"slots": ["Wed 12; Thu 9", "Thu 9"], "slots_maybe": [None, "wed 12"]})
    >>> offers = pd.DataFrame({"slot": ["Wed 12"], "min_size": 2, "max_size": 2})
    >>> judge(pg.Problem(people, offers, [pg.CommonSlot()]).model, [0, 0]).cost
    1.0
    """

    name: ClassVar[str] = "common_slot"
    says: ClassVar[str] = "The time must suit everyone in the group."

    weight: float = 1.0
    hard: bool = True
    column: str = "slots"
    maybe: str = "slots_maybe"

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft term for slots that would only do and, if hard, one that forbids the others."""
        cells = column_of(problem.offers, "slot", self.label, "offers")
        offered, column = alike([frozenset(folded(cell)) for cell in cells])
        answers = self._answers(problem)

        def row(answer: Answer, would_do: float, unsuitable: float) -> Floats:
            suits, does = answer
            if not suits and not does:
                return np.zeros(len(offered))
            return np.array(
                [0.0 if not slots or slots & suits else would_do if slots & does else unsuitable for slots in offered]
            )

        unsuitable = 0.0 if self.hard else 2 * self.weight
        if self.weight and (not self.hard or self.maybe in problem.people.columns):
            price = partial(row, would_do=self.weight, unsuitable=unsuitable)
            yield seat_term(self.label, False, answers, column, price, unsuitable)
        if self.hard:
            yield seat_term(self.label, True, answers, column, partial(row, would_do=0.0, unsuitable=1.0), 1.0)

    def _answers(self, problem: Problem) -> list[Answer]:
        suits = [frozenset(folded(cell)) for cell in column_of(problem.people, self.column, self.label)]
        if self.maybe not in problem.people.columns:
            return [(slots, frozenset()) for slots in suits]
        does = [frozenset(folded(cell)) for cell in problem.people[self.maybe]]
        return list(zip(suits, does, strict=True))

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people ticked no slot."""
        silent = sum(not suits and not does for suits, does in self._answers(problem))
        return missing_note(self.label, self.column, silent, ANY_OFFER, language)
