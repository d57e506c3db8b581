"""All that is compiled, got ready beforehand.

Without it each kernel is compiled when it is first used on a machine::

    python -m peergroups.readiness
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from peergroups.engines import readiness
from peergroups.engines.base import processors
from peergroups.rounds import completing, exchanging
from peergroups.rounds.constructing import swapping


def make_ready() -> None:
    """Compile or load all kernels, on all processors: each is kept for other processes as soon as it is compiled."""
    with ProcessPoolExecutor(processors(), get_context("spawn")) as pool:
        found = [
            pool.submit(readiness.make_ready, ("search", readiness.LARGE)),
            pool.submit(readiness.make_ready, ("columns",)),
            pool.submit(swapping.make_ready),
            pool.submit(exchanging.make_ready),
            pool.submit(completing.make_ready),
        ]
    for each in found:
        each.result()


if __name__ == "__main__":
    make_ready()
