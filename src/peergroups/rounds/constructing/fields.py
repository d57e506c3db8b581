"""Finite fields as tables, for the designs whose number of groups is a prime power."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int32]


def prime_powers(number: int) -> list[tuple[int, int]]:
    """Return a number's prime factors with their powers.

    Examples
    --------
    >>> prime_powers(360)
    [(2, 3), (3, 2), (5, 1)]
    """
    found, prime = [], 2
    while number > 1:
        if prime * prime > number:
            prime = number
        power = 0
        while number % prime == 0:
            number //= prime
            power += 1
        if power:
            found.append((prime, power))
        prime += 1
    return found


@cache
def field(prime: int, power: int) -> tuple[Table, Table]:
    """Return the subtraction and multiplication tables of the field with ``prime ** power`` elements.

    Element ``a`` stands for the polynomial whose coefficients are the digits of ``a`` to the base ``prime``.
    Products are taken modulo the first monic polynomial under which no two non-zero elements multiply to 0, which
    makes it irreducible.

    Examples
    --------
    >>> subtract, multiply = field(2, 2)
    >>> multiply[2].tolist()
    [0, 2, 3, 1]
    """
    order = prime**power
    digits = np.array(list(product(range(prime), repeat=power)), dtype=np.int64)[:, ::-1]
    weights = prime ** np.arange(power)
    subtract = ((digits[:, None] - digits[None]) % prime) @ weights
    raw = np.zeros((order, order, 2 * power - 1), dtype=np.int64)
    for i, j in product(range(power), repeat=2):
        raw[..., i + j] += digits[:, None, i] * digits[None, :, j]
    for low in digits:  # x ** power is replaced by -(low part)
        terms = raw.copy()
        for degree in range(2 * power - 2, power - 1, -1):
            terms[..., degree - power : degree] -= terms[..., degree, None] * low
        multiply = (terms[..., :power] % prime) @ weights
        if multiply[1:, 1:].all():
            return subtract.astype(np.int32), multiply.astype(np.int32)
    raise AssertionError("every prime power has a field")
