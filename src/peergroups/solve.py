"""The wiring: from a problem to a result."""

from __future__ import annotations

from collections.abc import Callable

from peergroups.engines.base import Progress
from peergroups.problem import Problem
from peergroups.result import Result
from peergroups.terms import Ints


def solve(
    problem: Problem,
    *,
    time_limit: float = 20.0,
    seed: int = 0,
    start: Ints | None = None,
    n_jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Form the best groups there is time to find, and prove how good they are."""
    raise NotImplementedError
