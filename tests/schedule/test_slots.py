"""Weekly times read from the words of forms."""

from datetime import time

import pytest

from peergroups.errors import ProblemError
from peergroups.schedule import Slot, read_slot


@pytest.mark.parametrize(
    ("text", "weekday", "start"),
    [
        ("ti 17", 1, time(17)),
        ("Tiistai klo 17.00-18.00", 1, time(17)),
        ("tiistaisin 17:30", 1, time(17, 30)),
        ("torstai-iltana klo 18", 3, time(18)),
        ("Tisdag kl. 8.15", 1, time(8, 15)),
        ("onsdagar 12", 2, time(12)),
        ("Wed 5 pm", 2, time(17)),
        ("Monday 12:00 am", 0, time(0)),
        ("lö 9", 5, time(9)),
        ("su 10", 6, time(10)),
    ],
)
def test_a_weekday_and_an_hour_are_read_in_three_languages(text: str, weekday: int, start: time) -> None:
    assert read_slot(text) == Slot(weekday, start)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        # 12 and 19 October 2026 are Mondays; the hour is not looked for in the date
        ("12.10.2026 klo 9", Slot(0, time(9), (2026, 10, 12))),
        ("ma 19.10.2026 klo 9.30-10.30", Slot(0, time(9, 30), (2026, 10, 19))),
        ("2026-10-12 09:00", Slot(0, time(9), (2026, 10, 12))),
        ("Mon 12/10/2026 5 pm", Slot(0, time(17), (2026, 10, 12))),
        ("ti 13.10. klo 17", Slot(1, time(17), (0, 10, 13))),
        ("to 15.10 klo 8.30", Slot(3, time(8, 30), (0, 10, 15))),
        ("ti 13.10. 17-18", Slot(1, time(17), (0, 10, 13))),
        ("ti 17.10.", Slot(1, time(17, 10))),  # a full stop after the hour
        ("ti 9.10-10.10", Slot(1, time(9, 10))),
        ("ti 17.30. tai 18", Slot(1, time(17, 30))),
    ],
)
def test_a_date_beside_the_hour_is_that_of_the_first_session(text: str, slot: Slot) -> None:
    assert read_slot(text) == slot


@pytest.mark.parametrize(
    "text",
    ["", "iltaisin", "tiistai", "klo 17", "ti 25", "ti 17.75", "ma 12.10.2026", "31.2.2026 klo 9",
     "ti 12.10.2026 klo 9", "13.10. klo 9"],
)  # fmt: skip
def test_what_is_no_weekly_time_is_refused_by_name(text: str) -> None:
    with pytest.raises(ProblemError, match="slot"):
        read_slot(text)
