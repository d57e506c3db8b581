"""Sheets as people keep them: whatever the layout, the same people have met."""

from pathlib import Path

import pytest
import xlsxwriter

import peergroups as pg
from peergroups.meetings.written_out import is_group

MET = {("Ann Ek", "Bo Ek"), ("Ann Ek", "Gun Aho"), ("Bo Ek", "Gun Aho"), ("Cai Salo", "Dan Lehto")}
FORMS = {
    "the group on its first row": [
        ["Ryhmä", "Nimi"], ["A", "Ann Ek"], ["", "Bo Ek"], ["", "Gun Aho"], ["B", "Cai Salo"], ["", "Dan Lehto"],
    ],
    "first and last names": [
        ["Etunimi", "Sukunimi", "Ryhmän nro"], ["Ann", "Ek", 1], ["Bo", "Ek", 1], ["Gun", "Aho", 1],
        ["Cai", "Salo", 2], ["Dan", "Lehto", 2],
    ],
    "all members in a cell": [["Group", "Members"], [1, "Ann Ek, Bo Ek, Gun Aho"], [2, "Cai Salo; Dan Lehto"]],
    "all members in a cell, in Swedish": [
        ["Grupp", "Deltagare"], ["1", "Ann Ek\nBo Ek\nGun Aho"], ["2", "Cai Salo\nDan Lehto"],
    ],
    "side by side": [
        ["Kevään ryhmät"], [], ["Ryhmä 1", "Ryhmä 2:"], ["Ann Ek", "Cai Salo"], ["Bo Ek", "Dan Lehto"],
        ["Gun Aho", ""],
    ],
    "one below the other": [
        ["Spring"], ["Table A"], ["Name", "Unit"], ["Ann Ek", "Oulu"], ["Bo Ek", "Oulu"], ["Gun Aho", "Turku"],
        [], ["Table B"], ["Name", "Unit"], ["Cai Salo", "Oulu"], ["Dan Lehto", "Vaasa"],
    ],
    "a person a row, in Swedish": [
        ["Deltagare", "Grupp nr"], ["Ann Ek", 1], ["Bo Ek", 1], ["Gun Aho", 1], ["Cai Salo", 2], ["Dan Lehto", 2],
    ],
    "with totals below": [
        ["Group", "Name"], [1, "Ann Ek"], [1, "Bo Ek"], [1, "Gun Aho"], [2, "Cai Salo"], [2, "Dan Lehto"],
        ["", "5 people in all"], [], ["Printed on 1.2.2026"],
    ],
}  # fmt: skip


def write(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def met(path: Path) -> set[tuple[str, str]]:
    graph = pg.MeetingGraph.from_workbooks(path)
    assert graph.rounds == (path.stem,)
    return set(graph.pairs()[["first", "second"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_people_have_met_whatever_the_layout(tmp_path, form):
    assert met(write(tmp_path / "spring.xlsx", {"Sheet": FORMS[form]})) == MET


def test_a_sheet_for_each_group_is_one_round(tmp_path):
    one = [["Name", "Unit"], ["Ann Ek", "Oulu"], ["Bo Ek", "Oulu"], ["Gun Aho", "Turku"]]
    path = write(tmp_path / "spring.xlsx", {"Group 1": one, "Group 2": [["Name"], ["Cai Salo"], ["Dan Lehto"]]})
    assert met(path) == MET
    assert pg.MeetingGraph.from_workbooks(path).facts.loc["Gun Aho", "unit"] == "Turku"


def test_an_empty_group_means_absent_where_groups_are_named_more_than_once(tmp_path):
    rows = [["Group", "Name"], [1, "Ann Ek"], ["", "Bo Ek"], ["", "Gun Aho"], [1, "Cai Salo"], ["", "Dan Lehto"]]
    assert met(write(tmp_path / "spring.xlsx", {"Sheet": rows})) == {("Ann Ek", "Cai Salo")}


def test_names_with_a_comma_stay_whole_in_a_column_of_people(tmp_path):
    rows = [["Deltagare", "Grupp"], ["Ek, Ann", 1], ["Ek, Bo", 1]]
    assert met(write(tmp_path / "spring.xlsx", {"Sheet": rows})) == {("Ek, Ann", "Ek, Bo")}


def test_a_group_is_a_word_with_a_number_or_letter():
    assert all(map(is_group, ("Ryhmä 3", "pöytä B", "Table 12:", "Grupp å")))
    assert not any(map(is_group, ("Ryhmä", "Ryhmän ohjaaja", "Group leader", "3", "")))
