"""Answers with several options come apart where they should, in the way of every form."""

import pytest

CASES = [
    # the separator of each form, with its oddities
    ("Microsoft Forms", ["ma 12;ti 14;", "ti 14;", "ma 12;"]),
    ("by hand", ["ma 12 ; ti 14", "ti 14", " ma 12"]),
    ("Google Forms", ["ma 12, ti 14", "ti 14", "ma 12"]),
    ("lines", ["ma 12\nti 14", "ti 14", "ma 12"]),
    ("bars", ["ma 12 | ti 14", "ti 14", "ma 12"]),
    ("code", ["['ma 12', 'ti 14']", "['ti 14']", "['ma 12']"]),
]


@pytest.mark.parametrize(("form", "cells"), CASES, ids=[form for form, _ in CASES])
def test_options_come_apart_in_every_form(read, form, cells):
    found = read(["Nimi", "Sopivat ajat"], *[[f"P{k}", cell] for k, cell in enumerate([*cells, ""])])
    assert found.people["slots"].tolist() == [["ma 12", "ti 14"], ["ti 14"], ["ma 12"], []]


def test_an_option_with_a_comma_stays_whole_in_google_forms(read):
    # "arki ja ihmiset" always follows "Johtaminen", so the two are one option; "Johtaminen" alone is another.
    cells = ["Agile, Johtaminen, arki ja ihmiset", "Johtaminen, arki ja ihmiset", "Agile", "Johtaminen, Agile"]
    found = read(["Nimi", "Teemat"], *[[f"P{k}", cell] for k, cell in enumerate(cells)])
    assert [list(themes) for themes in found.people["ticked"]] == [
        ["Agile", "Johtaminen, arki ja ihmiset"],
        ["Johtaminen, arki ja ihmiset"],
        ["Agile"],
        ["Johtaminen", "Agile"],
    ]
    assert (
        "Johtaminen, arki ja ihmiset"
        in found.faults.set_index("code").loc["options_joined", "problem"]
        + (found.faults.set_index("code").loc["options_joined", "action"])
    )


def test_options_known_from_another_question_decide_where_commas_cut(read):
    found = read(
        ["Nimi", "Tärkein teema", "Teemat"],
        ["Anna", "Työ, Terveys", "Agile, Työ, Terveys"],
        ["Bo", "Agile", "Agile"],
    )
    assert found.people["ticked"].tolist() == [["Agile", "Työ, Terveys"], ["Agile"]]


def test_commas_in_brackets_do_not_cut(read):
    found = read(["Nimi", "Sopivat ajat"], ["Anna", "Aamu (8, 9 tai 10), Ilta"], ["Bo", "Ilta"])
    assert found.people["slots"].tolist() == [["Aamu (8, 9 tai 10)", "Ilta"], ["Ilta"]]


def test_a_date_that_the_spreadsheet_made_of_an_answer_is_an_error(read):
    import datetime as dt

    found = read(["Nimi", "Sopivat ajat"], ["Anna", dt.date(2026, 11, 9)], ["Bo", "9-11;"])
    assert found.people["slots"].tolist() == [[], ["9-11"]]
    assert found.errors[["code", "cell"]].to_numpy().tolist() == [["date_instead", "B2"]]


def test_dummy_columns_with_any_kind_of_tick_are_options(read):
    found = read(
        ["Nimi", "Teemat: Agile", "Teemat: Johtaminen", "Teemat: HR"],
        ["Anna", 1, 0, 0],
        ["Bo", "Agile", "", "x"],
        ["Cai", "Ei", "Kyllä", ""],
        ["Dan", "", "", ""],
    )
    assert found.people["ticked"].tolist() == [["Agile"], ["Agile", "HR"], ["Johtaminen"], []]


def test_a_grid_of_days_and_hours_gives_a_time_for_each(read_text):
    found = read_text(
        'Nimi,Mitkä ajat sopivat? [Maanantai],Mitkä ajat sopivat? [Tiistai]\nAnna,"9-11, 13-15",\nBo,9-11,13-15\n'
    )
    assert found.people["slots"].tolist() == [
        ["Maanantai 9-11", "Maanantai 13-15"],
        ["Maanantai 9-11", "Tiistai 13-15"],
    ]


def test_a_grid_of_yes_and_no_gives_the_rows_that_are_yes(read):
    found = read(
        ["Nimi", "Sopivat ajat.ma 12", "Sopivat ajat.ti 14"], ["Anna", "Sopii", "Ei sovi"], ["Bo", "Ehkä", "Sopii"]
    )
    assert found.people["slots"].tolist() == [["ma 12"], ["ti 14"]]
    assert found.people["slots_maybe"].tolist() == [[], ["ma 12"]]
    assert found.faults["code"].tolist() == ["no_identity"]


def test_commas_without_a_blank_part_answers_too_but_not_numbers(read):
    found = read(["Nimi", "Sopivat ajat"], ["Anna", "ma 12,ti 14"], ["Bo", "ke 9,30"])
    assert found.people["slots"].tolist() == [["ma 12", "ti 14"], ["ke 9,30"]]
