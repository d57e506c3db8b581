"""What a first plan says of guides, guests and sessions, as far as the sheet shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from peergroups.criteria.columns import fold, listed, says_yes
from peergroups.demand.comments import SIZES, Table
from peergroups.demand.demand import answers
from peergroups.errors import ProblemError
from peergroups.locale import message, translate
from peergroups.plan.around import Guests, Guides, Sessions
from peergroups.plan.parts import Offers
from peergroups.plan.toml import Path
from peergroups.registrations.faults import Faults
from peergroups.registrations.files import open_file
from peergroups.registrations.outsiders import read_guests, read_guides
from peergroups.schedule import Slot, read_slot

if TYPE_CHECKING:
    from peergroups.registrations import Registrations

SHEETS = {"guides": ("ohjaaj", "guide", "handledar"), "guests": ("viera", "kutsuvier", "guest", "gäst")}
"""How the name of a sheet of guides or guests begins."""

AHEAD = 14
"""Days from the last answer, or from today, to the week of the first session: people need time to prepare."""

OF_GUIDES = message("Guides listed in this sheet: {n}. Every group needs one; without this table none does")
OF_MEMBERS = message("People who could be a guide: {n}. true: every group has one of them; false: none needs a guide")
TOO_FEW_MEMBERS = message(
    "People who could be a guide: {n}, too few for {groups} groups; true: a group without one does not run"
)
OF_GUESTS = message("Guests listed in this sheet: {n}. They complete groups of the offers that have guests")
OF_SESSIONS = message("The first week is a guess; write your own dates. Public holidays are skipped")


@dataclass(frozen=True)
class Surroundings:
    """Tables of a plan, the offers that guests complete, and comments.

    Attributes
    ----------
    tables : mapping
        Of ``guides, guests, sessions`` those that the sheet gives reason for.
    offers : tuple of Offers
        All offers.
    rules : mapping
        ``guides``, where members could guide.
    comments : mapping
        By path.
    """

    offers: tuple[Offers, ...]
    tables: Mapping[str, object] = field(default_factory=dict)
    rules: Mapping[str, object] = field(default_factory=dict)
    comments: Mapping[Path, str] = field(default_factory=dict)


def surroundings(
    registrations: Registrations | pd.DataFrame, people: pd.DataFrame, tables: Sequence[Table], language: str
) -> Surroundings:
    """Return what the plan says of guides, guests and sessions.

    Parameters
    ----------
    registrations : Registrations or pandas.DataFrame
        Of a workbook, the other sheets are looked at too.
    people : pandas.DataFrame
        The people.
    tables : sequence of Table
        The offers that are suggested.
    language : str
        Of the comments.
    """
    found = Surroundings(tuple(table.offers for table in tables))
    sheets = _sheets(registrations)
    if "guides" in sheets:
        n = len(read_guides(sheets["guides"].path, sheet=sheets["guides"].name).table)
        found = _with(found, "guides", Guides(sheet=sheets["guides"].name), translate(OF_GUIDES, language, n=n))
    elif "could_guide" in people and (able := sum(says_yes(cell) for cell in people["could_guide"])):
        groups = -(-len(people) // SIZES.most)
        said = OF_MEMBERS if able >= groups else TOO_FEW_MEMBERS
        comment: dict[Path, str] = {("rules", "guides"): translate(said, language, n=able, groups=groups)}
        found = replace(found, rules={"guides": able >= groups}, comments={**found.comments, **comment})
    if "guests" in sheets:
        guests = read_guests(sheets["guests"].path, sheet=sheets["guests"].name).table
        said = translate(OF_GUESTS, language, n=len(guests))
        found = _with(found, "guests", Guests(sheet=sheets["guests"].name), said)
        found = replace(found, offers=_completed(tables, guests))
    times = [time for table in tables for slot in table.offers.slot for time in listed(slot)]
    slots = [_slot(time) for time in times]
    if slots and None not in slots:
        dates = [dt.date(*slot.first) for slot in slots if slot and slot.first and slot.first[0]]
        first = min([_first(people), *dates])
        found = _with(found, "sessions", Sessions(first=first), translate(OF_SESSIONS, language))
    return found


def _with(found: Surroundings, name: str, table: object, comment: str) -> Surroundings:
    return replace(found, tables={**found.tables, name: table}, comments={**found.comments, (name,): comment})


class _Sheet(NamedTuple):
    path: FilePath
    name: str


def _sheets(registrations: Registrations | pd.DataFrame) -> dict[str, _Sheet]:
    """Return the visible sheets of guides and of guests beside the registrations, by what they hold."""
    if isinstance(registrations, pd.DataFrame) or registrations.path is None:
        return {}
    path = registrations.path
    names = [sheet.name for sheet in open_file(path, Faults("en")) if not sheet.hidden and len(sheet.rows) > 1]
    others = [name for name in names if name != registrations.sheet]
    found = {}
    for what, beginnings in SHEETS.items():
        like = [name for name in others if any(word.startswith(beginnings) for word in fold(name).split())]
        if like:
            found[what] = _Sheet(path, like[0])
    return found


def _completed(tables: Sequence[Table], guests: pd.DataFrame) -> tuple[Offers, ...]:
    """Return the offers; of those that guests fit the one with the fewest people, of their own role, is completed."""
    fitting = [sum(_fits(guest, table.offers) for _, guest in guests.iterrows()) for table in tables]
    short = min(
        (n for n, fit in enumerate(fitting) if fit > 1),
        key=lambda n: (not tables[n].offers.role, tables[n].people),
        default=-1,
    )
    return tuple(
        table.offers.model_copy(update={"guests": fitting[n]}) if n == short else table.offers
        for n, table in enumerate(tables)
    )


def _fits(guest: pd.Series, offers: Offers) -> bool:
    """Return whether a guest has the role and the theme of an offer, as far as both say."""
    return all(
        not said or not named or not said.keys().isdisjoint(map(fold, named))
        for said, named in ((answers(guest.get("role")), offers.role), (answers(guest.get("themes")), offers.theme))
    )


def _slot(time: object) -> Slot | None:
    try:
        return read_slot(str(time))
    except ProblemError:
        return None


def _first(people: pd.DataFrame) -> dt.date:
    """Return the Monday that begins the first week of sessions."""
    last = people["registered"].max() if "registered" in people else None
    day = dt.date.today() if last is None or pd.isna(last) else max(dt.date.today(), last.date())
    return day + dt.timedelta(days=AHEAD + (-(day.weekday() + AHEAD)) % 7)
