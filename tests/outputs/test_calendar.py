"""Invitations: dates that keep the clock, no attendees, one identity for each event."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from icalendar import Calendar as File

import peergroups as pg
from peergroups.errors import InputError
from peergroups.schedule import Calendar, Introducer, Meetings


def result(slots=("ti klo 17.00", "ke 9"), introducers=(), first=dt.date(2026, 10, 20), **more):
    people = pd.DataFrame({"name": ["Ann Aalto", "Bo Berg"]}, index=["ann@x.fi", "bo@x.fi"])
    offers = pd.DataFrame(
        {
            "min_size": [1, 1], "max_size": [1, 1], "slot": slots, "theme": ["Luottamus", "Muutos"],
            "place": [None, "Turku"], "online": [True, False],
        }
    )  # fmt: skip
    guides = pd.DataFrame({"name": ["Eve Ek"]}, index=["eve"])
    problem = pg.Problem(people, offers, [pg.Guides()], guides=guides)
    link, venues = "https://meet.example.org/{group}", {"Turku": "Kirjasto, Linnankatu 2"}
    meetings = Meetings(Calendar(first), introducers, link=link, venues=venues, **more)
    groups = np.array([0, 1, *([0, 1] if len(problem.guide_rows) == 2 else [])], dtype=np.int32)
    return pg.Result(problem, groups, 0.0, 0.0, 0, meetings=meetings, round="Syksy 2026", language="fi")


def events(path):
    return File.from_ical(path.read_bytes()).walk("VEVENT")


def test_there_is_a_file_for_each_group_and_guide(tmp_path):
    files = result().to_calendars(tmp_path / "new")
    assert [file.name for file in files] == ["group-01.ics", "group-02.ics", "guide-eve-ek.ics"]
    assert [len(events(file)) for file in files] == [3, 3, 6]


def test_the_clock_stays_when_summer_time_ends(tmp_path):
    """20 October is in summer time, UTC+3; 3 November is not, UTC+2."""
    files = result().to_calendars(tmp_path)
    starts = [event["dtstart"].dt for event in events(files[0])]
    assert [start.strftime("%d.%m. %H %z") for start in starts] == [
        "20.10. 17 +0300",
        "03.11. 17 +0200",
        "17.11. 17 +0200",
    ]
    assert "BEGIN:VTIMEZONE" in files[0].read_text()
    assert "METHOD:PUBLISH" in files[0].read_text()


def test_nobody_is_listed(tmp_path):
    for file in result(members_introduce=False).to_calendars(tmp_path):
        text = file.read_text()
        assert "ATTENDEE" not in text
        assert "Ann" not in text
        assert "@x.fi" not in text


def test_the_place_or_the_link_is_there(tmp_path):
    online, room, _ = result().to_calendars(tmp_path)
    assert {str(event["location"]) for event in events(online)} == {"https://meet.example.org/1"}
    assert {str(event["url"]) for event in events(online)} == {"https://meet.example.org/1"}
    assert {str(event["location"]) for event in events(room)} == {"Kirjasto, Linnankatu 2"}


def test_an_event_keeps_its_identity_and_counts_its_changes(tmp_path):
    first, *_ = result().to_calendars(tmp_path)
    before = {str(e["uid"]): int(e["sequence"]) for e in events(first)}
    result().to_calendars(tmp_path, force=True)
    assert {str(e["uid"]): int(e["sequence"]) for e in events(first)} == before
    result(first=dt.date(2026, 10, 27)).to_calendars(tmp_path, force=True)
    assert {str(e["uid"]): int(e["sequence"]) for e in events(first)} == {uid: n + 1 for uid, n in before.items()}


def test_files_are_not_replaced_unasked(tmp_path):
    result().to_calendars(tmp_path)
    with pytest.raises(InputError, match="group-01"):
        result().to_calendars(tmp_path)


def test_groups_without_a_weekly_time_have_no_file(tmp_path):
    assert [file.name for file in result(slots=("ti 17", "milloin vain")).to_calendars(tmp_path)][:1] == [
        "group-01.ics"
    ]
    with pytest.raises(InputError, match="aikoja"):
        result(slots=("joskus", "milloin vain")).to_calendars(tmp_path / "none")


def test_introducers_open_their_sessions_and_members_the_rest():
    opened = result(introducers=[Introducer("Prof. Ek", 1, {"theme": "luottamus"})], members_introduce=True).sessions
    who = opened.groupby("group")["introducer"].agg(lambda s: [None if pd.isna(one) else one for one in s]).to_dict()
    assert who == {1: ["Prof. Ek", "ann@x.fi", None], 2: ["bo@x.fi", None, None]}  # nobody opens twice
