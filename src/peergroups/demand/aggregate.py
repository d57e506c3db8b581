"""Hard rules by offer instead of by group: linear limits on how many go to each offer and how many groups run.

Whatever holds in every group holds in the sum over an offer's groups, so these limits never rule out a grouping.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array, hstack

from peergroups.model import Model
from peergroups.terms import Count, Floats, Load, Open, Term

Whole = NDArray[np.integer]


def size_limits(model: Model, person: Whole, offer: Whole) -> list[LinearConstraint]:
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
    members = csr_array((np.ones(len(here)), (offer[here], here)), shape=(model.offers, len(person)))
    return [_between(members, model.least.astype(float), model.most.astype(float), np.arange(model.offers))]


def rule_limits(model: Model, terms: Iterable[Term], person: Whole, offer: Whole) -> list[LinearConstraint]:
    """Return what some hard terms say of the sums: `Count`, `Load` and `Open`; the others are passed over.

    Examples
    --------
    One guide, who is person 0, for each of the two groups that may run:

    >>> one = np.ones(1, dtype=np.int32)
    >>> guide = Count("guide", True, np.array([0, -1]), np.array([[1.0, 0, 1]]), np.zeros((1, 1), dtype=np.int32))
    >>> model = Model(one, one, one * 2, np.ones(2), [guide], np.array([False, True]))
    >>> limit, = rule_limits(model, model.terms, np.array([0, 1]), np.array([0, 0]))
    >>> limit.A.toarray().tolist(), limit.lb.tolist(), limit.ub.tolist()
    ([[1.0, 0.0, -1.0], [1.0, 0.0, -1.0]], [0.0, -inf], [inf, 0.0])
    """
    limits: list[LinearConstraint] = []
    for term in terms:
        if not term.hard:
            continue
        if isinstance(term, Count):
            limits += _count(model, term, person, offer)
        elif isinstance(term, Load):
            inside = np.flatnonzero(term.category[person] >= 0)
            place = (term.category[person[inside]], inside)
            sets = csr_array((np.ones(len(inside)), place), shape=(len(term.which), len(person) + model.offers))
            low, high = _fine(term.table[term.which])
            limits.append(LinearConstraint(sets, low, high))
        elif isinstance(term, Open):
            counted = np.isin(np.arange(model.offers), term.offers).astype(float)
            limits.append(LinearConstraint(np.append(np.zeros(len(person)), counted)[None, :], term.least, term.most))
    return limits


def _count(model: Model, term: Count, person: Whole, offer: Whole) -> list[LinearConstraint]:
    low, high = _fine(term.table)
    cells = np.flatnonzero((low[term.which] > 0) | np.isfinite(high[term.which]))
    if not len(cells):
        return []
    categories = term.which.shape[1]
    cell = np.full(model.offers * categories, -1)
    cell[cells] = np.arange(len(cells))
    at = cell[offer * np.int64(categories) + np.maximum(term.category[person], 0)]
    here = np.flatnonzero((at >= 0) & (term.category[person] >= 0))
    members = csr_array((np.ones(len(here)), (at[here], here)), shape=(len(cells), len(person)))
    row = term.which.ravel()[cells]
    return [_between(members, low[row], high[row], cells // categories, model.offers)]


def _between(
    members: csr_array, low: Floats, high: Floats, offer: Whole, offers: int | None = None
) -> LinearConstraint:
    """Return that some sums of members are at least and at most so many times the number of groups of an offer."""
    rows = np.arange(len(offer))
    shape = (len(offer), offers or len(offer))
    some, bounded = np.flatnonzero(low > 0), np.flatnonzero(np.isfinite(high))
    floor = hstack([members, csr_array((-low, (rows, offer)), shape=shape)]).tocsr()[some]
    roof = hstack([members, csr_array((-np.where(np.isfinite(high), high, 0), (rows, offer)), shape=shape)])
    table = csr_array(_stacked(floor, roof.tocsr()[bounded]))
    lower = np.append(np.zeros(len(some)), np.full(len(bounded), -np.inf))
    return LinearConstraint(table, lower, np.append(np.full(len(some), np.inf), np.zeros(len(bounded))))


def _stacked(*parts: csr_array) -> csr_array:
    from scipy.sparse import vstack

    return csr_array(vstack(parts))


def _fine(table: Floats) -> tuple[Floats, Floats]:
    """Return the fewest and the most members that each row of a table allows; 1 and 0 where it allows no number."""
    fine = table <= 0
    low = np.where(fine.any(axis=1), fine.argmax(axis=1), 1.0)
    last = table.shape[1] - 1 - fine[:, ::-1].argmax(axis=1)
    high = np.where(fine[:, -1], np.inf, np.where(fine.any(axis=1), last, 0.0))
    return low.astype(float), high.astype(float)
