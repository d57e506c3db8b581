"""The meeting graph: who has met whom, when, in which round."""

from __future__ import annotations

from peergroups.meetings.graph import MeetingGraph

__all__ = ["MeetingGraph"]
