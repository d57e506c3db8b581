"""Groups changed by hand: locks, moves, groups split and merged, and what that costs."""

from peergroups.adjust.edited import Edited, edited
from peergroups.adjust.finishing import finish
from peergroups.adjust.steps import lock, merge, move, split, swap, unlock

__all__ = [
    "Edited",
    "edited",
    "finish",
    "lock",
    "merge",
    "move",
    "split",
    "swap",
    "unlock",
]
