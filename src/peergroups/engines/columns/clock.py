"""How long a run may go on: seconds, or work that is the same on every machine."""

from __future__ import annotations

import math

from peergroups.engines.base import Budget

SETS, PIVOTS = 30, 0.1
"""Sets of members that pricing looks at, and simplex steps, in an iteration of a budget: about 10 microseconds."""


class Clock:
    """Tells how much of a budget is left."""

    def __init__(self, budget: Budget) -> None:
        self._budget, self._work = budget, 0.0

    @property
    def left(self) -> float:
        """Seconds to go; 0 once the work allowed is done."""
        most = math.inf if self._budget.iterations is None else self._budget.iterations
        return self._budget.left if self._work < most else 0.0

    def count(self, sets: int = 0, pivots: int = 0) -> None:
        """Take note of work done."""
        self._work += sets / SETS + pivots / PIVOTS
