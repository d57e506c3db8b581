"""When groups meet: weekly slots as people write them, and the dates of a round's sessions."""

from __future__ import annotations

from peergroups.schedule.meetings import Introducer, Meetings
from peergroups.schedule.sessions import Calendar
from peergroups.schedule.slots import Slot, read_slot

__all__ = ["Calendar", "Introducer", "Meetings", "Slot", "read_slot"]
