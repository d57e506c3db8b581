"""Rounds planned at once as plain numbers, texts and lists: the JSON of ``peergroups form``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peergroups.outputs.record import plain
from peergroups.outputs.record import record as of_round

if TYPE_CHECKING:
    from peergroups.rounds.rounds_plan import RoundsPlan


def record(plan: RoundsPlan) -> dict[str, Any]:
    """Return a plan as dicts and lists; each of its ``rounds`` has the names of a single round."""
    from peergroups import __version__

    return {
        "status": plan.status,
        "objective": plain(plan.objective),
        "repeats": plan.repeats,
        "least_repeats": plan.least_repeats,
        "least_cost": plain(plan.least_cost),
        "seconds": plain(round(plan.seconds, 3)),
        "seed": plain(plan.results[0].seed),
        "version": __version__,
        "rounds": [
            {"name": result.round, "repeats": int(again), **of_round(result)}
            for result, again in zip(plan.results, plan.overview["repeats"], strict=True)
        ],
    }
