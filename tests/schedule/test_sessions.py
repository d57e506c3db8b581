"""Dates of sessions."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peergroups.errors import ProblemError
from peergroups.schedule import Calendar, Slot


def test_a_session_on_a_holiday_moves_a_week_and_the_rest_follow() -> None:
    # Finland's Independence Day, 6 December 2027, is a Monday: 22.11., then 13.12. instead of 6.12.
    calendar = Calendar(date(2027, 11, 22), sessions=2)
    assert [when.date() for when in calendar.starts(Slot(0, time(17)))] == [date(2027, 11, 22), date(2027, 12, 13)]


@pytest.mark.parametrize(("country", "after"), [("FI", date(2028, 1, 3)), ("EG", date(2027, 12, 27))])
def test_nobody_meets_between_christmas_and_new_year(country: str, after: date) -> None:
    """27 December 2027 is a Monday and a working day in Finland too; in Egypt Christmas is in January."""
    calendar = Calendar(date(2027, 12, 13), sessions=2, country=country)
    assert calendar.starts(Slot(0, time(17)))[1].date() == after


def test_without_a_country_no_day_is_skipped() -> None:
    calendar = Calendar(date(2027, 12, 6), sessions=1, country=None)
    assert calendar.starts(Slot(0, time(17)))[0] == datetime(2027, 12, 6, 15, tzinfo=UTC)


@given(
    first=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    weekday=st.integers(0, 6),
    hour=st.integers(6, 21),
    sessions=st.integers(1, 6),
    weeks=st.integers(1, 4),
)
def test_sessions_keep_the_clock_and_the_weekday(
    first: date, weekday: int, hour: int, sessions: int, weeks: int
) -> None:
    calendar = Calendar(first, sessions, weeks)
    local = [when.astimezone(ZoneInfo("Europe/Helsinki")) for when in calendar.starts(Slot(weekday, time(hour)))]
    assert len(local) == sessions
    assert local[0].date() >= first
    assert all(when.weekday() == weekday and when.time() == time(hour) for when in local)
    assert all(b.date() - a.date() >= timedelta(weeks=weeks) for a, b in pairwise(local))


@pytest.mark.parametrize("wrong", [{"sessions": 0}, {"zone": "Helsinki"}, {"country": "XX"}, {"every_weeks": 0}])
def test_settings_that_make_no_calendar_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ProblemError):
        Calendar(date(2026, 10, 20), **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("slot", "days"),
    [
        # Independence Day itself, as the slot says it; the next would be on 20 and 27 December 2027: 3 January
        (Slot(0, time(17), (2027, 12, 6)), [date(2027, 12, 6), date(2027, 12, 20), date(2028, 1, 3)]),
        (Slot(1, time(17), (0, 11, 23)), [date(2027, 11, 23), date(2027, 12, 7), date(2027, 12, 21)]),
        (Slot(1, time(17), (0, 2, 29)), [date(2028, 2, 29), date(2028, 3, 14), date(2028, 3, 28)]),
    ],
)
def test_the_first_session_is_on_the_date_that_a_slot_names(slot: Slot, days: list[date]) -> None:
    assert [when.date() for when in Calendar(date(2027, 11, 22)).starts(slot)] == days


@pytest.mark.parametrize("slot", [Slot(4, time(9), (2027, 11, 19)), Slot(2, time(9), (0, 11, 23))])
def test_a_date_before_the_first_day_or_on_another_weekday_has_no_sessions(slot: Slot) -> None:
    """19 November 2027 is before the 22nd, and the 23rd a Tuesday."""
    with pytest.raises(ProblemError, match="is before 2027-11-22, or falls on another weekday"):
        Calendar(date(2027, 11, 22)).starts(slot)
