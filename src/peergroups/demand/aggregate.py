"""Hard rules by offer instead of by group: linear limits on how many go to each offer and how many groups run.

Whatever holds in every group holds in the sum over an offer's groups, so these limits never rule out a grouping.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from peergroups.highs import Limits
from peergroups.model import Model
from peergroups.terms import Count, Floats, Load, Open, Term

Whole = NDArray[np.integer]


def size_limits(model: Model, person: Whole, offer: Whole) -> list[Limits]:
    """Return that the members who count fill the running groups of each offer, and no more.

    Parameters
    ----------
    model : Model
        Sizes, and who counts.
    person, offer : (arcs,) int
        Who could go where; several people who are alike may be one arc. The variables are how many do, and after
        them the number of running groups of each offer.
    """
    here = np.flatnonzero(model.counted[person])
    low, high = model.least.astype(float), model.most.astype(float)
    return _between(offer[here], here, low, high, len(person) + np.arange(model.offers))


def rule_limits(model: Model, terms: Iterable[Term], person: Whole, offer: Whole) -> list[Limits]:
    """Return what some hard terms say of the sums: `Count`, `Load` and `Open`; the others are passed over.

    Examples
    --------
    One guide, who is person 0, for each of the two groups that may run:

    >>> one = np.ones(1, dtype=np.int32)
    >>> guide = Count("guide", True, np.array([0, -1]), np.array([[1.0, 0, 1]]), np.zeros((1, 1), dtype=np.int32))
    >>> model = Model(one, one, one * 2, np.ones(2), [guide], np.array([False, True]))
    >>> at_least, at_most = rule_limits(model, model.terms, np.array([0, 1]), np.array([0, 0]))
    >>> at_least.column.tolist(), at_least.value.tolist(), at_least.low.tolist(), at_least.high.tolist()
    ([0, 2], [1.0, -1.0], [0.0], [inf])
    >>> at_most.column.tolist(), at_most.value.tolist(), at_most.low.tolist(), at_most.high.tolist()
    ([0, 2], [1.0, -1.0], [-inf], [0.0])
    """
    limits: list[Limits] = []
    for term in terms:
        if not term.hard:
            continue
        if isinstance(term, Count):
            limits += _count(model, term, person, offer)
        elif isinstance(term, Load):
            inside = np.flatnonzero(term.category[person] >= 0)
            sets = term.category[person[inside]]
            limits.append(Limits(sets, inside, np.ones(len(inside)), *_fine(term.table[term.which])))
        elif isinstance(term, Open):
            first, running = np.zeros(len(term.offers), dtype=np.int64), np.ones(len(term.offers))
            ends = np.array([[term.least], [term.most]], dtype=float)
            limits.append(Limits(first, len(person) + term.offers, running, *ends))
    return limits


def _count(model: Model, term: Count, person: Whole, offer: Whole) -> list[Limits]:
    low, high = _fine(term.table)
    cells = np.flatnonzero((low[term.which] > 0) | np.isfinite(high[term.which]))
    if not len(cells):
        return []
    categories = term.which.shape[1]
    cell = np.full(model.offers * categories, -1)
    cell[cells] = np.arange(len(cells))
    at = cell[offer * np.int64(categories) + np.maximum(term.category[person], 0)]
    here = np.flatnonzero((at >= 0) & (term.category[person] >= 0))
    row = term.which.ravel()[cells]
    return _between(at[here], here, low[row], high[row], len(person) + cells // categories)


def _between(sums: Whole, arcs: Whole, low: Floats, high: Floats, groups: Whole) -> list[Limits]:
    """Return that sums of arcs are at least and at most so many times a number of groups each."""
    limits = []
    for times, kept, ends in ((low, low > 0, (0.0, np.inf)), (high, np.isfinite(high), (-np.inf, 0.0))):
        number, inside = np.cumsum(kept) - 1, kept[sums]
        row = np.concatenate([number[sums[inside]], number[kept]])
        value = np.concatenate([np.ones(int(inside.sum())), -times[kept]])
        low_end, high_end = (np.full(int(kept.sum()), end) for end in ends)
        limits.append(Limits(row, np.concatenate([arcs[inside], groups[kept]]), value, low_end, high_end))
    return limits


def _fine(table: Floats) -> tuple[Floats, Floats]:
    """Return the fewest and the most members that each row of a table allows; 1 and 0 where it allows no number."""
    fine = table <= 0
    low = np.where(fine.any(axis=1), fine.argmax(axis=1), 1.0)
    last = table.shape[1] - 1 - fine[:, ::-1].argmax(axis=1)
    high = np.where(fine[:, -1], np.inf, np.where(fine.any(axis=1), last, 0.0))
    return low.astype(float), high.astype(float)
