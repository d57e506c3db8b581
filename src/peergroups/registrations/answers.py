"""Reads each field's answers into a column of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from peergroups.registrations.attendance import read_attendance
from peergroups.registrations.choices import read_choices
from peergroups.registrations.companions import read_companions, read_managers
from peergroups.registrations.faults import Faults
from peergroups.registrations.identity import Identity
from peergroups.registrations.languages import read_languages
from peergroups.registrations.modes import read_modes
from peergroups.registrations.numbers import mostly_numbers, read_numbers
from peergroups.registrations.person_names import Directory
from peergroups.registrations.place_answers import read_places
from peergroups.registrations.recognition import Source
from peergroups.registrations.slots import Meaning, read_slots
from peergroups.registrations.spelling import read_categories
from peergroups.registrations.table import Column
from peergroups.registrations.vocabulary import leading_yes_or_no
from peergroups.registrations.wishes import read_wishes

IDENTITY = ("id", "name", "first_name", "last_name", "email", "registered")
COMPANIONS: tuple[Literal["together", "apart"], ...] = ("together", "apart")
THEMES = ("themes", "theme_ranks", "theme_columns", "top_theme")


def read_answers(
    sources: Mapping[str, Source], identity: Identity, slots_mean: Meaning | None, faults: Faults
) -> dict[str, pd.Series]:
    """Return the columns of people by name, for every source but those of identity."""
    index = pd.Index(identity.ids, name="person")
    directory = Directory(identity.ids, identity.names, identity.emails)
    rest = dict(sources)
    for name in IDENTITY:
        rest.pop(name, None)
    found: dict[str, pd.Series] = {}

    def put(name: str, values: object, dtype: str | None = None) -> None:
        found[name] = pd.Series(values, index=index, dtype=dtype)

    for name in ("role", "unit"):
        if name in rest:
            put(name, read_categories(rest.pop(name).columns[0], faults))
    modes = read_modes(rest.pop("online"), faults) if "online" in rest else None
    if "place" in rest:
        answers = read_places(rest.pop("place").columns[0], faults)
        put("place", [answer.place for answer in answers])
        if modes is not None or any(answer.mode for answer in answers):
            modes = [m or a.mode for m, a in zip(modes or [None] * len(answers), answers, strict=True)]
    if modes is not None:
        put("online", modes)
    if "slots" in rest:
        slots = read_slots(rest.pop("slots"), rest.pop("slots_maybe", None), slots_mean, faults)
        if slots is not None:
            put("slots", slots.suit, "object")
        if slots is not None and slots.maybe is not None:
            put("slots_maybe", slots.maybe, "object")
    if "languages" in rest:
        put("languages", read_languages(rest.pop("languages"), faults), "object")
    wishes = read_wishes(rest, len(identity.ids), faults)
    if wishes is not None:
        put("themes", wishes.wishes, "object")
        if wishes.ticked is not None:
            put("ticked", wishes.ticked, "object")
    if "manager" in rest:
        put("manager", read_managers(rest.pop("manager").columns[0], identity.ids, directory, faults))
    for asks in COMPANIONS:
        if asks in rest:
            put(asks, read_companions(asks, rest.pop(asks), identity.ids, directory, faults), "object")
    if "attends" in rest:
        put("attends", read_attendance(rest.pop("attends"), faults), "object")
    for name in ("could_guide", "been_before", "consent"):
        if name in rest:
            put(name, read_yes_or_no(rest.pop(name).columns[0], faults, must=name == "consent"), "boolean")
    for name, own in (("latitude", "lat"), ("longitude", "lon")):
        if name in rest:
            put(own, read_numbers(rest.pop(name).columns[0], faults), "float64")
    for name, source in rest.items():
        if name not in THEMES:
            found[name] = read_other(source, index, faults)
    return found


def read_yes_or_no(column: Column, faults: Faults, *, must: bool = False) -> list[bool | None]:
    """Return whether each said yes; `must` makes a no an error."""
    found: list[bool | None] = []
    for position, text in enumerate(column.texts):
        meaning = leading_yes_or_no(text)
        if text and meaning is None:
            faults.at(column, position, "bad_choice", known=f"{faults.say('yes')}, {faults.say('no')}")
        if meaning == "maybe":
            faults.at(column, position, "maybe")
        if must and meaning in ("no", "maybe"):
            faults.at(column, position, "no_consent")
        found.append(None if meaning is None else meaning == "yes")
    return found


def read_other(source: Source, index: pd.Index, faults: Faults) -> pd.Series:
    """Return a column that the caller named for a rule: lists, numbers where most answers are, else text."""
    column = source.columns[0]
    if len(source.columns) > 1:
        return pd.Series(read_choices(source, faults), index=index, dtype="object")
    if mostly_numbers(column):
        return pd.Series(read_numbers(column, faults), index=index, dtype="float64")
    return pd.Series(read_categories(column, faults), index=index)
