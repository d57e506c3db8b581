"""Reads a registration sheet as a plan says."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from peergroups.plan.outsiders import with_outsiders
from peergroups.plan.parts import PEOPLE
from peergroups.plan.rules import columns_named, placed
from peergroups.plan.several import with_attendance
from peergroups.registrations import Registrations, read_registrations

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan


def read_sheet(plan: Plan, path: FilePath, beside: FilePath) -> Registrations:
    """Return the registrations of a sheet, with the guides, guests and attendance that the plan names.

    Parameters
    ----------
    plan : Plan
        Whose columns, and whose rules' columns, are read.
    path : pathlib.Path
        The sheet.
    beside : pathlib.Path
        The folder that other files of the plan are looked for in.
    """
    columns: dict[str, str | tuple[str, ...]] = dict(plan.columns.headers)
    if plan.rounds is not None and plan.rounds.attendance and plan.rounds.sheet is None:
        columns["attends"] = plan.rounds.attendance
    settings = [settings for name, rule in plan.rules.items() for _, settings in placed(name, rule)]
    named = [header for one in settings for header in columns_named(one)]
    for header in (*named, plan.waiting.points, plan.waiting.stayed_away):
        if header is not None and header not in PEOPLE | columns.keys():
            columns[header] = header
    read = read_registrations(
        path,
        columns=columns,
        sheet=plan.columns.sheet,
        slots_mean=plan.columns.slots_mean,
        language=plan.round.language,
    )
    return with_attendance(plan, with_outsiders(plan, read, path, beside), path)
