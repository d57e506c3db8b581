"""A plan's aim: what is wrong in it is told at its key, and groups are formed for it."""

from __future__ import annotations

import pandas as pd
import pytest

import peergroups as pg

PEOPLE = pd.DataFrame(
    {"unit": list("OOTT"), "themes": ["agile", "agile", "trust", "trust"]}, index=["ann", "bo", "cai", "dan"]
)
PLAN = """
sizes = {least = 2, most = 2}
offers = [{theme = ["agile", "trust"]}]
[rules]
theme_wishes = {unticked = 1}
mixed_units = {weight = 0.25}
"""
"""Pairs by theme are of one unit each and cost 2 x 0.25; mixed pairs leave two wishes unmet and cost 2 x 1."""


@pytest.mark.parametrize(
    ("aim", "members"),
    [
        ("", [["ann", "bo"], ["cai", "dan"]]),  # by the weights
        ("[aim]\nlevels = 'mixed_units'", None),  # mixed pairs, however light that rule is
        ("[aim]\nworst_off_first = 'theme_wishes'", [["ann", "bo"], ["cai", "dan"]]),
    ],
)
def test_groups_are_formed_for_the_aim(aim: str, members: list[list[str]] | None) -> None:
    result = pg.form_groups(PEOPLE, pg.Plan.loads(PLAN + aim), time_limit=4)
    assert bool(result.aim) == bool(aim)
    if members is None:
        assert all(set(PEOPLE["unit"][pair]) == {"O", "T"} for pair in result.groups["members"])
    else:
        assert result.groups["members"].tolist() == members


def test_the_settings_and_the_dumped_plan_have_the_aim() -> None:
    plan = pg.Plan.loads(PLAN + "[aim]\nlevels = ['mixed_units', 'theme_wishes']\nslack = 0.1")
    assert plan.settings()["aim"] == {"levels": ["mixed_units", "theme_wishes"], "slack": 0.1}
    assert pg.Plan.loads(plan.dump()) == plan


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        ("slack = 0.1", "aim: an aim is either levels or worst_off_first"),
        (
            "levels = 'mixed_units'\nworst_off_first = 'theme_wishes'",
            "aim: an aim is either levels or worst_off_first",
        ),
        ("worst_off_first = 'theme_wishes'\nslack = 0.1", "aim: slack goes with levels"),
        ("levels = 'mixed_units'\nslack = -1", "aim.slack: must be at least 0.0, not -1"),
        ("level = 'mixed_units'", r"aim.level: there is no such key.*did you mean levels"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_key(aim: str, said: str) -> None:
    with pytest.raises(pg.PlanError, match=said):
        pg.Plan.loads(f"[aim]\n{aim}")


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        (
            "levels = ['mixed_unit']",
            "aim.levels: no soft rule .* mixed_unit; there are theme_wishes, mixed_units .did",
        ),
        ("worst_off_first = 'mixed_units'", "aim.worst_off_first: .* mixed_units; there are theme_wishes"),
    ],
)
def test_rules_that_the_round_does_not_have_are_told_before_anything_is_solved(aim: str, said: str) -> None:
    with pytest.raises(pg.PlanError, match=said):
        pg.Plan.loads(f"{PLAN}[aim]\n{aim}").problem(PEOPLE)
