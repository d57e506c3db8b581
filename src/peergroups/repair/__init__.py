"""The smallest changes after people left or came, or a group was lost."""

from peergroups.repair.repaired import repair
from peergroups.repair.report import Repair

__all__ = ["Repair", "repair"]
