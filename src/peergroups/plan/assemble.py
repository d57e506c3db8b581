"""From a plan and people to a problem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations as combinations_of
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.criteria import Criterion, RunningGroups
from peergroups.criteria.columns import fold
from peergroups.locale import translate
from peergroups.plan import rules
from peergroups.plan.around import Sessions
from peergroups.plan.parts import PROPERTIES, Offers, values_of, where_of
from peergroups.plan.queueing import queue
from peergroups.problem import Problem
from peergroups.schedule.overlap import overlapping, slot_key

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan


def assemble(plan: Plan, people: pd.DataFrame, history: object | None, guides: pd.DataFrame | None = None) -> Problem:
    """Return the problem that a plan makes of some people, and of guides if there are any."""
    offers = offers_table(plan, len(people))
    given: dict[str, dict[str, object]] = {}
    if history is not None:
        given |= {name: {"history": history} for name in rules.HISTORY}
    if plan.sizes.target is not None or "group_size" in plan.rules:
        least = min(plan.sizes.least, int(offers["min_size"].min()))
        most = max(plan.sizes.most, int(offers["max_size"].max()))
        given["group_size"] = {"least": least, "most": most, "target": plan.sizes.target}
    if guides is not None or "guides" in plan.rules:
        given["guides"] = {"minutes": minutes_of(plan)}
    if "cost" in offers:
        given["opening_costs"] = {}
    if "guest" in people and "guests" in offers:
        given["guests"] = {}
    return Problem(
        people,
        offers,
        [*rules.criteria(plan.rules, people, offers, given), *_limits(plan), *_rooms(plan)],
        everyone=plan.waiting.everyone,
        queue=queue(plan, people, history),
        guides=guides,
    )


def offers_table(plan: Plan, people: int) -> pd.DataFrame:
    """Return the kinds of group that may run, indexed by a name such as "Managing time, online, Tue 17".

    Parameters
    ----------
    plan : Plan
        The lists of its offers multiply out.
    people : int
        How many there are; without any offer in the plan, one kind of group may run as often as they fill it.

    Returns
    -------
    pandas.DataFrame
        Columns ``min_size, max_size, copies``, and those of ``theme, role, place, slot, language, online`` that some
        offer has; None where an offer does not say.
    """
    names, rows = [], []
    for offers in plan.offers or [Offers(copies=plan.groups.most or max(1, people // plan.sizes.least))]:
        for row in combinations(offers):
            names.append(name_of(row, plan.round.language))
            rows.append(
                {
                    "min_size": least_of(offers, plan),
                    "max_size": offers.most or plan.sizes.most,
                    "copies": offers.copies,
                    "cost": offers.cost or None,
                    **row,
                    **_guests(offers, plan),
                }
            )
    table = pd.DataFrame(rows, index=pd.Index(names, name="offer"))
    return table.drop(columns=[column for column in table.columns if table[column].isna().all()])


def least_of(offers: Offers, plan: Plan) -> int:
    """Return the fewest members of a group; where guests complete it, so many that members are more than they."""
    if offers.least is not None or not offers.guests:
        return offers.least or plan.sizes.least
    if offers.guests is True:
        return plan.sizes.least // 2 + 1
    return max(plan.sizes.least // 2 + 1, plan.sizes.least - offers.guests)


def _guests(offers: Offers, plan: Plan) -> dict[str, object]:
    """Return how many guests may complete a group, and to what size; None where there are none."""
    if not offers.guests:
        return {"guests": None, "whole_size": None}
    whole = max(least_of(offers, plan), plan.sizes.target or plan.sizes.least)
    most = (offers.most or plan.sizes.most) - least_of(offers, plan)
    return {"guests": most if offers.guests is True else offers.guests, "whole_size": whole}


def combinations(offers: Offers) -> Iterator[dict[str, object]]:
    """Yield one row for each combination of an offer's lists."""
    lists = [getattr(offers, name) or (None,) for name in PROPERTIES]
    online = False if offers.place else offers.online
    for values in product(*lists):
        yield {**dict(zip(PROPERTIES, values, strict=True)), "online": online}


def name_of(row: dict[str, object], language: str) -> str:
    """Return an offer's name: its properties, in the order role, theme, place or online, slot, language."""
    online = translate("online", language) if row["online"] else None
    parts = [row["role"], row["theme"], row["place"], online, row["slot"], row["language"]]
    return ", ".join(str(part) for part in parts if part) or translate("group", language)


def _limits(plan: Plan) -> Iterator[Criterion]:
    groups = plan.groups
    if groups.most is not None or groups.least:
        yield RunningGroups(groups.most, groups.least)
    for limit in groups.limits:
        yield RunningGroups(limit.most, limit.least, where_of(limit))


def minutes_of(plan: Plan) -> int:
    """Return how long a session is."""
    minutes: int = Sessions.model_fields["minutes"].default
    return minutes if plan.sessions is None else plan.sessions.minutes


def _rooms(plan: Plan) -> Iterator[Criterion]:
    """Yield that no more groups meet at a place than there are rooms, at any time and at times that overlap.

    As some rooms are free at some times only, every choice among times that overlap has a limit of its own.
    """
    for place in dict.fromkeys(fold(room.place) for room in plan.rooms):
        rooms = [room for room in plan.rooms if fold(room.place) == place]
        slots = values_of([offers for offers in plan.offers if place in map(fold, offers.place)], "slot")
        choices = {(slot,) for slot in slots} | {
            some
            for moment in overlapping(slots, minutes_of(plan))
            for n in range(2, len(moment) + 1)
            for some in combinations_of(moment, n)
        }
        for some in sorted(choices, key=lambda some: [slots.index(slot) for slot in some]):
            times = {slot_key(slot) for slot in some}
            free = [room for room in rooms if not room.slot or not times.isdisjoint(map(slot_key, room.slot))]
            yield RunningGroups(len(free), where={"place": [rooms[0].place], "slot": list(some)})
        if not slots:
            yield RunningGroups(len(rooms), where={"place": [rooms[0].place]})
