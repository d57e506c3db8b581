"""Terms on people alone, made terms on people and the rows of guides after them."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

import numpy as np

from peergroups.guides.rows import GuideRows
from peergroups.terms import Count, DensePair, Ints, Limit, Load, Moment, Open, Pair, Seat, Term


@singledispatch
def widened(term: Term, people: int, guides: GuideRows, in_size: bool) -> Term:
    """Return a term in which the rows of guides cost nothing in any group they could look after.

    Parameters
    ----------
    term : Term
        On the people, or already on the rows after them too.
    people : int
        How many.
    guides : GuideRows
        The rows.
    in_size : bool
        Whether a count over everybody counts guides too.
    """
    raise TypeError(f"no rule to widen a {type(term).__name__}")


@widened.register
def _(term: Seat, people: int, guides: GuideRows, in_size: bool) -> Term:
    if not len(guides) or term.people > people:
        return term
    free = np.unique(term.column_of(np.arange(guides.allowed.shape[1])))  # one more row, which guides share
    return replace(
        term,
        start=np.append(term.start, term.start[-1] + len(free)),
        offer=np.concatenate([term.offer, free]).astype(np.int32),
        value=np.concatenate([term.value, np.zeros(len(free))]),
        row=np.append(term.row_of(np.arange(people)), np.full(len(guides), len(term.start) - 1)).astype(np.int32),
    )


@widened.register
def _(term: Count, people: int, guides: GuideRows, in_size: bool) -> Term:
    return replace(term, category=_longer(term.category, people + len(guides), 0 if in_size else -1))


@widened.register
def _(term: Load, people: int, guides: GuideRows, in_size: bool) -> Term:
    return replace(term, category=_longer(term.category, people + len(guides), -1))


@widened.register
def _(term: Limit, people: int, guides: GuideRows, in_size: bool) -> Term:
    new = len(guides) - (len(term.waiting) - people)
    return replace(
        term,
        start=np.pad(term.start, (0, new), mode="edge"),
        default=np.pad(term.default, (0, new)),
        waiting=np.pad(term.waiting, (0, new)),
    )


@widened.register
def _(term: DensePair, people: int, guides: GuideRows, in_size: bool) -> Term:
    return replace(term, matrix=np.pad(term.matrix, (0, len(guides)))) if len(guides) else term


@widened.register
def _(term: Moment, people: int, guides: GuideRows, in_size: bool) -> Term:
    return replace(term, features=np.pad(term.features, ((0, len(guides)), (0, 0))))


@widened.register(Pair)
@widened.register(Open)
def _(term: Term, people: int, guides: GuideRows, in_size: bool) -> Term:
    return term


def _longer(category: Ints, rows: int, value: int) -> Ints:
    return np.pad(category, (0, rows - len(category)), constant_values=value)
