"""Several rounds planned at once, and what arithmetic and constructions say of them."""

from __future__ import annotations

from peergroups.rounds.constructing.constructions import Construction, rounds_without_repeats
from peergroups.rounds.continuing import continue_groups
from peergroups.rounds.least.arithmetic import least_repeats
from peergroups.rounds.planning import plan_rounds
from peergroups.rounds.rounds_plan import RoundsPlan

__all__ = ["Construction", "RoundsPlan", "continue_groups", "least_repeats", "plan_rounds", "rounds_without_repeats"]
