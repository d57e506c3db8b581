"""Times that suit, that do not, and that would do if need be."""

import pytest

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
