"""Numbers are read with the decimal sign of their column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peergroups.registrations.faults import Faults
from peergroups.registrations.numbers import parse_number, read_numbers
from peergroups.registrations.table import Column


def numbers(*values):
    faults = Faults()
    return read_numbers(Column("Vuodet", 3, range(2, 2 + len(values)), values), faults), faults.table()


FORMS = {
    "3": 3, "3,5": 3.5, "−2,5": -2.5, "1 234,5": 1234.5, "1234": 1234, "1.234,5": 1234.5, "1,234.5": 1234.5,
    "50 %": 50, ".5": 0.5, "+7": 7,
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), FORMS.items())
def test_a_form_of_number_is_read(text, meant):
    assert parse_number(text) == meant


@pytest.mark.parametrize("text", ["viisi", "3-4", "3 4", "", "1,2,3", "12a", "--1"])
def test_what_is_no_number_is_not_read_as_one(text):
    assert parse_number(text) is None


def test_a_full_stop_before_three_digits_is_read_as_the_column_does():
    assert numbers("1.500", "2,5")[0] == [1500, 2.5]
    assert numbers("1.500", "2.5")[0] == [1.5, 2.5]


def test_words_among_numbers_are_faults_with_their_cell():
    found, faults = numbers(3.0, "viisi", "", 2)
    assert found == [3, None, None, 2]
    assert faults[["code", "cell", "value"]].to_numpy().tolist() == [["bad_number", "D3", "viisi"]]


@given(st.floats(-1e6, 1e6).map(lambda x: round(x, 2)))
def test_a_decimal_comma_is_a_decimal_point(number):
    assert parse_number(f"{number:.2f}".replace(".", ",")) == pytest.approx(number)
