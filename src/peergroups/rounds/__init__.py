"""Several rounds planned at once, and what arithmetic and constructions say of them."""

from __future__ import annotations

from peergroups.rounds.arithmetic import least_repeats
from peergroups.rounds.constructions import Construction, rounds_without_repeats

__all__ = ["Construction", "least_repeats", "rounds_without_repeats"]
