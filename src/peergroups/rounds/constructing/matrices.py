"""Matrices of group elements whose columns differ: each is a set of rounds without a repeated pair.

A matrix has a row for each round and a column for each seat of a group. Its entries are elements of a group of order
g (in the algebraic sense), and for any two columns the differences of their entries are distinct over the rows. Seat
c holds the people (c, x), x in the group. In the round of row d, the people (c, x) with equal x - d[c] sit together.
Two people (c, x) and (e, y) then meet only in the round in which d[c] - d[e] = x - y, and that is one round at most.
With g rows these are the difference matrices (g, columns, 1) of design theory. The property survives a
transposition: rows and columns play the same part in d[c] - d[e] - d'[c] + d'[e] != 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from peergroups.rounds.constructing.fields import Table, field, prime_powers


@dataclass(frozen=True, eq=False)
class Differences:
    """A matrix of the kind described above.

    Attributes
    ----------
    entries : (rounds, seats) int32
        Elements of the group, 0..order-1.
    subtract : (order, order) int32
        ``subtract[a, b]`` is a - b.
    source : str
        Where it comes from.
    """

    entries: Table
    subtract: Table
    source: str

    def rounds(self, seats: int) -> Table:
        """Return (rounds, seats x order) the group of person ``c * order + x`` in each round, for some seats."""
        together = self.subtract.T[self.entries[:, :seats]]  # [round, c, x] is x - entry
        return together.reshape(len(self.entries), -1)


# Over the integers modulo 10, and over pairs (integer modulo 2, integer modulo 6) numbered 6 a + b. Found by CP-SAT.
_OVER_10 = (
    "00000 01769 02394 03642 04128 06487 07913 08271 09856",
    "0000000 0286573 0341965 0527438 0659382 0792841 0835697 0978156",
)
_OVER_2_6 = (
    "000000 01987b 023569 036412 04a791 051928 064a85 07b643 08723a 092b57 0a53b4 0b81a6",
    "0000000 01865ab 027a964 0354281 042b856 059372a 08b7139 0a12b97",
)


def matrices(order: int, seats: int) -> Iterator[Differences]:
    """Yield the matrices there are for some order and number of seats."""
    yield _products(order, seats)
    yield _multiples(order, seats)
    if order in (10, 12):
        subtract = _cyclic(10) if order == 10 else _pairs(_cyclic(2), _cyclic(6))
        for text in _OVER_10 if order == 10 else _OVER_2_6:
            entries = np.array([[int(digit, 16) for digit in row] for row in text.split()], dtype=np.int32)
            for each in (entries, entries.T):
                if each.shape[1] >= seats:
                    yield Differences(each, subtract, "a matrix found by CP-SAT")


def _products(order: int, seats: int) -> Differences:
    """Multiply the fields of the prime powers that have enough elements; the others keep to one row of 0."""
    entries, subtract = np.zeros((1, seats), dtype=np.int32), np.zeros((1, 1), dtype=np.int32)
    for prime, power in prime_powers(order):
        less, times = field(prime, power)
        rows = times[:, :seats] if prime**power >= seats else np.zeros((1, seats), dtype=np.int32)
        entries = (entries[:, None] * prime**power + rows[None]).reshape(-1, seats)
        subtract = _pairs(subtract, less)
    return Differences(entries, subtract, "a transversal design over finite fields")


def _multiples(order: int, seats: int) -> Differences:
    """Multiply modulo the order: row a, column c is a c, as long as no a c is 0 modulo the order."""
    shared = max((d for d in range(1, seats) if order % d == 0), default=1)
    entries = np.outer(np.arange(order // shared), np.arange(seats)) % order
    return Differences(entries.astype(np.int32), _cyclic(order), "multiples modulo the number of groups")


def _cyclic(order: int) -> Table:
    return ((np.arange(order)[:, None] - np.arange(order)) % order).astype(np.int32)


def _pairs(left: Table, right: Table) -> Table:
    """Return the subtraction table of pairs, (a, b) numbered ``a * len(right) + b``."""
    a, b = len(left), len(right)
    table = left[:, None, :, None] * b + right[None, :, None, :]
    return table.reshape(a * b, a * b).astype(np.int32)
