"""A look at a sheet and a plan before groups are formed."""

from __future__ import annotations

import json

import pandas as pd

import peergroups as pg
from peergroups.demand.check import check, used_columns
from sheets import PLAN, people, write_sheet


def look(tmp_path, plan: str | None = None, n: int = 20):
    chosen = pg.Plan.loads(plan or "")
    return check(chosen.read(write_sheet(tmp_path / "answers.csv", n)), chosen if plan else None)


def test_a_sheet_alone_is_told_with_its_demand(tmp_path) -> None:
    found = look(tmp_path)
    assert found.settled
    assert found.themes["wanted"].to_dict() == {"Change": 20, "Trust": 20}
    assert found.demand["people"].tolist() == [20] * 4  # two themes at two times
    assert found.capacity is None


def test_a_plan_that_fits_is_told_with_the_groups_it_allows(tmp_path) -> None:
    found = look(tmp_path, PLAN)
    assert found.settled
    assert (found.capacity.groups, found.capacity.binds) == (5, "people")  # 20 people in fours


def test_what_is_wrong_in_the_plan_is_told_and_not_raised(tmp_path) -> None:
    found = look(tmp_path, PLAN.replace('"Change"]', '"Chance"]'))
    assert not found.settled
    assert 'nobody wishes for "Chance"' in found.errors[0]


def test_a_fault_to_settle_is_not_settled() -> None:
    registrations = pg.Registrations(people(), pd.DataFrame({"severity": ["error"]}))
    assert not check(registrations).settled
    assert check(pg.Registrations(people(), pd.DataFrame({"severity": ["note"]}))).settled


def test_columns_that_no_rule_uses_are_not_needed(tmp_path) -> None:
    assert look(tmp_path, PLAN).not_needed == ()
    without = PLAN.replace("mixed_units = {weight = 2}", "common_slot = false")
    assert look(tmp_path, without).not_needed == ("Times that suit you", "Unit")


def test_the_columns_used_are_those_that_criteria_read() -> None:
    table = people().assign(industry="x", apart=None)
    problem = pg.Plan.loads("[rules]\ncompetitors = {also = 'place'}").problem(table.assign(place="Oulu"))
    assert used_columns(problem) == {"apart", "industry", "place", "latitude", "longitude"}


def test_everything_goes_into_json(tmp_path) -> None:
    told = json.loads(json.dumps(look(tmp_path, PLAN, 13).to_dict(), allow_nan=False))
    assert told["people"] == 13
    assert told["groups"] == {"most": 3, "limited_by": "people", "limits": {"people": 3, "copies": 8, "answers": 12}}
