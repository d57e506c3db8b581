"""What is asked of pricing: the prices of the master problem and the rules of a branch."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peergroups.components import components
from peergroups.terms import Floats, Ints

Longs = NDArray[np.int64]


class Cuts(NamedTuple):
    """Subset-row cuts: of three people's groups, at most one has two of them or more.

    Attributes
    ----------
    start : (people + 1,) int64
        Where each person's cuts begin in `of`.
    of : (3 cuts,) int32
        The cuts each person is in.
    people : (cuts, 3) int32
        The three people.
    """

    start: Longs
    of: Ints
    people: Ints


class Prices(NamedTuple):
    """The master's duals: a group's reduced cost is its cost, less its people's prices, plus these others.

    Attributes
    ----------
    person : (offers, people) float64
        What seating each person in each offer is worth.
    offer : (offers,) float64
        Added to the cost of each group of an offer.
    cut : (cuts,) float64
        Added for each cut of whose people a group has two or three, >= 0.
    """

    person: Floats
    offer: Floats
    cut: Floats


class Blocks(NamedTuple):
    """People who are seated together or not at all.

    Attributes
    ----------
    of : (people,) int32
        Each person's block, or -1.
    size : (blocks,) int32
        How many people each block has.
    """

    of: Ints
    size: Ints


def cuts_of(people: int, triples: Ints) -> Cuts:
    """Return cuts indexed by person."""
    order = np.argsort(triples.ravel(), kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(triples.ravel(), minlength=people))])
    return Cuts(start.astype(np.int64), (order // 3).astype(np.int32), triples.astype(np.int32))


def blocks_of(people: int, first: Ints, second: Ints) -> Blocks:
    """Return the blocks that listed pairs make when whoever shares a pair shares a block."""
    label = components(people, first, second)
    size = np.bincount(label, minlength=people)
    number = np.cumsum(size > 1) - 1
    of = np.where(size[label] > 1, number[label], -1).astype(np.int32)
    return Blocks(of, size[size > 1].astype(np.int32))
