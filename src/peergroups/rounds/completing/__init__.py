"""A last round put together from all the groups that cost nothing."""

from peergroups.rounds.completing.beginnings import complete, make_ready

__all__ = ["complete", "make_ready"]
