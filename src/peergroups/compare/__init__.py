"""Groupings held against each other: other good ones, trades between two wishes, and groups made by hand."""

from peergroups.compare.aims import levels, worst_off_first
from peergroups.compare.alternatives import Alternative, alternatives
from peergroups.compare.by_hand import by_hand
from peergroups.compare.tradeoff import plot_tradeoff, tradeoff

__all__ = [
    "Alternative",
    "alternatives",
    "by_hand",
    "levels",
    "plot_tradeoff",
    "tradeoff",
    "worst_off_first",
]
