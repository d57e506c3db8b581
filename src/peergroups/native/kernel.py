"""Kernels: found among what is kept, or compiled, and called with arrays."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import numpy as np

from peergroups.native.layout import ANSWERS, RESERVED, Packed, packed
from peergroups.native.store import is_kept, keep, kept


def kernel(function: Callable[..., Any]) -> Kernel:
    """Make a kernel of a function that calls nothing but `inner` functions and what numba knows.

    It may not allocate arrays or raise exceptions, and returns nothing, a 64-bit number, a flag, or a few of them as
    a tuple. Arrays that it writes to must be writable: that is not checked. While it runs, other threads run too.

    Raises
    ------
    TypeError
        If the function needs values from around its definition, which could not be told apart in what is kept.
    """
    if function.__closure__:
        raise TypeError(f"{function.__name__} can't be compiled: it takes values from around its definition")
    return Kernel(function)


class Kernel:
    """A function that Python calls compiled.

    Attributes
    ----------
    function : callable
        As it was written; called itself it does the same, slowly.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        update_wrapper(self, function)
        self.function = function
        self._loaded: dict[str, _Loaded] = {}
        self._loading = threading.Lock()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of what kinds of arguments there is machine code in this process."""
        return tuple(self._loaded)

    @property
    def kept(self) -> bool:
        """Whether it was compiled before, in whatever process, so that it need only be loaded."""
        return bool(self._loaded) or is_kept(self.function)

    def __call__(self, *arguments: Any) -> Any:
        """Call it; packed arguments need not be packed again."""
        parts = [packed(argument) for argument in arguments]
        kind = ";".join([part.kind for part in parts])
        loaded = self._loaded.get(kind)
        if loaded is None:
            loaded = self._load(kind, parts)
        return loaded.call(parts)

    def _load(self, kind: str, parts: list[Packed]) -> _Loaded:
        with self._loading:
            if kind not in self._loaded:
                code = kept(self.function, kind)
                if code is None:
                    from peergroups.native.compiling import compiled  # numba is slow to load

                    code = compiled(self.function, parts)
                    keep(self.function, kind, code)
                self._loaded[kind] = _Loaded(code)
            return self._loaded[kind]


class _Loaded:
    """Machine code in memory, ready to be called."""

    def __init__(self, code: bytes) -> None:
        import llvmlite.binding as llvm

        letters, _, code = code.partition(b"\n")
        machine = llvm.Target.from_default_triple().create_target_machine(codemodel="jitdefault", jit=True)
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        self._answer = [np.dtype(ANSWERS[letter]) for letter in letters.decode()]
        self._entry = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)(self._engine.get_function_address("entry"))

    def call(self, parts: list[Packed]) -> Any:
        """Call it with arguments laid out."""
        block = np.empty(RESERVED + sum([len(part.words) for part in parts]), dtype=np.int64)
        at = RESERVED
        for part in parts:
            end = at + len(part.words)
            block[at:end] = part.words
            at = end
        if self._entry(block.ctypes.data):
            raise RuntimeError("a kernel raised an exception")
        answer = [block[k : k + 1].view(kind)[0].item() for k, kind in enumerate(self._answer)]
        return tuple(answer) if len(answer) > 1 else answer[0] if answer else None
