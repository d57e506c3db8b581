"""How the kernels are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])


FAST = {"nsz"}  # sums keep their order, so that they are the same on every processor
COMMON: dict[str, Any] = {
    "cache": True,
    "error_model": "numpy",
    "fastmath": FAST,
    "_nrt": False,
    "no_cfunc_wrapper": True,
}
"""Kernels allocate nothing: that, and few wrappers, makes them quick to compile."""


def inner(function: F) -> F:
    """Compile a function that only kernels call."""
    return _compile(function, {"no_cpython_wrapper": True, "cache": False})


def kernel(function: F) -> F:
    """Compile a function that Python calls; it lets other threads run."""
    return _compile(function, {"nogil": True})


def _compile(function: F, options: dict[str, Any]) -> F:
    try:
        compiled: F = numba.njit(**{**COMMON, **options})(function)
    except RuntimeError:  # nowhere to keep the compiled code, as in an installation inside a zip file
        compiled = numba.njit(**{**COMMON, "cache": False}, **options)(function)
    return compiled
