"""The plan file: what is read, what is refused and in which words, and what is written back."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups import Plan, PlanError
from peergroups.criteria import REGISTRY
from peergroups.plan.rules import ELSEWHERE


def errors_of(text: str, **options: str) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        Plan.loads(text, **options)
    return caught.value.errors


def test_an_empty_plan_has_the_usual_sizes() -> None:
    plan = Plan.loads("")
    assert (plan.sizes.least, plan.sizes.most, plan.sizes.target) == (5, 10, None)


def test_a_single_value_reads_as_a_list_of_one() -> None:
    assert Plan.loads("offers = [{theme = 'Trust'}]").offers[0].theme == ("Trust",)


WRONG = [
    # a key that is not there, with the nearest one that is
    ("[sizes]\nleest = 5", "line 2, sizes.leest: there is no such key; the keys here are profile, presence, least, most"),  # noqa: E501
    ("[seizes]\nleast = 5", "line 1, seizes: there is no such key"),
    ("[[offers]]\ncopies = 1\n[[offers]]\nthemes = 'A'", "line 4, offers[2].themes: there is no such key"),
    # values of the wrong kind
    ("[sizes]\nmost = '10'", 'line 2, sizes.most: must be a whole number, not "10"'),
    ("[sizes]\nmost = true", "line 2, sizes.most: must be a whole number, not true"),
    ("[sizes]\nmost = 9.5", "line 2, sizes.most: must be a whole number, not 9.5"),
    ("[[offers]]\ntheme = ['A', 3]", "line 2, offers[1].theme[2]: must be text in quotes, not 3"),
    ("[[offers]]\nonline = 'yes'", 'line 2, offers[1].online: must be true or false, not "yes"'),
    ("round = 3", "line 1, round: must be a table, not 3"),
    ("offers = 3", "line 1, offers: must be a list, not 3"),
    ("rules = 3", "line 1, rules: must be a table, not 3"),
    # values that are not allowed
    ("[round]\nlanguage = 'se'", 'line 2, round.language: "se" is not allowed; use en, fi, sv'),
    ("[waiting]\nrule = 'loterry'", 'line 2, waiting.rule: "loterry" is not allowed; use first come, lottery'),
    ("[sizes]\nleast = 0", "line 2, sizes.least: must be at least 1, not 0"),
    # keys that contradict each other
    ("[sizes]\nleast = 12", "line 1, sizes: least is 12 but most is 10: least must not be larger"),
    ("[sizes]\ntarget = 12", "line 1, sizes: target is 12; it must lie between 5 and 10"),
    ("[groups]\nleast = 4\nmost = 3", "line 1, groups: least is 4 but most is 3: least must not be larger"),
    ("[[groups.limits]]\ntheme = 'A'", "line 1, groups.limits[1]: a limit needs least, most or both"),
    ("[[offers]]\nonline = true\nplace = 'Oulu'", "line 1, offers[1]: a group meets online or at a place"),
    # rules
    ("[rules]\nmixed_unit = true", "line 2, rules.mixed_unit: there is no such key"),
    ("[rules]\nmixed_units = 3", "line 2, rules.mixed_units: must be true, false or a table of settings, not 3"),
    ("[rules]\nmixed_units = {wait = 3}", "line 2, rules.mixed_units.wait: there is no such key; the keys"),
    ("[rules]\nmixed_units = {at_most = '2'}", 'line 2, rules.mixed_units.at_most: must be a whole number, not "2"'),
    ("[rules]\nmixed_units = {weight = -1}", "line 2, rules.mixed_units: weight must be a number >= 0"),
    ("[rules]\nnew_faces = {half_life = 0}", "line 2, rules.new_faces: half_life must be > 0"),
    ("[rules]\nnew_ties = {weight = -1}", "line 2, rules.new_ties: weight must be a number >= 0"),
    ("[rules]\ngroup_size = {weight = -1}", "line 2, rules.group_size: weight must be a number >= 0"),
    ("[rules]\nbalanced = true", "line 2, rules.balanced.column: is missing"),
    ("[rules.not_alone]\nvalue = 'F'", "line 1, rules.not_alone.column: is missing"),
    ("[[rules.balanced]]\ncolumn = 'a'\n[[rules.balanced]]\ncolum = 'b'", "line 4, rules.balanced[2].colum: there"),
    ("[rules]\ngroup_size = {least = 5}", "line 2, rules.group_size.least: there is no such key"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_is_wrong_is_told_with_line_key_and_value(text: str, told: str) -> None:
    assert any(error.startswith(told) for error in errors_of(text)), errors_of(text)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    errors = errors_of("[rules]\nfoo = 1\n[sizes]\nmost = 'x'\nleest = 3\n[round]\nlanguage = 'se'")
    assert [error.split(":")[0] for error in errors] == [
        "line 2, rules.foo",
        "line 4, sizes.most",
        "line 5, sizes.leest",
        "line 7, round.language",
    ]


def test_a_plan_that_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(PlanError, match=r"my\.toml is not valid TOML: .*line 1,"):
        Plan.loads("least = \nmost = 3", source="my.toml")


def test_a_file_that_is_no_text_is_refused(tmp_path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanError, match="UTF-8"):
        Plan.load(path)


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("[sizes]\nmost = 8", encoding="utf-8-sig")
    assert Plan.load(path).sizes.most == 8


def test_errors_are_told_in_the_plans_language_unless_another_is_asked_for() -> None:
    text = "[round]\nlanguage = 'fi'\n[sizes]\nmost = 'x'"
    assert "rivi 4" in errors_of(text)[0]
    assert "rad 4" in errors_of(text, language="sv")[0]


def test_the_language_asked_for_becomes_the_plans() -> None:
    assert Plan.loads("[round]\nlanguage = 'fi'", language="sv").round.language == "sv"


def test_a_plan_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Plan.loads("").sizes.most = 3  # type: ignore[misc]


def test_settings_do_not_tell_who_must_be_apart() -> None:
    plan = Plan.loads("[rules]\nkeep_apart = [{pairs = [['ann', 'bo']]}, {pairs = [['bo', 'cai']], hard = false}]")
    assert "ann" not in str(plan.settings())
    assert plan.settings()["rules"]["keep_apart"] == [{"pairs": 1}, {"pairs": 1, "hard": False}]


def test_every_criterion_can_be_named_in_a_plan() -> None:
    needed = {"continuing": "groups = {x = ['y']}", "diversity": "distances = ['x']"}
    for name, kind in REGISTRY.items():
        bare = [field.name for field in fields(kind) if field.default is field.default_factory is MISSING]
        texts = ", ".join(f"{field} = 'x'" for field in bare if field not in ELSEWHERE.get(name, ()))
        Plan.loads(f"[rules]\n{name} = {{{needed.get(name, texts)}}}")


def test_what_stands_elsewhere_is_a_field_of_its_criterion() -> None:
    for name, elsewhere in ELSEWHERE.items():
        assert elsewhere <= set(REGISTRY[name].__dataclass_fields__)


TEXTS = st.lists(
    st.text(min_size=1, max_size=8).filter(lambda t: t.isprintable()), min_size=1, max_size=3, unique=True
)


@settings(max_examples=60, deadline=None)
@given(theme=TEXTS, slot=TEXTS, copies=st.integers(1, 9), name=st.text(max_size=12).filter(str.isprintable))
def test_a_plan_that_is_written_reads_back_as_it_was(theme, slot, copies, name) -> None:
    plan = Plan.model_validate(
        {
            "round": {"name": name, "language": "fi"},
            "groups": {"most": 12, "limits": [{"theme": theme[0], "most": 3}]},
            "offers": [{"theme": theme, "slot": slot, "copies": copies}, {"online": True}],
            "rules": {
                "theme_wishes": {"rank_costs": [0, 2, 5]},
                "not_alone": [{"column": theme[0]}],
                "travel": False,
            },
            "waiting": {"everyone": True},
        }
    )
    assert Plan.loads(plan.dump()) == plan


def test_comments_stand_above_what_they_tell_and_are_not_read() -> None:
    plan = Plan.loads("[sizes]\nmost = 8\n[[offers]]\ntheme = 'A'")
    told = plan.commented({(): "A plan", ("sizes", "most"): "no more\nthan that", ("offers", 0): "42 want it"})
    assert told.dump() == (
        '# A plan\n\n[sizes]\n# no more\n# than that\nmost = 8\n\n# 42 want it\n[[offers]]\ntheme = "A"\n'
    )
    assert Plan.loads(told.dump()) == plan


def test_several_headers_of_themes_are_ranks_unless_the_ranks_are_named() -> None:
    assert Plan.loads("[columns]\nthemes = ['1st', '2nd']").columns.headers == {"theme_ranks": ("1st", "2nd")}
    both = Plan.loads("[columns]\nthemes = 'All'\ntheme_ranks = ['1st', '2nd']\n[columns.more]\nage = 'Age'")
    assert both.columns.headers == {"themes": ("All",), "theme_ranks": ("1st", "2nd"), "age": ("Age",)}


@pytest.mark.parametrize("first", ['"1.2.2027"', "5", "2027-02-01T10:00:00"])
def test_a_date_that_is_none_is_told_with_how_to_write_it_in_the_plans_language(first: str) -> None:
    with pytest.raises(PlanError, match="päivämäärä kuten 2027-02-01, ilman lainausmerkkejä"):
        Plan.loads(f'[round]\nlanguage = "fi"\n[sessions]\nfirst = {first}')
