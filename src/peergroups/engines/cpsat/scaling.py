"""Costs as whole numbers, and whole bounds back as costs, so that a bound is never above the truth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peergroups.terms import Floats

LARGEST = 2.0**50
"""No whole cost exceeds this, so that every sum is exact in a float and safe in 64 bits."""
DENOMINATOR = 1000
_SAME = 1e-13


@dataclass(frozen=True)
class Scale:
    """How whole costs stand for costs.

    A cost c becomes ``factor * c``, rounded down if need be: that makes a bound lower, never higher. `slack` makes
    up for costs that came out a hair too high (0.3 for 0.1 + 0.2).

    Attributes
    ----------
    costs : list of int
        The whole costs.
    factor : float
        Whole costs a unit of cost.
    slack : float
        The most by which the whole costs, divided by the factor, may exceed the true ones.
    """

    costs: list[int]
    factor: float
    slack: float

    def bound(self, whole: float) -> float:
        """Return the bound on the cost that follows from a bound on the whole cost."""
        return whole / self.factor - self.slack


def whole(costs: Sequence[float], most: Sequence[float]) -> Scale:
    """Return whole numbers for the costs of variables between 0 and `most`.

    If all costs are fractions with small denominators, the factor makes them whole without loss; otherwise it is
    the largest power of 2 that keeps the sum of all costs below `LARGEST`.

    Examples
    --------
    >>> whole([0.1, 0.25], [1, 1])
    Scale(costs=[2, 5], factor=20.0, slack=0.0)
    """
    cost, top = np.array(costs, dtype=np.float64), np.array(most, dtype=np.float64)
    reach = float((np.abs(cost) * top).sum())
    factor = _common_factor(np.unique(cost))
    if factor is not None and factor * reach <= LARGEST:
        units = np.rint(cost * factor)
    else:
        factor = 2.0 ** math.floor(math.log2(LARGEST / max(reach, 1.0)))
        units = np.floor(cost * factor)
    slack = float((np.maximum(units / factor - cost, 0.0) * top).sum())
    return Scale([int(unit) for unit in units], factor, slack)


def common_unit(values: Floats, largest: int) -> tuple[float, Floats]:
    """Return a unit and the whole multiples of it nearest to the values, none beyond `largest`.

    The multiples are exact where the values are small fractions of one another, as centred whole numbers are.

    Examples
    --------
    >>> common_unit(np.array([-1.5, 0.0, 2.25]), 100)
    (0.75, array([-2.,  0.,  3.]))
    """
    top = float(np.abs(values).max(initial=0))
    if top == 0:
        return 1.0, np.zeros_like(values)
    values = np.where(np.abs(values) < 1e-9 * top, 0.0, values)
    base = float(np.abs(values[values != 0]).min())
    factor = _common_factor(np.unique(values / base))
    if factor is None or factor * top / base > largest:
        factor = largest * base / top
    return base / factor, np.rint(values / base * factor)


def _common_factor(values: Iterable[float]) -> float | None:
    """Return the least whole number that makes all values whole, or None if there is no small one."""
    factor = 1
    for value in values:
        near = Fraction(float(value)).limit_denominator(DENOMINATOR)
        if abs(float(near) - value) > _SAME * max(1.0, abs(value)):
            return None
        factor = math.lcm(factor, near.denominator)
        if factor > LARGEST:
            return None
    return float(factor)
