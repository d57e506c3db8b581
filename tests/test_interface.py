"""Names, defaults and numbers that other people's scripts and notebooks rely on: add to them, don't change them."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import typer

import peergroups as pg
from peergroups.cli import app
from peergroups.referee import judge
from sheets import PLAN, write_sheet

PEOPLE = pd.DataFrame({"unit": ["x", "x", "y", "y"]}, index=["ann", "bo", "cai", "dan"])
ALL = pd.DataFrame({"min_size": [1], "max_size": [4], "copies": [4]}, index=["any"])


def cost(
    criteria: pg.Criterion, groups: list[int], people: pd.DataFrame = PEOPLE, offers: pd.DataFrame = ALL
) -> float:
    return judge(pg.Problem(people=people, offers=offers, criteria=[criteria]).model, np.array(groups)).cost


# command line


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("check", "sheet --plan --json"),
        ("suggest", "sheet -o"),
        ("form", "sheet --plan --history -o --time-limit --seed --lang --json"),
        ("explain", "--for"),
        ("repair", "--leave --join --moves -o"),
        ("history", "--graph --json"),
        ("batch", "folder -o --plan --workers"),
        ("demo", "folder"),
    ],
)
def test_commands_have_their_options(command: str, options: str) -> None:
    found = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    there = {option for parameter in found.params for option in (*parameter.opts, parameter.name)}
    assert set(options.split()) <= there


# JSON


def test_the_json_of_form_has_its_names(tmp_path: Path) -> None:
    plan = pg.Plan.loads(PLAN + "[groups]\nmost = 4")  # of at most 6
    told = json.loads(pg.form_groups(plan.read(write_sheet(tmp_path / "a.csv", 25)), plan, time_limit=60).to_json())
    assert {
        "status", "objective", "bound", "gap", "seconds", "seed", "version", "seated", "waiting", "groups",
        "waiting_list", "criteria",
    } <= told.keys()  # fmt: skip
    (group, *_), (waiting, *_), (criterion, *_) = told["groups"], told["waiting_list"], told["criteria"]
    assert {"id", "offer", "theme", "role", "place", "slot", "language", "guide", "size", "members"} <= group.keys()
    assert {"person", "position", "reason"} <= waiting.keys()
    assert {"name", "hard", "weight", "cost", "best_alone", "drawn_lots"} <= criterion.keys()
    assert (told["status"], told["seated"], told["waiting"]) == ("optimal", 24, 1)
    assert sum(one["cost"] for one in told["criteria"]) == told["objective"]  # costs are weighted


def test_a_person_is_the_address_in_small_letters_else_the_sheets_id_else_the_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name,Email,ID\nAnn,Ann@X.fi,7\nBo,,8\nCai,,\n")
    assert set(pg.read_registrations(tmp_path / "a.csv").people.index) == {"ann@x.fi", "8", "row 4"}


@pytest.mark.parametrize(("objective", "bound", "gap"), [(4.0, 3.0, 0.25), (0.0, 0.0, 0.0)])
def test_the_gap_is_told_of_the_objective(objective: float, bound: float, gap: float) -> None:
    """Two of a unit in each of two groups cost 2 at weight 1; none if they are apart."""
    groups = np.array([0, 0, 1, 1] if objective else [0, 1, 0, 1], dtype=np.int32)
    problem = pg.Problem(PEOPLE, ALL, [pg.MixedUnits(weight=2)])
    result = pg.Result(problem, groups, total_bound=bound, seconds=1, seed=0)
    assert (result.objective, result.bound, result.gap) == (objective, bound, gap)


# Python


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (pg.read_registrations, "path"),
        (pg.suggest_plan, "registrations"),
        (pg.form_groups, "registrations plan history time_limit seed n_jobs progress"),
        (pg.Problem, "people offers criteria"),
        (pg.solve, "problem time_limit seed start n_jobs progress"),
        (pg.ThemeWishes, "weight rank_costs unticked"),
        (pg.MixedUnits, "column weight at_most"),
        (pg.NewFaces, "history weight half_life"),
        (pg.GroupSize, "least most target weight"),
        (pg.KeepApart, "pairs"),
        (pg.KeepTogether, "pairs"),
        (pg.NotAlone, "column value"),
        (pg.Balanced, "column"),
        (pg.Diversity, "distances"),
    ],
)
def test_calls_take_their_names_in_order(call: object, names: str) -> None:
    assert list(inspect.signature(call).parameters)[: len(names.split())] == names.split()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "defaults"),
    [
        (pg.solve, {"seed": 0, "start": None, "n_jobs": None, "progress": None}),
        (pg.form_groups, {"history": None, "n_jobs": None, "progress": None}),
        (pg.ThemeWishes, {"weight": 1, "rank_costs": (0, 1, 3), "unticked": "forbidden"}),
        (pg.MixedUnits, {"column": "unit", "weight": 1, "at_most": None}),
        (pg.NewFaces, {"weight": 1, "half_life": None}),
        (pg.GroupSize, {"target": None, "weight": 1}),
        (pg.NotAlone, {"value": None}),
    ],
)
def test_defaults_stay(call: object, defaults: dict[str, object]) -> None:
    there = inspect.signature(call).parameters  # type: ignore[arg-type]
    assert {name: there[name].default for name in defaults} == defaults


def test_the_seed_is_0_unless_the_plan_or_the_caller_says_otherwise(tmp_path: Path) -> None:
    people = pg.read_registrations(write_sheet(tmp_path / "a.csv"))
    for plan, seed, used in (("", None, 0), ("round = {seed = 3}", None, 3), ("round = {seed = 3}", 5, 5)):
        assert pg.form_groups(people, pg.Plan.loads(plan), time_limit=2, seed=seed).seed == used


def test_faults_and_people_are_tables(tmp_path: Path) -> None:
    found = pg.read_registrations(write_sheet(tmp_path / "a.csv"))
    assert {"sheet", "row", "column", "value", "problem", "action"} <= set(found.faults.columns)
    assert isinstance(found.people, pd.DataFrame)


def test_a_result_has_its_names() -> None:
    result = pg.solve(pg.Problem(people=PEOPLE, offers=ALL, criteria=[pg.MixedUnits()]), time_limit=20)
    assert (result.status, result.objective, result.bound, result.gap) == ("optimal", 0, 0, 0)
    for table in (result.groups, result.seats, result.waiting, result.criteria):
        assert isinstance(table, pd.DataFrame)
    assert result.seconds >= 0
    for name in ("explain", "repair", "to_workbook", "to_json", "_repr_html_"):
        assert callable(getattr(result, name))


def test_a_meeting_graph_has_its_names(tmp_path: Path) -> None:
    result = pg.solve(pg.Problem(people=PEOPLE, offers=ALL.assign(min_size=4), criteria=[]), time_limit=20)
    frame = pd.DataFrame({"group": [1, 1, 2, 2]}, index=PEOPLE.index)
    met = pg.MeetingGraph().record(result, round="spring").record(frame, round="autumn")
    assert (met.times_met("ann", "bo"), met.times_met("ann", "cai")) == (2, 1)
    assert isinstance(met.graph, nx.Graph)
    assert isinstance(met.measures(), pd.DataFrame)
    read = pg.MeetingGraph.from_workbooks(result.to_workbook(tmp_path / "spring.xlsx"))
    assert read.times_met("ann", "dan") == 1


# columns of people, and lists as text between semicolons


def one_offer(**said: object) -> pd.DataFrame:
    return pd.DataFrame({"min_size": [1], "max_size": [4], **{name: [value] for name, value in said.items()}})


@pytest.mark.parametrize(
    ("column", "fits", "fits_not", "offer", "criterion"),
    [
        ("role", "pm", "hr", {"role": "pm"}, pg.SameRole()),
        ("slots", ["Tue 9", "Wed 9"], ["Wed 9"], {"slot": "Tue 9"}, pg.CommonSlot()),
        ("slots", "Tue 9; Wed 9", "Wed 9", {"slot": "Tue 9"}, pg.CommonSlot()),
        ("languages", ["fi", "sv"], ["sv"], {"language": "fi"}, pg.CommonLanguage()),
        ("languages", "sv;fi", "sv", {"language": "fi"}, pg.CommonLanguage()),
        ("themes", ["trust", "time"], ["time"], {"theme": "trust"}, pg.ThemeWishes()),
        ("themes", "time; trust", "time", {"theme": "trust"}, pg.ThemeWishes()),
        ("themes", {"trust": 5}, {"time": 5}, {"theme": "trust"}, pg.ThemeWishes()),
        ("online", "either", "no", {"online": True}, pg.SameMode()),
        ("online", "yes", "no", {"online": True}, pg.SameMode()),
    ],
)
def test_columns_of_people_are_found_by_their_usual_names(
    column: str, fits: object, fits_not: object, offer: dict[str, object], criterion: pg.Criterion
) -> None:
    people = pd.DataFrame({column: [fits, fits_not]}, index=["ann", "bo"])
    model = pg.Problem(people=people, offers=one_offer(**offer), criteria=[criterion]).model
    assert judge(model, np.array([0, -1])).feasible
    assert not judge(model, np.array([-1, 0])).feasible


@pytest.mark.parametrize(
    ("column", "said", "criterion"),
    [
        ("manager", ["bo", None, None, None], pg.ReportingChain()),
        ("apart", ["bo; dan", "", "", ""], pg.KeepApart()),
        ("apart", [["bo", "dan"], [], [], []], pg.KeepApart()),
    ],
)
def test_columns_of_other_people_name_their_ids(column: str, said: list[object], criterion: pg.Criterion) -> None:
    model = pg.Problem(people=PEOPLE.assign(**{column: said}), offers=ALL, criteria=[criterion]).model
    assert judge(model, np.array([0, 1, 0, 1])).feasible
    assert not judge(model, np.array([0, 0, 1, 1])).feasible


def test_those_who_name_each_other_want_to_be_together() -> None:
    people = PEOPLE.assign(together=["bo; cai", "ann", "", ""])  # ann and bo each other; cai has not named ann
    assert cost(pg.KeepTogether(), [0, 0, 1, 1], people) == 0
    assert cost(pg.KeepTogether(), [0, 1, 0, 1], people) == 1


# stated costs


def test_a_wish_costs_its_ranks_cost_times_the_weight_and_an_unticked_theme_its_number() -> None:
    people = pd.DataFrame({"themes": [["a", "b", "c"], "b; a", "b; c; a", ["c"]]}, index=PEOPLE.index)
    assert cost(pg.ThemeWishes(weight=2, unticked=7), [0, 0, 0, 0], people, one_offer(theme="a")) == 2 * (
        0 + 1 + 3 + 7
    )


def test_a_grade_costs_what_it_lacks_of_5() -> None:
    people = pd.DataFrame({"themes": [{"a": 5, "b": 3}, {"a": 3, "b": 5}]}, index=["ann", "bo"])
    assert cost(pg.ThemeWishes(), [0, 0], people, one_offer(theme="a")) == 2


def test_units_cost_a_pair_each_and_at_most_k_of_them_share_a_group() -> None:
    assert cost(pg.MixedUnits(weight=3), [0, 0, 0, 0]) == 3 * 2
    assert not judge(pg.Problem(PEOPLE, ALL, [pg.MixedUnits(at_most=1)]).model, np.array([0, 0, 1, 1])).feasible


def test_meeting_again_costs_the_times_met() -> None:
    assert cost(pg.NewFaces([("ann", "bo"), ("bo", "ann"), ("ann", "cai")], weight=2), [0, 0, 0, 1]) == 2 * (2 + 1)


def test_diversity_costs_the_distance_that_falls_between_groups() -> None:
    """Of the distances 1, 2 and 3 of ann only the first is inside a group, of the others that of cai and dan: 6."""
    distances = np.array([[0, 1, 2, 3], [1, 0, 4, 5], [2, 4, 0, 6], [3, 5, 6, 0]], dtype=float)
    assert cost(pg.Diversity(distances), [0, 0, 1, 1]) == 2 + 3 + 4 + 5
    assert cost(pg.Diversity(distances), [0, 0, 0, 0]) == 0


def test_kept_apart_and_together_alone_and_sizes_are_said_by_position() -> None:
    apart, together = pg.KeepApart([("ann", "bo")]), pg.KeepTogether([("ann", "bo")])
    for criterion, fine, broken in (
        (apart, [0, 1, 0, 1], [0, 0, 1, 1]),
        (pg.GroupSize(2, 3), [0, 0, 1, 1], [0, 0, 0, 0]),
    ):
        model = pg.Problem(PEOPLE, ALL, [criterion]).model
        assert judge(model, np.array(fine)).feasible
        assert not judge(model, np.array(broken)).feasible
    assert cost(together, [0, 1, 0, 1]) == 1
    # the one x with two y is alone, and so is the other one
    assert cost(pg.NotAlone("unit", "x"), [0, 1, 0, 0]) > 0
    assert cost(pg.NotAlone("unit"), [0, 0, 1, 1]) == 0
    years = PEOPLE.assign(years=[1, 1, 9, 9])
    assert cost(pg.Balanced("years"), [0, 1, 0, 1], years) < cost(pg.Balanced("years"), [0, 0, 1, 1], years)
