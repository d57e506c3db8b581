"""The dates of a round's sessions."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from peergroups.errors import ProblemError
from peergroups.schedule.slots import Slot

CHRISTMAS = range(24, 32)
"""Days of December without sessions where Christmas Day is a public holiday."""


@dataclass(frozen=True)
class Calendar:
    """When a round's sessions are: how many, how far apart, from which date, without public holidays.

    Parameters
    ----------
    first : datetime.date
        No session is before this day.
    sessions : int, default 3
        How many.
    every_weeks : int, default 2
        Weeks from one session to the next.
    minutes : int, default 60
        How long a session is.
    zone : str, default "Europe/Helsinki"
        The time zone of the slots' clock.
    country : str or None, default "FI"
        Whose public holidays are skipped (ISO 3166 code), and with Christmas the days up to New Year, when hardly
        anybody is at work; None for no holidays.

    Raises
    ------
    ProblemError
        For numbers below 1, or a zone or country that does not exist.

    Examples
    --------
    Three Tuesdays at 17 from 20 October 2026 cross the end of summer time: the clock stays, UTC moves by an hour.

    >>> from datetime import time
    >>> from peergroups.schedule import Slot
    >>> calendar = Calendar(date(2026, 10, 20))
    >>> [f"{when:%d.%m. %H}" for when in calendar.starts(Slot(1, time(17)))]
    ['20.10. 14', '03.11. 15', '17.11. 15']
    """

    first: date
    sessions: int = 3
    every_weeks: int = 2
    minutes: int = 60
    zone: str = "Europe/Helsinki"
    country: str | None = "FI"

    def __post_init__(self) -> None:
        if min(self.sessions, self.every_weeks, self.minutes) < 1:
            raise ProblemError("sessions, every_weeks and minutes must be at least 1")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ProblemError(f"there is no time zone {self.zone!r}; write it as 'Europe/Helsinki'") from error
        _holidays(self.country, self.first.year)

    def starts(self, slot: Slot) -> list[datetime]:
        """Return the sessions' starts in UTC. One that falls on a public holiday moves on week by week.

        The first session of a slot with a date is on that date, holiday or not.

        Raises
        ------
        ProblemError
            If that date is before the first day of sessions, or falls on another weekday than the slot says.
        """
        zone = ZoneInfo(self.zone)
        day = self._named(slot) if slot.first else self.first + timedelta((slot.weekday - self.first.weekday()) % 7)
        starts: list[datetime] = []
        while len(starts) < self.sessions:
            while day in _holidays(self.country, day.year) and (starts or not slot.first):
                day += timedelta(weeks=1)
            starts.append(datetime.combine(day, slot.start, zone).astimezone(UTC))
            day += timedelta(weeks=self.every_weeks)
        return starts

    def _named(self, slot: Slot) -> date:
        """Return the date that a slot names, the next one if it does not say the year."""
        year, month, number = slot.first
        for known in [year] if year else range(self.first.year, self.first.year + 9):  # 29 February may be far
            if month == 2 and number == 29 and not isleap(known):
                continue
            day = date(known, month, number)
            if day >= self.first and day.weekday() == slot.weekday:
                return day
            if day >= self.first:
                break
        raise ProblemError(f"{number}.{month}. is before {self.first}, or falls on another weekday")


@cache
def _holidays(country: str | None, year: int) -> frozenset[date]:
    if country is None:
        return frozenset()
    import holidays

    try:
        public = frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError as error:
        raise ProblemError(f"no holidays are known for the country {country!r}; write it as 'FI'") from error
    return public | {date(year, 12, day) for day in CHRISTMAS} if date(year, 12, 25) in public else public
