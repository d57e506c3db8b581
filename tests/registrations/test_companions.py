"""Names of managers and companions lead to registrants, and what can't be told apart is said."""

import pytest

from peergroups.registrations.person_names import Directory, name_key

PEOPLE = [("anna@x.fi", "Anna Korhonen"), ("bo@x.fi", "Bo Berg"), ("cai@x.fi", "Cai-Göran Öst")]


def codes(registrations):
    return registrations.faults["code"].tolist()


def with_column(read, header, *answers, people=PEOPLE):
    rows = [[email, name, answer] for (email, name), answer in zip(people, answers, strict=True)]
    return read(["Email", "Name", header], *rows)


@pytest.mark.parametrize(
    "written",
    [
        "Korhonen Anna",
        "Korhonen, Anna",
        "ANNA KORHONEN",
        " Ánna  Korhonen ",
        "tri Anna Korhonen",
        "Anna Korhonen (Oulu)",
        "anna@x.fi",
        "Anna Korhonen <Anna@X.fi>",
    ],
)
def test_a_manager_is_found_by_name_in_any_order_or_by_address(read, written):
    found = with_column(read, "Manager", "", written, "Bo Berg")
    assert found.people["manager"].tolist()[1:] == ["anna@x.fi", "bo@x.fi"]
    assert codes(found) == ["managers_missing"]


@pytest.mark.parametrize("written", ["A. Korhonen", "Anna Maria Korhonen", "Anna Korhoneen"])
def test_a_name_that_is_bent_to_fit_is_said(read, written):
    found = with_column(read, "Manager", "", written, "Bo Berg")
    assert found.people["manager"].iloc[1] == "anna@x.fi"
    assert codes(found) == ["managers_missing", "manager_near"] or codes(found) == [
        "manager_near",
        "managers_missing",
    ]


@pytest.mark.parametrize(
    ("managers", "rows"),
    [
        (("Bo Berg", "Anna Korhonen", "Matti Pomo"), ["2, 3"]),
        (("Bo Berg", "Cai-Göran Öst", "anna@x.fi"), ["2, 3, 4"]),
        (("Bo Berg", "Cai-Göran Öst", "Bo Berg"), ["3, 4"]),  # Anna leads into the circle and is not of it
        (("Bo Berg", "Cai-Göran Öst", "Matti Pomo"), []),
    ],
)
def test_managers_in_a_circle_are_told_once(read, managers, rows):
    faults = with_column(read, "Manager", *managers).faults
    told = faults.loc[faults["code"] == "managers_circle", "problem"].tolist()
    assert told == [f"people who are each other's managers, on rows {some}" for some in rows]


def test_an_outside_manager_is_one_person_in_either_word_order(read):
    found = with_column(read, "Manager", "Matti Pomo", "Pomo Matti", "Pomo, Matti")
    assert set(found.people["manager"]) == {"Matti Pomo"}
    assert codes(found) == ["managers_outside"]
    assert "not registrants: 1" in found.faults["problem"].iloc[0]


def test_of_several_managers_the_first_who_registered_is_taken_and_the_others_said(read):
    found = with_column(read, "Manager", "Matti Pomo / Bo Berg", "Maija Iso ja Matti Pomo", "")
    assert found.people["manager"].tolist()[:2] == ["bo@x.fi", "Maija Iso"]
    assert codes(found).count("manager_several") == 2


def test_a_name_that_fits_two_people_is_an_error_with_their_rows(read):
    people = [("a@x.fi", "Anna Aho"), ("b@x.fi", "Aho Anna"), ("c@x.fi", "Cai Ek")]
    found = with_column(read, "Manager", "Cai Ek", "Cai Ek", "Anna Aho", people=people)
    assert found.people["manager"].isna().tolist() == [False, False, True]
    (error,) = found.errors.to_dict("records")
    assert error["code"] == "manager_ambiguous"
    assert "2, 3" in error["problem"]


def test_ones_own_name_is_no_manager(read):
    found = with_column(read, "Manager", "Anna Korhonen", "Anna Korhonen", "Anna Korhonen")
    assert found.people["manager"].isna().tolist() == [True, False, False]
    assert codes(found) == ["manager_self"]


@pytest.mark.parametrize(
    "written",
    [
        "Bo Berg ja Cai-Göran Öst",
        "Berg, Bo; Öst Cai-Göran",
        "bo@x.fi, cai@x.fi",
        "Bo Berg\nCai-Göran Öst",
        "Bo Berg, Cai-Göran Öst",
    ],
)
def test_several_names_in_an_answer_are_taken_apart(read, written):
    found = with_column(read, "Samaan ryhmään kuin", written, "ei ketään", "")
    assert found.people["together"].tolist() == [["bo@x.fi", "cai@x.fi"], [], []]
    assert codes(found) == []


def test_a_companion_who_did_not_register_is_said_and_left_out(read):
    found = with_column(read, "Samaan ryhmään kuin", "Matti Pomo", "", "")
    assert found.people["together"].tolist() == [[], [], []]
    assert found.faults[["code", "value"]].to_numpy().tolist() == [["companion_unknown", "Matti Pomo"]]


def test_whom_a_person_avoids_never_stands_in_a_fault(read):
    people = [*PEOPLE, ("d@x.fi", "Berg Bo")]
    found = with_column(read, "Eri ryhmään", "Matti Pomo", "A. Korhonen", "Bo Berg", "Berg Bo", people=people)
    text = found.faults[found.faults["column"] == "Eri ryhmään"].to_string()
    assert "companion_unknown" in text
    assert "apart_ambiguous" in text
    assert not any(name in text for name in ("Pomo", "Korhonen", "Berg"))
    assert found.people["apart"].iloc[1] == ["anna@x.fi"]


def test_double_names_and_hyphens_are_one_name():
    assert name_key("Anna-Maija Meri") == name_key("Meri, Annamaija")


def test_a_single_word_or_an_unlike_name_finds_nobody():
    directory = Directory(["1", "2"], ["Anna Korhonen", "Bo Berg"], ["", ""])
    assert directory.find("Korhonen").positions == ()
    assert directory.find("Liisa Laine").positions == ()
    assert directory.find("A. K.").positions == ()
    assert directory.find("2").positions == (1,)


def test_a_wish_that_fits_two_people_is_left_out_without_stopping_anybody(read):
    people = [("a@x.fi", "Anna Aho"), ("b@x.fi", "Aho Anna"), ("c@x.fi", "Cai Ek")]
    found = with_column(read, "Samaan ryhmään kuin", "", "", "Anna Aho", people=people)
    assert found.people["together"].tolist() == [[], [], []]
    assert "together_ambiguous" in codes(found)
    assert found.errors.empty


def test_a_wish_for_oneself_is_left_out_and_said(read):
    found = with_column(read, "Samaan ryhmään kuin", "Anna Korhonen, Bo Berg", "", "")
    assert found.people["together"].iloc[0] == ["bo@x.fi"]
    assert codes(found) == ["companion_self"]
