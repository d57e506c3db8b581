"""Makes a solved relaxation stronger with cuts, and its master smaller."""

from __future__ import annotations

from collections.abc import Callable

from peergroups.engines.columns.cuts import broken
from peergroups.engines.columns.generation import Generation

CUTS = 60
"""Cuts added at a time."""
GAIN = 0.02
"""What a round of cuts must make up of the gap for another to follow."""
COLUMNS, SLACK = 4, 1.5
"""Columns a person that are kept, and how many times as many there may be before the others are dropped."""


def strengthen(
    generation: Generation, total: Callable[[], float], enough: Callable[[float], bool], rounds: int
) -> None:
    """Add cuts to a solved relaxation and solve it again, as long as that raises the bound.

    Parameters
    ----------
    total : callable
        What the best grouping costs.
    enough : callable
        Whether a bound is.
    rounds : int
        The most times to do it.
    """
    shared = generation.shared
    for _ in range(rounds):
        relaxed, before = generation.relaxed, generation.bound
        if not generation.solved or relaxed is None or enough(before):
            return
        triples = broken(shared.pool, relaxed.columns, relaxed.used, shared.model.people, CUTS)
        if not len(triples):
            return
        shared.master.cut(triples)
        generation.run(enough)
        if generation.bound - before < GAIN * (total() - before):
            return


def trim(generation: Generation) -> None:
    """Drop the dearest columns and the cuts without a price, once there are many, and solve the relaxation again."""
    master, most = generation.shared.master, COLUMNS * generation.shared.model.people
    if len(master.columns) <= SLACK * most:
        return
    generation.run(lambda bound: False)  # the master may have been left elsewhere
    if generation.solved and generation.relaxed is not None:
        master.trim(generation.reduced_costs(generation.relaxed), most)
        generation.run(lambda bound: False)
