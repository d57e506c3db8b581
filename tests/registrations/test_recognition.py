"""Columns are recognised by their headers in three languages, and by a look at the answers."""

import pytest

import peergroups as pg

ANSWERS = {
    "role": "HR",
    "unit": "Oulun osasto",
    "place": "Oulu",
    "online": "Etänä",
    "slots": "ma 12;",
    "languages": "suomi",
    "manager": "Matti Pomo",
    "themes": "Agile;",
    "together": "Bo Berg",
    "apart": "Bo Berg",
    "could_guide": "Kyllä",
    "been_before": "Ei",
    "consent": "Kyllä",
    "registered": "1.9.2026 8.05",
    "email": "anna@x.fi",
}

HEADERS = [
    # Finnish
    ("role", "Rooli"),
    ("role", "Mikä on roolisi työpaikalla?"),
    ("role", "Tehtävänimike"),
    ("unit", "Yksikkö"),
    ("unit", "Mihin paikallisyhdistykseen kuulut?"),
    ("unit", "Missä yksikössä työskentelet?"),
    ("place", "Paikkakunta"),
    ("place", "Missä kunnassa asut?"),
    ("place", "Millä paikkakunnalla työskentelet?"),
    ("place", "Toimipisteesi"),
    ("place", "Työskentelykuntasi"),
    ("unit", "Missä tiimissä työskentelet?"),
    ("slots", "Mitkä päivät sopivat sinulle?"),
    ("online", "Osallistumistapa"),
    ("online", "Haluatko osallistua etänä vai paikan päällä?"),
    ("slots", "Mitkä ajat sopivat sinulle?"),
    ("slots", "Milloin pääset mukaan? Valitse kaikki sopivat."),
    ("slots", "Sopivat ajankohdat"),
    ("languages", "Kieli"),
    ("languages", "Millä kielillä voit keskustella ryhmässä?"),
    ("manager", "Esihenkilö"),
    ("manager", "Esihenkilösi nimi"),
    ("manager", "Kuka on lähin esimiehesi?"),
    ("themes", "Mitkä seuraavista teemoista kiinnostavat sinua? (voit valita useita)"),
    ("themes", "Mistä aiheista haluaisit keskustella?"),
    ("together", "Kenen kanssa haluaisit samaan ryhmään?"),
    ("apart", "Onko joku, jonka kanssa et halua olla samassa ryhmässä?"),
    ("could_guide", "Voisitko toimia ryhmän ohjaajana?"),
    ("been_before", "Oletko ollut mukana vertaisryhmässä aiemmin?"),
    ("consent", "Hyväksyn henkilötietojeni käsittelyn"),
    ("registered", "Aikaleima"),
    ("registered", "Valmistumisaika"),
    ("email", "Sähköpostiosoite"),
    ("email", "Mikä on sähköpostisi?"),
    # Swedish
    ("role", "Befattning"),
    ("role", "Vilken är din roll?"),
    ("unit", "Avdelning"),
    ("unit", "Vilken lokalförening hör du till?"),
    ("place", "Hemkommun"),
    ("place", "Vilken är din hemkommun?"),
    ("slots", "Vilka kvällar passar dig?"),
    ("themes", "Vilka teman intresserar dig mest? Välj högst tre."),
    ("place", "På vilken ort arbetar du?"),
    ("online", "Vill du delta på distans eller på plats?"),
    ("slots", "Vilka tider passar dig?"),
    ("slots", "När kan du delta?"),
    ("languages", "På vilket språk vill du diskutera?"),
    ("manager", "Närmaste chef"),
    ("themes", "Vilka teman intresserar dig?"),
    ("together", "Med vem vill du vara i samma grupp?"),
    ("apart", "Vem vill du inte vara i samma grupp med?"),
    ("could_guide", "Kan du tänka dig att vara handledare för en grupp?"),
    ("been_before", "Har du deltagit tidigare?"),
    ("consent", "Jag samtycker till att mina uppgifter behandlas"),
    ("consent", "Godkänner du att uppgifterna används?"),
    ("online", "Hur vill du träffas?"),
    ("registered", "Tidstämpel"),
    ("registered", "Tidsstämpel"),
    ("email", "E-postadress"),
    # English
    ("role", "What is your role?"),
    ("role", "Job title"),
    ("unit", "Which department do you work in?"),
    ("unit", "Business unit"),
    ("unit", "Team"),
    ("slots", "Which days would suit you?"),
    ("themes", "I would like to discuss"),
    ("place", "City"),
    ("place", "Where do you work (municipality)?"),
    ("online", "Would you like to meet online or in person?"),
    ("slots", "Which times suit you?"),
    ("slots", "When are you available?"),
    ("languages", "Which languages can you work in?"),
    ("manager", "Who is your line manager?"),
    ("manager", "Your manager's name"),
    ("themes", "Which topics are you interested in?"),
    ("together", "With whom would you like to be in a group?"),
    ("apart", "Name people you would rather not be in a group with"),
    ("could_guide", "Could you be a guide of a group?"),
    ("been_before", "Have you taken part before?"),
    ("consent", "I agree to the processing of my personal data"),
    ("registered", "Timestamp"),
    ("email", "E-mail address:"),
]


@pytest.mark.parametrize(("field", "header"), HEADERS)
def test_a_header_is_recognised(read, field, header):
    found = read(["Nimi", header], ["Anna Aho", ANSWERS[field]], ["Bo Berg", ANSWERS[field]])
    assert found.columns.get(field) == [header]
    assert field in found.people.columns


@pytest.mark.parametrize(
    "header",
    [
        "Muita terveisiä järjestäjälle",
        "Sukupuoli",
        "Ruokavalio",
        "Mitä odotat ryhmältä?",
        "Mitä muuta toivot?",
        "Övriga önskemål",
        "Other wishes",
        "Anything else?",
        "Points - What is your role?",
        "Phone number",
    ],
)
def test_what_no_rule_needs_is_left_and_named(read, header):
    found = read(["Nimi", header], ["Anna Aho", "Ei mitään erityistä, kiitos."], ["Bo Berg", "Kiva juttu!"])
    assert found.unused == [header]


def test_a_question_of_yes_or_no_on_being_a_manager_names_no_manager(read):
    found = read(["Nimi", "Oletko esihenkilö?"], ["Anna", "Kyllä"], ["Bo", "Ei"])
    assert "manager" not in found.people


@pytest.mark.parametrize(
    ("header", "answers", "field"),
    [
        ("Mikä valitsemistasi teemoista on sinulle tärkein?", ["HR", "Agile", "HR"], "top_theme"),
        # a comma inside an option makes no second answer, as the parts stand in no other option
        ("Which topic interests you most?", ["Leading, day by day", "Agile", "Leading, day by day"], "top_theme"),
        # those who may tick several name the same theme in different answers
        ("Vilka teman intresserar dig mest?", ["HR, Agile", "Agile", "HR"], "themes"),
    ],
)
def test_the_most_important_theme_is_one(read, header, answers, field):
    found = read(["Nimi", header], *([f"Person {k}", answer] for k, answer in enumerate(answers)))
    assert found.columns.get(field) == [header]


def test_answers_that_begin_with_weekdays_are_times_whatever_the_header(read):
    found = read(["Nimi", "Sinulle käy"], ["Anna", "Ma klo 9;Keskiviikkoiltana;"], ["Bo", "keskiviikkoiltana;"])
    assert found.columns["slots"] == ["Sinulle käy"]
    # "To" is also Thursday in Finnish, but a question whose answers all begin with it asks for no day
    found = read(["Nimi", "Why do you come?"], ["Anna", "To learn"], ["Bo", "To listen"])
    assert "slots" not in found.columns


def test_ticked_columns_named_by_weekdays_are_times(read):
    found = read(["Namn", "Måndag", "Onsdag kväll"], ["Anna", "x", ""], ["Bo", "x", "x"])
    assert found.people["slots"].tolist() == [["Måndag"], ["Måndag", "Onsdag kväll"]]
    found = read(["Nimi", "Sinulle käy: Ti", "Sinulle käy: Ke"], ["Anna", 1, 0], ["Bo", 1, 1])
    assert found.people["slots"].tolist() == [["Ti"], ["Ti", "Ke"]]


def test_a_scale_of_themes_holds_no_field_though_their_names_have_its_words(read):
    headers = ["Nimi", "Kieli ja kulttuuri", "Luottamus tiimissä", "Esihenkilön tuki"]
    found = read(headers, ["Anna", 1, 2, 3], ["Bo", 3, 1, 2])
    assert found.columns["theme_columns"] == headers[1:]


def test_what_people_would_talk_about_is_asked_in_the_question_on_themes_first(read):
    headers = ["Nimi", "Mistä haluat keskustella?", "Mitkä teemat kiinnostavat?"]
    found = read(headers, ["Anna", "Arki;", "HR;"], ["Bo", "Arki;", "HR;"])
    assert found.columns["themes"] == [headers[2]]


def test_free_text_with_the_word_role_in_its_question_is_no_role(read):
    text = "Haluaisin kuulla muiden kokemuksia siitä, miten arjen johtaminen sujuu kiireen keskellä."
    found = read(["Nimi", "Mitä roolissasi pohdit?"], ["Anna", text], ["Bo", text[::-1]])
    assert found.unused == ["Mitä roolissasi pohdit?"]


def test_free_text_on_interests_is_no_list_of_themes(read):
    rows = [[f"P{k}", f"Minua kiinnostaa asia {k}, koska työssäni tulee vastaan pulma {k * k}."] for k in range(12)]
    assert read(["Nimi", "Miksi olet kiinnostunut ryhmästä?"], *rows).unused == ["Miksi olet kiinnostunut ryhmästä?"]


def test_of_two_columns_for_one_thing_the_one_with_its_name_is_taken_and_the_other_told(read):
    found = read(["Nimi", "Millä paikkakunnalla olit ennen?", "Paikkakunta"], ["Anna", "Oulu", "Turku"])
    assert found.people["place"].tolist() == ["Turku"]
    assert found.unused == ["Millä paikkakunnalla olit ennen?"]
    assert "also" in set(found.faults["code"])


def test_a_workplace_is_the_place_only_without_a_municipality(read):
    assert read(["Nimi", "Toimipaikka"], ["Anna", "Oulu"]).columns["place"] == ["Toimipaikka"]
    both = read(["Nimi", "Toimipaikka", "Paikkakunta"], ["Anna", "Tehdas", "Oulu"])
    assert (both.columns["place"], both.columns["unit"]) == (["Paikkakunta"], ["Toimipaikka"])
    three = read(["Nimi", "Toimipaikka", "Paikkakunta", "Yksikkö"], ["Anna", "Tehdas", "Oulu", "IT"])
    assert (three.columns["place"], three.columns["unit"]) == (["Paikkakunta"], ["Yksikkö"])


def test_what_stands_in_brackets_after_a_question_is_no_part_of_its_options(read):
    question = "Kuinka kiinnostunut olet näistä teemoista? (1 = en lainkaan, 5 = erittäin)."
    found = read(["Nimi", f"{question}Ajanhallinta", f"{question}Hybridityö"], ["Anna", "1", "5"], ["Bo", "3", "2"])
    assert found.people["themes"].tolist() == [
        {"Ajanhallinta": 1, "Hybridityö": 5},
        {"Ajanhallinta": 3, "Hybridityö": 2},
    ]


def test_a_numbered_question_is_no_rank(read):
    found = read(["Nimi", "1. Mitkä teemat kiinnostavat?", "2. Mitkä ajat sopivat?"], ["Anna", "HR;", "ma;"])
    assert found.columns["themes"] == ["1. Mitkä teemat kiinnostavat?"]
    assert found.columns["slots"] == ["2. Mitkä ajat sopivat?"]


def test_columns_that_are_read_but_that_no_rule_uses_are_not_needed(read):
    found = read(["Nimi", "Rooli", "Paikkakunta", "Ruokavalio"], ["Anna", "HR", "Oulu", "kaikki"])
    assert found.not_needed(["role"]) == ["Paikkakunta", "Ruokavalio"]
    assert found.not_needed(["role", "place"]) == ["Ruokavalio"]


def test_a_sheet_of_which_no_column_is_known_is_an_error_that_names_its_columns(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("foo,bar\n1,2\n3,4\n", encoding="utf-8")
    faults = pg.read_registrations(path).faults
    error = faults[faults["severity"] == "error"]
    assert error["problem"].tolist() == ["no column is known: foo, bar"]
    assert not (pg.read_registrations(path, columns={"unit": "foo"}).faults["severity"] == "error").any()


def test_times_that_nobody_shares_are_times_all_the_same(read):
    found = read(["Nimi", "Sopivat ajat"], *([f"H {k}", f"ti {k}"] for k in range(8, 20)))
    assert found.people["slots"].iloc[0] == ["ti 8"]


def test_online_or_in_person_is_recognised_by_the_answers_whatever_the_header(read):
    answers = ["Etänä", "Paikan päällä", "Kumpi vain", "Etänä"]
    found = read(["Nimi", "Osallistun"], *([f"Anna {n}", answer] for n, answer in zip("ABCD", answers, strict=True)))
    assert found.people["online"].tolist() == ["yes", "no", "either", "yes"]


def test_one_word_for_online_in_remarks_makes_no_mode(read):
    # Of four remarks one says online and one in person: half of them say something else.
    remarks = ["Zoom", "paikan päällä", "kiitos", "tulossa"]
    found = read(["Nimi", "Muuta"], *([f"Anna {n}", text] for n, text in zip("ABCD", remarks, strict=True)))
    assert "online" not in found.people
