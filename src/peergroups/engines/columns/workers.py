"""Threads for compiled code that gives up when the time is out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import numpy as np

from peergroups.engines.columns.clock import Clock

T = TypeVar("T")
PAUSE = 0.1  # seconds between looks at the time; a wait without end would not let an interrupt through


class Workers:
    """A few threads at work side by side.

    Attributes
    ----------
    stop : (1,) uint8
        Not 0 once compiled code should give up.
    """

    def __init__(self, number: int, clock: Clock) -> None:
        self.stop = np.zeros(1, dtype=np.uint8)
        self._clock, self._pool = clock, ThreadPoolExecutor(number)

    def map(self, work: Callable[[int], T], items: Sequence[int]) -> list[T]:
        """Return what a function makes of each item, in order."""
        futures = [self._pool.submit(work, item) for item in items]
        while wait(futures, PAUSE).not_done:
            if self._clock.left <= 0:
                self.stop[0] = 1
        return [future.result() for future in futures]

    def close(self) -> None:
        """End the threads."""
        self.stop[0] = 1
        self._pool.shutdown(cancel_futures=True)
