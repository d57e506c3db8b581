"""Groups speak a language that all their members speak."""

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


@dataclass(frozen=True)
class CommonLanguage(Criterion):
    r"""A group's language is one that each of its members speaks, best of all their first.

    With person :math:`i`'s languages listed best first, the language :math:`l_g` of every group must be on the list
    of each member, at a cost of

    .. math:: w \sum_g |\{i \in g : l_g \text{ is not } i\text{'s first language}\}|.

    An offer in several languages needs one of them; an offer without a language suits everyone, and so does every
    language a person who named none.

    Parameters
    ----------
    weight : float, default 1
        Cost of a person in a group that speaks another than their first language.
    hard : bool, default True
        Whether the language must be on each member's list; if not, one that isn't costs 3 times the weight.
    column : str, default "languages"
        The column of people with their languages: a list, or a text between semicolons.

    References
    ----------
    A shared working language is a convention of this program. GroupSelect (Sortition Foundation) puts people who
    need interpreting in one group.

    Examples
    --------
    Swedish is the first language of one and the second of the other:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"languages": ["sv;fi", "fi;sv"]})
    >>> offers = pd.DataFrame({"language": ["sv"], "min_size": 2, "max_size": 2})
    >>> judge(pg.Problem(people, offers, [pg.CommonLanguage()]).model, [0, 0]).cost
    1.0
    """

    name: ClassVar[str] = "common_language"
    says: ClassVar[str] = "They must have a language in common, their own if possible."

    weight: float = 1.0
    hard: bool = True
    column: str = "languages"

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft term for languages that aren't the first and, if hard, one that forbids unknown ones."""
        cells = column_of(problem.offers, "language", self.label, "offers")
        offered, column = alike([frozenset(folded(cell)) for cell in cells])
        spoken = [folded(cell) for cell in column_of(problem.people, self.column, self.label)]

        def row(own: tuple[str, ...], later: float, unknown: float) -> Floats:
            return np.array(
                [
                    0.0 if not own or not group or own[0] in group else unknown if group.isdisjoint(own) else later
                    for group in offered
                ]
            )

        if self.weight:
            unknown = 0.0 if self.hard else 3 * self.weight
            price = partial(row, later=self.weight, unknown=unknown)
            yield seat_term(self.label, False, spoken, column, price, unknown)
        if self.hard:
            yield seat_term(self.label, True, spoken, column, partial(row, later=0.0, unknown=1.0), 1.0)

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people named no language."""
        silent = sum(not folded(cell) for cell in column_of(problem.people, self.column, self.label))
        return missing_note(self.label, self.column, silent, ANY_OFFER, language)
