"""The problem that a plan makes of some people, once plan and people are known to fit together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from peergroups.plan import several
from peergroups.plan.assemble import assemble
from peergroups.plan.errors import Wrong, plan_error
from peergroups.plan.fit import misfits
from peergroups.plan.outsiders import around, guides_of
from peergroups.tables import people_of

if TYPE_CHECKING:
    import pandas as pd

    from peergroups.meetings import MeetingGraph
    from peergroups.plan.loading import Text
    from peergroups.plan.plan import Plan
    from peergroups.problem import Problem
    from peergroups.registrations import Registrations


def problem_of(
    plan: Plan,
    text: Text,
    registrations: Registrations | pd.DataFrame,
    history: object | None,
    guides: pd.DataFrame | None,
) -> Problem:
    """Return the problem; `text` tells where in the plan a misfit stands.

    Raises
    ------
    PlanError
        With everything in the plan that cannot be meant, given the people.
    """

    def refuse(wrong: Sequence[Wrong]) -> None:
        if wrong:
            raise plan_error(wrong, text.lines, text.source, plan.round.language)

    people = people_of(registrations)
    if guides is None:
        guides = guides_of(plan, registrations)
    refuse([*misfits(plan, people), *around(plan, registrations, guides), *several.misfits(plan, people)])
    problem = assemble(plan, people, history, guides)
    if plan.continuing is not None and history is not None:
        problem, wrong = plan.continuing.applied(problem, cast("MeetingGraph", history), plan.round.language)
        refuse(wrong)
    if plan.aim is not None:
        refuse([*plan.aim.misfits(problem)])
    return problem
