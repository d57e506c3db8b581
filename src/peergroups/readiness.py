"""All that is compiled, got ready beforehand.

Without it each kernel is compiled when it is first used on a machine::

    python -m peergroups.readiness
"""

from __future__ import annotations

from peergroups.engines import readiness
from peergroups.rounds import exchanging, swapping


def make_ready() -> None:
    """Compile or load all kernels."""
    readiness.make_ready()
    swapping.make_ready()
    exchanging.make_ready()


if __name__ == "__main__":
    make_ready()
