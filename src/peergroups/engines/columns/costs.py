"""What one group costs, as arrays for compiled code.

A column is a group: an offer and its members. All terms but limits on the whole round fall apart into columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.envelope import BARRED, FORBIDDEN, envelope
from peergroups.model import Model
from peergroups.native import inner, kernel
from peergroups.referee import TOLERANCE
from peergroups.terms import Floats, Ints


class GroupCosts(NamedTuple):
    """The costs of groups. A moment is a seat cost ``|x_i|^2`` and a pair cost ``2 x_i . x_j``.

    Attributes
    ----------
    seat : (offers, people) float64
        `FORBIDDEN` where a person can't take the offer.
    pair : (people, people) float64
        `FORBIDDEN` for people who must not share a group.
    category : (terms, people) int32
        Each person's category of each count term, numbered over all terms, or -1.
    row : (offers, categories) int32
        The row of the tables for each offer and category.
    table : (rows, largest + 1) float64
        Amounts by number of members.
    floor, marginal
        The tables' `envelope`.
    opening : (offers,) float64
        The floors of a group without members.
    spread : (offers,) int32
        The count term whose rising marginals tell most, for the bound; -1 for none.
    bonus_start : (people + 1,) int64
        Where each person's pair costs below 0 begin in the next two.
    bonus_other : (bonuses,) int32
        The other person of the pair, best first.
    bonus_half : (bonuses,) float64
        Half the pair's cost.
    least, most : (offers,) int32
        Fewest and most counted members.
    counts : (people,) int32
        1 for people who count in the size, else 0.
    largest : int
        The most members, counted or not, that any group can have.
    """

    seat: Floats
    pair: Floats
    category: Ints
    row: Ints
    table: Floats
    floor: Floats
    marginal: Floats
    opening: Floats
    spread: Ints
    bonus_start: NDArray[np.int64]
    bonus_other: Ints
    bonus_half: Floats
    least: Ints
    most: Ints
    counts: Ints
    largest: int


def group_costs(model: Model) -> GroupCosts:
    """Return a model's costs by group."""
    most = np.minimum(model.most, model.people).astype(np.int32)
    largest = int(min(model.people, most.max(initial=0) + (~model.counted).sum()))
    seat, pair = _seats(model), _pairs(model)
    for moment in model.moments:
        x = moment.features
        seat += (x * x).sum(axis=1)
        pair += 2 * x @ x.T
    for apart in (model.forbidden_pairs,):
        pair[apart.first, apart.second] = FORBIDDEN
        pair[apart.second, apart.first] = FORBIDDEN
    np.fill_diagonal(pair, 0.0)
    category, row, table = _counts(model, largest)
    floor, marginal = envelope(table)
    opening = floor[row, 0].sum(axis=1) if row.size else np.zeros(model.offers)
    return GroupCosts(
        seat,
        pair,
        category,
        row,
        table,
        floor,
        marginal,
        opening,
        _spread(category, row, marginal),
        *_bonuses(pair),
        model.least.astype(np.int32),
        most,
        model.counted.astype(np.int32),
        largest,
    )


def _seats(model: Model) -> Floats:
    seat = np.full((model.offers, model.people), FORBIDDEN)
    owner = np.repeat(np.arange(model.people), np.diff(model.seats.start))
    seat[model.seats.offer, owner] = model.seats.cost
    return seat


def _pairs(model: Model) -> Floats:
    pair = np.zeros((model.people, model.people))
    pair[model.soft_pairs.first, model.soft_pairs.second] = model.soft_pairs.weight
    pair += pair.T
    return pair if model.dense is None else pair + model.dense


def _counts(model: Model, largest: int) -> tuple[Ints, Ints, Floats]:
    categories, rows, tables = [], [], []
    first_category = first_row = 0
    for term in model.counts:
        categories.append(np.where(term.category >= 0, term.category + first_category, -1))
        rows.append(term.which + first_row)
        table = term.table[:, np.minimum(np.arange(largest + 1), term.table.shape[1] - 1)]
        tables.append(np.where(table > TOLERANCE, FORBIDDEN, 0.0) if term.hard else table)
        first_category += term.which.shape[1]
        first_row += len(table)
    if not categories:
        return (
            np.zeros((0, model.people), np.int32),
            np.zeros((model.offers, 0), np.int32),
            np.zeros((0, largest + 1)),
        )
    return (
        np.array(categories, dtype=np.int32),
        np.ascontiguousarray(np.concatenate(rows, axis=1), dtype=np.int32),  # another order would be compiled anew
        np.ascontiguousarray(np.concatenate(tables), dtype=np.float64),
    )


def _spread(category: Ints, row: Ints, marginal: Floats) -> Ints:
    """Return for each offer the count term that rises most from a first to a second member, over all people."""
    terms = len(category)
    if terms == 0 or marginal.shape[1] < 2:
        return np.full(len(row), -1, dtype=np.int32)
    rise = np.minimum(marginal[row, 0, 1] - marginal[row, 0, 0], 1e3)  # (offers, categories)
    weight = [
        rise[:, np.arange(row.shape[1])] @ np.bincount(own[own >= 0], minlength=row.shape[1]) for own in category
    ]
    most: Ints = np.argmax(weight, axis=0).astype(np.int32)
    return most


def _bonuses(pair: Floats) -> tuple[NDArray[np.int64], Ints, Floats]:
    person, other = np.nonzero(pair < 0)
    half = pair[person, other] / 2
    order = np.lexsort((half, person))
    start = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=len(pair)))])
    return start.astype(np.int64), other[order].astype(np.int32), half[order]


def costs_of(costs: GroupCosts, groups: Sequence[tuple[int, Ints]]) -> Floats:
    """Return (groups,) what groups cost, each an offer and members."""
    offer, size = np.array([(offer, len(members)) for offer, members in groups], np.int64).reshape(-1, 2).T.copy()
    members = np.concatenate([np.zeros(0, np.int32), *(members for _, members in groups)])
    total = np.zeros(len(groups))
    cost_each(costs, offer, size, members, np.zeros(costs.row.shape[1], np.int64), total)
    return total


@kernel
def cost_each(
    costs: GroupCosts,
    offer: NDArray[np.int64],
    size: NDArray[np.int64],
    members: Ints,
    count: NDArray[np.int64],
    total: Floats,
) -> None:
    """Set the total of each group; their members follow each other."""
    begin = 0
    for g in range(len(offer)):
        total[g] = cost_of(costs, offer[g], members[begin:], size[g], count)
        begin += size[g]


@inner
def cost_of(costs: GroupCosts, offer: int, members: Ints, size: int, count: NDArray[np.int64]) -> float:
    """Return the cost of the first `size` of `members` as a group of an offer, `FORBIDDEN` if a rule is broken.

    `count` is working space of one 0 a category, left as it was found.
    """
    total, counted = 0.0, 0
    for a in range(size):
        i = members[a]
        total += costs.seat[offer, i]
        counted += costs.counts[i]
        for b in range(a):
            total += costs.pair[i, members[b]]
        for t in range(costs.category.shape[0]):
            if costs.category[t, i] >= 0:
                count[costs.category[t, i]] += 1
    for q in range(len(count)):
        total += costs.table[costs.row[offer, q], count[q]]
        count[q] = 0
    if total >= BARRED or counted < costs.least[offer] or counted > costs.most[offer]:
        return FORBIDDEN
    return total
