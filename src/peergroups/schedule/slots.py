"""A weekly time, read from the words of a form: "ti 17", "Tisdag kl. 17.30", "Wed 5 pm", "ti 13.10. klo 17"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from peergroups.errors import ProblemError

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?![\d])", re.IGNORECASE)
_CLOCK_FOLLOWS = re.compile(r"\b(?:klo|kl|at)\b\.?(?=\s*\d)", re.IGNORECASE)
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<![\d.:])(?:(?P<y>\d{{4}})-(?P<m>{_MONTH})-(?P<d>{_DAY})|(?P<day>{_DAY})[./](?P<month>{_MONTH})"
    r"(?:[./](?P<year>\d{4})|(?P<open>\.?)))(?!\d)"
)
LEAP = 2000
"""A year that has every day there is."""


@dataclass(frozen=True, order=True)
class Slot:
    """A weekly time on the clock of the people who meet.

    Attributes
    ----------
    weekday : int
        0 is Monday.
    start : datetime.time
        When the session starts, local time.
    first : tuple of int
        The year, month and day of the first session, where the text names a date; the year is 0 if it does not say
        it. Empty without a date.
    """

    weekday: int
    start: time
    first: tuple[int, ...] = ()


@cache
def _weekdays() -> dict[str, int]:
    """Return the whole names of the days in Finnish, Swedish and English."""
    from babel.dates import get_day_names

    return {
        name.casefold(): day
        for language in ("fi", "sv", "en")
        for context in ("format", "stand-alone")
        for day, name in get_day_names("wide", context, language).items()
    }


def read_slot(text: str) -> Slot:
    """Return the weekly time that a text means.

    Parameters
    ----------
    text : str
        A weekday in Finnish, Swedish or English, whole, short or inflected, and an hour. A range counts from
        its start. A date may stand instead of the weekday (13.10.2026, 13/10/2026 or 2026-10-13) or beside it (then
        13.10. too).

    Raises
    ------
    ProblemError
        If there is no weekday or no time of day in it, or the date is none or falls on another weekday.

    Examples
    --------
    >>> read_slot("tiistaisin klo 17.30-18.30").start
    datetime.time(17, 30)
    >>> read_slot("Wed 5 pm").start.hour
    17
    >>> read_slot("13.10.2026 klo 17")
    Slot(weekday=1, start=datetime.time(17, 0), first=(2026, 10, 13))
    """
    weekday, first = _weekday(text), tuple[int, ...]()
    before = _CLOCK_FOLLOWS.search(text)
    named = _DATE.search(text, 0, before.start() if before else len(text))
    rest = text[before.end() :] if before else text[: named.start()] + text[named.end() :] if named else text
    clock = _CLOCK.search(rest)
    if named and clock and (before or named["open"] != ""):
        weekday, first = _dated(text, named, weekday)
    elif named and named["open"] is not None:
        clock = _CLOCK.search(text)  # "ti 17.10." is a time of day where there is no other
    if weekday is None or clock is None:
        missing = "weekday" if weekday is None else "time of day"
        raise ProblemError(f"the slot {text!r} has no {missing}; write it as 'ti 17' or 'Tuesday 17:00'")
    hour, minute = int(clock[1]), int(clock[2] or 0)
    half = (clock[3] or "").replace(".", "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ProblemError(f"the slot {text!r} has no time of day that exists")
    return Slot(weekday, time(hour, minute), first)


def _dated(text: str, named: re.Match[str], weekday: int | None) -> tuple[int | None, tuple[int, ...]]:
    """Return the weekday of a date, or that which the text names where the date has no year, and the date."""
    year, month, day = (
        int(named[long] or named[short] or 0) for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
    )
    try:
        found = date(year or LEAP, month, day)
    except ValueError as error:
        raise ProblemError(f"the slot {text!r} has no date that exists") from error
    if year and weekday not in (None, found.weekday()):
        raise ProblemError(f"the slot {text!r} has a date that falls on another weekday")
    return found.weekday() if year else weekday, (year, month, day)


def _weekday(text: str) -> int | None:
    """Find a day by its name, inflected or not; failing that by its first letters ("on" is a word, or Wednesday)."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    names = _weekdays().items()
    for word in words:
        for name, day in names:
            if word.startswith(name):
                return day
    for word in words:
        for name, day in names:
            if len(word) > 1 and name.startswith(word):
                return day
    return None
