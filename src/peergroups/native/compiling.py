"""Machine code made by numba, with an entry that takes all arguments as one block of words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
from numba import types
from numba.np.numpy_support import from_dtype

from peergroups.native.calls import called
from peergroups.native.layout import FLAG, MOST_ANSWERS, POINTER, RESERVED, WHOLE, Packed

OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "fastmath": {"nsz"},  # sums keep their order, so that they are the same on every processor
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "boundscheck": False,
    "_nrt": False,  # kernels allocate nothing
}
FOUND = {"exp", "log", "memset", "memcpy", "memmove"}
"""Functions that machine code finds in every process."""
LETTERS = {types.int64: "w", types.float64: "r", types.boolean: "f"}


def compiled(function: Callable[..., Any], parts: list[Packed]) -> bytes:
    """Return the machine code of a kernel for such arguments, after a line that tells what it returns.

    Raises
    ------
    RuntimeError
        If numba passes arguments otherwise than `layout` has it, or compiles nothing.
    TypeError
        If the kernel returns, or needs, what a kernel must not.
    """
    made = _jitted(function)
    if not hasattr(made, "overloads"):
        raise RuntimeError("NUMBA_DISABLE_JIT is set, so that nothing can be compiled")
    signature = tuple(_type_of(part.value) for part in parts)
    made.compile(signature)
    found = made.overloads[signature]
    text, name = made.inspect_llvm(signature), found.fndesc.llvm_func_name
    plain = llvm.parse_assembly(text)
    words = [word for part in parts for word in part.types]
    if [str(each.type) for each in plain.get_function(name).arguments] != [POINTER, POINTER, *words]:
        raise RuntimeError(f"numba {numba.__version__} passes arguments in a way that is not known here")
    needed = {each.name for each in plain.functions if each.is_declaration and not each.name.startswith("llvm.")}
    if needed - FOUND:
        raise TypeError(f"the kernel {function.__name__} needs what only numba has: {sorted(needed - FOUND)}")
    letters = _letters(function, found.signature.return_type)
    whole = llvm.parse_assembly(text + _entry(name, words))
    return f"{letters}\n".encode() + bytes(_machine().emit_object(whole))


def _letters(function: Callable[..., Any], answer: Any) -> str:
    several = () if answer == types.none else getattr(answer, "types", (answer,))
    letters = "".join([LETTERS.get(each, "?") for each in several])
    # a flag takes a byte, and what follows it may begin anywhere
    if len(letters) > MOST_ANSWERS or "?" in letters or "f" in letters[:-1]:
        raise TypeError(f"the kernel {function.__name__} can't return {answer}")
    return letters


def _machine() -> llvm.TargetMachine:
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        codemodel="jitdefault",
        jit=True,
    )


def _entry(name: str, words: list[str]) -> str:
    """Return, in LLVM's language, a function that reads a kernel's arguments from a block of words and calls it."""
    lines = ["define i32 @entry(ptr %block) {", f"%error = getelementptr i64, ptr %block, i64 {MOST_ANSWERS}"]
    for k, word in enumerate(words):
        lines.append(f"%at{k} = getelementptr i64, ptr %block, i64 {k + RESERVED}")
        if word == FLAG:
            lines += [f"%whole{k} = load {WHOLE}, ptr %at{k}", f"%a{k} = trunc {WHOLE} %whole{k} to {FLAG}"]
        else:
            lines.append(f"%a{k} = load {word}, ptr %at{k}")
    given = ", ".join([f"{word} %a{k}" for k, word in enumerate(words)])
    return "\n".join(
        [*lines, f'%status = call i32 @"{name}"(ptr %block, ptr %error, {given})', "ret i32 %status", "}"]
    )


@cache
def _jitted(function: Callable[..., Any]) -> Any:
    """Return numba's form of a function and of all that it calls."""
    around = function.__globals__ | {name: _jitted(other) for name, other in called(function).items()}
    copy = FunctionType(function.__code__, around, function.__name__, function.__defaults__, function.__closure__)
    copy.__module__ = function.__module__
    return numba.njit(nogil=True, **OPTIONS)(copy)


def _type_of(value: Any) -> Any:
    """Return numba's type of an argument."""
    known: Any = types
    if isinstance(value, np.ndarray):
        return types.Array(from_dtype(value.dtype), value.ndim, "C" if value.flags.c_contiguous else "A")
    if isinstance(value, tuple):
        parts = [_type_of(part) for part in value]
        return known.NamedTuple(parts, type(value)) if hasattr(value, "_fields") else known.Tuple(parts)
    return numba.typeof(value)  # type: ignore[no-untyped-call]
