"""The page on the plan."""

from __future__ import annotations

from pathlib import Path

from peergroups import Plan
from peergroups.plan.document import EXAMPLE, SEVERAL, TABLES, page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_on_the_plan_is_what_the_models_say() -> None:
    assert (DOCS / "plan.md").read_text(encoding="utf-8") == page(), "run python -m peergroups.plan.document"


def test_the_examples_are_plans_with_every_table() -> None:
    plan, several = Plan.loads(EXAMPLE), Plan.loads(SEVERAL)
    assert plan.model_fields_set | several.model_fields_set == set(Plan.model_fields)
    assert plan.groups.limits


def test_every_key_is_described() -> None:
    for kind in TABLES.values():
        assert all(field.description for field in kind.model_fields.values())
