"""What a seat costs at least in pairs: bounds from each person's cheapest companions."""

from __future__ import annotations

import numpy as np

from peergroups.model import Model
from peergroups.terms import DensePair, Floats, Pair

BLOCK = 4_000_000  # entries sorted at a time


def companions_floor(model: Model, kind: type[Pair] | type[DensePair]) -> tuple[Floats, float]:
    """Return, for each person seated, half of what companions cost at least, and the terms' constant.

    Half the cost of each pair is put down to each of the two. A person in a group of size s has s - 1 companions,
    whose cost is no less than the sum of the s - 1 least entries of the person's row. If the sum of it all is
    negative, 0 is the better floor, since every term's amount is >= 0.

    Returns
    -------
    floor : (people,) float64
    constant : float
    """
    terms = model.of_kind(kind, hard=False)
    nothing = np.zeros(model.people), 0.0
    if not terms or not model.people:
        return nothing
    runs = (model.copies > 0) & (model.most >= model.least)
    if not runs.any():
        return nothing
    extra = int((~model.counted).sum())
    fewest = max(0, int(model.least[runs].min()) - 1)
    most = min(int(model.most[runs].max()) + extra, model.people) - 1
    floor = _dense(model, fewest, most) if kind is DensePair else _listed(model, most)
    constant = sum(t.constant for t in terms)
    if constant + np.minimum(floor, 0).sum() < 0:
        return nothing
    return floor, constant


def _listed(model: Model, most: int) -> Floats:
    start, _, weight = model.soft_pairs.neighbours
    owner = np.repeat(np.arange(model.people), np.diff(start))
    order = np.lexsort((weight, owner))
    rank = np.arange(len(order)) - start[owner]
    useful = (rank < most) & (weight[order] < 0)
    return np.bincount(owner[useful], weight[order][useful], minlength=model.people) / 2


def _dense(model: Model, fewest: int, most: int) -> Floats:
    matrix = model.dense
    assert matrix is not None
    floor = np.zeros(model.people)
    block = max(1, BLOCK // model.people)
    for low in range(0, model.people, block):
        rows = matrix[low : low + block].copy()
        rows[np.arange(len(rows)), np.arange(low, low + len(rows))] = np.inf
        rows.partition(most, axis=1)  # nobody has more companions
        sums = np.cumsum(np.sort(rows[:, :most], axis=1), axis=1)
        sums = np.concatenate([np.zeros((len(rows), 1)), sums], axis=1)
        floor[low : low + block] = sums[:, min(fewest, most) :].min(axis=1) / 2
    return floor
