"""Guides and guests that a plan lists or names a sheet of, and whether they fit the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.criteria.columns import fold, folded, is_missing, listed
from peergroups.errors import ProblemError
from peergroups.guides.rows import guide_rows, no_number
from peergroups.locale import message, translate
from peergroups.plan.around import Listed, Room, Sessions
from peergroups.plan.assemble import minutes_of, offers_table
from peergroups.plan.errors import Wrong, guess
from peergroups.plan.parts import PROPERTIES, values_of
from peergroups.plan.toml import Path
from peergroups.registrations.outsiders import Outsiders, read_guests, read_guides
from peergroups.schedule import read_slot
from peergroups.schedule.overlap import overlapping, slot_key
from peergroups.tables import people_of

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan
    from peergroups.registrations import Registrations

UNKNOWN_TIME = message("{cell}: {value} is no time of an offer, and no weekday with an hour")
NO_NUMBER = message("{cell}: how many groups a guide takes is a whole number from 0, not {value}")
NO_GROUP = message("no offer fits the guide {guide}; what stands in the way: {why}")
NO_GROUP_AT = message("{cell}: no offer fits the guide {guide}; what stands in the way: {why}")
WAYS = {
    "themes": message("Theme"),
    "roles": message("Role"),
    "languages": message("Language"),
    "places": message("Place"),
    "online": message("Online or in person"),
    "slots": message("Time"),
}
"""The columns of guides that offers are compared with."""
NO_GUIDES = message("no guide is listed")
NO_DATE = message(
    "{value} has no weekday or date with an hour, so its sessions have no date; write it as Tue 17 or 13.10.2026 17"
)
TOO_EARLY = message("{value} has a date before sessions.first, {first}, or one that falls on another weekday")
NOT_OFFERED = message("no offer has {value}")
SAME_ROOM = message("the room {name} in {place} is there twice for the same time")


def with_outsiders(plan: Plan, read: Registrations, sheet: FilePath, folder: FilePath) -> Registrations:
    """Return registrations with the guides and guests of the plan; guests are people like others.

    Parameters
    ----------
    plan : Plan
        Names sheets, or lists people.
    read : Registrations
        What the registration sheet holds.
    sheet : Path
        That sheet's file.
    folder : Path
        The plan's, where other files are sought first, then beside the sheet.
    """
    language, faults, people = plan.round.language, [read.faults], read.people
    guides, guests = None, None
    if plan.guides is not None:
        named = _file(plan.guides.file, plan.guides.sheet, sheet, folder)
        guides = None if named is None else read_guides(named, sheet=plan.guides.sheet, language=language)
        guides = _joined(guides, plan.guides.list)
    if plan.guests is not None:
        named = _file(plan.guests.file, plan.guests.sheet, sheet, folder)
        guests = None if named is None else read_guests(named, sheet=plan.guests.sheet, language=language)
        guests = _joined(guests, plan.guests.list)
        people = with_guests(people, guests.table)
    faults += [one.faults for one in (guides, guests) if one is not None and len(one.faults)]
    return replace(read, people=people, faults=pd.concat(faults, ignore_index=True), guides=guides, planned=True)


def with_guests(people: pd.DataFrame, guests: pd.DataFrame) -> pd.DataFrame:
    """Return people and guests in one table, with a column ``guest``; guests who are registered too are left out."""
    new = guests[~guests.index.isin(people.index)]
    shared = [column for column in new.columns if column in people.columns]
    both = pd.concat([people.assign(guest=False), new[shared].assign(guest=True).astype({"guest": bool})])
    both.index.name = people.index.name
    return both


def guides_of(plan: Plan, registrations: Registrations | pd.DataFrame) -> pd.DataFrame | None:
    """Return the table of guides from outside, or None if the plan has none."""
    if plan.guides is None:
        return None
    read = getattr(registrations, "guides", None)
    table: pd.DataFrame = _joined(None, plan.guides.list).table if read is None else read.table
    most = table["most_groups"] if "most_groups" in table.columns else pd.Series(None, table.index, dtype=object)
    return table.assign(most_groups=[plan.guides.most_groups if is_missing(n) else n for n in most])


def around(plan: Plan, registrations: Registrations | pd.DataFrame, guides: pd.DataFrame | None) -> Iterator[Wrong]:
    """Yield what is wrong with guides, rooms and the times of sessions."""
    if guides is not None:
        yield from _guides(plan, registrations, guides)
    for number, room in enumerate(plan.rooms):
        if any(_same_room(room, other, plan) for other in plan.rooms[:number]):
            yield Wrong(("rooms", number), SAME_ROOM, {"name": f'"{room.name}"', "place": room.place})
        places = values_of(plan.offers, "place")
        if fold(room.place) not in map(fold, places):
            said = {"value": f'"{room.place}"'}
            yield Wrong(("rooms", number, "place"), NOT_OFFERED, said, guess(room.place, places))
    if plan.sessions is not None:
        yield from _undated(plan, plan.sessions)
        yield from _idle_meetings(plan, plan.sessions)


def _same_room(one: Room, other: Room, plan: Plan) -> bool:
    """Return whether two entries are one room at times that overlap."""
    if (fold(one.name), fold(one.place)) != (fold(other.name), fold(other.place)):
        return False
    together = overlapping([*one.slot, *other.slot], minutes_of(plan))
    return not (one.slot and other.slot) or any(
        slot_key(a) == slot_key(b) or any(a in some and b in some for some in together)
        for a in one.slot
        for b in other.slot
    )


def _guides(plan: Plan, registrations: Registrations | pd.DataFrame, guides: pd.DataFrame) -> Iterator[Wrong]:
    people = people_of(registrations)
    if guides.empty and "could_guide" not in people:
        yield Wrong(("guides",), NO_GUIDES, {})
    cells = getattr(getattr(registrations, "guides", None), "cells", {})
    listed_at = {} if plan.guides is None else {key: k for k, key in enumerate(_ids(plan.guides.list))}
    offered = values_of(plan.offers, "slot")
    known = {slot_key(time) for slot in offered for time in folded(slot)}

    def key(guide: object, *below: str) -> Path:
        return ("guides", "list", listed_at[guide], *below) if guide in listed_at else ("guides",)

    told = set()
    for guide, cell in guides["slots"].items() if "slots" in guides.columns and known else ():
        for time in listed(cell):
            if slot_key(time) not in known and not _is_time(str(time)):
                told.add(guide)
                said = {"cell": cells.get(("slots", fold(time)), guide), "value": f'"{time}"'}
                yield Wrong(key(guide, "slots"), UNKNOWN_TIME, said, guess(str(time), offered))
    wrong = no_number(guides)
    for guide, value in guides["most_groups"].iloc[wrong].items() if len(wrong) else ():
        said = {"cell": cells.get(("most_groups", fold(value)), guide), "value": f'"{value}"'}
        yield Wrong(key(guide, "most_groups"), NO_NUMBER, said)
    for guide in idle_guides(plan, guides.drop(index=list({*guides.index[wrong], *told}))):
        where = cells.get(("email", fold(guide))) or cells.get(("name", fold(guide)))
        in_the_way = [translate(WAYS[c], plan.round.language) for c in _in_the_way(plan, guides.loc[[guide]])]
        said = {"cell": where, "guide": guide, "why": ", ".join(in_the_way)}
        yield Wrong(key(guide), NO_GROUP if where is None else NO_GROUP_AT, said)


def idle_guides(plan: Plan, guides: pd.DataFrame) -> Sequence[object]:
    """Return the guides whom no offer of the plan fits."""
    rows = guide_rows(guides, offers_table(plan, 1))
    wanted = rows.most > 0
    wanted[rows.guide] = False
    return list(guides.index[wanted])


def _in_the_way(plan: Plan, guide: pd.DataFrame) -> Sequence[str]:
    """Return the columns of a guide of which each alone rules out every offer, else those without which one fits."""
    offers = offers_table(plan, 1)
    asked = [column for column in WAYS if column in guide.columns]

    def idle(columns: Sequence[str]) -> bool:
        return not len(guide_rows(guide[[*columns, "most_groups"]], offers))

    alone = [column for column in asked if idle([column])]
    return alone or [c for c in asked if not idle([other for other in asked if other != c])] or asked


def _undated(plan: Plan, sessions: Sessions) -> Iterator[Wrong]:
    for number, offers in enumerate(plan.offers):
        for position, slot in enumerate(offers.slot):
            path, said = ("offers", number, "slot", position), {"value": f'"{slot}"', "first": sessions.first}
            times = [str(time) for time in listed(slot) if _is_time(str(time))]
            if not times:
                yield Wrong(path, NO_DATE, said)
            elif not all(_starts(sessions, time) for time in times):
                yield Wrong(path, TOO_EARLY, said)


def _idle_meetings(plan: Plan, sessions: Sessions) -> Iterator[Wrong]:
    """Yield venues and introducers for what is not offered."""
    for name in PROPERTIES:
        there = values_of(plan.offers, name)
        asked: list[tuple[Path, Sequence[str]]] = [
            (("sessions", "introducers", number, name), getattr(one, name))
            for number, one in enumerate(sessions.introducers)
        ]
        if name == "place":
            asked += [(("sessions", "venues", place), [place]) for place in sessions.venues]
        for path, wanted in asked:
            for value in wanted:
                if fold(value) not in map(fold, there):
                    yield Wrong(path, NOT_OFFERED, {"value": f'"{value}"'}, guess(value, there))


def _is_time(text: str) -> bool:
    try:
        read_slot(text)
    except ProblemError:
        return False
    return True


def _starts(sessions: Sessions, time: str) -> bool:
    """Return whether sessions at a time have dates."""
    try:
        slot = read_slot(time)
        return not slot.first or bool(sessions.calendar.starts(slot))
    except ProblemError:
        return False


def _file(file: str | None, sheet: str | None, registrations: FilePath, folder: FilePath) -> FilePath | None:
    if file is None:
        return None if sheet is None else registrations
    return next((path for path in (folder / file, registrations.parent / file) if path.exists()), folder / file)


def _ids(listed: Sequence[Listed]) -> list[str]:
    return [one.email or one.name for one in listed]


def _joined(read: Outsiders | None, more: Sequence[Listed]) -> Outsiders:
    """Return those who were read and those whom the plan lists, as one table."""
    rows = [{key: value for key, value in one if value not in (None, (), "")} for one in more]
    table = pd.DataFrame(rows, index=pd.Index(_ids(more), dtype=object))
    for column in table.columns:
        table[column] = [list(cell) if isinstance(cell, tuple) else cell for cell in table[column]]
    if read is None:
        return Outsiders(table, pd.DataFrame())
    return replace(read, table=pd.concat([read.table, table]) if rows else read.table)
