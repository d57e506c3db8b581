"""Sheets as organisers have them: rows of questions and options, totals below, workplaces that are towns."""

import pytest


def test_a_row_of_questions_above_a_row_of_options_is_read_as_one(read):
    """As Webropol exports them: the cells of questions with options are merged over these."""
    found = read(
        ["Vastausaika", "Yhteystiedot", None, "Rooli", "Mistä teemoista haluat puhua?", None, "Sopivat ajat", None],
        [None, "Etunimi", "Sukunimi", None, "Arki", "Itsensä johtaminen", "ke 9-11", "pe 13-15"],
        ["12.1.2026 klo 9.15", "Anna", "Aho", "HR", 1, 0, 0, 1],
        ["13.1.2026 klo 9.15", "Bo", "Berg", "HR", 1, 1, 1, 1],
    )
    assert found.people["name"].tolist() == ["Anna Aho", "Bo Berg"]
    assert [sorted(themes) for themes in found.people["themes"]] == [["Arki"], ["Arki", "Itsensä johtaminen"]]
    assert found.people["slots"].tolist() == [["pe 13-15"], ["ke 9-11", "pe 13-15"]]
    assert found.people["role"].tolist() == ["HR", "HR"]
    assert found.columns["slots"] == ["Sopivat ajat [ke 9-11]", "Sopivat ajat [pe 13-15]"]
    assert "title_rows" not in found.faults["code"].tolist()


def test_options_below_are_found_where_the_questions_row_has_the_fields_names(read):
    found = read(
        ["Nimi", "Sähköposti", "Paikkakunta", "Mitkä ajat sopivat?", None],
        [None, None, None, "ma 9", "ti 9"],
        ["Anna", "a@x.fi", "Oulu", "x", None],
    )
    assert found.people["slots"].tolist() == [["ma 9"]]
    assert found.faults.empty


def test_groups_of_headers_above_whole_headers_are_titles(read):
    found = read(
        ["Henkilö", None, "Toiveet", None],
        ["Nimi", "Sähköposti", "1. toive", "2. toive"],
        ["Anna", "a@x.fi", "Arki", "HR"],
    )
    assert found.columns["theme_ranks"] == ["1. toive", "2. toive"]
    assert found.faults["code"].tolist() == ["title_rows"]


@pytest.mark.parametrize("word", ["Yhteensä", "TOTAL:", "Summa", "Keskiarvo"])
def test_a_row_of_totals_at_the_end_is_nobody(read, word):
    found = read(["Nimi", "Rooli"], ["Anna", "HR"], ["Bo", "HR"], [word, "2"])
    assert found.people["name"].tolist() == ["Anna", "Bo"]
    assert found.faults.loc[found.faults["code"] == "total_row", "row"].tolist() == [4]


def test_somebody_with_an_address_is_no_total(read):
    assert len(read(["Nimi", "Sähköposti"], ["Anna", "a@x.fi"], ["Summa", "s@x.fi"]).people) == 2


def test_the_next_rank_counts_though_it_is_called_otherwise(read):
    found = read(
        ["Nimi", "Ensisijainen aihe", "Toissijainen aihe", "Kolmas vaihtoehto"], ["Anna", "Arki", "HR", "Agile"]
    )
    assert found.people["themes"].tolist() == [["Arki", "HR", "Agile"]]


@pytest.mark.parametrize(
    ("answers", "field"), [(["Vasa", "Jakobstad", "Åbo"], "place"), (["Skolan", "Biblioteket", "Åbo"], "unit")]
)
def test_a_workplace_is_a_place_if_the_answers_are_towns(read, answers, field):
    found = read(["Namn", "Arbetsplats"], *([f"P {k}", answer] for k, answer in enumerate(answers)))
    assert {"place", "unit"} & set(found.people.columns) == {field}


def test_small_letters_are_another_spelling_and_not_another_language(read):
    found = read(["Nimi", "Paikkakunta"], ["Anna", "helsinki"], ["Bo", "Helsingfors"])
    said = found.faults.set_index("value")["problem"]
    assert said["helsinki"] == "another spelling of Helsinki"
    assert said["Helsingfors"] == "the Finnish name is Helsinki"
