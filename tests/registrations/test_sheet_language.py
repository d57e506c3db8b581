"""Faults and plans are in the language of the sheet's headers, where nobody asks for another."""

import pytest

FINNISH = ["Mitkä teemat kiinnostavat?", "Missä yksikössä työskentelet?"]


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (["Nimi", "Sähköposti", "Teemat"], "fi"),
        (["Namn", "E-post", "Enhet", "Teman"], "sv"),
        (["Name", "E-mail", "Unit", "Themes"], "en"),
        # A form in English with an organiser's questions in Finnish: the questions count.
        (["ID", "Start time", "Completion time", "Email", "Name", *FINNISH], "fi"),
        (["Namn", "E-post", "Vilka tider passar dig?", "Vill du delta på distans?"], "sv"),
    ],
)
def test_the_language_is_that_of_the_questions(read, headers, language):
    row = [f"{header} 1" for header in headers]
    assert read(headers, row, language=None).language == language


def test_faults_are_told_in_the_language_that_was_found_or_asked_for(read):
    rows = ["Nimi", "Sähköposti", "Teemat"], ["Anna Aho", "ei ole", "Aika"], ["Bo Berg", "bo@x.fi", "Aika"]
    assert "sähköpostiosoite puuttuu" in read(*rows, language=None).faults["problem"].tolist()
    assert "no e-mail address" in read(*rows).faults["problem"].tolist()
