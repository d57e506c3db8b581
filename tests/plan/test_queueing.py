"""Who is first in line: those left out last time, then newcomers, the rest by the rule, and who stayed away."""

import pandas as pd
import pytest

import peergroups as pg
from peergroups.errors import PlanError
from peergroups.plan import Plan
from peergroups.plan.queueing import queue


def people(**columns):
    return pd.DataFrame(columns, index=["ann", "bo", "cai", "dan"])


def test_in_first_come_the_earliest_answer_is_first_and_an_unknown_one_last():
    stamps = pd.to_datetime(["2026-10-03", None, "2026-10-01", "2026-10-02"])
    assert queue(Plan.loads("waiting = {rule = 'first come'}"), people(registered=stamps)) == [
        "cai",
        "dan",
        "ann",
        "bo",
    ]


def test_more_points_come_first_and_none_last():
    plan = Plan.loads("waiting = {rule = 'points', points = 'years'}")
    assert queue(plan, people(years=[1, None, "2,5", 9])) == ["dan", "cai", "ann", "bo"]


def test_equal_points_are_drawn_by_the_plans_seed():
    drawn = {
        tuple(
            queue(
                Plan.loads(f"round.seed = {seed}\nwaiting = {{rule = 'points', points = 'years'}}"), people(years=1)
            )
        )
        for seed in range(20)
    }
    assert len(drawn) > 5


def test_the_lottery_depends_on_the_seed_and_the_ids_alone():
    table = people(registered=pd.to_datetime(["2026-10-03"] * 4))
    plan = Plan.loads("round.seed = 4")
    assert queue(plan, table) == queue(plan, table.iloc[::-1])


def history():
    """Ann sat last time; Bo was listed without a group; Dan had a seat and never came."""
    met = pg.MeetingGraph()
    met.record(pd.DataFrame({"person": ["ann", "bo", "dan"], "group": [1, 1, 1]}), round=2024)
    last = pd.DataFrame(
        {
            "person": ["ann", "bo", "dan"],
            "name": ["Ann", "Bo", "Dan"],
            "group": [1, None, 1],
            "sessions": [3, None, 0],
        }
    )
    return met.record(last, round=2025)


def test_the_last_round_tells_who_was_left_out_and_who_stayed_away():
    met = history()
    assert met.left_out == {"bo"}
    assert met.stayed_away == {"dan"}
    assert met.erase("bo").left_out == frozenset()


@pytest.mark.parametrize("rule", ["first come", "lottery"])
def test_what_happened_last_time_goes_before_the_rule(rule):
    stamps = pd.to_datetime(["2026-10-03", "2026-10-04", "2026-10-05", "2026-10-01"])
    plan = Plan.loads(f"waiting = {{rule = '{rule}'}}")
    assert queue(plan, people(registered=stamps), history()) == ["bo", "cai", "ann", "dan"]


def test_it_can_be_switched_off():
    stamps = pd.to_datetime(["2026-10-03", "2026-10-04", "2026-10-05", "2026-10-01"])
    plan = Plan.loads("waiting = {rule = 'first come', by_history = false}")
    assert queue(plan, people(registered=stamps), history()) == ["dan", "ann", "bo", "cai"]


def test_the_sheet_can_tell_it_and_guests_come_last():
    plan = Plan.loads("waiting = {stayed_away = 'no show'}")
    table = people(been_before=[True, True, False, True], guest=[True, False, False, False])
    table["no show"] = ["no", "yes", "no", None]
    assert queue(plan, table) == ["cai", "dan", "bo", "ann"]


def test_points_need_a_column():
    with pytest.raises(PlanError, match="go together"):
        Plan.loads("waiting = {rule = 'points'}")
    with pytest.raises(PlanError, match=r"waiting\.points: the people have no column"):
        Plan.loads("waiting = {rule = 'points', points = 'yeers'}").problem(people(years=[1, 2, 3, 4]))
