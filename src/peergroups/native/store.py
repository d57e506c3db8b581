"""Where machine code is kept: beside the compiled Python of the function's file, or in the user's own cache.

A file's name tells all that its code depends on: the function and what it calls, the kinds of arguments, the versions
of numba, llvmlite and this package, and the processor. Whatever changes is compiled again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import Any

from peergroups.native.calls import called, constants

SUM = 16
"""Bytes at the beginning of a file that tell whether the others are what was written."""


def kept(function: Callable[..., Any], kind: str) -> bytes | None:
    """Return the machine code of a function for arguments of a kind, or None."""
    name = _name(function, kind)
    for folder in _folders(function):
        with suppress(OSError):
            found = (folder / name).read_bytes()
            if _sum(found[SUM:]) == found[:SUM]:  # calling what a full disk left of it would end the process
                return found[SUM:]
    return None


def is_kept(function: Callable[..., Any]) -> bool:
    """Return whether there is machine code of a function, for whatever arguments."""
    return any(next(folder.glob(f"{_stem(function)}-*.o"), None) is not None for folder in _folders(function))


def keep(function: Callable[..., Any], kind: str, code: bytes) -> None:
    """Keep machine code for other processes, in the first folder that can be written to, if there is one."""
    for folder in _folders(function):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(_sum(code) + code)
            written = Path(file.name)
            try:
                written.chmod(0o644)  # whoever else uses this installation need not compile it
                written.replace(folder / _name(function, kind))  # whole or not at all
            finally:
                written.unlink(missing_ok=True)
            return


def _folders(function: Callable[..., Any]) -> Iterator[Path]:
    yield Path(function.__code__.co_filename).parent / "__pycache__"
    with suppress(RuntimeError):  # somebody without a home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "peergroups"


def _name(function: Callable[..., Any], kind: str) -> str:
    return f"{_stem(function)}-{_digest(kind)}.o"


def _stem(function: Callable[..., Any]) -> str:
    digest = _digest(*_machine(), *_all_of(function, set()))
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}-{digest}"


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _sum(code: bytes) -> bytes:
    return blake2b(code, digest_size=SUM).digest()


@cache
def _machine() -> tuple[str, ...]:
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    own = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    return llvm.get_default_triple(), llvm.get_host_cpu_name(), features, version("numba"), version("llvmlite"), *own


def _all_of(function: Callable[..., Any], seen: set[Callable[..., Any]]) -> Iterator[str]:
    """Yield what a function and all that it calls are made of."""
    seen.add(function)
    yield from _code(function.__code__)
    yield repr((constants(function), function.__defaults__))
    for other in called(function).values():
        if other not in seen:
            yield from _all_of(other, seen)


def _code(code: CodeType) -> Iterator[str]:
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames))
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _code(part)
        else:
            yield repr(part)
