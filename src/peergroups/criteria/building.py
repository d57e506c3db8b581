"""What several criteria need to build their terms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from peergroups.criteria.field_names import field_name
from peergroups.locale import message, translate
from peergroups.terms import Floats, Ints, Pair, Seat

if TYPE_CHECKING:
    from peergroups.problem import Problem

K = TypeVar("K", bound=Hashable)

ANY_OFFER = message("{criterion}: no {column} known of {n} of the people; every offer suits them")
NO_PLACE = message("{criterion}: no {column} known of {n} of the people; they count as near everyone")
NO_CATEGORY = message("{criterion}: no {column} known of {n} of the people; they are of no category")
AVERAGE = message("{criterion}: no {column} known of {n} of the people; they count as average")
NOT_FOUND = message("{criterion}: pairs that name someone who is not among the people: {n}; they have no effect")


def alike(answers: Sequence[K]) -> tuple[list[K], Ints]:
    """Return the different answers, in order, and the number of each one's among them."""
    number = {answer: k for k, answer in enumerate(dict.fromkeys(answers))}
    return list(number), np.array([number[answer] for answer in answers], dtype=np.int32)


def seat_term(
    criterion: str, hard: bool, kinds: Sequence[K], column: Ints, row: Callable[[K], Floats], default: float = 0.0
) -> Seat:
    """Return a seat term for people of some kinds and offers with some answers.

    `column` is which of the different answers each offer has, as `alike` tells it; `row` gives a kind's amounts by
    different answer. Only those that differ from the default are stored.
    """
    different, own = alike(kinds)
    offers, values = [np.zeros(0, np.int32)], [np.zeros(0)]
    for kind in different:
        amounts = row(kind)
        offers.append(np.flatnonzero(amounts != default).astype(np.int32))
        values.append(amounts[offers[-1]])
    start = np.cumsum([len(some) for some in offers]).astype(np.int64)
    value = np.concatenate(values).astype(np.float64)
    return Seat(criterion, hard, start, np.concatenate(offers), value, default, own, column)


def pair_term(
    criterion: str, hard: bool, first: ArrayLike, second: ArrayLike, weight: ArrayLike, constant: float = 0.0
) -> Pair:
    """Return a pair term for positions in any order; the weights of a pair given twice add up.

    Pairs with a position of -1 (nobody) or of one person twice are left out.
    """
    ends = np.sort(np.column_stack([np.asarray(first, np.int64), np.asarray(second, np.int64)]), axis=1)
    use = (ends[:, 0] >= 0) & (ends[:, 0] < ends[:, 1])
    weights = np.broadcast_to(np.asarray(weight, dtype=np.float64), len(ends))[use]
    base = int(ends.max(initial=0)) + 1
    key, where = np.unique(ends[use, 0] * base + ends[use, 1], return_inverse=True)
    total = np.bincount(where, weights, minlength=len(key)).astype(np.float64)
    return Pair(criterion, hard, (key // base).astype(np.int32), (key % base).astype(np.int32), total, constant)


def likely_size(problem: Problem) -> Floats:
    """Return (offers,) the size of each offer's groups if everybody sits and all groups run, within its limits."""
    average = len(problem.people) / max(1, int(problem.copies.sum()))
    least = problem.offers["min_size"].to_numpy(dtype=float)
    most = problem.offers["max_size"].to_numpy(dtype=float)
    return np.asarray(np.minimum(np.maximum(average, least), most))


def member_counts(problem: Problem) -> Floats:
    """Return 0, 1, 2 ... up to the members that the largest group can have: the counts that a table covers."""
    there = max(1, len(problem.people) + len(problem.guide_rows))
    return np.arange(min(int(problem.offers["max_size"].max()), there) + 1, dtype=float)


def missing_note(criterion: str, column: str, people: int, said: str, language: str) -> list[str]:
    """Return the sentence on people without an answer, if there are any."""
    if not people:
        return []
    return [translate(said, language, criterion=criterion, column=field_name(column, language), n=people)]
