"""A grouping from a relaxed solution: groups that are nearly in it are fixed, one after another."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from peergroups.engines.columns.fractions import grouping
from peergroups.engines.columns.generation import Generation
from peergroups.engines.columns.master import Relaxed
from peergroups.terms import Ints

NEARLY = 0.9
"""Groups used at least this much are fixed together."""


def dive(generation: Generation, hopeless: Callable[[float], bool]) -> Ints | None:
    """Return a grouping, None if the groups fixed leave none of use or the time is out.

    Parameters
    ----------
    generation : Generation
        A solved relaxation; its master is left restricted.
    hopeless : callable
        Whether groupings of a total are of no use.
    """
    while generation.relaxed is not None and generation.solved and not hopeless(generation.bound):
        found = grouping(generation.shared.master, generation.relaxed)
        if found is not None:
            return found
        fixed = _next(generation, generation.relaxed)
        if not fixed:
            return None
        branch = generation.branch.with_fixed(fixed, generation.shared.pool)
        branch.restrict(generation.shared.master)
        generation = replace(generation, branch=branch, bound=-math.inf, relaxed=None)
        generation.run(hopeless)
    return None


def _next(generation: Generation, relaxed: Relaxed) -> list[int]:
    """Return the columns to fix next: all that are nearly whole, or the one used most."""
    free = ~np.isin(relaxed.columns, generation.branch.fixed)
    columns, use = relaxed.columns[free], relaxed.used[free]
    if not len(use):
        return []
    chosen: list[int] = columns[(use > NEARLY) | (use == use.max())].tolist()
    return chosen if use.max() > NEARLY else chosen[:1]
