"""Several rounds planned at once, and what arithmetic and constructions say of them."""

from __future__ import annotations

from peergroups.rounds.arithmetic import least_repeats
from peergroups.rounds.constructions import Construction, rounds_without_repeats
from peergroups.rounds.continuing import continue_groups

__all__ = ["Construction", "continue_groups", "least_repeats", "rounds_without_repeats"]
