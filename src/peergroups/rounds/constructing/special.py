"""Designs that no matrix of differences gives: pairs, 6 groups of 5, 10 groups of 10, 11 groups of 9."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from peergroups.rounds.constructing.fields import Table

_SIX_GROUPS_OF_FIVE = "155323 521002 412243 450514 013304"
"""The first of six rounds, found by annealing: the group of person (orbit, x) at [orbit][x]. The others follow by
adding 1, 2 ... to every x modulo 6: any two people of a group differ in their own way."""

_SQUARES = ((0, 4, 2), (0, 1, 4), (0, 2, 1))
"""A quasi-difference matrix over the integers modulo 7: these rows, each with one empty place in front, and their
cyclic shifts. It gives two orthogonal Latin squares of order 10, as first found by Parker, Proc. Natl. Acad. Sci. 45
(1959) 859."""

_SEMIPLANE = (
    (None, "0hm", "7bl", "knp", "7go"), ("2fm", None, "09j", "4hk", "acf"), ("jlp", "19i", None, "0fm", "7am"),
    ("1bk", "89l", "jmo", None, "0gl"), ("0dq", "046", "0fm", "0aj", None),
)  # fmt: skip
"""An elliptic semiplane of 135 points and 135 lines of 12, as first found by Mathon (Gibbons & Mathon, 1987); this
form by CP-SAT. Point (j, h) has an orbit j of five and an element h = 9 x + 3 y + z of the Heisenberg group modulo 3,
written to the base 27. Row i, cell j holds the points of a line in orbit j; the other lines are its translates."""


def round_robin(groups: int) -> Table:
    """Return ``2 groups - 1`` rounds of pairs: one person stays, the others move round the table."""
    others = 2 * groups - 1
    rounds = np.zeros((others, others + 1), dtype=np.int32)
    for number in range(others):
        for step in range(1, groups):
            rounds[number, [(number + step) % others, (number - step) % others]] = step
    return rounds


def six_groups_of_five() -> Table:
    """Return 6 rounds for 30 people."""
    first = np.array([[int(group) for group in orbit] for orbit in _SIX_GROUPS_OF_FIVE.split()], dtype=np.int32)
    return np.array([np.roll(first, shift, axis=1).ravel() for shift in range(6)])


def ten_groups_of_ten() -> Table:
    """Return 4 rounds for 100 people: the rows, the columns and the two squares."""
    rows = [(0, 0, 0, 0)]
    for infinite, base in zip((7, 8, 9), _SQUARES, strict=True):  # 7, 8 and 9 stay when 1 is added modulo 7
        rows += [tuple(np.roll((infinite, *base), shift).tolist()) for shift in range(4)]
    cells = {tuple(p if p > 6 else (p + shift) % 7 for p in row) for row in rows for shift in range(7)}
    cells |= {(7 + a, 7 + b, 7 + (a + b) % 3, 7 + (a + 2 * b) % 3) for a, b in product(range(3), repeat=2)}
    return np.array(sorted(cells), dtype=np.int32).T


def eleven_groups_of_nine() -> Table:
    """Return 12 rounds for 99 people: the semiplane without three parallel lines.

    Each other line meets these three in a point each, so 9 of its 12 points are left. The lines through a point of
    the first of the three are one round: with the point they cover everything that is not parallel to it.
    """
    elements = list(product(range(3), repeat=3))

    def times(a: int, b: int) -> int:
        (x, y, z), (u, v, w) = elements[a], elements[b]
        return 9 * ((x + u) % 3) + 3 * ((y + v) % 3) + (z + w + y * u) % 3

    base = [[(j, int(h, 27)) for j, cell in enumerate(row) if cell for h in cell] for row in _SEMIPLANE]
    lines = [frozenset((j, times(h, by)) for j, h in line) for line in base for by in range(27)]
    parallel = [line for line in lines if line == lines[0] or not line & lines[0]]
    gone = frozenset().union(*parallel)
    people = {point: place for place, point in enumerate(sorted({p for line in lines for p in line} - gone))}
    rounds = np.zeros((12, 99), dtype=np.int32)
    for number, point in enumerate(sorted(lines[0])):
        through = [line for line in lines if point in line and line not in parallel]
        for group, line in enumerate(through):
            rounds[number, [people[p] for p in line - gone]] = group
    return rounds


SPECIAL: dict[tuple[int, int], tuple[Callable[[], Table], str]] = {
    (6, 5): (six_groups_of_five, "a cyclic design found by annealing"),
    (10, 10): (ten_groups_of_ten, "two orthogonal Latin squares of order 10"),
    (11, 9): (eleven_groups_of_nine, "an elliptic semiplane of 135 points"),
}
"""By number of groups and size."""
