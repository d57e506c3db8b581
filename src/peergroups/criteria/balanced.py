"""Every group a picture of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import AVERAGE, NO_CATEGORY, likely_size, member_counts, missing_note
from peergroups.criteria.columns import categories, column_of, disclosed, holds_numbers, numbers, standardised
from peergroups.terms import Count, Moment, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

ROUNDING = 1e-9
"""A share this near a whole number is that number."""


@dataclass(frozen=True)
class Balanced(Criterion):
    r"""Each group has the same mix as all the people together.

    For categories, with :math:`p_c` the share of category :math:`c` among all the people, :math:`k_{gc}` its
    members in group :math:`g`, and :math:`s_g` the group's likely size, the cost is

    .. math:: w \sum_g \sum_c \operatorname{dist}\bigl(k_{gc},
              [\lfloor p_c s_g \rfloor, \lceil p_c s_g \rceil]\bigr)^2,

    so that rounding the proportional share either way costs nothing. The likely size is the one that all groups
    would have if everybody had a seat and all groups ran, or the nearest size the offer allows. Missing answers
    and "prefers not to say" are of no category.

    For numbers, with :math:`z_i = (x_i - \bar x) / \sigma` the standardised value (:math:`\sigma` the
    standard deviation of the numbers there are), the cost is

    .. math:: w \sum_g \Bigl( \sum_{i \in g} z_i \Bigr)^2,

    the size squared times the squared distance of the group's mean from the mean of all. A missing number counts
    as the mean.

    Parameters
    ----------
    column : str
        The column of people. It holds numbers if every value in it is one, and categories otherwise.
    weight : float, default 1
        Cost of one member too many or too few of a category, or of a group's sum that is one standard deviation off.

    References
    ----------
    Numbers: the squared distance of group centroids, as in anticlustering with the k-means criterion (Papenberg &
    Klau, Psychological Methods 26, 2021). Categories: as in GroupEng's rule "distribute".

    Examples
    --------
    One woman in two is the share of all; the groups have two and none instead of one, with two
    men too few and too many:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame({"gender": ["woman", "woman", "man", "man"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": 2, "copies": 2})
    >>> problem = pg.Problem(people, offers, [pg.Balanced("gender")])
    >>> judge(problem.model, [0, 0, 1, 1]).cost, judge(problem.model, [0, 1, 0, 1]).cost
    (4.0, 0.0)
    """

    name: ClassVar[str] = "balanced"
    says: ClassVar[str] = "Spread experience, or women and men, evenly over the groups."

    column: str
    weight: float = 1.0

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a moment for numbers, a count for categories."""
        column = column_of(problem.people, self.column, self.label)
        if holds_numbers(column):
            values = standardised(numbers(column, self.column, self.label))
            if values.any():
                yield Moment(self.label, False, np.sqrt(self.weight) * values[:, None])
            return
        code, names = disclosed(*categories(problem, self.column, self.label))
        if not names:
            return
        share = np.bincount(code[code >= 0], minlength=len(names)) / len(code)
        expected = likely_size(problem)[:, None] * share  # (offers, categories)
        bands = np.stack([np.floor(expected + ROUNDING), np.ceil(expected - ROUNDING)], axis=-1)
        distinct, which = np.unique(bands.reshape(-1, 2), axis=0, return_inverse=True)
        members = member_counts(problem)
        off = np.maximum(distinct[:, :1] - members, 0) + np.maximum(members - distinct[:, 1:], 0)
        yield Count(self.label, False, code, self.weight * off**2, which.reshape(expected.shape).astype(np.int32))

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Say how many people have no answer."""
        column = column_of(problem.people, self.column, self.label)
        if holds_numbers(column):
            missing = int(np.isnan(numbers(column, self.column, self.label)).sum())
            return missing_note(self.label, self.column, missing, AVERAGE, language)
        code, _ = disclosed(*categories(problem, self.column, self.label))
        return missing_note(self.label, self.column, int((code < 0).sum()), NO_CATEGORY, language)
