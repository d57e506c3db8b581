"""Whether an engine's compiled kernels are ready.

The first use on a machine compiles them, which takes some seconds; later uses load them, which takes some hundredths
of one. Either happens in the background once an engine is asked for, so that small problems are solved by the other
engines meanwhile. Each kernel is kept as soon as it is compiled; a run that ends waits for the one in hand at most.
`python -m peergroups.readiness` compiles all of them beforehand.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress

import numpy as np

from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent
from peergroups.model import Model
from peergroups.native import Kernel
from peergroups.terms import WAITING, Count, Pair

LARGE = "large"
"""Stands for what the search needs without a matrix of all pairs."""

_ready = {name: threading.Event() for name in ("search", LARGE, "columns")}
_asked: set[str] = set()
_loading = threading.Lock()
_ending = threading.Event()


def ready(name: str, seconds: float = 0.0) -> bool:
    """Return whether an engine can start without compiling, some seconds from now at the latest.

    If it can't, it is made ready in the background.
    """
    if name in _ready and name not in _asked:
        names = ["search", LARGE] if name == "search" else [name]  # large rounds ask for both
        _asked.update(names)
        thread = threading.Thread(target=make_ready, args=(names,), daemon=True)
        thread.start()
        atexit.register(thread.join)  # Python would abort if it ended while the thread is inside the compiler
        atexit.register(_ending.set)  # comes first
    return name not in _ready or _ready[name].wait(seconds)


def loaded(name: str) -> bool:
    """Return whether an engine's kernels are in memory."""
    return name not in _ready or _ready[name].is_set()


def kept(name: str) -> bool:
    """Return whether an engine's kernels are in memory, or need only be loaded."""
    return loaded(name) or all(kernel.kept for kernel in _kernels_of(name))


def make_ready(names: Sequence[str] = tuple(_ready)) -> None:
    """Compile or load the kernels of engines, those for large rounds too."""
    with _loading:
        for name in names:
            if _ending.is_set():
                return
            with suppress(Exception):  # whatever goes wrong is told where the engine is used in earnest
                for _ in _called(name):
                    if _ending.is_set():
                        return
            _ready[name].set()


def _kernels_of(name: str) -> Sequence[Kernel]:
    """Return the kernels that an engine calls."""
    if name == "columns":
        from peergroups.engines.columns import KERNELS as OF_COLUMNS

        return OF_COLUMNS
    from peergroups.engines.search.walk import KERNELS as OF_SEARCH

    return OF_SEARCH


def _called(name: str) -> Iterator[None]:
    """Compile or load what an engine needs, a kernel at a time if that can be."""
    model = _tiny()
    if name == "columns":
        engine(name).run(model, Incumbent(model), Budget(3600.0, iterations=200), seed=0)
        return
    from peergroups.engines.search.build import fixed_arrays
    from peergroups.engines.search.walk import MOVES, Walk

    nobody = np.full(model.people, WAITING, dtype=np.int32)
    walk = Walk(model, fixed_arrays(model, dense=name != LARGE), nobody, np.random.default_rng(0))
    for kind in MOVES:
        walk.step(kind, 1.0, 1)
        yield


def _tiny() -> Model:
    """Return a model of eight people in pairs and fours that gives every kernel something to do."""
    people = 8
    first, second = (side.astype(np.int32) for side in np.triu_indices(people, 1))
    met = Pair("met", False, first, second, np.asarray((first * 3 + second * 5) % 4 + 1.0, dtype=np.float64))
    everybody, which = np.zeros(people, dtype=np.int32), np.zeros((2, 1), dtype=np.int32)
    size = Count("size", False, everybody, np.array([[0.0, 1.0, 0.0, 1.0, 2.0]]), which)
    sizes, copies = np.array([2, 4], dtype=np.int32), np.array([4, 2], dtype=np.int32)
    return Model(sizes, sizes, copies, np.full(people, 1e4), [met, size], np.ones(people, dtype=bool))
