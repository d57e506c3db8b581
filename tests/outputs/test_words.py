"""What an organiser is told about a result is true, in each language."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peergroups as pg
from peergroups.outputs.words import figures, how_good, meeting_places, number, share_of, timing


def ten_pairs(total_bound, **more):
    """Five people of one unit in one group: C(5, 2) = 10 pairs, cost 10 times the weight."""
    people = pd.DataFrame({"unit": ["O"] * 5})
    problem = pg.Problem(people, pd.DataFrame({"min_size": [5], "max_size": [5]}), [pg.MixedUnits(weight=100)])
    return pg.Result(problem, np.zeros(5, dtype=np.int32), total_bound, seconds=1.26, seed=4, **more)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (ten_pairs(1000.0), "No other grouping can be better: this is proved."),
        (ten_pairs(996.0), "At most 0.4 % better exists: this is proved."),
        (ten_pairs(995.9), "At most 0.5 % better exists: this is proved."),  # 0.41 % is more than 0.4 %
        (ten_pairs(999.99), "At most 0.1 % better exists: this is proved."),
        (ten_pairs(0.0), "How much better another grouping could be is not proved."),
        (ten_pairs(-np.inf), "How much better another grouping could be is not proved."),
        (ten_pairs(0.0, proved_infeasible=True), "No grouping keeps every hard rule."),
        (
            ten_pairs(996.0, interrupted=True),
            "It was stopped before its time was up. At most 0.4 % better exists: this is proved.",
        ),
    ],
)
def test_how_good_a_grouping_is(found, sentence):
    assert how_good(found, "en") == sentence


def test_an_impossible_grouping_that_is_not_proved_impossible():
    problem = pg.Problem(pd.DataFrame(index=[0, 1]), pd.DataFrame({"min_size": [3], "max_size": [3]}), [])
    found = pg.Result(problem, np.zeros(2, dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    assert how_good(found, "en") == "No grouping that keeps every hard rule was found."


@given(st.floats(min_value=10, max_value=999.99))
def test_at_most_is_never_less_than_the_gap(bound):
    found = ten_pairs(bound)
    told = how_good(found, "en")
    if "At most" in told:
        assert float(told.split()[2]) / 100 >= found.gap - 1e-9


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Enintään 0,4 % parempi ryhmäjako on mahdollinen: tämä on todistettu."),
        ("sv", "En högst 0,4 % bättre gruppindelning är möjlig: det är bevisat."),
    ],
)
def test_numbers_are_written_as_in_the_language(language, sentence):
    assert how_good(ten_pairs(996.0), language) == sentence


def test_a_share_of_all_is_all():
    # 199 of 200 is 99.5 %, which must not read as 100 %.
    assert share_of(199, 200, "en") == "199 of 200 (99 %)"
    assert share_of(200, 200, "en") == "200 of 200 (100 %)"
    assert share_of(0, 0, "en") == "0 of 0 (0 %)"


def test_numbers_are_rounded_and_grouped():
    assert [number(value, "fi") for value in (1234567.891, 0.125, -0.001)] == ["1\xa0234\xa0567,89", "0,12", "0"]


def test_the_first_figures():
    people = pd.DataFrame({"themes": [["x"], ["y", "x"], ["x"], ["x"]]})
    offers = pd.DataFrame({"min_size": [2], "max_size": [3], "theme": ["x"]})
    problem = pg.Problem(people, offers, [pg.ThemeWishes(), pg.NewFaces([(0, 1)])])
    found = pg.Result(problem, np.array([0, 0, 0, -1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    # 0 and 1 have met, so each of them has one new face, and 2 has two: (1 + 1 + 2) / 3 = 1.3
    assert dict(figures(found, "en")) == {
        "Groups": "1",
        "People with a seat": "3",
        "People waiting": "1",
        "First wish met": "2 of 3 (66 %)",
        "New faces each, least": "1",
        "New faces each, mean": "1.3",
    }


def test_the_last_line_says_what_it_cost_and_how_to_repeat_it():
    told = timing(ten_pairs(996.0), "en")
    assert told == "Status: valid, not proved optimal · Cost: 1,000 · Proved least cost: 996 · Seconds: 1.3 · Seed: 4"


def test_a_group_meets_at_its_place_or_online():
    groups = pd.DataFrame(
        {"place": ["Oulu", None, None, None, None], "online": [False, True, np.True_, None, False]}, dtype=object
    )
    assert meeting_places(groups, "fi").tolist() == ["Oulu", "etänä", "etänä", None, "paikan päällä"]
