"""Every group has a guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

import numpy as np

from peergroups.criteria.barred import barred
from peergroups.criteria.base import Criterion
from peergroups.criteria.building import pair_term
from peergroups.criteria.columns import column_of, says_yes
from peergroups.errors import ProblemError
from peergroups.guides.clashes import one_at_a_time
from peergroups.terms import Count, Ints, Load, Seat, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

Pairs = Literal["never", "wished", "always"]


@dataclass(frozen=True)
class Guides(Criterion):
    r"""Every group has a guide: one from the problem's table of guides, or a member who could be one.

    A guide fits the offer's theme, role, language, place or mode and time, has one group at a time (a seat of their
    own is one) and no more than they can take, and never sits with people of their own unit, of their own reporting
    chain, or whom either wants to avoid. Among the outside guides :math:`r`, with :math:`k_r` groups each, work is
    spread evenly at a cost of

    .. math:: w \sum_r \binom{k_r}{2},

    and, where pairs are wished for, every group with a single guide costs :math:`w`. A novice only guides together
    with somebody who is none.

    Parameters
    ----------
    weight : float, default 1
        Cost of each two groups that the same guide looks after, and of a group without the wished second guide.
    pairs : {"never", "wished", "always"}, default "never"
        Whether a group may or must have two guides.
    counted : bool, default False
        Whether outside guides count in the size of a group. A member who guides always does.
    members : bool, default True
        Whether members who could be a guide are guide enough for their group.
    minutes : int, default 60
        How long a session is. At times that overlap a guide has one group, and somebody who is registered too either
        guides or sits in a group of their own. A plan says it in ``[sessions]``.
    column : str, default "could_guide"
        The column of people that says who could be a guide; not needed.

    References
    ----------
    A guide takes part as an equal and comes from outside the members' own line (Smith on mini-publics: independent of
    the sponsor). Two leaders are better than one, and a novice joins somebody experienced (Balint Society).

    Examples
    --------
    Eve looks after both groups, one at each time:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people, offers = pd.DataFrame(index=["ann", "bo"]), pd.DataFrame({"slot": ["ti 9", "ke 9"]})
    >>> guides = pd.DataFrame({"slots": ["ti 9; ke 9"]}, index=["eve"])
    >>> problem = pg.Problem(people, offers.assign(min_size=1, max_size=1), [pg.Guides()], guides=guides)
    >>> judge(problem.model, [0, 1, 1, 0]).cost
    1.0
    """

    name: ClassVar[str] = "guides"
    says: ClassVar[str] = "Every group needs a guide, and no guide should have too many."

    weight: float = 1.0
    pairs: Pairs = "never"
    counted: bool = False
    members: bool = True
    minutes: int = 60
    column: str = "could_guide"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.pairs not in get_args(Pairs):
            raise ProblemError(f"guides: pairs must be one of {', '.join(get_args(Pairs))}, not {self.pairs!r}")
        for setting, value in (("counted", self.counted), ("members", self.members)):
            if not isinstance(value, bool):
                raise ProblemError(f"guides: {setting} must be true or false, not {value!r}")
        if self.minutes < 1:
            raise ProblemError(f"guides: minutes must be a whole number >= 1, not {self.minutes!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return terms on the guides of each group, on who may guide whom, and on each guide's groups."""
        rows, people = problem.guide_rows, len(problem.people)
        outside = np.zeros(people + len(rows), dtype=bool)
        outside[people:] = True
        able = np.append(could_guide(problem, self), np.ones(len(rows), dtype=bool))
        experienced = able.copy()
        if problem.guides is not None and "novice" in problem.guides.columns:
            novice = np.array([says_yes(cell) for cell in problem.guides["novice"]], dtype=bool)
            experienced[people:] = ~novice[rows.guide]
        table = np.zeros((len(problem.offers), 1), dtype=np.int32)

        def count(hard: bool, who: np.typing.NDArray[np.bool_], amounts: list[float]) -> Count:
            return Count(self.label, hard, np.where(who, 0, -1).astype(np.int32), np.array([amounts]), table)

        yield count(True, experienced, [1, 0])
        if self.pairs == "always":
            yield count(True, able, [2, 1, 0])
        if self.pairs == "wished" and self.weight:
            yield count(False, able, [self.weight, self.weight, 0])
        if self.counted:
            yield count(True, ~outside, [1, 0])  # guides alone make no group
        if not len(rows):
            return
        yield count(True, outside, [0, 0, 1] if self.pairs == "never" else [0, 0, 0, 1])
        yield _seats(self.label, people, rows.allowed)
        first, second = barred(problem)
        yield pair_term(self.label, True, first, second, 1.0)
        yield from self._loads(people, rows.guide, rows.most)
        yield from one_at_a_time(problem, self.label, self.minutes)

    def _loads(self, people: int, guide: Ints, most: Ints) -> Iterator[Load]:
        own = np.append(np.full(people, -1), guide).astype(np.int32)
        groups = np.arange(np.bincount(guide, minlength=len(most)).max() + 1)
        limits, which = np.unique(most, return_inverse=True)
        yield Load(self.label, True, own, np.maximum(0.0, groups - limits[:, None]), which.astype(np.int32))
        if self.weight:
            spread = self.weight * groups * (groups - 1) / 2
            yield Load(self.label, False, own, spread[None, :].astype(np.float64), np.zeros(len(most), np.int32))


def could_guide(problem: Problem, rule: Guides) -> np.typing.NDArray[np.bool_]:
    """Return (people,) who could be a guide; nobody if nobody was asked but there are outside guides."""
    if not rule.members or (rule.column not in problem.people.columns and problem.guides is not None):
        return np.zeros(len(problem.people), dtype=bool)
    return np.array([says_yes(cell) for cell in column_of(problem.people, rule.column, "guides")], dtype=bool)


def _seats(label: str, people: int, allowed: np.typing.NDArray[np.bool_]) -> Seat:
    rows, offers = np.nonzero(~allowed)
    start = np.concatenate([np.zeros(2), np.cumsum(np.bincount(rows, minlength=len(allowed)))]).astype(np.int64)
    row = np.append(np.zeros(people), 1 + np.arange(len(allowed))).astype(np.int32)  # people share one without limits
    return Seat(label, True, start, offers.astype(np.int32), np.ones(len(offers)), row=row)
