"""The tables of a plan on what surrounds the groups: guides, guests, rooms and sessions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from peergroups import schedule
from peergroups.errors import ProblemError
from peergroups.locale import message
from peergroups.plan.errors import shown
from peergroups.plan.parts import Kinds, Part, Texts, fault, where_of
from peergroups.schedule import Calendar

NO_ZONE = message("there is no time zone {zone}; write it as Europe/Helsinki")
NO_HOLIDAYS = message("no holidays are known for the country {country}; write it as FI, or leave it empty")
BAD_LINK = message("of what stands between braces only {place} is known, not what is in {link}")


class Listed(Part):
    """Somebody from outside, written in the plan itself."""

    name: str = Field(description="Name.")
    email: str | None = Field(default=None, description="E-mail address; tells people apart, else the name does.")
    unit: str | None = Field(default=None, description="Unit or employer.")
    languages: Texts = Field(default=(), description="Working languages.")
    slots: Texts = Field(default=(), description="Times that suit; all if left out.")
    online: str | None = Field(default=None, description="Whether online suits: yes, no or either.")
    apart: Texts = Field(default=(), description="Ids of people whom they must not sit with.")


class Guide(Listed):
    """``[[guides.list]]``: a guide."""

    themes: Texts = Field(default=(), description="Themes they could guide; all if left out.")
    roles: Texts = Field(default=(), description="Roles they could guide; all if left out.")
    places: Texts = Field(default=(), description="Places they could come to; all if left out.")
    manager: str | None = Field(default=None, description="Id of their manager.")
    most_groups: int | None = Field(default=None, ge=0, description="How many groups they can take at most.")
    novice: bool = Field(default=False, description="true: guides only together with somebody experienced.")


class Guest(Listed):
    """``[[guests.list]]``: a guest who takes a seat."""

    themes: Texts = Field(default=(), description="Themes that suit, best first; all if left out.")
    role: str | None = Field(default=None, description="Role; all groups suit if left out.")
    place: str | None = Field(default=None, description="Municipality.")


class Guides(Part):
    """``[guides]``: where the guides from outside are listed. Every group then needs a guide.

    Members who said that they could be one are guides too; ``rules.guides`` has the settings.
    """

    file: str | None = Field(default=None, description="A sheet of guides, sought beside the plan.")
    sheet: str | None = Field(default=None, description="The sheet in that file, or in the registrations.")
    list: Annotated[tuple[Guide, ...], Field(strict=False)] = Field(default=(), description="Guides, one by one.")
    most_groups: int = Field(default=2, ge=1, description="How many groups a guide takes who does not say.")


class Guests(Part):
    """``[guests]``: where the guests are listed who complete groups of offers with ``guests``."""

    file: str | None = Field(default=None, description="A sheet of guests, sought beside the plan.")
    sheet: str | None = Field(default=None, description="The sheet in that file, or in the registrations.")
    list: Annotated[tuple[Guest, ...], Field(strict=False)] = Field(default=(), description="Guests, one by one.")


class Room(Part):
    """``[[rooms]]``: a room for one group at a time; a place with rooms holds no more groups than it has rooms."""

    name: str = Field(description="What the room is called.")
    place: str = Field(description="The municipality where it is.")
    slot: Texts = Field(default=(), description="The times when it is free; always if left out.")


class Introducer(Kinds):
    """``[[sessions.introducers]]``: somebody from outside who opens a session, of all groups or of some kinds."""

    name: str = Field(description="Name.")
    session: int = Field(default=1, ge=1, description="Which session, counted from 1.")


class Sessions(Part):
    """``[sessions]``: the round's calendar."""

    first: dt.date = Field(
        description="No session is before this day. Times with a date have their first session on it."
    )
    count: int = Field(default=3, ge=1, description="How many sessions.")
    every_weeks: int = Field(default=2, ge=1, description="Weeks from one session to the next.")
    minutes: int = Field(default=60, ge=1, description="How long a session is.")
    zone: str = Field(default="Europe/Helsinki", description="The time zone of the slots' clock.")
    country: str = Field(
        default="FI",
        description="Whose public holidays are skipped, and 24 to 31 December, by ISO code; empty for none.",
    )
    link: str = Field(default="", description="Where groups meet online; {group} stands for the group's number.")
    venues: dict[str, str] = Field(default={}, description="Where groups meet in person, by municipality.")
    introducers: Annotated[tuple[Introducer, ...], Field(strict=False)] = Field(
        default=(), description="Who from outside opens which session."
    )
    members_introduce: bool = Field(
        default=False, description="true: a member opens each session that has no introducer from outside."
    )

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise fault(NO_ZONE, zone=shown(zone)) from error
        return zone

    @field_validator("country")
    @classmethod
    def _country_exists(cls, country: str) -> str:
        try:
            Calendar(dt.date.today(), country=country or None)
        except ProblemError as error:
            raise fault(NO_HOLIDAYS, country=shown(country)) from error
        return country

    @field_validator("link")
    @classmethod
    def _link_is_filled(cls, link: str) -> str:
        try:
            link.format(group=1)
        except (LookupError, ValueError) as error:
            raise fault(BAD_LINK, place="{group}", link=shown(link)) from error
        return link

    @model_validator(mode="after")
    def _known(self) -> Sessions:
        late = [one.session for one in self.introducers if one.session > self.count]
        if late:
            raise fault("there are {count} sessions, and no session {late}", count=self.count, late=late[0])
        return self

    @property
    def calendar(self) -> Calendar:
        """The dates of the sessions."""
        return Calendar(self.first, self.count, self.every_weeks, self.minutes, self.zone, self.country or None)

    def meetings(self) -> schedule.Meetings:
        """Return when groups meet, where, and who opens their sessions."""
        who = [schedule.Introducer(one.name, one.session, where_of(one)) for one in self.introducers]
        return schedule.Meetings(self.calendar, who, self.members_introduce, self.link, self.venues)
