import re

import pandas as pd
import pytest

from peergroups.errors import InputError
from peergroups.meetings import seats


def pairs_of(frame: pd.DataFrame | pd.Series) -> set[tuple[object, object, str]]:
    long = seats.from_frame(frame, 1)
    return set(zip(long["person"], long["round"], long["group"], strict=True))


def test_absent_is_zero_minus_one_or_nothing():
    frame = pd.DataFrame({"person": list("abcdef"), "group": [1, 0, None, "", "-", 2]})
    assert pairs_of(frame) == {("a", 1, "1"), ("f", 1, "2")}


def test_zero_is_a_group_where_minus_one_is_absent():
    assert pairs_of(pd.Series([0, -1, 1], index=["a", "b", "c"])) == {("a", 1, "0"), ("c", 1, "1")}


def test_numbers_read_as_floats_name_the_same_group():
    assert pairs_of(pd.DataFrame({"person": ["a", "b"], "group": [3.0, "3"]})) == {("a", 1, "3"), ("b", 1, "3")}


def test_a_list_of_earlier_groups_names_each():
    frame = pd.DataFrame({"person": ["a", "b"], "group": ["1,10", [10, 2]]})
    assert pairs_of(frame) == {("a", 1, "1"), ("a", 1, "10"), ("b", 1, "10"), ("b", 1, "2")}


def test_a_comma_inside_a_name_does_not_split_it():
    assert pairs_of(pd.DataFrame({"person": ["a"], "group": ["Trust, Oulu"]})) == {("a", 1, "Trust, Oulu")}


@pytest.mark.parametrize(
    ("headers", "labels"),
    [
        (["Group 2024", "Group 2025"], [2024, 2025]),
        (["Kierros 1", "Kierros 2"], [1, 2]),
        (["ryhmä kevät", "ryhmä syksy"], ["ryhmä kevät", "ryhmä syksy"]),
        (["Group2024", "Group_2025"], [2024, 2025]),
        (["Group 2024-25", "Group 2025-26 spring"], ["Group 2024-25", "Group 2025-26 spring"]),
        (["ryhmä lukuvuosi 2024", "ryhmä lukuvuosi 2025"], [2024, 2025]),
        (["Group", "Group 2"], ["Group", "Group 2"]),
    ],
)
def test_several_group_columns_are_several_rounds(headers, labels):
    frame = pd.DataFrame({"henkilö": ["a", "b"], headers[0]: [1, 0], headers[1]: [2, 2]})
    assert pairs_of(frame) == {("a", labels[0], "1"), ("a", labels[1], "2"), ("b", labels[1], "2")}


@pytest.mark.parametrize("header", ["Terms accepted", "Ryhmäkoko", "Group leader", "Group 1 leader", "Group wish 1"])
def test_columns_that_only_begin_like_groups_are_no_rounds(header):
    # "yes" in each row of a registration would have everybody know everybody
    with pytest.raises(InputError, match="no column names a group"):
        seats.from_frame(pd.DataFrame({"person": ["a", "b"], header: ["yes", "yes"]}))
    wide = pd.DataFrame({"person": ["a"], header: ["yes"], "Group 1": [1], "Group 2": [1]})
    assert seats.from_frame(wide)["round"].tolist() == [1, 2]


@pytest.mark.parametrize("times", ["often", -1, 0.5, 1e9, float("inf")])
def test_times_that_are_no_number_of_times_are_refused_with_their_rows(times):
    frame = pd.DataFrame({"a": ["x", "x", "y"], "b": ["y", "z", "z"], "times": [2, times, None]}, dtype=object)
    with pytest.raises(InputError, match=rf"times: .* från 0 till 10000, inte {re.escape(str(times))} \(rad 2\)$"):
        seats.from_frame(frame, 1, "sv")


def test_a_round_column_overrules_the_round_given():
    frame = pd.DataFrame({"person": ["a", "a"], "group": [1, 2], "round": ["spring", "autumn"]})
    assert pairs_of(frame) == {("a", "spring", "1"), ("a", "autumn", "2")}


def test_a_pair_list_makes_groups_of_two():
    frame = pd.DataFrame({"first": ["a", "b", "c", "a"], "second": ["b", "c", "c", None], "times": [2, 1, 1, 1]})
    long = seats.from_frame(frame, 1)
    # a-b twice and b-c once are three groups; c-c and a-nobody are no pairs.
    assert long.groupby("group")["person"].agg(sorted).tolist() == [["a", "b"], ["a", "b"], ["b", "c"]]


def test_a_pair_list_whose_index_repeats_is_read_by_row():
    frame = pd.DataFrame({"a": ["x", "y"], "b": ["y", "z"], "sessions": [3, 2]}, index=[0, 0])
    long = seats.from_frame(frame, 1)
    assert long.groupby("group")["sessions"].first().tolist() == [3, 2]


@pytest.mark.parametrize(
    ("frame", "ids"),
    [
        (pd.DataFrame({"Sähköposti": ["A@x.fi"], "ID": [1], "Nimi": ["Ann"], "Ryhmä": [1]}), ["a@x.fi"]),
        (pd.DataFrame({"ID": [5.0], "Nimi": ["Ann"], "Ryhmä": [1]}), [5]),
        (pd.DataFrame({"name": ["Ann"], "group": [1]}, index=pd.Index(["p7"])), ["p7"]),
        (pd.DataFrame({"name": ["Ann"], "group": [1]}, index=pd.Index([7], name="person")), [7]),
        (pd.DataFrame({"name": ["Ann"], "person": ["p1"], "group": [1]}, index=pd.Index(["x"])), ["p1"]),
        (pd.DataFrame({"group": [1]}, index=[41]), [41]),
    ],
)
def test_people_are_named_by_column_or_index(frame, ids):
    assert seats.from_frame(frame, 1)["person"].tolist() == ids


def test_rows_without_a_person_are_left_out():
    assert pairs_of(pd.DataFrame({"person": [None, "  ", "a"], "group": [1, 1, 1]})) == {("a", 1, "1")}


def test_more_sessions_than_can_be_told_apart_are_refused():
    from peergroups.meetings.pairs import meetings

    frame = pd.DataFrame({"person": ["a", "b"], "group": [1, 1], "sessions": [list(range(40)), list(range(40, 80))]})
    with pytest.raises(InputError, match="80 sessions"):
        meetings(seats.from_frame(frame, 1), ("a", "b"), (1,))


def test_rows_that_do_not_say_their_round_are_of_the_round_that_is_recorded():
    frame = pd.DataFrame({"person": ["a", "b", "c"], "group": [1, 1, 1], "round": [2025, None, ""]}, dtype=object)
    assert seats.from_frame(frame, "now")["round"].tolist() == [2025, "now", "now"]
    pairs = pd.DataFrame({"first": ["a", "a"], "second": ["b", "c"], "round": [2025, None]})
    assert set(seats.from_frame(pairs, "now")["round"]) == {2025, "now"}


def test_columns_that_are_there_twice_are_refused():
    frame = pd.DataFrame([["a", 1, 2, "x", "y"]], columns=["Nimi", "Ryhmä", "Ryhmä", "Muuta", "Muuta"])
    with pytest.raises(InputError, match="useaan kertaan: Ryhmä; anna"):
        seats.from_frame(frame, 1, "fi")
    frame.columns = ["Nimi", "Ryhmä 1", "Ryhmä 2", "Muuta", "Muuta"]  # what says nothing of groups may be
    assert len(seats.from_frame(frame, 1)) == 2
