"""Online groups for those who meet online, rooms for those who meet in person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import ANY_OFFER, alike, missing_note, seat_term
from peergroups.criteria.columns import column_of, fold
from peergroups.errors import ProblemError
from peergroups.terms import Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

MODES: Mapping[str, bool | None] = {
    "yes": True, "true": True, "1": True, "online": True,
    "no": False, "false": False, "0": False, "in person": False,
    "either": None, "": None,
}  # fmt: skip


@dataclass(frozen=True)
class SameMode(Criterion):
    r"""Nobody is online in a room, or has to travel who asked to meet online.

    The amount is

    .. math:: w \sum_g |\{i \in g : \text{online}_i \ne \text{online}_g\}|,

    the people in a group of the other mode than the one they asked for. "Either" and a missing answer fit both, and
    so does everyone an offer that does not say.

    Parameters
    ----------
    weight : float, default 1
        Cost of a person in a group of the other mode, if soft.
    hard : bool, default True
        Whether it must not happen.
    column : str, default "online"
        The column of people (yes, no, either) and of offers (true, false).

    References
    ----------
    One mode for a whole group, so that nobody is the only one on a screen: a convention of this program.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"online": ["yes", "no", "either"]})
    >>> offers = pd.DataFrame({"online": [True], "min_size": 2, "max_size": 3})
    >>> judge(pg.Problem(people, offers, [pg.SameMode(hard=False)]).model, [0, 0, 0]).cost
    1.0
    """

    name: ClassVar[str] = "same_mode"
    says: ClassVar[str] = "Online people in online groups, the others in a room."

    weight: float = 1.0
    hard: bool = True
    column: str = "online"

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return one seat term."""
        offered, column = alike(modes(problem.offers, self.column, self.label, "offers"))
        price = 1.0 if self.hard else self.weight

        def row(wish: bool | None) -> Floats:
            return np.array([price * (None not in (wish, mode) and wish != mode) for mode in offered])

        yield seat_term(self.label, self.hard, modes(problem.people, self.column, self.label), column, row)

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people gave no mode."""
        silent = sum(not fold(cell) for cell in column_of(problem.people, self.column, self.label))
        return missing_note(self.label, self.column, silent, ANY_OFFER, language)


def modes(table: pd.DataFrame, column: str, criterion: str, what: str = "people") -> list[bool | None]:
    """Return whether each person or offer is online: True, False, or None for either."""
    answers = [fold(cell) for cell in column_of(table, column, criterion, what)]
    wrong = sorted(set(answers) - set(MODES))
    if wrong:
        found = ", ".join(map(repr, wrong[:10]))
        raise ProblemError(f"{criterion}: {column!r} of {what} must be yes, no or either; it holds {found}")
    return [MODES[answer] for answer in answers]
