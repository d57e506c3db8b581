"""How this package's kernels are compiled: once on a machine, to run without Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile a function that Python calls."""
    return cast(F, njit(cache=True, nogil=True)(function))


def part(function: F) -> F:
    """Compile a function that only kernels call; this is quicker."""
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(F, njit(cache=True, nogil=True, **options)(function))
