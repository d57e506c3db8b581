"""The smallest changes after people left or came, or a group was lost."""

from peergroups.repair.repaired import repair
from peergroups.repair.report import Repair
from peergroups.repair.small import Way
from peergroups.repair.stand_ins import stand_ins

__all__ = ["Repair", "Way", "repair", "stand_ins"]
