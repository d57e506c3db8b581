"""The shape of a graph: components, distances, structural holes. On sparse matrices, for graphs of any size."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import NDArray

from peergroups.terms import Floats

EXACT_DISTANCES = 5_000
"""People up to which distances are counted from everybody; beyond, from a sample of `SOURCES`."""
SOURCES = 256
EXACT_CONSTRAINT = 20_000
"""People up to which everybody's constraint is computed; beyond, that of a sample of `SAMPLE`."""
SAMPLE = 2_000


def components(adjacency: scipy.sparse.csr_array) -> NDArray[np.int32]:
    """Return (people,) the number of the component that each person is in."""
    if adjacency.shape[0] == 0:
        return np.zeros(0, dtype=np.int32)
    found: NDArray[np.int32] = scipy.sparse.csgraph.connected_components(adjacency, directed=False)[1]
    return found


def steps(adjacency: scipy.sparse.csr_array, rng: np.random.Generator) -> Floats:
    """Return how many others a person reaches in exactly 1, 2, 3 ... steps, on average over everybody or a sample.

    Sixty-four people walk at once, a bit each.
    """
    people = adjacency.shape[0]
    sources = np.arange(people)
    if people > EXACT_DISTANCES:
        sources = rng.choice(people, SOURCES, replace=False)
    connected = np.flatnonzero(np.diff(adjacency.indptr))
    starts = adjacency.indptr[connected]
    counts: list[int] = []
    for low in range(0, len(sources), 64):
        block = sources[low : low + 64]
        frontier = np.zeros(people, dtype=np.uint64)
        frontier[block] = np.uint64(1) << np.arange(len(block), dtype=np.uint64)
        seen, distance = frontier.copy(), 0
        while len(connected):
            reached = np.bitwise_or.reduceat(frontier[adjacency.indices], starts)
            frontier = np.zeros(people, dtype=np.uint64)
            frontier[connected] = reached & ~seen[connected]
            found = int(np.bitwise_count(frontier).sum())
            if not found:
                break
            seen |= frontier
            if distance == len(counts):
                counts.append(0)
            counts[distance] += found
            distance += 1
    return np.array(counts, dtype=np.float64) / max(1, len(sources))


def constraint(adjacency: scipy.sparse.csr_array, rng: np.random.Generator) -> Floats:
    r"""Return Burt's constraint of everybody, or of a sample; NaN for those without ties.

    With :math:`p_{ij}` = 1 / (faces of i) for those i has met, the constraint of i is

    .. math:: \sum_{j \in N(i)} \Big( p_{ij} + \sum_{q} p_{iq} p_{qj} \Big)^2 .

    References
    ----------
    R. S. Burt, Structural holes and good ideas, American Journal of Sociology 110 (2004) 349. Equal to
    `networkx.constraint`.
    """
    people = adjacency.shape[0]
    faces = np.diff(adjacency.indptr)
    rows = np.arange(people)
    if people > EXACT_CONSTRAINT:
        rows = np.sort(rng.choice(people, SAMPLE, replace=False))
    share = scipy.sparse.csr_array(
        (np.repeat(1.0 / np.maximum(faces, 1), faces), adjacency.indices, adjacency.indptr), adjacency.shape
    )
    values = np.full(len(rows), np.nan)
    for low in range(0, len(rows), SAMPLE):
        some = rows[low : low + SAMPLE]
        direct = share[some]
        through = (direct @ share).multiply(adjacency[some])
        values[low : low + SAMPLE] = np.asarray((direct + through).power(2).sum(axis=1)).ravel()
    values[faces[rows] == 0] = np.nan
    return values
