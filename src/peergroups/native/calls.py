"""What a compiled function is made of: the functions it calls, and the constants it reads."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, TypeVar

import numpy as np

F = TypeVar("F", bound=Callable[..., Any])


def inner(function: F) -> F:
    """Mark a function that kernels call. It is compiled as part of them, and stays what it is for Python."""
    if function.__closure__:
        raise TypeError(f"{function.__name__} can't be compiled: it takes values from around its definition")
    function.__dict__["inner"] = True
    return function


def called(function: Callable[..., Any]) -> dict[str, Callable[..., Any]]:
    """Return the marked functions that a function names, in the order of their names."""
    return {
        name: value for name, value in _named(function) if isinstance(value, FunctionType) and "inner" in vars(value)
    }


def constants(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the numbers, texts and tuples of them that a function names, and the fields of named tuples."""
    fields = {name: value._fields for name, value in _named(function) if hasattr(value, "_fields")}
    return {name: value for name, value in _named(function) if _is_plain(value)} | fields


def _is_plain(value: Any) -> bool:
    return isinstance(value, int | float | str | np.generic) or (
        isinstance(value, tuple) and all(_is_plain(part) for part in value)
    )


def _named(function: Callable[..., Any]) -> list[tuple[str, Any]]:
    around = function.__globals__
    return [(name, around[name]) for name in sorted(_names(function.__code__)) if name in around]


def _names(code: CodeType) -> set[str]:
    inside = [part for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*(_names(part) for part in inside))
