"""Ties between units: how many, how many lots would give, and who has none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from peergroups.meetings.ties import Ties


def unit_matrix(ties: Ties) -> pd.DataFrame:
    """Return the ties between each two units; on the diagonal those inside a unit."""
    a, b = ties.unit[ties.first[ties.comparable]], ties.unit[ties.second[ties.comparable]]
    size = len(ties.units)
    counts = np.zeros((size, size), dtype=np.int64)
    np.add.at(counts, (a, b), 1)
    counts = counts + counts.T - np.diag(np.diag(counts))
    names = pd.Index(ties.units, name="unit")
    return pd.DataFrame(counts, index=names, columns=names.rename("other"))


def unit_pairs(ties: Ties) -> pd.DataFrame:
    """Return each two units, those with fewest ties for what lots would give first.

    Columns: ``first, second``; ``ties``; ``random``, the ties if as many as there are were dealt out by lot; and
    ``possible``, the pairs of people.
    """
    matrix = unit_matrix(ties).to_numpy()
    people = np.bincount(ties.unit[ties.unit >= 0], minlength=len(ties.units))
    a, b = np.triu_indices(len(ties.units), 1)
    possible = people[a] * people[b]
    all_pairs = people.sum() * (people.sum() - 1) / 2
    names = np.array(ties.units, dtype=object)
    table = pd.DataFrame(
        {
            "first": names[a],
            "second": names[b],
            "ties": matrix[a, b],
            "random": possible * (ties.comparable.sum() / max(1.0, all_pairs)),
            "possible": possible,
        }
    )
    missing = (table["ties"] - table["random"]) / table["random"].where(table["random"] > 0)
    return table.iloc[np.lexsort((-table["possible"], missing.fillna(0.0)))].reset_index(drop=True)


def by_unit(ties: Ties) -> pd.DataFrame:
    """Return each unit's people and ties, indexed by unit.

    Columns: ``people``; ``inside, outside``, the ends of ties inside the unit and out of it; ``ei_index`` and what
    random mixing would give; ``know_nobody_outside``, people without a tie out of the unit.
    """
    matrix = unit_matrix(ties)
    counts = matrix.to_numpy()
    people = np.bincount(ties.unit[ties.unit >= 0], minlength=len(ties.units))
    inside = 2 * np.diag(counts)
    outside = counts.sum(axis=1) - np.diag(counts)
    alone = (ties.units_met == 0) & (ties.unit >= 0)
    others = np.maximum(people.sum() - 1, 1)
    return pd.DataFrame(
        {
            "people": people,
            "inside": inside,
            "outside": outside,
            "ei_index": _share(outside - inside, outside + inside),
            "random": 1 - 2 * (people - 1) / others,
            "know_nobody_outside": np.bincount(ties.unit[alone], minlength=len(ties.units)),
        },
        index=matrix.index,
    )


def know_nobody_outside(ties: Ties) -> list[object]:
    """Return the people who have met nobody of another unit, as far as their unit is known."""
    return [ties.people[int(k)] for k in np.flatnonzero((ties.units_met == 0) & (ties.unit >= 0))]


def _share(part: np.typing.NDArray[np.int64], whole: np.typing.NDArray[np.int64]) -> np.typing.NDArray[np.float64]:
    share = np.full(len(whole), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
