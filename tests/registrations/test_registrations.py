"""Registrations show themselves without anybody's name, and name the columns asked for in vain."""

import inspect
import re

import pytest

import peergroups as pg
from peergroups.locale import _catalogue
from peergroups.registrations import answers, files, guards, modes, place_answers, workbook
from peergroups.registrations.fault_kinds import KINDS
from peergroups.registrations.faults import COLUMNS, Faults

ROWS = [
    ["Nimi", "Sähköposti", "Rooli", "Lempiväri"],
    ["Anna Aho", "anna@x.fi", "HR", "sininen"],
    ["Bo Berg", "boo", "hr", ""],
]


def test_neither_text_nor_html_has_personal_data(read):
    found = read(*ROWS)
    for shown in (repr(found), found._repr_html_()):
        assert "2 people" in shown
        assert "Lempiväri" in shown
        assert not any(secret in shown for secret in ("Anna", "Berg", "x.fi", "sininen"))


def test_faults_are_a_table_with_errors_first(read):
    found = read(*ROWS, ["Cai", "c@x.fi", "HR", ""], columns={"years": "Lempiväri"})
    assert found.faults.columns.tolist() == COLUMNS
    severities = found.faults["severity"].tolist()
    assert severities == sorted(severities, key=["error", "repaired", "note"].index)
    assert found.errors.empty == ("error" not in severities)


def test_errors_are_raised_all_at_once_each_with_its_cell(read):
    found = read(["Nimi", "Osallistumistapa"], ["Anna", "ehkä kai"], ["Bo", "lennossa"])
    with pytest.raises(pg.InputError) as raised:
        found.raise_for_errors()
    assert "Vastaukset!B2, B3" in str(raised.value)
    assert raised.value.faults is found.faults
    read(["Nimi", "Osallistumistapa"], ["Anna", "etänä"]).raise_for_errors()


def test_a_column_that_is_not_there_is_named_with_the_nearest(read):
    with pytest.raises(pg.InputError) as refused:
        read(*ROWS, columns={"role": "Roli", "years": ["Vuodet"]})
    assert "Roli: did you mean Rooli?" in str(refused.value)
    assert "Vuodet: there are Nimi / Sähköposti / Rooli / Lempiväri" in str(refused.value)
    assert len(refused.value.faults) == 2


def test_a_named_column_goes_before_a_recognised_one(read):
    found = read(*ROWS, columns={"role": "Lempiväri"})
    assert found.people["role"].iloc[0] == "sininen"
    assert found.unused == ["Rooli"]


def test_two_headers_for_the_name_are_first_and_family_name(read):
    found = read(["A", "B", "Email"], ["Anna", "Aho", "a@x.fi"], columns={"name": ["A", "B"]})
    assert found.people["name"].tolist() == ["Anna Aho"]


def test_headers_named_for_themes_are_best_first_or_one_a_theme(read):
    ranks = read(["Nimi", "Eka", "Toka"], ["Anna", "HR", "Agile"], columns={"themes": ["Toka", "Eka"]})
    assert ranks.people["themes"].tolist() == [["Agile", "HR"]]
    ticks = read(["Nimi", "HR", "Agile"], ["Anna", "x", ""], ["Bo", "", "x"], columns={"themes": ["HR", "Agile"]})
    assert ticks.people["themes"].tolist() == [{"HR": 5}, {"Agile": 5}]


def test_naming_a_column_for_themes_closes_the_matter(read):
    found = read(
        ["Nimi", "1. toive", "2. toive", "Aiheet"], ["Anna", "HR", "Arki", "Agile;"], columns={"themes": "Aiheet"}
    )
    assert found.people["themes"].tolist() == [{"Agile": 5}]
    assert found.unused == ["1. toive", "2. toive"]


def test_faults_come_in_finnish_and_swedish(read):
    rows = [["Nimi", "Paikkakunta"], ["Anna", "Åbo"], ["Bo", "Oulu"]]
    assert "luettiin: Turku" in read(*rows, language="fi").faults["action"].tolist()
    assert "lästes som Turku" in read(*rows, language="sv").faults["action"].tolist()
    with pytest.raises(ValueError, match="no messages in 'de'"):
        read(*rows, language="de")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_kind_of_fault_is_translated_with_the_same_places(language):
    catalogue = _catalogue(language)
    for message in {message for kind in KINDS.values() for message in (kind.problem, kind.action)} - {"{near}"}:
        assert message in catalogue
        assert sorted(re.findall(r"{\w+}", message)) == sorted(re.findall(r"{\w+}", catalogue[message])), message


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_faults_are_filled_with_is_translated_too(language):
    said = list(re.findall(r'Unsafe\("([^"]+)"\)', inspect.getsource(guards)))
    said += [what for _, what in files._SIGNATURES] + list(workbook._OTHER.values())
    for module in (answers, files, modes, place_answers, workbook):
        said += re.findall(r'say\("([^"]+)"\)|_Refused\("\w+", "([^"]+)"\)', inspect.getsource(module))
    texts = {text for item in said for text in ([item] if isinstance(item, str) else item) if text}
    assert len(texts) > 20
    assert texts <= _catalogue(language).keys()


def test_an_unknown_kind_of_fault_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        Faults().add("no such kind")
