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


@pytest.mark.parametrize("text", ["", "iltaisin", "tiistai", "klo 17", "ti 25", "ti 17.75"])
def test_what_is_no_weekly_time_is_refused_by_name(text: str) -> None:
    with pytest.raises(ProblemError, match="slot"):
        read_slot(text)
