"""The truth about a grouping: its cost by term, from numbers alone.

Every engine's answer is costed here before anyone sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from peergroups.model import Model
from peergroups.seatcosts import seat_numbers
from peergroups.terms import WAITING, Count, DensePair, Floats, Ints, Limit, Load, Moment, Open, Pair, Seat, Term

TOLERANCE = 1e-6
"""Amounts below this are 0: floating-point noise, far below any cost an organiser can read."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a grouping costs.

    Attributes
    ----------
    amounts : (terms,) float64
        Each term's amount, in the order of the model's terms.
    cost : float
        The sum over soft terms.
    broken : float
        The sum over hard terms, plus one for every person too many or too few in a running group; 0 if the
        grouping is feasible.
    unseated : float
        The price of the people left waiting.
    """

    amounts: Floats
    cost: float
    broken: float
    unseated: float

    @property
    def feasible(self) -> bool:
        """Whether every hard rule holds."""
        return self.broken <= TOLERANCE

    @property
    def total(self) -> float:
        """What engines minimise: seats first, then costs."""
        return self.cost + self.unseated


def judge(model: Model, groups: Ints) -> Verdict:
    """Cost a grouping.

    Parameters
    ----------
    model : Model
        The problem's numbers.
    groups : (people,) int32
        Each person's group, or `WAITING`.

    Returns
    -------
    Verdict

    Raises
    ------
    ValueError
        If the grouping has the wrong length or names a group that the model does not have.

    Examples
    --------
    Two people in a group of two, with a price of 3 for the pair:

    >>> import numpy as np
    >>> from peergroups.terms import Pair
    >>> one = np.ones(1, dtype=np.int32)
    >>> term = Pair("met", False, one * 0, one, np.array([3.0]))
    >>> model = Model(one * 2, one * 2, one, np.full(2, 100.0), [term], np.ones(2, dtype=bool))
    >>> judge(model, np.array([0, 0])).cost
    3.0
    """
    groups = np.asarray(groups)
    if groups.shape != (model.people,):
        raise ValueError(f"a grouping of {model.people} people has shape {groups.shape}")
    if model.people and (groups.min() < WAITING or groups.max() >= model.groups):
        raise ValueError(f"group numbers must be {WAITING}..{model.groups - 1}")
    amounts = np.array([amount(term, model, groups) for term in model.terms])
    hard = np.array([t.hard for t in model.terms], dtype=bool)
    return Verdict(
        amounts,
        cost=float(amounts[~hard].sum()) if len(amounts) else 0.0,
        broken=(float(amounts[hard].sum()) if len(amounts) else 0.0) + size_faults(model, groups),
        unseated=float(model.unseated[groups == WAITING].sum()),
    )


def sizes(model: Model, groups: Ints) -> Ints:
    """Return (groups,) the members that count in each group's size."""
    inside = (groups != WAITING) & model.counted
    return np.bincount(groups[inside], minlength=model.groups).astype(np.int32)


def running(model: Model, groups: Ints) -> np.typing.NDArray[np.bool_]:
    """Return (groups,) whether anybody sits in each group."""
    return np.bincount(groups[groups != WAITING], minlength=model.groups) > 0


def size_faults(model: Model, groups: Ints) -> int:
    """Return how many members are too many or too few, over all running groups."""
    size, offer = sizes(model, groups), model.offer_of
    over = np.maximum(size - model.most[offer], 0)
    under = np.maximum(model.least[offer] - size, 0)
    return int(((over + under) * running(model, groups)).sum())


@singledispatch
def amount(term: Term, model: Model, groups: Ints) -> float:
    """Return one term's amount for a grouping."""
    raise TypeError(f"no rule to cost a {type(term).__name__}")


@amount.register
def _(term: Seat, model: Model, groups: Ints) -> float:
    seated = np.flatnonzero(groups != WAITING)
    return float(seat_numbers(term, seated, model.offer_of[groups[seated]]).sum())


@amount.register
def _(term: Limit, model: Model, groups: Ints) -> float:
    offer = np.append(model.offer_of, WAITING)[groups]  # the last entry is for those who wait
    owner = np.repeat(np.arange(model.people), np.diff(term.start))
    taken = offer[owner] == term.offer
    unlisted = groups != WAITING
    unlisted[owner[taken]] = False
    total = term.value[taken].sum() + term.default[unlisted].sum() + term.waiting[groups == WAITING].sum()
    return float(max(0.0, total - term.most))


@amount.register
def _(term: Pair, model: Model, groups: Ints) -> float:
    here, there = groups[term.first], groups[term.second]
    share = (here == there) & (here != WAITING)
    if not term.hard:
        return float(term.constant + term.weight[share].sum())
    parted = (here != there) & (term.weight < 0)
    return float(term.weight[share & (term.weight > 0)].sum() - term.weight[parted].sum())


@amount.register
def _(term: DensePair, model: Model, groups: Ints) -> float:
    within = 0.0
    order = np.argsort(groups, kind="stable")
    order = order[groups[order] != WAITING]
    for members in np.split(order, 1 + np.flatnonzero(np.diff(groups[order]))):
        within += term.matrix[np.ix_(members, members)].sum() / 2
    return float(term.constant + within)


@amount.register
def _(term: Count, model: Model, groups: Ints) -> float:
    categories = term.which.shape[1]
    inside = (groups != WAITING) & (term.category >= 0)
    keys, count = np.unique(groups[inside].astype(np.int64) * categories + term.category[inside], return_counts=True)
    runs = np.bincount(model.offer_of[running(model, groups)], minlength=model.offers)
    absent = (runs[:, None] * term.table[term.which, 0]).sum()  # as if every category were absent ...
    table = term.which[model.offer_of[keys // categories], keys % categories]
    present = term.table[table, np.minimum(count, term.table.shape[1] - 1)] - term.table[table, 0]
    return float(absent + present.sum())  # ... then corrected where it is not


@amount.register
def _(term: Load, model: Model, groups: Ints) -> float:
    seated = (groups != WAITING) & (term.category >= 0)
    count = np.bincount(term.category[seated], minlength=len(term.which))
    return float(term.table[term.which, np.minimum(count, term.table.shape[1] - 1)].sum())


@amount.register
def _(term: Moment, model: Model, groups: Ints) -> float:
    seated = groups != WAITING
    sums = np.zeros((model.groups, term.features.shape[1]))
    np.add.at(sums, groups[seated], term.features[seated])
    return float((sums**2).sum())


@amount.register
def _(term: Open, model: Model, groups: Ints) -> float:
    runs = np.bincount(model.offer_of[running(model, groups)], minlength=model.offers)[term.offers].sum()
    return float(term.weight * (max(0, runs - term.most) + max(0, term.least - runs)))
