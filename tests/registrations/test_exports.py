"""Whole exports of the forms that organisers use come out right, each in its own way of writing."""

import datetime as dt

import pytest

import peergroups as pg


def codes(registrations):
    return registrations.faults["code"].tolist()


def test_a_finnish_export_of_microsoft_forms(read):
    headers = [
        "ID", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi", "Edellisen muokkauksen aika",
        "Etu- ja sukunimi", "Sähköpostiosoite2", "Missä kunnassa työskentelet?\xa0", "Mikä on paikallisyhdistyksesi?",
        "Mitkä teemat kiinnostavat sinua?\nVoit valita useita.\xa0\xa0", "1. toive", "2. toive", "3. toive",
        "Mitkä ajat sopivat sinulle?", "Millä kielellä haluat keskustella?", "Voisitko toimia ryhmän ohjaajana?",
        "Mistä sait tiedon vertaisryhmistä?",
    ]  # fmt: skip

    def answer(number, minute, name, email, *rest):
        start = dt.datetime(2026, 9, 1, 8, minute)
        return [number, start, start + dt.timedelta(minutes=3), "anonymous", "", "", name, email, *rest]

    found = read(
        headers,
        answer(
            *(1, 0, "Anna Aho", "anna@x.fi", "Åbo", "Varsinais-Suomi", "Arki;Agile;", "Arki", "Agile", ""),
            *("ma 12;ti 14;", "Suomi;", "Kyllä", "Esihenkilöltä"),
        ),
        answer(
            *(2, 5, "Bo Berg", "bo@x.fi", "helsinki ", "Uusimaa", "Agile;", "Agile", "", ""),
            *("ti 14;", "Suomi;Ruotsi;", "Ei", ""),
        ),
        answer(
            *(3, 9, "Anna Aho", "Anna@x.fi", "Turku", "Varsinais-Suomi", "Arki;", "Arki", "", ""),
            *("ma 12;", "Suomi;", "Kyllä", ""),
        ),
    )
    anna, bo = found.people.to_dict("records")
    assert found.people.index.tolist() == ["anna@x.fi", "bo@x.fi"]
    assert (anna["name"], anna["place"], anna["registered"]) == ("Anna Aho", "Turku", dt.datetime(2026, 9, 1, 8, 3))
    assert (anna["themes"], anna["slots"], anna["could_guide"]) == (["Arki"], ["ma 12"], True)
    assert (bo["themes"], bo["languages"], bo["unit"]) == (["Agile"], ["Suomi", "Ruotsi"], "Uusimaa")
    assert sorted(codes(found)) == ["latest_answer", "older_answer", "spelling"]
    assert found.unused == ["Aloitusaika", "Edellisen muokkauksen aika", headers[-1]]


def test_an_english_export_of_microsoft_forms_as_text(read_text):
    found = read_text(
        "ID,Start time,Completion time,Email,Name,What is your role?,Which topics are you interested in?\r\n"
        '1,7/27/26 19:06:23,7/27/26 19:08:01,anna@x.com,Anna Ash,HR,"Agile;Leading, day by day;"\r\n'
        "2,7/28/26 8:00:00,7/28/26 8:02:11,bo@x.com,Bo Birch,Sales,Agile;\r\n",
        encoding="utf-8-sig",
    )
    assert found.people["registered"].iloc[0] == dt.datetime(2026, 7, 27, 19, 8, 1)
    assert found.people["ticked"].tolist() == [["Agile", "Leading, day by day"], ["Agile"]]
    assert codes(found) == []


def test_a_swedish_export_of_google_forms(read_text):
    found = read_text(
        "Tidstämpel,E-postadress,Namn,Vilken ort arbetar du på?,Vilka tider passar dig? [Måndag],"
        "Vilka tider passar dig? [Tisdag],Temaönskemål [Första valet],Temaönskemål [Andra valet]\n"
        '2026-09-01 10.00.00,anna@x.fi,Anna Al,Vasa,"9-11, 13-15",,Agilt,Vardag\n'
        "2026-09-01 11.30.00,bo@x.fi,Bo Björk,Vasa,9-11,13-15,Vardag,Agilt\n"
    )
    assert found.people["place"].tolist() == ["Vaasa", "Vaasa"]
    assert found.people["slots"].iloc[0] == ["Måndag 9-11", "Måndag 13-15"]
    assert found.people["themes"].tolist() == [["Agilt", "Vardag"], ["Vardag", "Agilt"]]
    assert found.people["registered"].iloc[1] == dt.datetime(2026, 9, 1, 11, 30)
    assert found.errors.empty


def test_a_finnish_export_of_google_forms_with_a_grid_of_grades(read_text):
    found = read_text(
        "Aikaleima,Sähköpostiosoite,Nimesi,Kuinka paljon teemat kiinnostavat (1-5)? [Agile],"
        "Kuinka paljon teemat kiinnostavat (1-5)? [Arki],Millä kielillä?\n"
        '1.9.2026 8.05.00,anna@x.fi,Anna Aho,5,2,"suomi, englanti"\n'
        "1.9.2026 9.15.30,bo@x.fi,Bo Berg,1,4,suomi\n"
    )
    assert found.people["themes"].tolist() == [{"Agile": 5, "Arki": 2}, {"Agile": 1, "Arki": 4}]
    assert found.people["languages"].tolist() == [["suomi", "englanti"], ["suomi"]]
    assert codes(found) == ["grid_grades"]


def test_an_export_with_a_column_for_each_option(read):
    # As survey tools write it: 1 or the option's text where ticked, 0 or nothing where not.
    found = read(
        [
            "Vastaajan ID",
            "Vastausaika",
            "Etunimi",
            "Sukunimi",
            "Sähköposti",
            "Teemat - Agile",
            "Teemat - Arki",
            "Sopivat ajat: ma 12",
            "Sopivat ajat: ti 14",
            "Osallistumistapa: Etänä",
            "Osallistumistapa: Paikan päällä",
        ],
        [101, "1.9.2026 8:05", "Anna", "Aho", "anna@x.fi", 1, 0, "ma 12", "", "Etänä", ""],
        [102, "1.9.2026 8:06", "Bo", "Berg", "bo@x.fi", 1, 1, "", "ti 14", "Etänä", "Paikan päällä"],
    )
    anna, bo = found.people.to_dict("records")
    assert (anna["name"], anna["themes"], anna["slots"], anna["online"]) == (
        "Anna Aho",
        {"Agile": 5},
        ["ma 12"],
        "yes",
    )
    assert (bo["themes"], bo["slots"], bo["online"]) == ({"Agile": 5, "Arki": 5}, ["ti 14"], "either")
    assert codes(found) == []


def test_a_finnish_sheet_as_text_with_semicolons_and_decimal_commas(read_text):
    found = read_text(
        "Nimi;Sähköposti;Rooli;Yksikkö;Paikkakunta;Osallistumistapa;Esihenkilö;Työvuodet\r\n"
        "Anna Äijälä;Anna.Aijala@x.fi;Projektipäällikkö;Tuotanto;Oulu;Etänä;Berg Bo;3,5\r\n"
        "Bo Berg;bo.berg@x.fi;Esihenkilö;Tuotanto ;Oulu;Lähitapaaminen;Maija Iso;12\r\n",
        encoding="cp1252",
        columns={"seniority": "Työvuodet"},
    )
    assert found.people["manager"].tolist() == ["bo.berg@x.fi", "Maija Iso"]
    assert found.people["seniority"].tolist() == [3.5, 12]
    assert found.people["unit"].tolist() == ["Tuotanto", "Tuotanto"]
    assert found.people["online"].tolist() == ["yes", "no"]
    assert codes(found) == ["managers_outside"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_people_are_the_same_in_every_encoding(read_text, encoding):
    text = "Nimi;Sähköposti;Paikkakunta\r\nÄijä Öhman;a@x.fi;Jyväskylä\r\n"
    assert read_text(text, encoding).people["name"].tolist() == ["Äijä Öhman"]


def test_reading_twice_gives_the_same(workbook):
    path = workbook({"A": [["Nimi", "Email", "Teemat"], ["Anna", "a@x.fi", "B;A;"], ["Bo", "b@x.fi", "A;"]]})
    first, second = pg.read_registrations(path), pg.read_registrations(path)
    assert first.people.equals(second.people)
    assert first.faults.equals(second.faults)


def test_every_person_of_the_sheet_is_among_the_people(read):
    # 300 rows, of which every third answers again under the same address: 200 people.
    rows = [[f"Person {k}", f"p{k - k % 3 // 2}@x.fi", "HR"] for k in range(300)]
    found = read(["Name", "Email", "Role"], *rows)
    addresses = {row[1] for row in rows}
    assert {str(e) for e in found.people["email"]} == addresses
    assert len(found.people) + (found.faults["code"] == "older_answer").sum() == 300
