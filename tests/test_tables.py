"""Tables of the caller's own: odd ids work where they name one person each, and are refused where they do not."""

import json

import numpy as np
import pandas as pd
import pytest

import peergroups as pg

PLAN = "sizes = {least = 3, most = 3}\n[[offers]]\ntheme = ['a', 'b']\n[rules]\nmixed_units = true"

MEANINGFUL = {
    "positions": pd.RangeIndex(6),
    "other positions": pd.RangeIndex(5, 11),
    "whole numbers": pd.Index([10, 20, 30, 40, 50, 60]),
    "halves": pd.Index([1.5, 2.0, 2.5, 3.0, 3.5, 4.0]),
    "days": pd.date_range("2026-01-01", periods=6),
    "days of a time zone": pd.date_range("2026-01-01", periods=6, tz="Europe/Helsinki"),
    "months": pd.period_range("2026-01", periods=6, freq="M"),
    "intervals": pd.interval_range(0, 6),
    "spaces and nothing": pd.Index(["a b", " c", "d ", "e\tf", "", "g"]),
    "texts and numbers": pd.Index(["1", 1, 2.5, "x", pd.Timestamp("2026-01-01"), ("t", 1)]),
    "pairs": pd.Index([("a", 1), ("a", 2), ("b", 1), ("b", 2), ("c", 1), ("c", 2)], tupleize_cols=False),
    "categories": pd.CategoricalIndex(list("abcdef")),
    "named like a column": pd.Index(list("abcdef"), name="unit"),
}
UNCLEAR = {
    "an id twice": (list("aabcde"), "person ids repeat: a "),
    "an id missing": (["a", "b", None, "c", "d", None], "person ids are missing at position 2, 5 "),
    "a number missing": ([1, 2, 3, 4, 5, np.nan], "person ids are missing at position 5 "),
    "a day missing": (pd.DatetimeIndex([*pd.date_range("2026", periods=5), pd.NaT]), "missing at position 5 "),
    "an id twice and one missing": (["a", "a", "b", "c", "d", None], "repeat: a .*; person ids are missing at"),
    "several levels": (pd.MultiIndex.from_product([[1, 2], list("abc")]), "one value each, not 2"),
}


def people(index=None, columns=("unit", "themes")):
    rows = [("x", "a"), ("x", "b"), ("y", "a"), ("y", "b"), ("z", "a"), ("z", "b")]
    return pd.DataFrame(rows, index=index).set_axis(columns, axis=1)


def offers():
    return pd.DataFrame({"theme": ["a", "b"], "min_size": 3, "max_size": 3})


def problem(table):
    return pg.Problem(table, offers(), [pg.ThemeWishes(), pg.MixedUnits()])


@pytest.mark.parametrize("case", MEANINGFUL)
def test_ids_of_any_kind_are_solved_shown_and_written(case, tmp_path):
    table = people(MEANINGFUL[case])
    result = pg.solve(problem(table), time_limit=20)
    assert result.objective == 0  # three units and three who wish for each theme
    assert set(result.groups["members"].explode()) == set(table.index)
    assert result.seats.index.equals(table.index)
    assert len(json.loads(result.to_json())["groups"]) == 2
    assert "6" in repr(result) + result._repr_html_()
    assert result.to_workbook(tmp_path / "groups.xlsx").is_file()


@pytest.mark.parametrize("build", [problem, lambda t: pg.form_groups(t, pg.Plan.loads(PLAN)), pg.suggest_plan])
@pytest.mark.parametrize("case", UNCLEAR)
def test_ids_that_do_not_name_one_person_each_are_refused_with_what_to_do(build, case):
    index, says = UNCLEAR[case]
    with pytest.raises(pg.ProblemError, match=says) as refused:
        build(people(index))
    assert "(" in str(refused.value)  # what to do


@pytest.mark.parametrize("build", [problem, lambda t: pg.form_groups(t, pg.Plan.loads(PLAN)), pg.suggest_plan])
@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (("unit", "unit"), "the person table has several columns named unit "),
        (pd.MultiIndex.from_tuples([("x", "unit"), ("x", "themes")]), "columns of the person table have 2 levels "),
    ],
)
def test_columns_that_are_not_one_each_are_refused(build, columns, says):
    with pytest.raises(pg.ProblemError, match=says):
        build(people(columns=columns))


@pytest.mark.parametrize("wrong", ["answers.xlsx", None, [1, 2]])
def test_what_holds_no_people_is_named(wrong):
    with pytest.raises(pg.ProblemError, match="people come from read_registrations or in a pandas DataFrame"):
        pg.form_groups(wrong, pg.Plan.loads(PLAN))


@pytest.mark.parametrize(
    ("index", "says"), [(["x", "x"], "offer ids repeat: x "), (["x", None], "offer ids are missing at position 1 ")]
)
def test_offers_are_held_to_the_same(index, says):
    with pytest.raises(pg.ProblemError, match=says):
        pg.Problem(people(), offers().set_axis(index), [])


def test_everything_wrong_is_told_at_once():
    with pytest.raises(pg.ProblemError) as refused:
        pg.Problem(
            people(list("aabcde")), offers().assign(min_size=[0, 3], max_size=[2.5, "3"]).set_axis(["x", "x"]), [3]
        )
    for says in (
        "person ids repeat",
        "offer ids repeat",
        "min_size must be a whole number from 1 to 1000000, not 0",
        "max_size must be a whole number from 1 to 1000000, not 2.5",
        "max_size must be a whole number from 1 to 1000000, not '3'",
        "3 is not a criterion",
    ):
        assert says in str(refused.value)


def test_missing_values_of_every_kind_and_mixed_types_are_read():
    """Whoever says no wish fits every theme; a missing unit is none."""
    themes = [["a"], {"a": 3}, "a; b", None, np.nan, "a;;"]
    result = pg.solve(problem(people().assign(unit=[1, "1", 2.0, np.nan, None, pd.NA], themes=themes)), time_limit=20)
    # three wish for nothing but a, so the one who takes b too is with the two who said nothing
    assert result.groups.set_index("theme").loc["a", "members"] == [0, 1, 5]
    assert result.groups.set_index("theme").loc["b", "members"] == [2, 3, 4]
