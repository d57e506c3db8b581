"""Arrays of the terms that look at the whole round at once: how many of a set sit, and limited sums."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from peergroups.engines.search.kernel.arrays import Longs
from peergroups.model import Model
from peergroups.terms import Floats, Limit, Load


class Loads(TypedDict):
    """The part of `Fixed` that tells what seated members of sets cost."""

    set_of: Longs
    set_row: Longs
    load_table: Floats
    load_rule: Floats


class Caps(TypedDict):
    """The part of `Fixed` that tells limited sums over people."""

    cap_start: Longs
    cap_offer: Longs
    cap_value: Floats
    cap_default: Floats
    cap_waiting: Floats
    cap_most: Floats


def loads(model: Model) -> Loads:
    """Return the arrays of the load terms."""
    terms = model.of_kind(Load)
    first_set = np.cumsum([0, *(len(t.which) for t in terms)])
    first_row = np.cumsum([0, *(len(t.table) for t in terms)])
    width = max((t.table.shape[1] for t in terms), default=1)
    set_of = np.full((model.people, len(terms)), -1, dtype=np.int64)
    table, rule = np.zeros((2, first_row[-1], width))
    set_row = np.zeros(first_set[-1], dtype=np.int64)
    for k, term in enumerate(terms):
        set_of[:, k] = np.where(term.category >= 0, term.category + first_set[k], -1)
        set_row[first_set[k] : first_set[k + 1]] = term.which + first_row[k]
        rows = np.pad(term.table, ((0, 0), (0, width - term.table.shape[1])), "edge")
        (rule if term.hard else table)[first_row[k] : first_row[k + 1]] = rows
    return Loads(set_of=set_of, set_row=set_row, load_table=table, load_rule=rule)


def caps(model: Model) -> Caps:
    """Return the arrays of the limits on sums."""
    terms = model.of_kind(Limit)
    first = np.cumsum([0, *(len(t.offer) for t in terms)])
    none = np.zeros((0, model.people))
    return Caps(
        cap_start=np.array([t.start + f for t, f in zip(terms, first, strict=False)], dtype=np.int64).reshape(
            len(terms), model.people + 1
        ),
        cap_offer=np.concatenate([np.zeros(0), *(t.offer for t in terms)]).astype(np.int64),
        cap_value=np.concatenate([np.zeros(0), *(t.value for t in terms)]).astype(float),
        cap_default=np.concatenate([none, *(t.default[None, :] for t in terms)]),
        cap_waiting=np.concatenate([none, *(t.waiting[None, :] for t in terms)]),
        cap_most=np.array([t.most for t in terms], dtype=float),
    )
