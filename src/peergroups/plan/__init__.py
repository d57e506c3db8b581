"""The plan file: reading, checking, and turning it into a problem."""

from peergroups.plan.plan import Plan

__all__ = ["Plan"]
