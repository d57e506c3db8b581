"""Weekly times that overlap: nobody and no room is in two of them."""

from __future__ import annotations

from collections.abc import Iterable

from peergroups.criteria.columns import fold
from peergroups.errors import ProblemError
from peergroups.schedule.slots import read_slot

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK = 7 * 24 * 60
"""Minutes."""


def slot_key(text: object) -> str:
    """Return a time to compare by: day, hour and date however they are written, else the text itself.

    >>> slot_key("tiistaisin klo 17"), slot_key("to aamupäivä"), slot_key("ti 13.10.2026 klo 17")
    ('Tue 17:00', 'to aamupäivä', 'Tue 17:00 2026-10-13')
    """
    try:
        slot = read_slot(str(text))
    except ProblemError:
        return fold(text)
    dated = "-".join(map("{:02}".format, slot.first))
    return f"{DAYS[slot.weekday]} {slot.start:%H:%M} {dated}".rstrip()


def overlapping(times: Iterable[str], minutes: int) -> list[tuple[str, ...]]:
    """Return the largest sets of two or more times that are all going on at one moment of the week.

    Of times with dates the week counts alone, as groups meet again in later weeks.

    Parameters
    ----------
    times : iterable of str
        As on a form; those without a weekday and an hour overlap with none.
    minutes : int
        How long a session is.

    Examples
    --------
    >>> overlapping(["Tue 17:00", "Tue 17:30", "Tue 18:00", "Wed 17:00"], 60)
    [('Tue 17:00', 'Tue 17:30'), ('Tue 17:30', 'Tue 18:00')]
    >>> overlapping(["Sun 23:30", "Mon 0:15"], 90)
    [('Sun 23:30', 'Mon 0:15')]
    """
    start = {time: minute for time in dict.fromkeys(times) if (minute := _minute(time)) is not None}
    at = {
        frozenset(other for other, begun in start.items() if (minute - begun) % WEEK < minutes)
        for minute in start.values()
    }
    largest = [some for some in at if len(some) > 1 and not any(some < more for more in at)]
    order = list(start)
    return [tuple(order[k] for k in at) for at in sorted(sorted(map(order.index, some)) for some in largest)]


def _minute(time: str) -> int | None:
    try:
        slot = read_slot(time)
    except ProblemError:
        return None
    return slot.weekday * 24 * 60 + slot.start.hour * 60 + slot.start.minute
