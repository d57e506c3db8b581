"""A problem as plain data, so that a workbook can be costed, changed and explained later without its sheet and plan.

Whom somebody wants to avoid is never part of it.
"""

from peergroups.saving.problems import from_data, to_data
from peergroups.saving.rounds import Reopened, reopen

__all__ = ["Reopened", "from_data", "reopen", "to_data"]
