"""Groups changed by hand: locks, moves, groups split and merged, and what that costs."""

from peergroups.adjust.edited import Edited, edited
from peergroups.adjust.finishing import finish
from peergroups.adjust.steps import lock, merge, move, split, swap, unlock
from peergroups.adjust.together import Together, keep_together

__all__ = [
    "Edited",
    "Together",
    "edited",
    "finish",
    "keep_together",
    "lock",
    "merge",
    "move",
    "split",
    "swap",
    "unlock",
]
