"""The formulas of the measures that take more than a line."""

from __future__ import annotations

from functools import lru_cache
from math import comb
from typing import Any

import numpy as np

from peergroups.meetings import bounds, structure
from peergroups.meetings.ties import Mask, Ties
from peergroups.terms import Floats


def share(part: Mask, whole: Mask) -> float:
    """Return which share of some ties belongs to a part of them; NaN of none."""
    return float((part & whole).sum() / whole.sum()) if whole.any() else np.nan


def cross_by_lot(ties: Ties, among: Mask | None = None) -> float:
    """Return the share of all pairs of people, met or not, that are of different units: what random mixing gives."""
    unit = ties.unit if among is None else ties.unit[among]
    sizes = np.bincount(unit[unit >= 0])
    pairs = comb(int(sizes.sum()), 2)
    return 1 - sum(comb(int(size), 2) for size in sizes) / pairs if pairs else np.nan


def mean(values: np.typing.NDArray[Any]) -> float:
    """Return the mean; NaN of nothing."""
    return float(values.mean()) if len(values) else np.nan


def unit_links(ties: Ties) -> np.typing.NDArray[np.int64]:
    """Return the ties of each pair of units that have any."""
    a, b = ties.unit[ties.first[ties.cross]], ties.unit[ties.second[ties.cross]]
    key = np.minimum(a, b).astype(np.int64) * max(1, len(ties.units)) + np.maximum(a, b)
    return np.unique(key, return_counts=True)[1]


def parts_of_old_hands(ties: Ties, *, before: bool) -> int:
    """Return in how many parts those stood or stand who were there before the last round."""
    earlier = ties.first_round < ties.rounds - 1
    part = structure.components(ties.graph_of(earlier)) if before else ties.component
    return int((np.bincount(part[ties.old_hands]) > 0).sum())


def merged(ties: Ties) -> int:
    """Return how many parts of those who were there before the last round joined."""
    return parts_of_old_hands(ties, before=True) - parts_of_old_hands(ties, before=False)


def most_merged(ties: Ties) -> int:
    """Return how many parts it could join at most: a group of s joins s parts into one."""
    sizes = ties.group_sizes[ties.group_round == ties.rounds - 1]
    return max(0, min(parts_of_old_hands(ties, before=True) - 1, int(np.maximum(sizes - 1, 0).sum())))


def old_ties(ties: Ties) -> np.typing.NDArray[np.int64]:
    """Return how many old hands each newcomer has met; of nobody where there are no old hands."""
    new = ties.newcomers & ties.old_hands.any()
    mixed = new[ties.first] != new[ties.second]
    met = np.bincount(np.where(new[ties.first], ties.first, ties.second)[mixed], minlength=ties.size)
    return met[new]


def most_old_ties(ties: Ties) -> float:
    """Return how many old hands a newcomer could meet on average at most: half of each group being newcomers."""
    new, present = int(ties.newcomers.sum()), int(ties.present.sum())
    if not new or not ties.old_hands.any():
        return np.nan
    sizes = ties.group_sizes[ties.group_round == ties.rounds - 1]
    pairs = int((sizes // 2 * (sizes - sizes // 2)).sum())  # half newcomers, half old hands
    seats = int((ties.newcomers[ties.seat_person] & (ties.seat_round == ties.rounds - 1)).sum())
    return min(pairs / new, float(present - new), seats / new * float(sizes.max(initial=1) - 1))


def ei(cross: float) -> float:
    """Return the E-I index of a share of ties between units."""
    return 2 * cross - 1


@lru_cache(maxsize=1)
def steps(ties: Ties) -> Floats:
    """Return how many others a person reaches in exactly 1, 2, 3 ... steps; see `structure.steps`."""
    return structure.steps(ties.adjacency, np.random.default_rng(0))


def reach(ties: Ties) -> float:
    """Return the mean share of the others within two steps."""
    within = steps(ties)[:2].sum()
    return float(within) / (ties.size - 1) if ties.size > 1 else np.nan


def most_reach(ties: Ties) -> float:
    """Return the most that it could be."""
    faces = bounds.most_faces(ties)
    within = faces * faces.max(initial=0)  # each of those met knows that many more at most, but for oneself
    return mean(np.minimum(within / (ties.size - 1), 1.0)) if ties.size > 1 else np.nan


def efficiency(ties: Ties) -> float:
    """Return the mean of 1 / distance over all pairs."""
    counts = steps(ties)
    return float((counts / np.arange(1, len(counts) + 1)).sum()) / (ties.size - 1) if ties.size > 1 else np.nan


def most_efficiency(ties: Ties) -> float:
    """Return the most that it could be: all pairs that can meet at distance 1, the others at 2."""
    pairs = comb(ties.size, 2)
    return (pairs + min(pairs, len(ties.here))) / (2 * pairs) if pairs else np.nan


def constraint(ties: Ties) -> float:
    """Return the mean of Burt's constraint over those with ties."""
    values = structure.constraint(ties.adjacency, np.random.default_rng(0))
    return float(np.nanmean(values)) if not np.isnan(values).all() else np.nan


def least_constraint(ties: Ties) -> float:
    """Return the least that it could be: that of people none of whose acquaintances know each other.

    Where somebody may meet nobody and not count, it is that of whoever may meet most.
    """
    faces = bounds.most_faces(ties)
    faces = faces[faces > 0]
    alone = (ties.group_sizes == 1).any() or bounds.apart(ties).any()
    return float(1 / faces.max()) if alone and len(faces) else mean(1 / faces)


def sessions_share(ties: Ties) -> float:
    """Return the share of sessions together that were between units."""
    known = ties.tie_sessions[ties.comparable].sum()
    return float(ties.tie_sessions[ties.cross].sum() / known) if known else np.nan


def outside(ties: Ties) -> float:
    """Return how many people have met nobody of another unit."""
    return float(((ties.units_met == 0) & (ties.unit >= 0)).sum())
