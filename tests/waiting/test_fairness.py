"""Shares of seats and first wishes: of everyone, of no guest, and of nobody who could be known by them."""

import numpy as np
import pandas as pd

import peergroups as pg


def result(people, groups):
    offers = pd.DataFrame({"min_size": [1], "max_size": [99], "theme": ["trust"]}, index=["all"])
    return pg.Result(pg.Problem(people, offers), np.array(groups, dtype=np.int32), 0.0, 0.0, 0)


def test_shares_are_told_for_each_unit_and_the_small_ones_together():
    """Oulu: 4 of 5 sit, 3 of them on their first wish. Turku and Vaasa: both of 2 sit, one on the first."""
    people = pd.DataFrame(
        {
            "unit": ["Oulu", "oulu ", "Oulu", "Oulu", "Oulu", "Turku", "Vaasa"],
            "themes": [["trust"], ["trust"], ["trust"], ["change", "trust"], ["trust"], ["trust"], ["x", "trust"]],
        }
    )
    found = result(people, [0, 0, 0, 0, -1, 0, 0]).fairness
    assert found.drop(columns="by").to_numpy().tolist() == [["Oulu", 5, 4, 0.8, 3, 0.75], ["", 2, 2, 1.0, 1, 0.5]]


def test_early_and_late_answers_are_halves():
    people = pd.DataFrame({"registered": pd.to_datetime([f"2026-10-{day:02}" for day in range(1, 11)])})
    found = result(people, [0] * 5 + [-1] * 5).fairness
    assert found[["value", "people", "seat_share"]].to_numpy().tolist() == [["early", 5, 1.0], ["late", 5, 0.0]]


def test_guests_are_left_out():
    people = pd.DataFrame({"unit": ["Oulu"] * 6, "guest": [False] * 5 + [True]})
    assert result(people, [0] * 6).fairness["people"].tolist() == [5]


def test_somebody_with_two_languages_counts_in_both():
    people = pd.DataFrame({"languages": [["fi", "sv"]] * 5 + [["fi"]] * 5})
    assert result(people, [0] * 10).fairness[["value", "people"]].to_numpy().tolist() == [["fi", 10], ["sv", 5]]


def test_nothing_is_told_where_nothing_is_known():
    assert result(pd.DataFrame(index=range(4)), [0] * 4).fairness.empty
