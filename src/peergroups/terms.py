"""The kinds of term: plain numbers that every criterion becomes and every engine reads.

A grouping is one integer a person: the group's number, or `WAITING`. Groups are numbered offer by offer, copy
by copy. A term gives an amount >= 0 for every grouping (a constant makes up for negative numbers). The amount
of a soft term is its cost, already times the weight. The amount of a hard term must be 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

WAITING = -1


@dataclass(frozen=True, eq=False)
class Term:
    """What all terms carry.

    Attributes
    ----------
    criterion : str
        The name of the criterion the term came from.
    hard : bool
        Whether the amount must be 0 instead of being a cost.
    """

    criterion: str
    hard: bool


@dataclass(frozen=True, eq=False)
class Seat(Term):
    """A number for each person and offer: sum over seated i of ``a[row of i, column of the offer of i's group]``.

    A sparse matrix by rows. People whose numbers are the same may share a row, and offers for which everybody's are
    the same a column, so that thousands of offers at a few times take no more than the answers about the times.

    Attributes
    ----------
    start : (rows + 1,) int64
        Row r's entries are ``start[r]:start[r + 1]``.
    offer : (entries,) int32
        The column of each entry, ascending in each row.
    value : (entries,) float64
        The number, >= 0.
    default : float
        The number of the columns that have no entry in a row, >= 0.
    row : (people,) int32 or None
        Each person's row; None if everybody has their own.
    column : (offers,) int32 or None
        Each offer's column; None if every offer has its own.
    """

    start: NDArray[np.int64]
    offer: Ints
    value: Floats
    default: float = 0.0
    row: Ints | None = None
    column: Ints | None = None

    @property
    def people(self) -> int:
        """How many people it is about."""
        return len(self.start) - 1 if self.row is None else len(self.row)

    def row_of(self, people: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return the row of each of some people."""
        return people if self.row is None else self.row[people]

    def column_of(self, offers: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return the column of each of some offers."""
        return offers if self.column is None else self.column[offers]


@dataclass(frozen=True, eq=False)
class Pair(Term):
    """A number for each listed pair: ``constant + sum of w over the pairs that share a group``.

    A hard pair with w > 0 must not share a group. A hard pair with w < 0 must: it breaks the rule by ``|w|``
    unless the two share a group or both wait. A hard term's constant is 0.

    Attributes
    ----------
    first, second : (pairs,) int32
        The two people, ``first < second``, no pair twice.
    weight : (pairs,) float64
        w; soft weights may have either sign.
    constant : float
        Keeps the amount of a soft term >= 0.
    """

    first: Ints
    second: Ints
    weight: Floats
    constant: float = 0.0


@dataclass(frozen=True, eq=False)
class DensePair(Term):
    """A number for every pair: ``constant + sum of matrix[i, j] over pairs i < j that share a group``; soft only.

    Attributes
    ----------
    matrix : (people, people) float64
        Symmetric, with a diagonal of 0.
    constant : float
        Keeps the amount >= 0.
    """

    matrix: Floats
    constant: float = 0.0


@dataclass(frozen=True, eq=False)
class Count(Term):
    """A table look-up for each running group g and category c: ``sum of table[which[offer, c]][members of g in c]``.

    Groups that do not run cost nothing, so ``table[.][0]`` is the price of a category's absence from a running
    group. Counts beyond the end of a table cost its last entry.

    Attributes
    ----------
    category : (people,) int32
        Each person's category, or -1 for none.
    table : (tables, most + 1) float64
        Amounts >= 0 by number of members.
    which : (offers, categories) int32
        The table's row for each offer and category.
    """

    category: Ints
    table: Floats
    which: Ints


@dataclass(frozen=True, eq=False)
class Load(Term):
    """A table look-up for each set of people over the whole round: ``sum of table[which[s]][seated members of s]``.

    Like `Count`, but over all groups at once: how many groups a guide looks after. Counts beyond the end of a table
    cost its last entry.

    Attributes
    ----------
    category : (people,) int32
        Each person's set, or -1 for none.
    table : (tables, most + 1) float64
        Amounts >= 0 by number of seated members.
    which : (sets,) int32
        The table's row for each set.
    """

    category: Ints
    table: Floats
    which: Ints


@dataclass(frozen=True, eq=False)
class Moment(Term):
    """Squared length of each group's summed features: ``sum over g of |sum over members i of x[i]|^2``; soft only.

    With features centred on the round's mean this is how far each group's sums are from what its size would
    give on average.

    Attributes
    ----------
    features : (people, features) float64
        x, centred and scaled by the square root of the weight.
    """

    features: Floats


@dataclass(frozen=True, eq=False)
class Open(Term):
    """Limits on how many groups run among some offers; the amount is how many are too many or too few.

    A soft one prices groups: with a most of 0 each running group costs the weight, and with all copies as the least
    each group that does not run does, so that running is a gain.

    Attributes
    ----------
    offers : (some,) int32
        The offers counted.
    least, most : int
        How many of their groups may run.
    weight : float
        The cost of each group too many or too few; 1 in a hard term.
    """

    offers: Ints
    least: int
    most: int
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Limit(Term):
    """A limit on the sum of a number for each person: the amount is how far the sum is above it; hard only.

    The sum is ``a[i, offer of i's group]`` over seated i, stored as in `Seat`, plus ``waiting[i]`` over those who
    wait: how many people leave the group that they had.

    Attributes
    ----------
    start : (people + 1,) int64
        Person i's entries are ``start[i]:start[i + 1]``.
    offer : (entries,) int32
        The offer of each entry.
    value : (entries,) float64
        ``a[i, offer]``, >= 0.
    default : (people,) float64
        ``a[i, offer]`` for the offers that have no entry, >= 0.
    waiting : (people,) float64
        The number of a person without a seat, >= 0.
    most : float
        The limit.
    """

    start: NDArray[np.int64]
    offer: Ints
    value: Floats
    default: Floats
    waiting: Floats
    most: float
