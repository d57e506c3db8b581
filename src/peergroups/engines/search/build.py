"""From a model to the arrays of the compiled search."""

from __future__ import annotations

import numpy as np

from peergroups.engines.flow.counts import Tally, tallies
from peergroups.engines.search.fold import Folded, fold
from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs
from peergroups.engines.search.roundwide import caps, loads
from peergroups.model import Model
from peergroups.terms import Floats, Ints

UNLIMITED = np.iinfo(np.int32).max


def fixed_arrays(model: Model, dense: bool = True) -> Fixed:
    """Return a model's arrays.

    Parameters
    ----------
    model : Model
        What is solved.
    dense : bool
        Whether what can be told as costs of seats and pairs goes into a matrix, if that is small enough to keep.
    """
    folded = fold(model, dense)
    counts = tallies(model, folded.counts)
    size = _size_rule(model)
    category = [t.category for t in counts] + ([size[0]] if size else [])
    seats = model.seat_costs if folded.seats is None else folded.seats
    table, table_rule, which, cell_start = _tables(model, counts, size)
    absent, absent_rule = (
        t[which, 0].sum(axis=1) if which.size else np.zeros(model.offers) for t in (table, table_rule)
    )
    start, other, cost, rule = _links(model, folded)
    opens = model.opens
    limits = np.zeros((len(opens), model.offers), dtype=np.int64)
    for k, term in enumerate(opens):
        limits[k, term.offers] = 1
    return Fixed(
        offer_of=np.append(model.offer_of, -1).astype(np.int64),
        first_group=model.first_group.astype(np.int64),
        least=model.least.astype(np.int64),
        most=np.append(np.where(model.least <= model.most, model.most, 0), UNLIMITED).astype(np.int64),
        counted=model.counted.astype(np.int32),
        seat_start=seats.start,
        seat_offer=seats.offer.astype(np.int32),
        seat_cost=np.minimum(seats.cost, NEVER),
        seat_default=float(min(seats.default, NEVER)),
        unseated=model.unseated.astype(float),
        link_start=start,
        link_other=other,
        link_cost=cost,
        link_rule=rule,
        category=np.stack(category, axis=1).astype(np.int32) if category else np.zeros((model.people, 0), np.int32),
        cell_start=cell_start,
        which=which,
        table=table,
        table_rule=table_rule,
        absent=absent + folded.absent,
        absent_rule=absent_rule,
        features=folded.features,
        limits=limits,
        limit_least=np.array([t.least for t in opens], dtype=np.int64),
        limit_most=np.array([t.most for t in opens], dtype=np.int64),
        limit_hard=np.array([t.hard for t in opens], dtype=np.int64),
        limit_weight=np.array([t.weight for t in opens], dtype=float),
        matrix=folded.matrix,
        **loads(model),
        **caps(model),
    )


def _size_rule(model: Model) -> tuple[Longs, Floats, Longs] | None:
    """Return the least sizes as a count: categories, table of members lacking, table's row by offer.

    No move makes a group larger than its most, so that needs no count.
    """
    if (model.least <= 1).all() and model.counted.all():
        return None
    least, row = np.unique(np.maximum(model.least, 0), return_inverse=True)
    members = np.arange(int(least.max(initial=0)) + 1)
    lacking = np.maximum(least[:, None] - members, 0).astype(float)
    return np.where(model.counted, 0, -1).astype(np.int64), lacking, row.astype(np.int64)


def _tables(
    model: Model, counts: list[Tally], size: tuple[Longs, Floats, Longs] | None
) -> tuple[Floats, Floats, Longs, Longs]:
    """Return the soft and the hard table of all counts, the row of each offer and cell, and each first cell."""
    soft = [_clamped(t.soft) for t in counts]
    hard = [t.hard for t in counts]
    row = [t.row for t in counts]
    if size:
        soft.append(np.zeros_like(size[1]))
        hard.append(size[1])
        row.append(size[2][:, None].astype(np.int64))
    width = max((t.shape[1] for t in soft), default=1)
    first = np.cumsum([0, *(len(t) for t in soft)])
    table, hard_table = (
        np.concatenate([np.zeros((0, width)), *(np.pad(t, ((0, 0), (0, width - t.shape[1])), "edge") for t in part)])
        for part in (soft, hard)
    )
    which = np.concatenate([np.zeros((model.offers, 0)), *(r + f for r, f in zip(row, first, strict=False))], axis=1)
    cells = np.cumsum([0, *(r.shape[1] for r in row)])[:-1].astype(np.int64)
    return table, hard_table, which.astype(np.int64), cells


def _clamped(table: Floats) -> Floats:
    """Return a table whose entries beyond the last that a group can reach repeat it."""
    last = np.isfinite(table).sum(axis=1) - 1
    clamped: Floats = table[np.arange(len(table))[:, None], np.minimum(np.arange(table.shape[1]), last[:, None])]
    return clamped


def _links(model: Model, folded: Folded) -> tuple[Longs, Ints, Floats, Floats]:
    """Return the listed pairs, sparse by person: start, other, cost, and by how much they break a rule."""
    apart, joined = model.forbidden_pairs, model.forced_pairs
    first, second, cost, rule = [], [], [], []
    for pairs, soft, sign in ((folded.pairs, 1, 0), (apart, 0, 1), (joined, 0, -1)):
        if pairs is not None:
            first += [pairs.first, pairs.second]
            second += [pairs.second, pairs.first]
            cost += [pairs.weight * soft] * 2
            rule += [pairs.weight * float(sign)] * 2
    here, there, costs, rules = (np.concatenate(part) for part in (first, second, cost, rule))
    order = np.lexsort((there, here))
    start = np.concatenate([[0], np.cumsum(np.bincount(here, minlength=model.people))]).astype(np.int64)
    return start, there[order].astype(np.int32), costs[order].astype(float), rules[order].astype(float)
