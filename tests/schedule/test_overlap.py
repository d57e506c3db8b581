"""Weekly times that overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peergroups.schedule.overlap import DAYS, WEEK, overlapping


@pytest.mark.parametrize(
    ("times", "minutes", "together"),
    [
        (["Tue 17", "ti klo 18"], 60, []),  # one ends when the other begins
        (["Tue 17", "ti klo 18"], 61, [("Tue 17", "ti klo 18")]),
        (["Tue 17", "Tue 17:00"], 1, [("Tue 17", "Tue 17:00")]),  # one time, written in two ways
        (["Tue 17", "Wed 17", "mornings"], 120, []),
        (["Mon 0", "Sun 23:30"], 60, [("Mon 0", "Sun 23:30")]),
        # groups of both meet again in later weeks
        (["12.10.2026 klo 9", "19.10.2026 klo 9"], 60, [("12.10.2026 klo 9", "19.10.2026 klo 9")]),
        (["Tue 9", "Tue 9:20", "Tue 9:40"], 45, [("Tue 9", "Tue 9:20", "Tue 9:40")]),
    ],
)
def test_times_overlap_as_long_as_a_session_lasts(times, minutes, together):
    assert overlapping(times, minutes) == together


@given(starts=st.lists(st.integers(0, WEEK // 15 - 1), max_size=6, unique=True), minutes=st.integers(1, 600))
def test_two_times_stand_together_if_and_only_if_they_overlap(starts, minutes):
    texts = {s: f"{DAYS[s // 96]} {s % 96 // 4}:{s % 4 * 15:02}" for s in starts}
    found = overlapping(texts.values(), minutes)
    for a in starts:
        for b in starts:
            apart = min((a - b) * 15 % WEEK, (b - a) * 15 % WEEK)
            both = any(texts[a] in some and texts[b] in some for some in found)
            assert a == b or both == (apart < minutes)
