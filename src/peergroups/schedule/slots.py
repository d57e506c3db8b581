"""A weekly time, read from the words of a form: "ti 17", "Tisdag kl. 17.30", "Wed 5 pm"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from peergroups.errors import ProblemError

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?![\d])", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Slot:
    """A weekly time on the clock of the people who meet.

    Attributes
    ----------
    weekday : int
        0 is Monday.
    start : datetime.time
        When the session starts, local time.
    """

    weekday: int
    start: time


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
        its start.

    Raises
    ------
    ProblemError
        If there is no weekday or no time of day in it.

    Examples
    --------
    >>> read_slot("tiistaisin klo 17.30-18.30")
    Slot(weekday=1, start=datetime.time(17, 30))
    >>> read_slot("Wed 5 pm").start.hour
    17
    """
    weekday = _weekday(text)
    clock = _CLOCK.search(text)
    if weekday is None or clock is None:
        missing = "weekday" if weekday is None else "time of day"
        raise ProblemError(f"the slot {text!r} has no {missing}; write it as 'ti 17' or 'Tuesday 17:00'")
    hour, minute = int(clock[1]), int(clock[2] or 0)
    half = (clock[3] or "").replace(".", "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ProblemError(f"the slot {text!r} has no time of day that exists")
    return Slot(weekday, time(hour, minute))


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
