"""A kernel's arguments and answers as machine words, in the order in which compiled code takes them."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.int64]
POINTER, WHOLE, REAL, FLAG = "ptr", "i64", "double", "i8"
"""What a word holds, as LLVM calls it."""

ANSWERS = {"w": np.int64, "r": np.float64, "f": np.bool_}
"""What a kernel returns: whole numbers, others, and flags."""
MOST_ANSWERS = 4
RESERVED = MOST_ANSWERS + 1
"""Words before the arguments: room for the answers, and for an error."""


class Packed(NamedTuple):
    """An argument, laid out.

    Attributes
    ----------
    kind : str
        What it is; kernels are compiled for each kind.
    words : (number,) int64
        Addresses, numbers and flags; the bits of those that are no whole numbers.
    types : tuple of str
        What each word holds.
    value : object
        The argument as compiled code sees it, which must live on as long as its addresses are used.
    """

    kind: str
    words: Words
    types: tuple[str, ...]
    value: Any


def packed(value: Any) -> Packed:
    """Lay out an array, a number, a flag, a generator of random numbers, or a tuple of these with names or without.

    Whoever calls a kernel often with the same arrays packs them once. An array's contents may change after that, not
    the array.

    Raises
    ------
    TypeError
        If it is anything else, or an array of another machine's numbers.

    Examples
    --------
    >>> packed(np.zeros((2, 3))).kind, packed((True, 5)).words.tolist()
    ('f8:2', [1, 5])
    """
    if isinstance(value, Packed):
        return value
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, bool | np.bool_):
        return Packed("flag", np.array([value], dtype=np.int64), (FLAG,), bool(value))
    if isinstance(value, int | np.integer):
        return Packed("whole", np.array([value], dtype=np.int64), (WHOLE,), int(value))
    if isinstance(value, float | np.floating):
        return Packed("real", np.array([value], dtype=np.float64).view(np.int64), (REAL,), float(value))
    if isinstance(value, np.random.Generator):
        return _generator(value)
    if isinstance(value, tuple):
        parts = [packed(part) for part in value]
        names = getattr(value, "_fields", [""] * len(parts))  # code reads parts by name, and keeps their places
        inside = ",".join([f"{name} {part.kind}" for name, part in zip(names, parts, strict=True)])
        kind = f"{type(value).__name__}({inside})"
        inner = [part.value for part in parts]
        same = type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
        return Packed(kind, words_of(parts), tuple(word for part in parts for word in part.types), same)
    raise TypeError(f"kernels take no {type(value).__name__}")


def words_of(parts: list[Packed]) -> Words:
    """Return the words of several arguments, one after the other."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *(part.words for part in parts)])


def _array(value: np.ndarray) -> Packed:
    if value.dtype.kind not in "biuf" or not value.dtype.isnative or not value.flags.aligned:
        raise TypeError(f"kernels take no arrays of {value.dtype.str} as they are")
    kind = f"{value.dtype.str[1:]}:{value.ndim}" + ("" if value.flags.c_contiguous else ":apart")
    words = (0, 0, value.size, value.itemsize, value.ctypes.data, *value.shape, *value.strides)
    types = (POINTER, POINTER, WHOLE, WHOLE, POINTER) + (WHOLE,) * (2 * value.ndim)
    return Packed(kind, np.array(words, dtype=np.int64), types, value)


def _generator(value: np.random.Generator) -> Packed:
    face = value.bit_generator.ctypes
    calls = (face.next_uint64, face.next_uint32, face.next_double)
    addresses = [ctypes.cast(call, ctypes.c_void_p).value for call in calls]
    words = (0, face.state_address, face.state.value, *addresses, face.bit_generator.value, 0, 0)
    types = (POINTER, *(WHOLE,) * 6, POINTER, POINTER)
    return Packed("generator", np.array(words, dtype=np.int64), types, value)
