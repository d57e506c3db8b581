"""Time stamps are read in every form the forms write, and day and month are told apart by the whole column."""

import datetime as dt

import pytest

from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column
from peergroups.registrations.times import read_times


def times(*values):
    faults = Faults()
    column = Column("Timestamp", 0, range(2, 2 + len(values)), values)
    return read_times(column, faults), faults.table()["code"].tolist()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7/27/26 19:06:23", dt.datetime(2026, 7, 27, 19, 6, 23)),  # Microsoft Forms, csv
        ("8/31/2023 19:08:16", dt.datetime(2023, 8, 31, 19, 8, 16)),  # Google Forms
        ("2026/09/20 10:00:00 AM", dt.datetime(2026, 9, 20, 10)),
        ("2026/09/20 12:05:00 AM", dt.datetime(2026, 9, 20, 0, 5)),
        ("1.9.2026 8.05.00", dt.datetime(2026, 9, 1, 8, 5)),  # Finnish, with full stops in the time
        ("1.9.2026 klo 8.05", dt.datetime(2026, 9, 1, 8, 5)),
        ("ti 1.9.2026 8:05", dt.datetime(2026, 9, 1, 8, 5)),
        ("01.09.2026", dt.datetime(2026, 9, 1)),
        ("2026-09-01T08:05:00", dt.datetime(2026, 9, 1, 8, 5)),
        ("2026-09-01 08:05:00.123", dt.datetime(2026, 9, 1, 8, 5)),
        ("46266,5", dt.datetime(2026, 9, 1, 12)),  # a spreadsheet's day number: 46266 days after 30.12.1899
        (dt.datetime(2026, 9, 1, 8, 5), dt.datetime(2026, 9, 1, 8, 5)),
        (dt.date(2026, 9, 1), dt.datetime(2026, 9, 1)),
        (46266.5, dt.datetime(2026, 9, 1, 12)),
        ("", None),
    ],
)
def test_a_form_of_time_stamp_is_read(written, meant):
    assert times(written) == ([meant], [])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # In September Finland is three hours ahead of Greenwich, in January two.
        ("2026/09/27 3:00:00 PM GMT+3", dt.datetime(2026, 9, 27, 15)),
        ("2026/09/27 3:00:00 PM GMT-3", dt.datetime(2026, 9, 27, 21)),
        ("2026/01/27 12:00:00 EET", dt.datetime(2026, 1, 27, 12)),
        ("2026-01-27T12:00:00Z", dt.datetime(2026, 1, 27, 14)),
        ("2026-01-27T12:00:00+05:30", dt.datetime(2026, 1, 27, 8, 30)),
        ("2026/01/27 5:00:00 AM EST", dt.datetime(2026, 1, 27, 12)),
    ],
)
def test_a_time_with_a_zone_becomes_finnish_time(written, meant):
    assert times(written) == ([meant], ["zoned_times"])


def test_one_day_after_the_twelfth_decides_for_the_whole_column():
    assert times("3/4/2026 8:00", "3/25/2026 8:00")[0][0] == dt.datetime(2026, 3, 4, 8)
    assert times("3/4/2026 8:00", "25/3/2026 8:00")[0][0] == dt.datetime(2026, 4, 3, 8)


def test_dates_that_fit_both_ways_are_read_so_that_they_rise():
    # As months they fall (March after April); as days they rise.
    found, codes = times("4/3/2026", "5/3/2026", "1/4/2026")
    assert found == [dt.datetime(2026, 3, 4), dt.datetime(2026, 3, 5), dt.datetime(2026, 4, 1)]
    assert codes == ["day_or_month"]


def test_full_stops_mean_day_first_without_a_word():
    assert times("3.4.2026", "4.4.2026") == ([dt.datetime(2026, 4, 3), dt.datetime(2026, 4, 4)], [])


@pytest.mark.parametrize("text", ["eilen", "32.9.2026", "1.9.202", "1.9.2026 25.00", "2026/01/27 5:00 AM XXT", "12"])
def test_what_is_no_time_is_a_fault_and_missing(text):
    assert times(text) == ([None], ["bad_time"])
