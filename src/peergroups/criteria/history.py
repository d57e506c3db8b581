"""Earlier rounds as criteria read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peergroups.criteria.new_faces import NewFaces
from peergroups.terms import Ints, Pair

if TYPE_CHECKING:
    from peergroups.problem import Problem


def met_before(problem: Problem, history: Any) -> tuple[Ints, Ints]:
    """Return the positions of each two people who have met, the lower first; `history` as in `NewFaces`."""
    (term,) = (term for term in NewFaces(history).terms(problem) if isinstance(term, Pair))
    return term.first, term.second
