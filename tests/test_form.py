"""From registrations and a plan to groups in one call."""

from __future__ import annotations

import pandas as pd
import pytest

import peergroups as pg
from peergroups.examples import write_examples
from sheets import PLAN, people, write_sheet


def test_groups_are_formed_as_the_plan_says() -> None:
    # 20 people in 4 groups of 4-6, five units of four: no group of five needs two of a unit
    result = pg.form_groups(people(), pg.Plan.loads(PLAN), time_limit=60)
    assert result.status == "optimal"
    assert result.groups["size"].between(4, 6).all()
    assert result.waiting.empty


def test_a_sheet_gives_the_groups_that_its_people_give(tmp_path) -> None:
    plan = pg.Plan.loads(PLAN)
    registrations = plan.read(write_sheet(tmp_path / "answers.csv"))
    objective = pg.form_groups(registrations, plan, time_limit=60).objective
    assert objective == pg.form_groups(people(), plan, time_limit=60).objective


def test_the_result_carries_the_plans_settings_language_and_round(tmp_path) -> None:
    plan = pg.Plan.loads("[round]\nname = 'Spring'\nlanguage = 'sv'" + PLAN)
    registrations = plan.read(write_sheet(tmp_path / "answers.csv"))
    result = pg.form_groups(registrations, plan, time_limit=60)
    assert (result.language, result.round) == ("sv", "Spring")
    assert result.settings["sizes"] == {"least": 4, "most": 6}
    assert result.faults is registrations.faults


def test_the_seed_is_the_plans_unless_another_is_given() -> None:
    plan = pg.Plan.loads("[round]\nseed = 7" + PLAN)
    assert pg.form_groups(people(), plan, time_limit=60).seed == 7
    assert pg.form_groups(people(), plan, time_limit=60, seed=3).seed == 3


def test_a_sheet_with_faults_to_settle_is_refused_with_them_all() -> None:
    one = {"sheet": "S", "row": 2, "column": "Age", "cell": "B2", "value": "x", "action": "left out", "code": "odd"}
    faults = pd.DataFrame([{**one, "severity": severity, "problem": "odd"} for severity in ("error", "note")])
    registrations = pg.Registrations(people(), faults)
    with pytest.raises(pg.InputError, match=r'formed: 1\n  S!B2 Age "x": odd; left out$') as caught:
        pg.form_groups(registrations, pg.Plan.loads(PLAN))
    assert caught.value.faults is faults


def test_earlier_rounds_count() -> None:
    # one group of four who all know each other: 6 pairs met before
    four = people(4)
    met = [(a, b) for a in four.index for b in four.index if a < b]
    plan = pg.Plan.loads("sizes = {least = 4, most = 4}\nrules = {new_faces = {weight = 2}}")
    assert pg.form_groups(four, plan, history=met, time_limit=60).objective == 12


def test_the_people_are_not_changed() -> None:
    table = people()
    before = table.copy(deep=True)
    pg.form_groups(table, pg.Plan.loads(PLAN), time_limit=2)
    pd.testing.assert_frame_equal(table, before)


def test_registrations_read_without_the_plan_are_read_again_with_it(tmp_path):
    # The association's guides stand on another sheet of its workbook, which only the plan names.
    write_examples(tmp_path)
    plan = pg.Plan.load(tmp_path / "association.toml")
    plain = pg.read_registrations(tmp_path / "association.xlsx")
    assert plan.problem(plain).guides.equals(plan.problem(plan.read(tmp_path / "association.xlsx")).guides)
    assert len(plan.problem(plain).guides) > 0
