"""The table of a plan on groups of the last round that go on, and what they become in the problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
from pydantic import Field

from peergroups.criteria import Continuing as ContinuingRule
from peergroups.criteria.columns import fold
from peergroups.locale import message, translate
from peergroups.plan.errors import Wrong, guess
from peergroups.plan.parts import Part

if TYPE_CHECKING:
    from peergroups.meetings import MeetingGraph
    from peergroups.problem import Problem

GOES_ON = message("{offer}, group {group} goes on")
NO_HISTORY = message("[continuing] needs the last round: give its groups with --history")
NO_GROUP = message("the last round has no group {group}; it has {groups}")
NOT_OFFERED = message("group {group} was of the kind {offer}, which is not offered now; name another in offers")
UNKNOWN_KIND = message("the kind of group {group} is not known; name it in offers")
NO_OFFER = message("there is no offer {offer}; the offers are {offers}")
TOO_MANY = message("group {group} has {n} members, but {offer} allows {most}")
NOBODY = message("nobody of group {group} is registered")
SHOWN = 20
"""How many offers a sentence lists at most."""
LONG = 9
"""Figures to which numbers of groups are filled up, to be sorted as text."""


class GoingOn(Part):
    """``[continuing]``: groups of the last round that go on in this one, beside new ones.

    The last round is the latest of the files given with `--history`. Members who are registered again keep their
    seats; newcomers join in company or not at all. Everybody else is grouped anew in the same solve.
    """

    groups: Annotated[tuple[int | str, ...], Field(strict=False)] = Field(
        default=(), description="Their numbers in the last round."
    )
    newcomers: int = Field(default=2, ge=1, description="The fewest newcomers that join such a group, if any do.")
    offers: dict[str, str] = Field(
        default={},
        description="Their kind now, if not that of last time: number = the offer's name.",
    )

    def applied(self, problem: Problem, history: MeetingGraph, language: str) -> tuple[Problem, list[Wrong]]:
        """Return the problem with these groups going on in it, and everything that is wrong with them."""
        seats = latest_round(history.seats, history.rounds)
        found, wrong = kinds(problem, seats, self)
        return (problem if wrong else going_on(problem, seats, found, self.newcomers, language)), wrong


def latest_round(seats: pd.DataFrame, rounds: Sequence[Any]) -> pd.DataFrame:
    """Return who sat where in the last round: ``person, group`` (as text) and ``offer``."""
    table = seats[seats["round"] == rounds[-1]] if len(rounds) else seats.iloc[:0]
    return table[["person", "group", "offer"]].assign(group=table["group"].astype(str))


def kinds(problem: Problem, seats: pd.DataFrame, going_on: GoingOn) -> tuple[dict[str, Any], list[Wrong]]:
    """Return the offer of each group that goes on, and everything that is wrong with them.

    Parameters
    ----------
    problem : Problem
        The new round's.
    seats : pandas.DataFrame
        See `latest_round`.
    going_on : GoingOn
        Which groups.
    """
    by_name = {fold(offer): offer for offer in problem.offers.index}
    there = sorted(set(seats["group"]), key=lambda group: (not group.isdecimal(), group.zfill(LONG)))
    found: dict[str, Any] = {}
    wrong = []
    for group in [group for group in going_on.offers if group not in map(str, going_on.groups)]:
        wrong.append(Wrong(("continuing", "offers", group), NO_GROUP, {"group": group, "groups": _listed(there)}))
    for position, group in enumerate(map(str, going_on.groups)):
        if group in map(str, going_on.groups[:position]):  # named twice
            continue
        path = ("continuing", "groups", position)
        if group not in there:
            wrong.append(Wrong(path, NO_GROUP, {"group": group, "groups": _listed(there)}))
            continue
        named = going_on.offers.get(group)
        before = next((kind for kind in seats.loc[seats["group"] == group, "offer"] if kind), None)
        only = problem.offers.index[0] if len(problem.offers) == 1 else None
        offer = by_name.get(fold(named or before), None if named else only)
        if offer is not None:
            found[group] = offer
            wrong += _members_misfit(problem, seats, group, offer, path)
        elif named:
            offers = [str(offer) for offer in problem.offers.index]
            said = {"offer": f'"{named}"', "offers": _listed(offers[:SHOWN]) + " ..." * (len(offers) > SHOWN)}
            wrong.append(Wrong(("continuing", "offers", group), NO_OFFER, said, guess(named, offers)))
        elif before is None:
            wrong.append(Wrong(path, UNKNOWN_KIND, {"group": group}))
        else:
            wrong.append(Wrong(path, NOT_OFFERED, {"group": group, "offer": f'"{before}"'}))
    return found, wrong


def _members_misfit(
    problem: Problem, seats: pd.DataFrame, group: str, offer: Any, path: tuple[str | int, ...]
) -> Iterator[Wrong]:
    members, most = _members(problem, seats, group), int(problem.offers.loc[offer, "max_size"])
    if not members:
        yield Wrong(path, NOBODY, {"group": group})
    elif len(members) > most:
        yield Wrong(path, TOO_MANY, {"group": group, "n": len(members), "offer": f'"{offer}"', "most": most})


def going_on(
    problem: Problem, seats: pd.DataFrame, kinds: Mapping[str, Any], newcomers: int, language: str = "en"
) -> Problem:
    """Return a problem with some groups going on in it.

    Each gets an offer of its own, after the pattern of its kind; one new group of that kind fewer may run.
    """
    copies = pd.Series(problem.copies, index=problem.offers.index)
    kept: dict[str, list[Any]] = {}
    for group, offer in kinds.items():
        copies[offer] = max(0, copies[offer] - 1)
        kept[translate(GOES_ON, language, offer=offer, group=group)] = _members(problem, seats, group)
    own = problem.offers.loc[list(kinds.values())].set_axis(pd.Index(kept), axis="index").assign(copies=1)
    offers = pd.concat([problem.offers.assign(copies=copies), own])
    offers.index.name = problem.offers.index.name
    return replace(problem, offers=offers, criteria=[*problem.criteria, ContinuingRule(kept, newcomers)])


def _members(problem: Problem, seats: pd.DataFrame, group: str) -> list[Any]:
    there = seats.loc[seats["group"] == group, "person"]
    return [person for person in dict.fromkeys(there) if person in problem.people.index]


def _listed(groups: Sequence[str]) -> str:
    return ", ".join(groups) or "-"
