"""Nobody is the only one of their kind in a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import NO_CATEGORY, member_counts, missing_note
from peergroups.criteria.columns import categories, disclosed, fold
from peergroups.locale import message, translate
from peergroups.terms import Count, Ints, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

UNHELPED = message("{criterion}: only one of their kind among all the people: {n}; nothing can give them company")


@dataclass(frozen=True)
class NotAlone(Criterion):
    r"""A group has none of a category, or at least two.

    With :math:`k_{gc}` members of category :math:`c` in group :math:`g`, the amount is

    .. math:: w \sum_g |\{c : k_{gc} = 1\}|,

    the people who are alone of their kind. Whoever gave no answer or prefers not to say is of no category and is
    never alone. If hard, a person who is the only one of a category among all the people is left out of the rule.

    Parameters
    ----------
    column : str
        The column of people; of a list, such as languages, the first counts.
    value : str, optional
        The category to look after; each of them if left out.
    weight : float, default 1
        Cost of a person alone, if soft.
    hard : bool, default False
        Whether it must not happen.

    References
    ----------
    Women in groups with few women spoke less and were more anxious than where they were
    half or more (Dasgupta, Scircle & Hunsinger, PNAS 112, 2015). Guests stayed longer where another was like them
    (Ingram & Morris, Administrative Science Quarterly 52, 2007).

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"gender": ["woman", "man", "Man ", "prefers not to say"]})
    >>> offers = pd.DataFrame({"min_size": [4], "max_size": 4})
    >>> judge(pg.Problem(people, offers, [pg.NotAlone("gender")]).model, [0, 0, 0, 0]).cost
    1.0
    """

    name: ClassVar[str] = "not_alone"
    says: ClassVar[str] = "Nobody should be the only woman, newcomer or Swedish speaker in the group."

    column: str
    value: str | None = None
    weight: float = 1.0
    hard: bool = False

    @property
    def label(self) -> str:
        """The name with the column, and the category if there is one."""
        return f"{self.name}: {self.column}" + ("" if self.value is None else f" = {self.value}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return one count, with a price for exactly one member."""
        code, names = self._looked_after(problem)
        if self.hard:
            code = np.where(self._helpless(code), -1, code).astype(np.int32)
        if not names:
            return
        alone = member_counts(problem) == 1
        price = 1.0 if self.hard else self.weight
        table = np.append(price * alone, 0.0)[None, :]  # two or more cost nothing, however small the groups
        which = np.zeros((len(problem.offers), len(names)), dtype=np.int32)
        yield Count(self.label, self.hard, code, table, which)

    def _looked_after(self, problem: Problem) -> tuple[Ints, list[str]]:
        code, names = disclosed(*categories(problem, self.column, self.label))
        if self.value is None:
            return code, names
        wanted = [k for k, name in enumerate(names) if fold(name) == fold(self.value)]
        return np.where(np.isin(code, wanted), 0, -1).astype(np.int32), [names[k] for k in wanted]

    @staticmethod
    def _helpless(code: Ints) -> np.typing.NDArray[np.bool_]:
        many = np.bincount(code + 1)
        alone: np.typing.NDArray[np.bool_] = (code >= 0) & (many[code + 1] == 1)
        return alone

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people are of no category, and who the rule can't help."""
        code, _ = disclosed(*categories(problem, self.column, self.label))
        said = missing_note(self.label, self.column, int((code < 0).sum()), NO_CATEGORY, language)
        lone = int(self._helpless(self._looked_after(problem)[0]).sum())
        if self.hard and lone:
            said.append(translate(UNHELPED, language, criterion=self.label, n=lone))
        return said
