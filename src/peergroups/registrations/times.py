"""Time stamps as forms write them; day and month are told apart by the whole column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column
from peergroups.registrations.vocabulary import zones

HOME = ZoneInfo("Europe/Helsinki")
"""Times with a zone are changed to this one."""

_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_EXCEL_DAYS = (30_000, 80_000)  # 1982 to 2119
_YEARS = (1982, 2119)
_STAMP = re.compile(
    r"(?:[a-zåäö]{2,12}\.?,?\s+)?"  # a weekday
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})"
    r"(?:[,T\s]\s*(?:klo\s*|kl\.?\s*)?(\d{1,2})[.:](\d{2})(?:[.:](\d{2})(?:[.,]\d+)?)?"
    r"\s*([ap]\.?m\.?|[ai]p\.?|[fe]\.?m\.?)?\s*(z|[a-z]{3,4})?\s*([+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)

Order = tuple[int, int, int]
"""Where year, month and day stand among the three numbers of a date."""
YEAR_FIRST, DAY_FIRST, MONTH_FIRST = (0, 1, 2), (2, 1, 0), (2, 0, 1)


def read_times(column: Column, faults: Faults) -> list[dt.datetime | None]:
    """Return a column's time stamps, without a zone, in Finnish time where they had one.

    A date such as 3/4/2026 may be in March or April. Of the orders that fit every answer the one that makes the
    times rise down the sheet is taken, then that of the separator: month first for ``/``, day first otherwise.
    """
    matches = [
        None if isinstance(v, dt.date) else _STAMP.fullmatch(t)
        for v, t in zip(column.values, column.texts, strict=True)
    ]
    order = _order([m for m in matches if m], column, faults)
    times, zoned = [], False
    for position, (value, match) in enumerate(zip(column.values, matches, strict=True)):
        time = _moment(value, column.texts[position], match, order)
        if time is None and column.texts[position]:
            faults.at(column, position, "bad_time")
        if time is not None and time.tzinfo is not None:
            zoned = True
            time = time.astimezone(HOME).replace(tzinfo=None)
        times.append(time)
    if zoned:
        faults.of(column, "zoned_times")
    return times


def _moment(value: object, text: str, match: re.Match[str] | None, order: Order) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if match:
        return _time(match, order)
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        return (_EXCEL_EPOCH + dt.timedelta(seconds=round(number * 86400))).replace(microsecond=0)
    return None


def _order(matches: Sequence[re.Match[str]], column: Column, faults: Faults) -> Order:
    dates = [m for m in matches if len(m[1]) < 3]
    if not dates:
        return DAY_FIRST
    fits = {order: sum(_time(m, order) is not None for m in dates) for order in (MONTH_FIRST, DAY_FIRST)}
    most = max(fits.values())
    likely = [order for order, n in fits.items() if n == most]
    if len(likely) == 1:
        return likely[0]
    rising = {order: _rises([_time(m, order) for m in dates]) for order in likely}
    usual = MONTH_FIRST if dates[0][2] == "/" else DAY_FIRST
    order = max(likely, key=lambda o: (rising[o], o == usual))
    if usual == MONTH_FIRST or order != usual:
        faults.of(column, "day_or_month", order="m/d/y" if order == MONTH_FIRST else "d/m/y")
    return order


def _rises(times: Sequence[dt.datetime | None]) -> int:
    moments = [t.replace(tzinfo=None) for t in times if t is not None]
    return sum(a <= b for a, b in pairwise(moments))


def _time(match: re.Match[str], order: Order) -> dt.datetime | None:
    numbers = (match[1], match[3], match[4])
    year, month, day = (numbers[k] for k in (YEAR_FIRST if len(match[1]) == 4 else order))
    hour, minute, second = (int(part or 0) for part in match.group(5, 6, 7))
    half = (match[8] or "").lower().replace(".", "")
    if half in ("pm", "ip", "em") and hour < 12:
        hour += 12
    elif half in ("am", "ap", "fm") and hour == 12:
        hour = 0
    try:
        zone = _zone(match[9], match[10])
        full_year = int(year) + (2000 if len(year) <= 2 else 0)
        if not _YEARS[0] <= full_year <= _YEARS[1]:
            return None
        return dt.datetime(full_year, int(month), int(day), hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _zone(name: str | None, offset: str | None) -> dt.tzinfo | None:
    if name is None and offset is None:
        return None
    minutes = zones().get((name or "UTC").upper())
    if minutes is None:
        raise ValueError(name)
    if offset:
        hours, rest = re.fullmatch(r"[+-](\d{1,2}):?(\d{2})?", offset).groups()  # type: ignore[union-attr]
        minutes += (-1 if offset[0] == "-" else 1) * (60 * int(hours) + int(rest or 0))
    return dt.timezone(dt.timedelta(minutes=minutes))
