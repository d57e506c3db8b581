"""Answers come out alike however they were typed, and what was changed is said."""

import pytest

from peergroups.registrations import fault_kinds


def codes(registrations):
    return [code for code in registrations.faults["code"] if code != "no_identity"]


def column(read, header, *answers, **options):
    """Return the registrations of a sheet with one column besides the names."""
    return read(
        ["Nimi", header], *[[f"Henkilö {chr(65 + k)}", answer] for k, answer in enumerate(answers)], **options
    )


# spelling


def test_case_and_stray_blanks_make_no_new_role_and_the_commonest_spelling_wins(read):
    found = column(read, "Rooli", "Production       ", "production", "Production", "PRODUCTION\xa0")
    assert found.people["role"].tolist() == ["Production"] * 4
    assert codes(found) == ["spelling", "spelling"]
    assert found.faults[found.faults["code"] == "spelling"]["row"].tolist() == [3, 5]


def test_a_slip_of_the_finger_is_pointed_out_and_kept(read):
    found = column(read, "Rooli", *["Projektipäällikkö"] * 5, "Projektipäälikkö")
    assert found.people["role"].iloc[5] == "Projektipäälikkö"
    assert codes(found) == ["near_spelling"]


def test_names_that_differ_in_a_number_are_not_taken_for_slips(read):
    assert codes(column(read, "Yksikkö", *["Osasto 1"] * 5, "Osasto 2")) == []


def test_weekdays_that_differ_in_a_letter_are_not_taken_for_slips(read):
    assert codes(column(read, "Sopivat ajat", *["ti klo 12;"] * 5, "to klo 12;")) == []


def test_the_answers_na_and_none_are_kept_as_words(read_text):
    found = read_text("Nimi;Yksikkö\nAnna;NA\nBo;None\nCai;\n")
    assert found.people["unit"].tolist()[:2] == ["NA", "None"]
    assert found.people["unit"].isna().tolist() == [False, False, True]


def test_a_postal_code_keeps_its_zeros(read_text):
    found = read_text("Nimi;Koodi\nAnna;00100\nBo;A1\n", columns={"code": "Koodi"})
    assert found.people["code"].tolist() == ["00100", "A1"]


# modes


MODES = {
    "Etänä (Teams)": "yes", "På distans": "yes", "Online": "yes", "Kyllä": "yes",
    "Paikan päällä": "no", "Lähitapaaminen": "no", "In person": "no", "Ei": "no",
    "Kumpi vain käy": "either", "Etänä;Paikan päällä;": "either", "No preference": "either", "Hybridi": "either",
}  # fmt: skip


@pytest.mark.parametrize(("answer", "mode"), MODES.items())
def test_a_way_of_taking_part_is_understood(read, answer, mode):
    found = column(read, "Osallistumistapa", answer)
    assert found.people["online"].tolist() == [mode]
    assert codes(found) == []


def test_a_way_of_taking_part_that_is_not_understood_is_an_error(read):
    found = column(read, "Osallistumistapa", "ei etänä", "lennossa", "etänä")
    assert found.people["online"].isna().tolist() == [True, True, False]
    assert codes(found) == ["bad_choice", "bad_choice"]


# languages


def test_a_language_named_in_any_language_is_the_same(read):
    found = column(read, "Kielet", "suomi", "Finnish, Swedish", "finska;", "suomi ja ruotsi", "ruotsi / suomi")
    spoken = found.people["languages"].tolist()
    assert spoken == [["suomi"], ["suomi", "ruotsi"], ["suomi"], ["suomi", "ruotsi"], ["ruotsi", "suomi"]]


# slots


@pytest.mark.parametrize(
    "header",
    [
        "Milloin et pääse?",
        "Mitkä ajat eivät sovi sinulle?",
        "When are you not available?",
        "Vilka tider kan du inte?",
    ],
)
def test_a_question_on_when_people_can_not_come_is_never_guessed(read, header):
    found = column(read, header, "ma 12;", "ti 14;")
    assert "slots" not in found.people
    assert codes(found) == ["slots_meaning"]
    assert 'slots_mean = "can"' in found.faults["action"].iloc[0]
    with pytest.raises(ValueError, match="to settle"):
        found.raise_for_errors()


def test_times_that_do_not_suit_leave_the_others(read):
    found = column(read, "Milloin et pääse?", "ma 12;", "ti 14;ke 9;", "", slots_mean="cannot")
    assert found.people["slots"].tolist() == [["ti 14", "ke 9"], ["ma 12"], ["ma 12", "ti 14", "ke 9"]]


def test_what_the_caller_says_of_times_goes_before_the_question(read):
    assert column(read, "Milloin et pääse?", "ma;ti;", slots_mean="can").people["slots"].tolist() == [["ma", "ti"]]
    assert column(read, "Sopivat ajat", "ma;", "ti;", slots_mean="cannot").people["slots"].tolist() == [
        ["ti"],
        ["ma"],
    ]


# places


@pytest.mark.parametrize(
    ("answer", "place", "code"),
    [
        ("Turku", "Turku", None),
        ("helsinki ", "Helsinki", "spelling"),
        ("Åbo", "Turku", "place_spelling"),
        ("Åbo/Turku", "Turku", "spelling"),
        ("00100 Helsinki", "Helsinki", "spelling"),
        ("Turku, Finland", "Turku", "spelling"),
        ("Karjaa", "Raasepori", "place_former"),
        ("Jyväsylä", "Jyväskylä", "place_near"),
        ("Helsinki tai Espoo", "Helsinki", "place_several"),
        ("Vasa stad", "Vaasa", "place_spelling"),
        ("Oulun kaupunki", "Oulu", "place_near"),
        ("Tukholma", "Tukholma", "place_unknown"),
        ("Ruoholahti", "Ruoholahti", "place_suggest"),  # a part of Helsinki, one letter from Ruokolahti
    ],
)
def test_a_place_is_matched_to_a_municipality(read, answer, place, code):
    found = column(read, "Paikkakunta", "Oulu", "Vaasa", answer)
    assert found.people["place"].iloc[2] == place
    assert codes(found) == ([code] if code else [])


def test_a_way_of_taking_part_beside_the_place_is_taken_apart(read):
    found = column(read, "Paikkakunta", "Jyväskylä, etänä", "Oulu", "Teams")
    assert found.people["place"].tolist()[:2] == ["Jyväskylä", "Oulu"]
    assert found.people["online"].fillna("").tolist() == ["yes", "", "yes"]
    assert "Jyväskylä and online" in found.faults["action"].iloc[0]


def test_the_answer_on_taking_part_goes_before_what_stands_beside_the_place(read):
    found = read(["Nimi", "Paikkakunta", "Osallistumistapa"], ["Anna", "Oulu, etänä", "Paikan päällä"])
    assert found.people["online"].tolist() == ["no"]


def test_sites_that_are_no_municipalities_are_left_alone_with_one_note(read):
    found = column(read, "Toimipaikka", "Keilaniemi 2", "Ruoholahti", "Oulu", "Tehdas B", "ruoholahti")
    assert found.people["place"].tolist() == ["Keilaniemi 2", "Ruoholahti", "Oulu", "Tehdas B", "Ruoholahti"]
    assert codes(found) == ["spelling", "place_free"]


# yes and no


def test_yes_and_no_are_understood_and_maybe_is_no_and_said(read):
    found = column(read, "Voisitko toimia ohjaajana?", "Kyllä", "ei", "Ehkä", "", "Kyllä, mielelläni!")
    assert found.people["could_guide"].tolist()[:3] == [True, False, False]
    assert found.people["could_guide"].isna().tolist() == [False, False, False, True, False]
    assert codes(found) == ["maybe"]


def test_a_refused_consent_is_an_error(read):
    assert codes(column(read, "Suostumus", "Kyllä", "Ei")) == ["no_consent"]
    assert codes(column(read, "Suostumus", "Hyväksyn tietojeni käsittelyn", "Suostun")) == []


# columns the caller names


def test_a_named_column_becomes_numbers_with_decimal_commas(read_text):
    found = read_text(
        "Nimi;Työvuodet\nAnna;3,5\nBo;12\nCai;\nDan;kuusi\nEve;7\n", columns={"seniority": "työvuodet:"}
    )
    assert found.people["seniority"].tolist()[:2] == [3.5, 12.0]
    assert found.people["seniority"].isna().tolist() == [False, False, True, True, False]
    assert found.errors["cell"].tolist() == ["B5"]


def test_coordinates_are_read_from_their_own_columns(read):
    found = read(["Nimi", "Lat", "Lon"], ["Anna", "60,17", 24.94])
    assert found.people[["lat", "lon"]].to_numpy().tolist() == [[60.17, 24.94]]


# the kinds of fault


def test_every_kind_of_fault_says_what_was_done():
    for code, kind in fault_kinds.KINDS.items():
        assert kind.problem, code
        assert kind.action, code
        assert kind.severity in ("error", "repaired", "note"), code
