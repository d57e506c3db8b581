"""What there is to know of a sheet, and of a plan for it, before groups are formed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from peergroups.demand.demand import Capacity, capacity, demand, theme_demand
from peergroups.demand.suggest import suggested_tables
from peergroups.errors import InputError, PlanError
from peergroups.outputs.record import plain
from peergroups.plan.parts import Round, Sizes

if TYPE_CHECKING:
    from peergroups.plan import Plan
    from peergroups.problem import Problem
    from peergroups.registrations import Registrations


@dataclass(frozen=True, eq=False)
class Check:
    """What a look at a sheet and a plan found.

    Attributes
    ----------
    registrations : Registrations
        What was read, with its faults.
    errors : tuple of str
        What is wrong in the plan, given the people.
    notices : tuple of str
        What to know of the plan and the people; nothing that keeps groups from being formed. Without a plan, why none
        can be suggested.
    themes : pandas.DataFrame or None
        What each theme can become (`peergroups.demand.demand.theme_demand`); None if nobody was asked for themes.
    demand : pandas.DataFrame
        How many want each combination of theme, role, place and slot, as far as the offers have them.
    problem : Problem or None
        What the plan makes of the people; None without a plan that fits.
    capacity : Capacity or None
        How many groups can run and what limits them; None without a plan that fits.
    not_needed : tuple of str
        The headers of columns that nothing uses: they could be left out of the form.
    """

    registrations: Registrations
    errors: tuple[str, ...]
    notices: tuple[str, ...]
    themes: pd.DataFrame | None
    demand: pd.DataFrame
    problem: Problem | None
    capacity: Capacity | None
    not_needed: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether groups can be formed: no fault of the sheet or the plan is left to settle."""
        return not self.errors and self.registrations.errors.empty

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, texts and lists, ready for JSON."""
        return {
            "sheet": self.registrations.sheet,
            "people": len(self.registrations.people),
            "columns": {name: list(headers) for name, headers in self.registrations.columns.items()},
            "not_needed": list(self.not_needed),
            "faults": rows(self.registrations.faults),
            "plan_errors": list(self.errors),
            "notices": list(self.notices),
            "themes": [] if self.themes is None else rows(self.themes.reset_index()),
            "demand": rows(self.demand),
            "groups": None if self.capacity is None else _limits(self.capacity),
        }


def check(registrations: Registrations, plan: Plan | None = None, history: object | None = None) -> Check:
    """Look at a sheet, and at a plan for it.

    Parameters
    ----------
    registrations : Registrations
        A sheet that was read.
    plan : Plan, optional
        What groups would be formed by.
    history : MeetingGraph, optional
        Who has met whom in earlier rounds.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"themes": [["trust"]] * 12}, index=list("abcdefghijkl"))
    >>> found = check(pg.Registrations(people, pd.DataFrame(columns=["severity"])), pg.Plan())
    >>> found.settled, found.capacity.groups
    (True, 2)
    """
    people = registrations.people
    problem: Problem | None = None
    errors: tuple[str, ...] = ()
    if plan is not None:
        try:
            problem = plan.problem(registrations, history)
        except PlanError as error:
            errors = tuple(error.errors)
    sizes = Sizes() if plan is None else plan.sizes
    return Check(
        registrations,
        errors,
        _unsuggested(registrations) if plan is None else tuple(plan.notices(problem)) if problem else (),
        theme_demand(people, sizes.least, sizes.most) if "themes" in people else None,
        demand(people, [name for name in BY if problem is None or name in problem.offers]),
        problem,
        None if problem is None else capacity(problem),
        tuple(registrations.unused if problem is None else registrations.not_needed(used_columns(problem))),
    )


def _unsuggested(registrations: Registrations) -> tuple[str, ...]:
    """Return why no plan can be suggested, if none can."""
    if not registrations.columns:  # the sheet is not the right one
        return ()
    try:
        suggested_tables(registrations.people, Round(language=registrations.language))  # type: ignore[arg-type]
    except InputError as error:
        return (str(error),)
    return ()


BY = ("theme", "role", "place", "slot")
"""What demand is told by, as far as the offers differ in it."""


def used_columns(problem: Problem) -> set[str]:
    """Return the columns of people that a problem's criteria read, and the fields of a sheet they come from."""
    used = {"apart" if c.name == "keep_apart" else "together" for c in problem.criteria if c.name in PAIRED}
    for criterion in problem.criteria:
        used |= {str(getattr(criterion, field)) for field in ("column", "also", "maybe") if hasattr(criterion, field)}
        if isinstance(columns := getattr(criterion, "distances", None), list | tuple):
            used |= {str(column) for column in columns}
    return used | {field for column in used for field in READ_FROM.get(column, ())}


PAIRED = ("keep_apart", "keep_together")
READ_FROM: Mapping[str, tuple[str, ...]] = {
    "themes": ("theme_ranks", "theme_columns", "top_theme"),
    "place": ("latitude", "longitude"),
}
"""The fields of a sheet that a column of people is read from, where they have other names."""


def _limits(found: Capacity) -> dict[str, Any]:
    limits = {str(name): int(groups) for name, groups in found.limits.items()}
    return {"most": found.groups, "limited_by": found.binds, "limits": limits}


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table's rows as JSON has them."""
    return [{str(key): plain(value) for key, value in row.items()} for row in table.to_dict("records")]
