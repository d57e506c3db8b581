"""Sets as rows of 64-bit words, for kernels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from peergroups.native import inner

Words = NDArray[np.uint64]

WORD = 64


def words(many: int) -> int:
    """Return how many words hold so many members."""
    return -(-many // WORD)


def packed(inside: NDArray[np.bool_]) -> Words:
    """Return the rows of a table of what is inside as sets: (rows, words)."""
    rows, many = inside.shape
    table = np.zeros((rows, words(many) * WORD), dtype=np.uint8)
    table[:, :many] = inside
    return np.packbits(table, axis=1, bitorder="little").view(np.uint64)


@inner
def copy(source: NDArray[Any], target: NDArray[Any], many: int) -> None:
    """Copy the first numbers of one row to another."""
    for k in range(many):
        target[k] = source[k]


@inner
def ones(word: np.uint64) -> int:
    """Return how many bits of a word are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))  # type: ignore[return-value]


@inner
def common(one: Words, other: Words, many: int) -> int:
    """Return how many members two sets of so many words have in common."""
    total = 0
    for k in range(many):
        total += ones(one[k] & other[k])
    return total


@inner
def lowest(word: np.uint64) -> int:
    """Return the place of the lowest bit that is set."""
    return ones((word & (~word + np.uint64(1))) - np.uint64(1))
