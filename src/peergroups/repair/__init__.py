"""The smallest changes after people left or came, or a group was lost."""

from peergroups.repair.repaired import repair
from peergroups.repair.report import Repair
from peergroups.repair.small import Way
from peergroups.repair.stand_ins import stand_ins
from peergroups.repair.together import Together, keep_together

__all__ = ["Repair", "Together", "Way", "keep_together", "repair", "stand_ins"]
