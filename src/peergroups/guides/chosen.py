"""Who guides each group: the outside guides who sit in it, or a member who could."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.criteria.barred import in_chain
from peergroups.criteria.columns import Positions, fold, is_missing, says_yes
from peergroups.criteria.guides import Guides, could_guide
from peergroups.terms import Ints

if TYPE_CHECKING:
    from peergroups.problem import Problem

Chosen = dict[int, list[object]]


def chosen_guides(problem: Problem, assignment: Ints) -> Chosen:
    """Return the ids of each running group's guides, by the group's number in the model.

    Outside guides come first, a novice after who is none. A group that lacks the guides it should have gets members
    who could be: never somebody's manager, then from the unit with the fewest members there, then who has taken part
    before, then the first in the table.
    """
    rule = next((c for c in problem.criteria if isinstance(c, Guides)), None)
    if rule is None:
        return {}
    people = len(problem.people)
    outside, guides = assignment[people:], problem.guides
    chosen: Chosen = {int(group): [] for group in np.unique(assignment[assignment >= 0])}
    if guides is not None:
        novice = _yes(guides, "novice")
        order = np.argsort(novice[problem.guide_rows.guide], kind="stable")
        for row in order[outside[order] >= 0].tolist():
            chosen[int(outside[row])].append(guides.index[problem.guide_rows.guide[row]])
    wanted = 2 if rule.pairs == "always" else 1
    able = could_guide(problem, rule)
    for group, found in chosen.items():
        members = np.flatnonzero(assignment[:people] == group)
        if len(found) < wanted:
            found += _of_members(problem, members, able)[: wanted - len(found)]
    return chosen


def _of_members(problem: Problem, members: NDArray[np.intp], able: NDArray[np.bool_]) -> list[object]:
    people = problem.people.iloc[members]
    units = [fold(unit) for unit in people["unit"]] if "unit" in people.columns else [""] * len(people)
    been = _yes(people, "been_before")
    bosses = managers(people)
    order = sorted(
        np.flatnonzero(able[members]).tolist(),
        key=lambda k: (k in bosses, units.count(units[k]) if units[k] else 1, not been[k], k),
    )
    return [people.index[k] for k in order]


def managers(people: pd.DataFrame) -> set[int]:
    """Return the positions of those who are above somebody else in the table."""
    place = Positions(people)
    return {place.get(above) for _, above in in_chain(people) if place.get(above) >= 0}


def guide_names(problem: Problem) -> dict[object, str]:
    """Return what guides and people are called, by id: their name, or the id where none is known."""
    called: dict[object, str] = {}
    for table in (problem.people, problem.guides):
        if table is not None:
            names = table["name"] if "name" in table.columns else [None] * len(table)
            called |= {
                key: str(key if is_missing(name) else name) for key, name in zip(table.index, names, strict=True)
            }
    return called


def shown_guides(problem: Problem, column: pd.Series) -> list[str | None]:
    """Return a column of guides, ids or lists of them, as names for people to read.

    Examples
    --------
    >>> import peergroups as pg
    >>> guides = pd.DataFrame({"name": ["Eve Ek", "Fay Falk"]}, index=["eve", "fay"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [2]})
    >>> problem = pg.Problem(pd.DataFrame(index=["ann"]), offers, [pg.Guides()], guides=guides)
    >>> shown_guides(problem, pd.Series([["eve", "fay"], "ann", None], dtype=object))
    ['Eve Ek, Fay Falk', 'ann', None]
    """
    called = guide_names(problem)
    lists = [value if isinstance(value, list) else [] if is_missing(value) else [value] for value in column]
    return [", ".join(called.get(guide, str(guide)) for guide in guides) or None for guides in lists]


def guides_table(problem: Problem, groups: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each guide, outside ones first: ``guide, name, groups, load, most_groups``.

    Parameters
    ----------
    problem : Problem
        With its guides.
    groups : pandas.DataFrame
        The running groups, indexed by number, with ``guide``.
    """
    looked_after: dict[object, list[int]] = {}
    if problem.guides is not None:
        looked_after = {guide: [] for guide in problem.guides.index}
    for number, guide in groups["guide"].items():
        for one in guide if isinstance(guide, list) else [guide]:
            if not is_missing(one):
                looked_after.setdefault(one, []).append(int(number))  # type: ignore[call-overload]
    most = dict(zip(problem.guides.index, problem.guide_rows.most, strict=True)) if problem.guides is not None else {}
    called = guide_names(problem)
    return pd.DataFrame(
        {
            "guide": pd.Series(list(looked_after), dtype=object),
            "name": pd.Series([called.get(guide, str(guide)) for guide in looked_after], dtype=object),
            "groups": pd.Series(list(looked_after.values()), dtype=object),
            "load": np.array([len(own) for own in looked_after.values()], dtype=np.int64),
            "most_groups": np.array([int(most.get(guide, 1)) for guide in looked_after], dtype=np.int64),
        }
    )


def _yes(table: pd.DataFrame, column: str) -> NDArray[np.bool_]:
    if column not in table.columns:
        return np.zeros(len(table), dtype=bool)
    return np.array([says_yes(cell) for cell in table[column]], dtype=bool)
