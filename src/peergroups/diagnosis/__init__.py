"""What to do when hard rules clash: a smallest set of rules that can't all hold, and the cheapest ways out."""

from peergroups.diagnosis.diagnosing import Diagnosis, diagnose
from peergroups.diagnosis.ways import WayOut

__all__ = ["Diagnosis", "WayOut", "diagnose"]
