"""A workbook that an organiser has worked on is read back, or every odd row is named."""

import numpy as np
import openpyxl
import pandas as pd
import pytest

import peergroups as pg

# openpyxl, which reads the workbook here, knows only an older kind of data bars.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def path(tmp_path):
    people = pd.DataFrame({"unit": list("OOTT")}, index=["17", 4, "ann@example.org", "x y"])
    offers = pd.DataFrame({"min_size": [1], "max_size": [2], "copies": [2]}, index=["pairs"])
    problem = pg.Problem(people, offers, [pg.MixedUnits()])
    found = pg.Result(problem, np.array([0, 0, 1, -1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    return found.to_workbook(tmp_path / "spring.xlsx")


def edit(path, change):
    book = openpyxl.load_workbook(path)
    change(book["People"])
    book.save(path)


def test_ids_come_back_as_they_were(path):
    assert pg.read_workbook(path).seats.index.tolist() == ["17", 4, "ann@example.org", "x y"]


def test_a_round_without_a_name_is_called_like_its_file(path):
    assert pg.read_workbook(path).round == "spring"


def test_moves_and_locks_are_read(path):
    def change(sheet):
        sheet["B2"], sheet["B4"], sheet["B5"], sheet["A3"] = 2, None, 5, "x"

    edit(path, change)
    seats = pg.read_workbook(path).seats
    assert seats["group"].tolist() == [2, 1, pd.NA, 5]
    assert seats["offer"].tolist() == ["pairs", "pairs", None, None]  # nobody knows what group 5 is to be
    assert seats["locked"].tolist() == [False, True, False, False]


def test_sorted_rows_and_moved_columns_are_understood(path):
    def change(sheet):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for r, row in enumerate([rows[0], *rows[:0:-1]], start=1):
            for c, value in enumerate(row[::-1], start=1):
                sheet.cell(r, c).value = value

    before = pg.read_workbook(path).seats
    edit(path, change)
    assert pg.read_workbook(path).seats["group"].to_dict() == before["group"].to_dict()


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    [
        ("B2", "two", "a group is a whole number from 1 on, or empty for waiting"),
        ("B2", 0, "a group is a whole number from 1 on, or empty for waiting"),
        ("B2", 1.5, "a group is a whole number from 1 on, or empty for waiting"),
        ("B2", -1, "a group is a whole number from 1 on, or empty for waiting"),
        ("C2", "stranger", "nobody of this round is called that"),
        ("C3", "17", "the person has another row above"),
        ("C2", None, "the row has a group but nobody's id"),
    ],
)
def test_an_odd_cell_is_named(path, cell, value, problem):
    edit(path, lambda sheet: sheet.__setitem__(cell, value))
    with pytest.raises(pg.InputError, match="can't be understood") as error:
        pg.read_workbook(path)
    (first, *_) = error.value.faults.to_dict("records")
    assert (first["severity"], first["cell"]) == ("error", cell)
    assert (first["sheet"], first["row"], first["problem"]) == ("People", int(cell[1:]), problem)


def test_all_odd_rows_are_named_at_once(path):
    def change(sheet):
        sheet["B2"], sheet["B3"] = "?", "!"
        sheet.delete_rows(5)

    edit(path, change)
    with pytest.raises(pg.InputError) as error:
        pg.read_workbook(path)
    assert error.value.faults["value"].tolist() == ["?", "!", "x y"]
    assert "row 2, Group" in str(error.value)


def test_a_lost_column_is_named(path):
    edit(path, lambda sheet: sheet.__setitem__("B1", "Ryhmä"))
    with pytest.raises(pg.InputError, match="sheet People: the columns Group are gone"):
        pg.read_workbook(path)


def test_any_other_workbook_is_refused(tmp_path):
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(pg.InputError, match=r"other\.xlsx is not a workbook of groups"):
        pg.read_workbook(other)


def test_no_workbook_at_all_is_refused(tmp_path):
    with pytest.raises(pg.InputError, match="there is no file"):
        pg.read_workbook(tmp_path / "none.xlsx")
