"""The sheet with the registrations and its headers are found, and nothing is passed over in silence."""

import pytest

import peergroups as pg

ANSWERS = [["Nimi", "Sähköposti", "Rooli"], ["Anna Aho", "anna@x.fi", "HR"], ["Bo Berg", "bo@x.fi", "HR"]]
NOTES = [["Ohje", "Vastuu"], ["Kysy kaikilta", "Anna"], ["Muista", "Bo"], ["Vielä", "Bo"], ["Loppu", "Bo"]]


def codes(registrations):
    return registrations.faults["code"].tolist()


def test_the_sheet_that_looks_like_registrations_is_taken_and_the_others_named(workbook):
    found = pg.read_registrations(workbook({"Ohjeet": NOTES, "Vastaukset": ANSWERS}))
    assert found.sheet == "Vastaukset"
    assert len(found.people) == 2
    (note,) = found.faults.to_dict("records")
    assert note["code"] == "sheets_left"
    assert "Ohjeet" in note["problem"]


def test_a_sheet_that_is_named_is_taken_whatever_it_looks_like(workbook):
    path = workbook({"Ohjeet": NOTES, "Vastaukset": ANSWERS})
    assert pg.read_registrations(path, sheet="ohjeet ").sheet == "Ohjeet"
    with pytest.raises(pg.InputError, match="Ohjeet, Vastaukset"):
        pg.read_registrations(path, sheet="Sheet1")


def test_a_hidden_sheet_is_not_taken_for_a_visible_one(workbook):
    found = pg.read_registrations(workbook({"Vastaukset": ANSWERS, "Vanhat": ANSWERS * 3}, hidden=["Vanhat"]))
    assert found.sheet == "Vastaukset"
    assert codes(found) == ["hidden_sheet"]
    shown = pg.read_registrations(
        workbook({"Vastaukset": ANSWERS, "Vanhat": ANSWERS}, hidden=["Vanhat"]), sheet="Vanhat"
    )
    assert codes(shown)[0] == "hidden_taken"


def test_titles_above_the_headers_and_empty_rows_are_passed_over_and_said(read):
    found = read(["Ilmoittautumiset syksy 2026"], [], *ANSWERS[:2], [], ANSWERS[2])
    assert list(found.people.index) == ["anna@x.fi", "bo@x.fi"]
    assert codes(found) == ["title_rows", "empty_rows"]
    assert "row 3" in found.faults["problem"][0]
    assert found.faults["problem"][1].endswith(": 5")


def test_a_fault_has_the_row_and_cell_that_the_spreadsheet_shows(read):
    # Two rows above the headers and an empty first column: the e-mail is in column C, the answer on row 5.
    found = read([], [], [None, "Nimi", "Sähköposti"], [None, "Bo", "bo@x.fi"], [None, "Anna", "anna(at)x.fi"])
    (fault,) = found.faults.to_dict("records")
    assert (fault["sheet"], fault["row"], fault["column"], fault["cell"]) == ("Vastaukset", 5, "Sähköposti", "C5")
    assert fault["value"] == "anna(at)x.fi"
    assert found.people.index.tolist() == ["bo@x.fi", "row 5"]


def test_answers_without_a_header_are_said(read):
    found = read(["Nimi", "Sähköposti"], ["Anna Aho", "anna@x.fi", "lisätieto"], ["Bo Berg", "bo@x.fi"])
    assert codes(found) == ["no_header"]
    assert found.faults["cell"][0] == "C:C"


def test_a_row_with_too_many_cells_is_an_error(read_text):
    found = read_text("Nimi;Sähköposti\nAnna;anna@x.fi\nBo;bo@x.fi;moi\n")
    assert found.errors[["code", "row"]].to_numpy().tolist() == [["ragged", 3]]


def test_headers_may_have_line_breaks_hard_spaces_and_numbers(read):
    found = read(
        ["Nimi", "Sähköposti\xa0", "3. Mikä on\nroolisi\xa0?  ", "Missä kunnassa asut?\r\n(kotikunta)"],
        ["Anna Aho", "anna@x.fi", "HR", "Oulu"],
    )
    assert found.people.columns.tolist() == ["name", "email", "role", "place"]
    assert found.columns["role"] == ["3. Mikä on roolisi ?"]


def test_letters_stored_wrongly_are_put_right_and_said(read_text):
    text = "Nimi;Sähköposti\nÄijä Öhman;a@x.fi\nBo;bo@x.fi\n".encode().decode("cp1252")
    found = read_text(text)
    assert found.people["name"].iloc[0] == "Äijä Öhman"
    assert codes(found) == ["mojibake"]


def test_decomposed_letters_are_the_same_names(read_text):
    found = read_text("Nimi;Sähköposti\nA\u0308ija\u0308 Aho;a@x.fi\nBo;bo@x.fi\n")
    assert found.people["name"].iloc[0] == "Äijä Aho"


def test_a_quotation_mark_left_open_is_an_error(read_text):
    found = read_text('Nimi;Sähköposti;Rooli\nAnna;anna@x.fi;"HR\nBo;bo@x.fi;Sales\n')
    assert "open_quote" in found.errors["code"].tolist()


def test_cells_that_stand_for_nothing_are_empty_and_told(read):
    found = read(["Nimi", "Yksikkö"], ["Anna", "NaN"], ["Bo", "#N/A"], ["Nan", "Oulu"], ["Eva", "N/A"])
    assert found.people["unit"].isna().tolist() == [True, True, False, True]
    (told,) = found.faults.loc[found.faults["code"] == "no_values", "problem"]
    assert "B2, B3, B5" in told
    assert "Nan" in found.people["name"].tolist()
