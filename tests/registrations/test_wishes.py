"""Theme wishes are understood in every form that they are asked in."""

import pytest


def themes(registrations):
    return registrations.people["themes"].tolist()


def codes(registrations):
    return [code for code in registrations.faults["code"] if code != "no_identity"]


@pytest.mark.parametrize(
    "headers",
    [
        ["1. toive", "2. toive", "3. toive"],
        ["Teematoive 1", "Teematoive 2", "Teematoive 3"],
        ["Toive1", "Toive2", "Toive3"],
        ["Ensisijainen teema", "Toissijainen teema", "Kolmas teema"],
        ["First choice", "Second choice", "Third choice"],
        ["1st choice of theme", "2nd choice of theme", "3rd choice of theme"],
        ["Förstahandsval", "Andrahandsval", "Tredjehandsval"],
        ["Första valet", "Andra valet", "Tredje valet"],
        ["Teematoiveet [1. valinta]", "Teematoiveet [2. valinta]", "Teematoiveet [3. valinta]"],
    ],
)
def test_a_column_for_each_rank_is_a_list_best_first(read, headers):
    found = read(["Nimi", *headers], ["Anna", "HR", "Agile", ""], ["Bo", "Agile", "Arki", "HR"])
    assert themes(found) == [["HR", "Agile"], ["Agile", "Arki", "HR"]]
    assert codes(found) == []


def test_the_order_of_the_columns_does_not_matter_but_that_of_the_ranks(read):
    found = read(["Nimi", "3. toive", "1. toive", "2. toive"], ["Anna", "Arki", "HR", "Agile"])
    assert themes(found) == [["HR", "Agile", "Arki"]]


def test_a_column_for_each_theme_with_ranks_is_a_list_best_first(read):
    found = read(
        ["Nimi", "Teemat [HR]", "Teemat [Agile]", "Teemat [Arki]"],
        ["Anna", 2, 1, 3],
        ["Bo", 1, "", ""],
        ["Cai", 3, 2, 1],
    )
    assert themes(found) == [["Agile", "HR", "Arki"], ["HR"], ["Arki", "Agile", "HR"]]
    assert codes(found) == ["grid_ranks"]


def test_ranks_in_words_are_ranks(read):
    found = read(
        ["Nimi", "Teemat [HR]", "Teemat [Agile]"],
        ["Anna", "2. valinta", "1. valinta"],
        ["Bo", "1. valinta", "2. valinta"],
    )
    assert themes(found) == [["Agile", "HR"], ["HR", "Agile"]]


def test_equal_ranks_are_taken_in_the_order_of_the_columns_and_said(read):
    found = read(
        ["Nimi", "Järjestä teemat [HR]", "Järjestä teemat [Agile]", "Järjestä teemat [Arki]"],
        ["Anna", 1, 1, 2],
        ["Bo", 3, 2, 1],
    )
    assert themes(found) == [["HR", "Agile", "Arki"], ["Arki", "Agile", "HR"]]
    assert codes(found) == ["tied_ranks", "grid_ranks"]


def test_a_grid_from_one_to_five_is_grades(read):
    found = read(
        ["Nimi", "Kuinka paljon teemat kiinnostavat? [HR]", "Kuinka paljon teemat kiinnostavat? [Agile]"],
        ["Anna", 5, 2],
        ["Bo", "4", ""],
        ["Cai", "5 - erittäin paljon", 0],
        ["Dan", 77, "en osaa sanoa kai"],
    )
    assert themes(found) == [{"HR": 5, "Agile": 2}, {"HR": 4}, {"HR": 5}, {}]
    assert codes(found) == ["bad_grade", "bad_grade", "grid_grades"]


def test_grades_in_words_are_a_scale_of_five(read):
    found = read(
        ["Name", "Themes.HR", "Themes.Agile"],
        ["Anna", "Very interested", "Not interested"],
        ["Bo", "Somewhat interested", "Slightly interested"],
    )
    assert themes(found) == [{"HR": 5, "Agile": 1}, {"HR": 3, "Agile": 2}]


def test_a_scale_to_ten_is_shrunk_to_five(read):
    # 1 stays 1 and 10 becomes 5: each step is 4/9.
    found = read(["Nimi", "Arvioi teemat: HR", "Arvioi teemat: Agile"], ["Anna", 10, 1], ["Bo", 10, 4])
    assert themes(found) == [{"HR": 5, "Agile": 1}, {"HR": 5, "Agile": pytest.approx(1 + 3 * 4 / 9)}]


def test_ticked_themes_are_all_wished_for_alike(read):
    found = read(["Nimi", "Mitkä teemat kiinnostavat sinua?"], ["Anna", "HR;Agile;"], ["Bo", "Agile;"], ["Cai", ""])
    assert themes(found) == [{"HR": 5, "Agile": 5}, {"Agile": 5}, {}]
    assert found.people["ticked"].tolist() == [["HR", "Agile"], ["Agile"], []]


def test_the_most_important_of_ticked_themes_comes_first(read):
    found = read(
        ["Nimi", "Valitse teemat", "Mikä on tärkein teema?"], ["Anna", "HR;Agile;", "Agile"], ["Bo", "HR;", "Arki"]
    )
    assert themes(found) == [{"HR": 4, "Agile": 5}, {"HR": 4, "Arki": 5}]
    assert codes(found) == ["not_ticked"]


def test_themes_ticked_besides_ranked_ones_come_after_them(read):
    found = read(["Nimi", "1. toive", "2. toive", "Teemat"], ["Anna", "HR", "Agile", "Arki;Agile;"])
    assert themes(found) == [["HR", "Agile", "Arki"]]


@pytest.mark.parametrize(
    "header", ["Järjestä teemat tärkeysjärjestykseen", "Teemat (tärkein ensin)", "Which themes? Best first, please"]
)
def test_a_question_to_put_in_order_is_a_ranking(read, header):
    found = read(["Nimi", header], ["Anna", "HR;Agile;"], ["Bo", "Agile;HR;"])
    assert themes(found) == [["HR", "Agile"], ["Agile", "HR"]]


def test_cells_with_the_same_options_in_other_orders_are_a_ranking_and_said(read):
    found = read(["Nimi", "Teemat"], ["Anna", "A;B;C;"], ["Bo", "B;A;C;"], ["Cai", "C;B;A;"])
    assert themes(found) == [["A", "B", "C"], ["B", "A", "C"], ["C", "B", "A"]]
    assert codes(found) == ["ranked_cells"]


def test_a_theme_wished_twice_keeps_its_best_rank(read):
    found = read(
        ["Nimi", "1. toive", "2. toive", "3. toive"], ["Anna", "HR", "hr", "Agile"], ["Bo", "HR", "Agile", ""]
    )
    assert themes(found) == [["HR", "Agile"], ["HR", "Agile"]]
    assert codes(found) == ["spelling", "wished_twice"]


def test_statements_without_a_question_are_taken_for_themes_and_said(read):
    found = read(["Nimi", "Arjen johtaminen", "Agile", "HR"], ["Anna", 5, 3, 1], ["Bo", 2, 2, 4])
    assert themes(found)[0] == {"Arjen johtaminen": 5, "Agile": 3, "HR": 1}
    assert codes(found) == ["scale_guessed", "grid_grades"]


def test_a_single_theme_is_a_wish(read):
    found = read(["Nimi", "Teema"], ["Anna", "HR"], ["Bo", "Agile"])
    assert themes(found) == [{"HR": 5}, {"Agile": 5}]
