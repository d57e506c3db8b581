"""A first plan from what people answered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.demand.demand import capacity
from peergroups.demand.suggest import suggest_plan
from sheets import people, sheet, write_sheet


def test_every_theme_and_slot_with_enough_people_is_offered_as_often_as_groups_can_be_made() -> None:
    # 20 people, all of whom could take either theme: 2 groups of about 8
    plan = suggest_plan(people(20))
    assert {offers.theme: offers.copies for offers in plan.offers} == {("Trust",): 2, ("Change",): 2}
    assert all(offers.slot == ("Tue 17", "Wed 8") for offers in plan.offers)


def test_the_demand_stands_above_each_offer() -> None:
    text = suggest_plan(people(20)).dump()
    assert "# Suits 20 people, the first wish of 10; groups of about 8: 2\n[[offers]]" in text
    assert "# Groups that 20 people make: 2–4\n[sizes]" in text


def test_what_too_few_want_is_not_offered_and_named() -> None:
    table = people(20)
    table.at["p00@x.fi", "themes"] = ["Agile", "Trust"]
    plan = suggest_plan(table)
    assert all("Agile" not in offers.theme for offers in plan.offers)
    assert "# Too few people for a group: Agile (1)" in plan.dump()


def test_large_roles_have_offers_of_their_own_and_small_ones_share() -> None:
    table = people(20).assign(role=["Manager"] * 12 + ["HR"] * 4 + ["Payroll"] * 4)
    roles = {offers.role for offers in suggest_plan(table).offers}
    assert roles == {("Manager",), ("HR; Payroll",)}


def test_people_with_nothing_in_their_own_role_are_offered_their_theme_with_roles_mixed() -> None:
    # Of 12 managers 10 can only come on Tuesday and 2 on Wednesday; of 10 in HR all can come on both days. The two
    # have no group of managers, but one with HR on Wednesday, and that is the only mixed kind there is a need for.
    table = people(22).assign(
        role=["Manager"] * 12 + ["HR"] * 10, slots=[["Tue"]] * 10 + [["Wed"]] * 2 + [["Tue", "Wed"]] * 10
    )
    mixed = [offers for offers in suggest_plan(table).offers if not offers.role]
    assert [(offers.slot, offers.copies) for offers in mixed] == [(("Wed",), 1)]
    assert (
        "# Roles mixed, where the own role has too few for a group (people: 2); suits 12 people"
        in suggest_plan(table).dump()
    )


def test_where_there_is_a_mixed_group_too_the_own_role_is_preferred() -> None:
    """Three of HR are needed to make up a mixed group of five on Wednesday: no more of them sit there."""
    table = people(20).assign(
        role=["Manager"] * 10 + ["HR"] * 10, slots=[["Tue"]] * 8 + [["Wed"]] * 2 + [["Tue", "Wed"]] * 10
    )
    plan = suggest_plan(table)
    assert plan.rules["same_role"] == {"mixed": 3}
    groups = pg.form_groups(table, plan, time_limit=20).groups
    mixed = groups[groups["role"].isna()]
    assert sorted(table.loc[mixed["members"].iloc[0], "role"]) == ["HR"] * 3 + ["Manager"] * 2
    assert groups["size"].sum() == 20


def test_people_who_must_meet_in_person_are_offered_their_place_and_the_others_online() -> None:
    table = people(20).assign(online=["yes"] * 10 + ["no"] * 10, place="Oulu")
    modes = {(offers.online, offers.place) for offers in suggest_plan(table).offers}
    assert modes == {(True, ()), (None, ("Oulu",))}


def test_a_mode_that_few_named_is_not_offered() -> None:
    table = people(20).assign(online=["yes"] * 5 + [None] * 15)
    assert {offers.online for offers in suggest_plan(table).offers} == {None}


def test_a_language_is_offered_only_where_there_is_a_choice() -> None:
    assert not suggest_plan(people().assign(languages="Finnish")).offers[0].language
    two = people().assign(languages=["Finnish"] * 10 + ["Swedish"] * 10)
    assert set(suggest_plan(two).offers[0].language) == {"Finnish", "Swedish"}


def test_a_role_without_a_common_theme_is_offered_without_one() -> None:
    table = people(8).assign(role="HR", themes=[[f"Theme {k}"] for k in range(8)])
    assert [(offers.role, offers.theme) for offers in suggest_plan(table).offers] == [(("HR",), ())]


def test_rules_follow_what_was_asked() -> None:
    table = people().assign(together=None, manager=None, apart=None)
    rules = suggest_plan(table).rules
    assert set(rules) == {"theme_wishes", "mixed_units", "keep_together", "keep_apart", "reporting_chain"}


def test_the_plan_and_its_comments_are_in_the_language_asked_for() -> None:
    text = suggest_plan(people(), language="fi").dump()
    assert 'language = "fi"' in text
    assert "20 henkilöstä tulee ryhmiä: 2–4" in text


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (people(4), "too few people for a group of 5: 4"),
        (people(6).assign(slots=[[f"Mon {k}"] for k in range(6)]), "the time that suits most, Mon 0, has 1"),
        (people(6).assign(themes=[[f"Theme {k}"] for k in range(6)]), "the theme wanted most, Theme 0, has 1"),
        # five of each theme and five at each time, but at most three of any theme at any time
        (
            people(10)
            .assign(
                themes=[["Trust"]] * 5 + [["Change"]] * 5, slots=[["Tue"], ["Tue"], ["Tue"], ["Wed"], ["Wed"]] * 2
            )
            .drop(columns="unit"),
            "no 5 people share a theme or role, a time",
        ),
    ],
)
def test_people_who_make_no_group_are_refused(table: pd.DataFrame, told: str) -> None:
    with pytest.raises(pg.InputError, match=told):
        suggest_plan(table)


CHOICES = {
    "themes": st.lists(st.sampled_from(["Trust", "Change", "Agile"]), max_size=3, unique=True),
    "slots": st.lists(st.sampled_from(["Tue", "Wed"]), max_size=2, unique=True),
    "role": st.sampled_from(["HR", "Payroll", None]),
    "online": st.sampled_from(["yes", "no", "either", None]),
    "place": st.sampled_from(["Oulu", "Turku", None]),
    "languages": st.sampled_from(["fi", "sv", "fi; sv", None]),
}


@st.composite
def registrants(draw) -> pd.DataFrame:
    n = draw(st.integers(5, 14))
    asked = draw(st.sets(st.sampled_from(sorted(CHOICES)), min_size=1))
    columns = {name: pd.Series(draw(st.lists(CHOICES[name], min_size=n, max_size=n)), dtype=object) for name in asked}
    return pd.DataFrame(columns).set_index(pd.Index([f"p{k}" for k in range(n)], name="person"))


@settings(max_examples=40, deadline=None)
@given(registrants())
def test_a_suggested_plan_loads_fits_its_people_and_every_offer_has_enough_of_them(table) -> None:
    try:
        suggested = suggest_plan(table)
    except pg.InputError:
        return
    plan = pg.Plan.loads(suggested.dump())
    assert plan == suggested
    found = capacity(plan.problem(table))
    assert found.groups >= 1
    end = 0
    for offers in plan.offers:
        n = 1
        for name in ("role", "theme", "place", "slot", "language"):
            n *= max(1, len(getattr(offers, name)))
        assert found.eligible.iloc[end : end + n].max() >= 5
        end += n


def test_the_columns_found_can_be_written_as_they_are_commented(tmp_path) -> None:
    registrations = pg.read_registrations(write_sheet(tmp_path / "answers.csv"))
    text = suggest_plan(registrations).dump()
    head, columns, rest = text.partition("[columns]\n")
    found = [line.removeprefix("# ") for line in head.splitlines() if " = " in line and line.startswith("# ")]
    named = pg.Plan.loads(columns + "\n".join(found) + "\n" + rest)
    pd.testing.assert_frame_equal(named.read(tmp_path / "answers.csv").people, registrations.people)


def workbook(path: Path, guides: int = 2) -> Path:
    """Write 20 people with a sheet of guides and one of two guests, all in one workbook."""
    with pd.ExcelWriter(path) as book:
        sheet(20).to_excel(book, sheet_name="Answers", index=False)
        pd.DataFrame({"Name": [f"Guide {k}" for k in range(guides)]}).to_excel(book, sheet_name="Guides", index=False)
        pd.DataFrame({"Name": ["Olli", "Ulla"], "Themes": "Change"}).to_excel(book, sheet_name="Guests", index=False)
    return path


def test_sheets_of_guides_and_guests_are_used_from_the_first_plan_on(tmp_path) -> None:
    file = workbook(tmp_path / "all.xlsx")
    text = suggest_plan(pg.read_registrations(file)).dump()
    assert "# Guides listed in this sheet: 2. Every group needs one; without this table none does\n[guides]" in text
    plan = pg.Plan.loads(text)
    assert (plan.guides.sheet, plan.guests.sheet) == ("Guides", "Guests")
    # both guests want to talk about change, and of the offers only one need be completed
    assert [(offers.theme, offers.guests) for offers in plan.offers if offers.guests] == [(("Change",), 2)]
    problem = plan.problem(plan.read(file))
    assert (len(problem.guides), int(problem.people["guest"].sum())) == (2, 2)


@pytest.mark.parametrize(("able", "guided"), [(2, True), (1, False)])
def test_members_guide_if_enough_of_them_could(able, guided) -> None:
    # 20 people are 2 groups at least
    table = people(20).assign(could_guide=["yes"] * able + ["no"] * (20 - able))
    plan = suggest_plan(table)
    assert plan.rules["guides"] is guided
    assert f"# People who could be a guide: {able}" in plan.dump()


def test_sessions_begin_on_a_monday_at_least_two_weeks_ahead_where_all_times_are_weekly() -> None:
    plan = suggest_plan(people(20).assign(registered=pd.Timestamp("2126-01-01")))  # a Tuesday
    assert plan.sessions.first == dt.date(2126, 1, 21)
    assert pg.Plan.loads(plan.dump()).sessions == plan.sessions
    assert suggest_plan(people(20).assign(slots=[["evenings"]] * 20)).sessions is None
    dated = people(20).assign(slots=[["12.1.2026 klo 9", "ti 13.1.2026 klo 17"]] * 20)
    assert suggest_plan(dated).sessions.first == dt.date(2026, 1, 12)
