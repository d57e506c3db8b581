"""Guides and guests that a plan lists or names a sheet of, and whether they fit the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.criteria.columns import fold, folded, is_missing, listed
from peergroups.errors import ProblemError
from peergroups.guides.rows import guide_rows
from peergroups.locale import message
from peergroups.plan.assemble import offers_table
from peergroups.plan.errors import Wrong, guess
from peergroups.plan.parts import Part, values_of
from peergroups.registrations.outsiders import Outsiders, read_guests, read_guides
from peergroups.schedule import read_slot
from peergroups.schedule.overlap import slot_key

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan
    from peergroups.registrations import Registrations

UNKNOWN_TIME = message("{cell}: {value} is no time of an offer, and no weekday with an hour")
NO_GROUP = message("{cell}: no offer fits the guide {guide}")
NO_GUIDES = message("no guide is listed")
NO_DATE = message("{value} has no weekday and hour, so its sessions have no date; write it as Tue 17")
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
    seen: set[tuple[str, str, str]] = set()
    for number, room in enumerate(plan.rooms):
        for slot in room.slot or ("",):
            key = (fold(room.name), fold(room.place), fold(slot))
            if key in seen or (*key[:2], "") in seen:
                said = {"name": f'"{room.name}"', "place": room.place}
                yield Wrong(("rooms", number), SAME_ROOM, said)
            seen.add(key)
        places = values_of(plan.offers, "place")
        if fold(room.place) not in map(fold, places):
            said = {"value": f'"{room.place}"'}
            yield Wrong(("rooms", number, "place"), message("no offer has {value}"), said, guess(room.place, places))
    if plan.sessions is not None:
        yield from _undated(plan)


def _guides(plan: Plan, registrations: Registrations | pd.DataFrame, guides: pd.DataFrame) -> Iterator[Wrong]:
    people = registrations if isinstance(registrations, pd.DataFrame) else registrations.people
    if guides.empty and "could_guide" not in people:
        yield Wrong(("guides",), NO_GUIDES, {})
    cells = getattr(getattr(registrations, "guides", None), "cells", {})
    offered = values_of(plan.offers, "slot")
    known = {slot_key(time) for slot in offered for time in folded(slot)}
    for guide, cell in guides["slots"].items() if "slots" in guides.columns and known else ():
        for time in listed(cell):
            if slot_key(time) not in known and not _is_time(str(time)):
                where = cells.get(("slots", fold(time)), guide)
                yield Wrong(
                    ("guides",), UNKNOWN_TIME, {"cell": where, "value": f'"{time}"'}, guess(str(time), offered)
                )
    for guide in idle_guides(plan, guides):
        where = cells.get(("email", fold(guide))) or cells.get(("name", fold(guide))) or "guides"
        yield Wrong(("guides",), NO_GROUP, {"cell": where, "guide": guide})


def idle_guides(plan: Plan, guides: pd.DataFrame) -> Sequence[object]:
    """Return the guides whom no offer of the plan fits."""
    try:
        rows = guide_rows(guides, offers_table(plan, 1))
    except ProblemError:
        return []
    wanted = rows.most > 0
    wanted[rows.guide] = False
    return list(guides.index[wanted])


def _undated(plan: Plan) -> Iterator[Wrong]:
    for number, offers in enumerate(plan.offers):
        for position, slot in enumerate(offers.slot):
            if not any(_is_time(str(time)) for time in listed(slot)):
                yield Wrong(("offers", number, "slot", position), NO_DATE, {"value": f'"{slot}"'})


def _is_time(text: str) -> bool:
    try:
        read_slot(text)
    except ProblemError:
        return False
    return True


def _file(file: str | None, sheet: str | None, registrations: FilePath, folder: FilePath) -> FilePath | None:
    if file is None:
        return None if sheet is None else registrations
    return next((path for path in (folder / file, registrations.parent / file) if path.exists()), folder / file)


def _joined(read: Outsiders | None, more: Sequence[Part]) -> Outsiders:
    """Return those who were read and those whom the plan lists, as one table."""
    rows = [{key: value for key, value in one if value not in (None, (), "")} for one in more]
    ids = [row.get("email") or row["name"] for row in rows]
    table = pd.DataFrame(rows, index=pd.Index(ids, dtype=object))
    for column in table.columns:
        table[column] = [list(cell) if isinstance(cell, tuple) else cell for cell in table[column]]
    if read is None:
        return Outsiders(table, pd.DataFrame())
    return replace(read, table=pd.concat([read.table, table]) if rows else read.table)
