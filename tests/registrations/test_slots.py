"""Times that suit, that do not, and that would do if need be."""

import datetime as dt

import pandas as pd
import pytest

import peergroups as pg

GRID = ["Nimi", "Milloin pääset? [ti 17]", "Milloin pääset? [ke 9]", "Milloin pääset? [to 13]"]


def test_a_maybe_in_a_grid_would_do(read):
    found = read(GRID, ["Anna", "Kyllä", "Ehkä", "Ei"], ["Bo", "Tarvittaessa", "Kyllä", "Kyllä"])
    assert found.people["slots"].tolist() == [["ti 17"], ["ke 9", "to 13"]]
    assert found.people["slots_maybe"].tolist() == [["ke 9"], ["ti 17"]]
    assert "maybe" not in set(found.faults["code"])  # which says that it was read as a no


def test_brackets_around_a_yes_are_a_maybe_as_doodle_writes_it(read):
    found = read(GRID, ["Anna", "OK", "(OK)", ""], ["Bo", "OK", "OK", "OK"])
    assert found.people["slots"].tolist() == [["ti 17"], ["ti 17", "ke 9", "to 13"]]
    assert found.people["slots_maybe"].tolist() == [["ke 9"], []]


def test_without_a_maybe_there_is_no_such_column(read):
    assert "slots_maybe" not in read(GRID, ["Anna", "Kyllä", "Ei", "Ei"], ["Bo", "Ei", "Kyllä", "Kyllä"]).people


@pytest.mark.parametrize(
    ("suits", "maybe"),
    [
        ("Sopivat ajat", "Mitkä ajat ehkä sopisivat?"),
        ("Mitkä ajat sopivat sinulle?", "Mitkä ajat sopivat tarvittaessa?"),
        ("Which times suit you?", "Which times might suit you?"),
        ("Vilka tider passar dig?", "Vilka tider passar vid behov?"),
    ],
)
def test_a_question_of_its_own_says_what_would_do(read, suits, maybe):
    found = read(["Name", suits, maybe], ["Anna", "ti 17;", "ke 9;to 13;"], ["Bo", "ke 9;ti 17;", ""])
    assert found.people["slots"].tolist() == [["ti 17"], ["ke 9", "ti 17"]]
    assert found.people["slots_maybe"].tolist() == [["ke 9", "to 13"], []]


def test_a_form_that_asks_when_people_can_not_come_is_not_guessed(read):
    found = read(["Nimi", "Milloin et pääse?"], ["Anna", "ti 17;"], ["Bo", "ke 9;ti 17;"])
    assert found.errors["code"].tolist() == ["slots_meaning"]
    assert "slots" not in found.people


def test_when_people_can_not_come_the_other_times_suit_and_a_maybe_would_do(read):
    head = ["Nimi", *(f"Milloin et pääse? [{time}]" for time in ("ti 17", "ke 9", "to 13"))]
    found = read(head, ["Anna", "Kyllä", "Ehkä", ""], ["Bo", "", "", "Kyllä"], slots_mean="cannot")
    assert found.people["slots"].tolist() == [["to 13"], ["ti 17", "ke 9"]]
    assert found.people["slots_maybe"].tolist() == [["ke 9"], []]


def test_dates_are_times_that_one_can_where_every_answer_is_one(tmp_path):
    """Days of sessions, with a time of day or without. Among other answers a date is a spreadsheet's doing."""
    tuesday, wednesday = dt.datetime(2026, 9, 15), dt.datetime(2026, 9, 16, 14, 30)
    sheet = pd.DataFrame({"Email": ["a@x.fi", "b@x.fi", "c@x.fi"], "When can you come?": [tuesday, wednesday, None]})
    sheet.to_excel(tmp_path / "dates.xlsx", index=False)
    found = pg.read_registrations(tmp_path / "dates.xlsx")
    assert found.people["slots"].tolist() == [["2026-09-15"], ["2026-09-16 14:30"], []]
    assert found.errors.empty
    assert found.faults["code"].tolist() == ["dated_slots"]
    sheet.astype(object).fillna("Tue 17").to_excel(tmp_path / "mixed.xlsx", index=False)
    assert pg.read_registrations(tmp_path / "mixed.xlsx").errors["code"].tolist() == ["date_instead"] * 2
