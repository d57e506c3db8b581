import pandas as pd
import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

FOUR = people(4)
ANY = offers()

MET = pd.DataFrame(
    {
        "first": ["a", "c", "b", "zoe"],
        "second": ["b", "a", "a", "a"],
        "times": [2, 1, 1, 9],
        "rounds_ago": [0, 1, 2, 0],
    }
)


def test_each_time_met_costs_one():
    # a-b 2 + 1 in either order, a-c 1; zoe is not here
    assert cost(pg.NewFaces(MET), FOUR, ANY, [0, 0, 0, 0]) == 4
    assert cost(pg.NewFaces(MET, weight=5), FOUR, ANY, [0, 1, 0, 0]) == 5


def test_meetings_fade_by_the_half_life():
    # a-b 2 + 1 / 2^2, a-c 1 / 2
    assert cost(pg.NewFaces(MET, half_life=1), FOUR, ANY, [0, 0, 0, 0]) == 2.75


def test_nobody_meets_again_within_the_rounds_asked_for():
    assert broken(pg.NewFaces(MET, within=1), FOUR, ANY, [0, 0, 0, 0]) == 1  # a-b
    assert broken(pg.NewFaces(MET, within=2), FOUR, ANY, [0, 0, 0, 0]) == 2  # a-c too


@pytest.mark.parametrize(
    "history",
    [
        [("a", "b"), ("b", "a"), ("a", "c")],
        {("a", "b"): 2, ("a", "c"): 1},
        pd.DataFrame({"first": ["a", "a", "a"], "second": ["b", "b", "c"]}, index=[7, 7, 7]),
        iter([("a", "b"), ("A ", "b"), ("a", "c")]),
    ],
)
def test_history_comes_in_many_forms(history):
    assert cost(pg.NewFaces(history), FOUR, ANY, [0, 0, 0, 0]) == 3


def test_a_meeting_graph_fades_meeting_by_meeting():
    met = pg.MeetingGraph()
    met.record(pd.DataFrame({"person": ["a", "b"], "group": [1, 1]}), round=1)
    met.record(pd.DataFrame({"person": ["a", "b"], "group": [1, 1]}), round=2)
    assert cost(pg.NewFaces(met), FOUR, ANY, [0, 0, 0, 0]) == 2
    assert cost(pg.NewFaces(met, half_life=1), FOUR, ANY, [0, 0, 0, 0]) == 1.5  # 1 now and 1/2 from a round ago


def test_sessions_that_both_attended_count_instead_of_groups():
    met = pg.MeetingGraph()
    both = {"person": ["a", "b"], "group": [1, 1]}
    met.record(pd.DataFrame({**both, "sessions": [4, 3]}), round=1)
    met.record(pd.DataFrame({**both, "sessions": [1, 2]}), round=2)
    assert cost(pg.NewFaces(met, by_sessions=True), FOUR, ANY, [0, 0, 0, 0]) == 4  # 3 + 1
    # 1 now and 3/2 from a round ago
    assert cost(pg.NewFaces(met, by_sessions=True, half_life=1), FOUR, ANY, [0, 0, 0, 0]) == 2.5
    with pytest.raises(ProblemError, match="the history lacks sessions"):
        cost(pg.NewFaces(MET, by_sessions=True), FOUR, ANY, [0, 0, 0, 0])


def test_no_history_costs_nothing():
    assert cost(pg.NewFaces([]), FOUR, ANY, [0, 0, 0, 0]) == 0


@pytest.mark.parametrize("history", [None, "ab", 7, ["ab"], [("a", "b", "c")], {"ab": 2}])
def test_what_is_no_history_is_refused(history):
    with pytest.raises(ProblemError, match="the history must be a MeetingGraph, a table or pairs of two ids"):
        cost(pg.NewFaces(history), FOUR, ANY, [0, 0, 0, 0])


def test_a_table_of_groups_is_to_be_recorded_first():
    seats = pd.DataFrame({"person": ["a", "b"], "group": [1, 1]})
    with pytest.raises(
        ProblemError, match=r"lacks first, second \(who sat in which group is recorded in a MeetingGraph"
    ):
        cost(pg.NewFaces(seats), FOUR, ANY, [0, 0, 0, 0])


def test_a_history_without_rounds_cannot_fade():
    with pytest.raises(ProblemError, match="lacks rounds_ago"):
        cost(pg.NewFaces({("a", "b"): 1}, half_life=2), FOUR, ANY, [0, 0, 0, 0])


@pytest.mark.parametrize("settings", [{"half_life": 0}, {"within": 0}, {"weight": -1}])
def test_new_faces_refuses_settings_without_sense(settings):
    with pytest.raises(ProblemError, match="new_faces"):
        pg.NewFaces([], **settings)
