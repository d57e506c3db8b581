"""Strangers who have an acquaintance in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import scipy

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import pair_term
from peergroups.criteria.history import met_before
from peergroups.errors import ProblemError
from peergroups.terms import Term

if TYPE_CHECKING:
    from peergroups.problem import Problem

MOST_PEOPLE = 5_000
"""Beyond this many people, nearly all pairs are strangers, and too many to list."""


@dataclass(frozen=True, eq=False)
class FriendsOfFriends(Criterion):
    r"""People who have not met have at least met somebody in common.

    With :math:`N(i)` those whom i has met, the cost is the number of complete strangers that share a group,

    .. math:: w \sum_g \bigl|\{\{i, j\} \subseteq g : j \notin N(i),\ N(i) \cap N(j) = \emptyset\}\bigr| .

    Together with `NewFaces` it asks for friends of friends: neither met before nor out of reach.

    Parameters
    ----------
    history : MeetingGraph, DataFrame, mapping or iterable of pairs
        Who has met whom, as in `NewFaces`. The acquaintance in common must be among the people, too.
    weight : float, default 1
        Cost of a pair of complete strangers.

    Raises
    ------
    ProblemError
        When it becomes terms, for more than 5 000 people.

    References
    ----------
    Moderately weak ties help most, the weakest do not: Rajkumar et al., Science 377 (2022) 1304.

    Examples
    --------
    Ann and Cai have both met Bo; Dan is a stranger to the three:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [4], "max_size": 4})
    >>> known = pg.FriendsOfFriends([("ann", "bo"), ("bo", "cai")])
    >>> judge(pg.Problem(people, offers, [known]).model, [0, 0, 0, 0]).cost
    3.0
    """

    name: ClassVar[str] = "friends_of_friends"
    says: ClassVar[str] = "New people, but not out of the blue: friends of friends."

    history: Any = field(repr=False)
    weight: float = 1.0

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return the pairs of complete strangers."""
        people = len(problem.people)
        if people > MOST_PEOPLE:
            raise ProblemError(
                f"{self.name}: {people} people are too many; it compares each two, {MOST_PEOPLE} at most"
            )
        a, b = met_before(problem, self.history)
        ends = (np.concatenate([a, b]), np.concatenate([b, a]))
        graph = scipy.sparse.csr_array((np.ones(len(ends[0]), dtype=np.int32), ends), shape=(people, people))
        within_two = (graph + graph @ graph).toarray() > 0
        first, second = np.nonzero(np.triu(~within_two, 1))
        yield pair_term(self.label, False, first, second, self.weight)
