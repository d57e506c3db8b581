"""What a compiled function is made of: the functions it calls, and the constants it reads."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def inner(function: F) -> F:
    """Mark a function that kernels call. It is compiled as part of them, and stays what it is for Python."""
    function.__dict__["inner"] = True
    return function


def called(function: Callable[..., Any]) -> dict[str, Callable[..., Any]]:
    """Return the marked functions that a function names, in the order of their names."""
    return {
        name: value for name, value in _named(function) if isinstance(value, FunctionType) and "inner" in vars(value)
    }


def constants(function: Callable[..., Any]) -> dict[str, int | float]:
    """Return the numbers of its module that a function names."""
    return {name: value for name, value in _named(function) if isinstance(value, int | float)}


def _named(function: Callable[..., Any]) -> list[tuple[str, Any]]:
    around = function.__globals__
    return [(name, around[name]) for name in sorted(_names(function.__code__)) if name in around]


def _names(code: CodeType) -> set[str]:
    inside = [part for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*(_names(part) for part in inside))
