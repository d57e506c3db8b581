"""Why somebody sits where they sit, and what every other seat would change."""

from peergroups.explain.explanation import Explanation, explain

__all__ = ["Explanation", "explain"]
