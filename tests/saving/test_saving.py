"""A workbook holds its round: costs come back as they were, edits are understood, and no avoid-list is in it."""

import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.adjust import edited
from peergroups.saving import from_data, reopen, to_data
from peergroups.saving.values import packed, unpacked

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def numbers(*values):
    return np.array(values, dtype=np.int32)


def problem(**more):
    people = pd.DataFrame({"unit": list("OTOT"), "apart": ["hush", None, "p3", None]}, index=["p0", "p1", "p2", "p3"])
    offers = pd.DataFrame({"min_size": 1, "max_size": 3, "copies": [2, 1]}, index=["any", "other"])
    return pg.Problem(people, offers, [pg.MixedUnits(weight=2), *more.get("criteria", ())])


def written(tmp_path, groups=(0, 0, 1, 1), **more):
    found = pg.Result(problem(**more), numbers(*groups), -np.inf, seconds=1.0, seed=1)
    return found, found.to_workbook(tmp_path / "groups.xlsx")


def edit(path, change):
    book = openpyxl.load_workbook(path)
    change(book["People"])
    book.save(path)


# --- a problem as data


@given(strategies.problems(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_problem_that_was_kept_costs_every_grouping_the_same(problem, data):
    problem = replace(problem, criteria=[c for c in problem.criteria if c.name != "keep_apart"])
    groups = data.draw(strategies.groupings(problem.model))
    again, lost = from_data(to_data(problem))
    one, other = pg.Result(problem, groups, -np.inf, 1.0, 1), pg.Result(again, groups, -np.inf, 1.0, 1)
    assert lost == ()
    assert other.verdict.amounts == pytest.approx(one.verdict.amounts)
    assert other.verdict.total == pytest.approx(one.verdict.total)


def test_earlier_rounds_are_kept():
    met = pg.MeetingGraph().record(pd.DataFrame({"person": ["p0", "p1", "p2"], "group": [1, 1, 2]}), round="spring")
    before = problem(criteria=[pg.NewFaces(met, weight=3, half_life=2)])
    again, _ = from_data(to_data(before))
    costs = [pg.Result(p, numbers(0, 0, 1, 1), -np.inf, 1.0, 1).objective for p in (before, again)]
    assert costs == [3.0, 3.0]


def test_what_can_not_be_kept_is_named():
    class Odd(pg.MixedUnits):
        name = "odd"

    assert to_data(problem(criteria=[Odd(), pg.KeepApart()]))["lost"] == ["odd", "keep_apart"]


@pytest.mark.parametrize(
    "value",
    [None, 3, 2.5, "x", True, [1, [2]], {"a": 1}, {("a", "b"): [1]}, pd.Timestamp("2026-01-02", tz="UTC")],
)
def test_values_come_back(value):
    assert unpacked(packed(value)) == value


# --- a round from its workbook


@given(strategies.problems(most_people=6))
@settings(max_examples=15, deadline=None)
def test_an_unchanged_workbook_gives_the_round_back(tmp_path_factory, problem):
    _, groups = oracle.best(problem.model)
    assume(groups is not None and not problem.refuses(groups))
    before = pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1).lock(problem.people.index[:1])
    path = before.to_workbook(tmp_path_factory.mktemp("round") / "groups.xlsx")
    found = reopen(path, source=problem)
    assert found.lost == ()
    assert found.result.seats["group"].equals(before.seats["group"])
    assert found.result.verdict.total == pytest.approx(before.verdict.total)
    assert found.result.locked == before.locked
    looked = edited(path, source=problem)
    assert looked.moved.empty
    assert looked.broken == ()


def test_who_avoids_whom_is_nowhere_in_the_workbook(tmp_path):
    _, path = written(tmp_path, (0, 1, 1, 0), criteria=[pg.KeepApart(), pg.KeepApart([("p1", "secret")])])
    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert "hush" not in everything
    assert "secret" not in everything


def test_without_the_sheet_kept_apart_is_not_checked_and_said_so(tmp_path):
    _, path = written(tmp_path, (0, 1, 1, 0), criteria=[pg.KeepApart()])
    assert reopen(path).lost == ("keep_apart",)
    assert "Not checked" in edited(path).text


def test_with_the_sheet_kept_apart_is_checked(tmp_path):
    _, path = written(tmp_path, (0, 0, 1, 0), criteria=[pg.KeepApart()])
    edit(path, lambda sheet: sheet.__setitem__("B4", 1))  # p2 joins p3, whom p2 wants to avoid
    assert edited(path).broken == ("too_many",)
    assert edited(path, source=problem(criteria=[pg.KeepApart()])).broken == ("with_whom", "too_many")


def test_a_sheet_of_other_people_is_refused(tmp_path):
    _, path = written(tmp_path)
    other = problem()
    with pytest.raises(pg.ProblemError, match="2 of this round are not in it"):
        reopen(path, source=replace(other, people=other.people.iloc[:2]))


def test_moves_by_hand_are_told_and_costed(tmp_path):
    before, path = written(tmp_path)
    edit(path, lambda sheet: sheet.__setitem__("B2", 2))  # p0 (O) to p2 (O) and p3 (T): one pair, weight 2
    found = edited(path)
    assert found.moved.values.tolist() == [["p0", "moves", 1, 2]]
    assert "The cost is 2; it was 0: Members from different units 0 → 2." in found.text
    assert (found.before, found.result.objective) == (before.objective, 2.0)
    assert found.to_dict()["moved"] == [{"person": "p0", "change": "moves", "before": 1, "after": 2}]


def test_a_new_number_is_a_further_group_of_the_kind_that_suits_best(tmp_path):
    _, path = written(tmp_path)

    def change(sheet):
        sheet["B2"] = sheet["B4"] = 9

    edit(path, change)
    assert edited(path).result.groups[["offer", "members"]].loc[9].tolist() == ["other", ["p0", "p2"]]


def test_more_groups_than_can_run_are_refused(tmp_path):
    _, path = written(tmp_path)

    def change(sheet):
        sheet["B2"], sheet["B3"] = 8, 9

    edit(path, change)
    edit(path, lambda sheet: sheet.__setitem__("B5", 1))
    with pytest.raises(pg.InputError, match="no kind of group is left to run"):
        edited(path)


def test_what_was_edited_can_be_finished_around_the_locks(tmp_path):
    _, path = written(tmp_path)

    def change(sheet):
        sheet["B2"], sheet["A2"], sheet["B3"] = 2, "x", None

    edit(path, change)
    after = edited(path).result.finish(time_limit=5)
    assert after.seats["group"]["p0"] == 2
    assert after.waiting.empty
    assert after.objective == 0.0


def test_a_group_made_in_the_workbook_gets_a_free_guide(tmp_path):
    people = pd.DataFrame(index=["ann", "bo", "cai"])
    offers = pd.DataFrame({"min_size": [1], "max_size": [2], "copies": [3]}, index=["any"])
    guides = pd.DataFrame({"most_groups": [1, 1, 1]}, index=["eve", "fay", "gus"])
    guided = pg.Problem(people, offers, [pg.Guides()], guides=guides)
    before = pg.Result(guided, np.array([0, 0, 1, 0, -1, 1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    path = before.to_workbook(tmp_path / "groups.xlsx")
    edit(path, lambda sheet: sheet.__setitem__("B3", 9))  # bo, into a group of their own
    found = edited(path)
    assert found.result.groups["guide"].to_dict() == {1: "eve", 2: "gus", 9: "fay"}
    assert found.broken == ()


def test_what_lots_would_give_comes_back_with_the_round(tmp_path):
    before, _ = written(tmp_path)
    more = replace(before, drawn_lots={"mixed_units": 1.5}, best_alone={"mixed_units": 0.0})
    found = reopen(more.to_workbook(tmp_path / "again.xlsx")).result
    assert (found.drawn_lots["mixed_units"], found.best_alone["mixed_units"]) == (1.5, 0.0)


def test_the_dates_of_the_sessions_come_back_and_stay_in_a_repair(tmp_path):
    plan = pg.Plan.loads(
        """
sizes = {least = 2, most = 3}
offers = [{slot = "Tue 12", copies = 2}]
[sessions]
first = 2027-01-12
count = 2
introducers = [{name = "Fay Falk"}]
"""
    )
    people = pd.DataFrame({"slots": ["Tue 12"] * 5}, index=[f"p{i}" for i in range(5)])
    before = pg.form_groups(people, plan, time_limit=5)
    path = before.to_workbook(tmp_path / "groups.xlsx")
    found = reopen(path).result
    assert found.sessions.equals(before.sessions)
    again = found.repair(leave=["p0"]).result.to_workbook(tmp_path / "again.xlsx")
    assert "Sessions" in openpyxl.load_workbook(again).sheetnames
    assert len(reopen(again).result.sessions) == 4  # two groups, two sessions each
