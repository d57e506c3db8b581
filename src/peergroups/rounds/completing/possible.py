"""Every group of one kind that costs nothing, found by depth-first search."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from peergroups.native import inner, kernel
from peergroups.rounds.completing.bits import WORD, Words, common, copy, lowest, ones
from peergroups.rounds.exchanging import Longs


class Kind(NamedTuple):
    """What a group of a kind must be like to cost nothing.

    Attributes
    ----------
    near : (people, words) uint64
        With whom each person may share a group.
    who : (words,) uint64
        Who may sit in it.
    cell : (people, counts) int64
        Each person's cell in each count, or -1.
    inside : (cells, words) uint64
        Who is of each cell.
    low, high : (cells,) int64
        The fewest and most members of each cell.
    size : int
        How many members it has.
    """

    near: Words
    who: Words
    cell: Longs
    inside: Words
    low: Longs
    high: Longs
    size: int


class Trail(NamedTuple):
    """Where the depth-first search stands; each row is of a member chosen.

    Attributes
    ----------
    open : (size + 1, words) uint64
        Who may still be chosen.
    next : (size + 1, words) uint64
        Those of them one of whom must be.
    short : (size + 1,) int64
        How many of those must be.
    have : (cells,) int64
        The members of each cell.
    """

    open: Words
    next: Words
    short: Longs
    have: Longs


def trail(kind: Kind) -> Trail:
    """Return the room that a search for groups of a kind needs."""
    rows = kind.size + 1
    open_, next_ = np.zeros((2, rows, len(kind.who)), dtype=np.uint64)
    return Trail(open_, next_, np.zeros(rows, dtype=np.int64), np.zeros(len(kind.low), dtype=np.int64))


@inner
def _ask(kind: Kind, at: Trail, depth: int) -> bool:
    """Set who comes next: those of the cell that lacks members and has fewest to spare; return whether any can."""
    many, fewest, cell = len(kind.who), kind.size + len(kind.near), -1
    for k in range(len(kind.low)):
        lacking = kind.low[k] - at.have[k]
        if lacking > 0:
            spare = common(at.open[depth], kind.inside[k], many) - lacking
            if spare < 0:
                return False
            if spare < fewest:
                fewest, cell = spare, k
    at.short[depth] = kind.size - depth if cell < 0 else kind.low[cell] - at.have[cell]
    for k in range(many):
        at.next[depth, k] = at.open[depth, k] if cell < 0 else at.open[depth, k] & kind.inside[cell, k]
    return True


@inner
def _count(kind: Kind, at: Trail, person: int, step: int) -> None:
    for k in range(kind.cell.shape[1]):
        if kind.cell[person, k] >= 0:
            at.have[kind.cell[person, k]] += step


@inner
def _choose(kind: Kind, at: Trail, depth: int, person: int) -> None:
    """Open the next depth to those who may share a group with a person, too."""
    many = len(kind.who)
    for k in range(many):
        at.open[depth + 1, k] = at.open[depth, k] & kind.near[person, k]
    for k in range(kind.cell.shape[1]):
        cell = kind.cell[person, k]
        if cell >= 0 and at.have[cell] == kind.high[cell]:
            for word in range(many):
                at.open[depth + 1, word] &= ~kind.inside[cell, word]


@inner
def _complete(kind: Kind, at: Trail) -> bool:
    cell = 0
    while cell < len(kind.low) and at.have[cell] >= kind.low[cell]:
        cell += 1
    return cell == len(kind.low)


@kernel
def list_groups(kind: Kind, at: Trail, found: Longs, steps: int) -> int:
    """Write every group of a kind into the rows of `found`, each once.

    Returns
    -------
    int
        How many there are; -1 if they are more than the rows, or were not all found in so many steps.
    """
    many, rows, depth = len(kind.who), 0, 0
    at.have[:] = 0
    copy(kind.who, at.open[0], many)
    chosen = found[0]
    if kind.size == 0 or not _ask(kind, at, 0):
        return 0
    for _ in range(steps):
        left = 0
        for k in range(many):
            left += ones(at.next[depth, k])
        if left < at.short[depth]:
            depth -= 1
            if depth < 0:
                return rows
            _count(kind, at, chosen[depth], -1)
            continue
        word = 0
        while not at.next[depth, word]:
            word += 1
        member = word * WORD + lowest(at.next[depth, word])
        bit = np.uint64(1) << np.uint64(member % WORD)
        at.next[depth, word] ^= bit
        at.open[depth, word] ^= bit
        chosen[depth] = member
        _count(kind, at, member, 1)
        _choose(kind, at, depth, member)
        if depth + 1 < kind.size:
            if _ask(kind, at, depth + 1):
                depth += 1
                continue
        elif _complete(kind, at):
            rows += 1
            if rows == len(found):
                return -1
            copy(chosen, found[rows], kind.size)
            chosen = found[rows]
        _count(kind, at, member, -1)
    return -1
