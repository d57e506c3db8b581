"""All that is compiled, got ready beforehand.

Without it each kernel is compiled when it is first used on a machine::

    python -m peergroups.readiness
"""

from __future__ import annotations

from multiprocessing import get_context

from peergroups.engines import readiness
from peergroups.engines.base import processors
from peergroups.rounds import completing, exchanging
from peergroups.rounds.constructing import swapping


def make_ready() -> None:
    """Compile or load all kernels, on all processors: each is kept for other processes as soon as it is compiled."""
    with get_context("spawn").Pool(processors()) as pool:  # which ends its processes when it is interrupted
        found = [
            pool.apply_async(readiness.make_ready, (("search", readiness.LARGE),)),
            pool.apply_async(readiness.make_ready, (("columns",),)),
            pool.apply_async(swapping.make_ready),
            pool.apply_async(exchanging.make_ready),
            pool.apply_async(completing.make_ready),
        ]
        for each in found:
            each.get()


if __name__ == "__main__":
    make_ready()
