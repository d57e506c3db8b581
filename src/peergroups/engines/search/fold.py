"""What can be told as costs of seats and pairs, put into one matrix, where that is small enough to keep.

A count whose table is quadratic in the number of members, a moment, and listed pairs are all sums over pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from peergroups.model import Model, Pairs
from peergroups.seatcosts import SeatCosts
from peergroups.terms import Count, Floats

MOST_PEOPLE = 3_000  # for whom a matrix is kept though no term has one
MOST_LOADS = 30_000_000  # people x groups


@dataclass(frozen=True, eq=False)
class Folded:
    """A model's soft terms, split into a matrix and the rest.

    Attributes
    ----------
    matrix : (people, people) float64
        What pairs that share a group cost; empty if it is not kept.
    seats : SeatCosts or None
        What seats cost, with what the folded terms add; None if nothing is folded.
    absent : (offers,) float64
        What the folded terms cost a running group whoever is in it.
    counts : sequence of Count
        The terms that could not be folded.
    features : (people, features) float64
        Of the moment terms that are not folded.
    pairs : Pairs or None
        The soft listed pairs that are not folded.
    """

    matrix: Floats
    seats: SeatCosts | None
    absent: Floats
    counts: Sequence[Count]
    features: Floats
    pairs: Pairs | None


def fold(model: Model, dense: bool) -> Folded:
    """Fold what can be folded, if that is wanted, and there is a matrix already or the people are few."""
    few = model.people <= MOST_PEOPLE and (model.groups + 1) * model.people <= MOST_LOADS
    if model.dense is None and not (dense and few):
        features = [np.zeros((model.people, 0)), *(t.features for t in model.moments)]
        return Folded(
            np.zeros((0, 0)),
            None,
            np.zeros(model.offers),
            model.counts,
            np.concatenate(features, axis=1),
            model.soft_pairs,
        )
    matrix = np.zeros((model.people, model.people)) if model.dense is None else model.dense.astype(float)
    pairs = model.soft_pairs
    matrix[pairs.first, pairs.second] += pairs.weight
    matrix[pairs.second, pairs.first] += pairs.weight
    seat, absent, counts = _full_rows(model), np.zeros(model.offers), []
    for term in model.counts:
        parts = None if term.hard else _quadratic(model, term)
        if parts is None:
            counts.append(term)
            continue
        step, curve = parts
        members = np.flatnonzero(term.category >= 0)
        mine = term.category[members]
        seat[members] += step.T[mine]
        absent += term.table[term.which, 0].sum(axis=1)
        for category in np.unique(mine[curve[mine] != 0]):
            alike = members[mine == category]
            matrix[np.ix_(alike, alike)] += curve[category]
    for moment in model.moments:
        matrix += 2 * moment.features @ moment.features.T
        seat += (moment.features**2).sum(axis=1)[:, None]
    np.fill_diagonal(matrix, 0.0)
    start = np.arange(model.people + 1, dtype=np.int64) * model.offers
    offer = np.tile(np.arange(model.offers, dtype=np.int32), model.people)
    seats = SeatCosts(start, offer, seat.ravel(), np.inf, model.seat_costs.usable)
    return Folded(matrix, seats, absent, counts, np.zeros((model.people, 0)), None)


def _full_rows(model: Model) -> Floats:
    seats = model.seat_costs
    full = np.full((model.people, model.offers), seats.default)
    full[seats.owner, seats.offer] = seats.cost
    return full


def _quadratic(model: Model, term: Count) -> tuple[Floats, Floats] | None:
    """Return (offers, categories) the first member's step and (categories,) the step's growth, if a table has such.

    ``table[k] = table[0] + step k + growth k (k - 1) / 2`` up to the most members, with one growth for all offers.
    """
    most = int(model.most.max(initial=1)) + int((~model.counted).sum())
    most = max(2, min(most, model.people))
    table = term.table[:, np.minimum(np.arange(most + 1), term.table.shape[1] - 1)]
    bend = np.diff(table, 2, axis=1)
    if not np.allclose(bend, bend[:, :1], rtol=0, atol=1e-9):
        return None
    growth = bend[:, 0][term.which]
    if not np.allclose(growth, growth[:1], rtol=0, atol=1e-9):
        return None
    step: Floats = (table[:, 1] - table[:, 0])[term.which]
    curve: Floats = growth[0]
    return step, curve
