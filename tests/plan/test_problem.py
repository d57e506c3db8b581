"""A plan and people become a problem, or everything that does not fit is told."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups import Plan, PlanError
from peergroups.plan.assemble import offers_table, queue
from peergroups.referee import judge
from sheets import PLAN, people


def offers(text: str, n: int = 20) -> pd.DataFrame:
    return Plan.loads(text).problem(people(n)).offers


def names(text: str, table: pd.DataFrame, **given) -> list[str]:
    return [c.label for c in Plan.loads(text).problem(table, **given).criteria]


# offers


def test_lists_multiply_out_to_offers_with_readable_names() -> None:
    table = offers("[[offers]]\ntheme = ['Trust', 'Change']\nonline = true\nslot = ['Tue 17', 'Wed 8']\ncopies = 3")
    assert list(table.index) == [
        "Trust, online, Tue 17",
        "Trust, online, Wed 8",
        "Change, online, Tue 17",
        "Change, online, Wed 8",
    ]
    assert (table["copies"] == 3).all()
    assert table["online"].all()


def test_offers_have_the_plans_sizes_or_their_own() -> None:
    table = offers(
        "[sizes]\nmost = 8\n[[offers]]\ntheme = 'Trust'\n[[offers]]\ntheme = 'Change'\nleast = 3\nmost = 4"
    )
    assert table[["min_size", "max_size"]].values.tolist() == [[5, 8], [3, 4]]


def test_what_no_offer_says_is_no_column_and_what_some_say_is_missing_elsewhere() -> None:
    table = offers("[[offers]]\ntheme = 'Trust'\n[[offers]]\nslot = 'Tue 17'")
    assert set(table.columns) == {"min_size", "max_size", "copies", "theme", "slot"}
    assert pd.isna(table.loc["Tue 17", "theme"])


def test_a_group_at_a_place_is_not_online() -> None:
    assert not offers("[[offers]]\nplace = 'Oulu'").loc["Oulu", "online"]


def test_without_offers_every_group_is_of_one_kind() -> None:
    # 20 people make 4 groups of 5 at most
    assert offers("")[["min_size", "max_size", "copies"]].values.tolist() == [[5, 10, 4]]
    assert offers("[groups]\nmost = 2")["copies"].tolist() == [2]


def test_offers_are_named_in_the_plans_language() -> None:
    table = offers("[round]\nlanguage = 'fi'\n[[offers]]\nonline = true")
    assert list(table.index) == ["etänä"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_there_are_as_many_offers_as_the_product_of_the_lists(lengths) -> None:
    lists = {
        name: [f"{name}{k}" for k in range(n)]
        for name, n in zip(("role", "theme", "place", "slot", "language"), lengths, strict=True)
    }
    plan = Plan.model_validate({"offers": [lists]})
    expected = 1
    for n in lengths:
        expected *= max(1, n)
    table = offers_table(plan, 10)
    assert len(table) == expected
    assert table.index.is_unique


# rules


def test_rules_that_compare_need_no_mention_where_offers_and_people_have_what_they_compare() -> None:
    assert names(PLAN, people()) == ["theme_wishes", "common_slot", "mixed_units"]


def test_false_switches_a_rule_off() -> None:
    assert names(PLAN + "common_slot = false", people()) == ["theme_wishes", "mixed_units"]


def test_settings_of_a_rule_reach_its_criterion() -> None:
    problem = Plan.loads(PLAN + "theme_wishes = {rank_costs = [0, 2]}").problem(people())
    assert list(problem.criteria[0].rank_costs) == [0, 2]
    assert problem.criteria[2].weight == 2


def test_a_list_of_tables_takes_a_rule_several_times() -> None:
    table = people().assign(gender="F", language="sv")
    both = "[[rules.not_alone]]\ncolumn = 'gender'\n[[rules.not_alone]]\ncolumn = 'language'"
    assert names(both, table) == ["not_alone: gender", "not_alone: language"]


def test_managers_and_those_to_be_kept_apart_are_kept_apart_without_mention() -> None:
    table = people().assign(manager=None, apart=None)
    assert names("", table) == ["keep_apart", "reporting_chain"]


def test_earlier_rounds_make_new_faces_count() -> None:
    met = [("p00@x.fi", "p01@x.fi")]
    assert names("", people(), history=met) == ["new_faces"]
    assert names("[rules]\nnew_faces = {weight = 3}", people()) == []
    problem = Plan.loads("[rules]\nnew_faces = {weight = 3}").problem(people(), met)
    assert problem.criteria[0].weight == 3


def test_a_target_size_is_a_criterion_that_spans_every_offers_sizes() -> None:
    problem = Plan.loads("[sizes]\ntarget = 8\n[[offers]]\nleast = 3\nmost = 12").problem(people())
    size = problem.criteria[0]
    assert (size.least, size.most, size.target) == (3, 12, 8)


def test_limits_become_limits_on_running_groups() -> None:
    text = PLAN + "[groups]\nmost = 3\n[[groups.limits]]\ntheme = 'Trust'\nmost = 1"
    opens = Plan.loads(text).problem(people()).model.opens
    assert [(list(term.offers), term.most) for term in opens] == [([0, 1, 2, 3], 3), ([0, 1], 1)]


# the queue


def test_first_come_follows_the_time_stamps_and_the_undated_come_last() -> None:
    table = people(4)  # registered in reverse order
    table.loc["p03@x.fi", "registered"] = pd.NaT
    problem = Plan.loads("sizes = {least = 2}\nwaiting = {rule = 'first come'}").problem(table)
    assert problem.queue == ["p02@x.fi", "p01@x.fi", "p00@x.fi", "p03@x.fi"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(list("abcdefgh")), st.integers(0, 5))
def test_the_lottery_depends_on_the_seed_and_the_ids_not_on_the_order_of_rows(order, seed) -> None:
    plan = Plan.model_validate({"round": {"seed": seed}})
    drawn = queue(plan, pd.DataFrame(index=order))
    assert drawn == queue(plan, pd.DataFrame(index=sorted(order)))
    assert sorted(drawn) == sorted(order)


def test_another_seed_draws_other_lots() -> None:
    draws = {tuple(Plan.loads(f"[round]\nseed = {seed}").problem(people()).queue) for seed in range(5)}
    assert len(draws) == 5


# what does not fit

MISFITS = [
    # a theme that nobody ticked and a slot that suits nobody, with the nearest ones that do
    (PLAN.replace('"Change"]', '"Chance"]'), 'line 7, offers[1].theme[2]: nobody wishes for "Chance"; the sheet '),
    (PLAN.replace('"Wed 8"', '"Wed 9"'), 'line 8, offers[1].slot[2]: "Wed 9" suits nobody; the sheet has '),
    ("[[offers]]\nplace = 'Helsnki'", 'line 2, offers[1].place[1]: "Helsnki" is no municipality of Finland (did you'),
    # rules on columns that the people do not have, by name or by default
    (PLAN + "not_alone = {column = 'gender'}", 'line 13, rules.not_alone: the people have no column "gender"; they'),
    (PLAN + "competitors = true", 'line 13, rules.competitors: the people have no column "industry"'),
    (PLAN + "diversity = {distances = ['age']}", 'line 13, rules.diversity: the people have no column "age"'),
    # a rule that compares what no offer says, a limit on what is not offered, and an offer twice
    ("[rules]\ntheme_wishes = true", "line 2, rules.theme_wishes: no offer says its theme"),
    ("[rules]\nopening_costs = true", "line 2, rules.opening_costs: no offer says its cost"),
    ("[rules]\nsame_mode = true", 'line 2, rules.same_mode: no offer says its online'),
    (PLAN + "[[groups.limits]]\ntheme = 'Truth'\nmost = 1", 'line 14, groups.limits[1].theme[1]: no offer has "Trut'),
    (PLAN + "[[offers]]\ntheme = 'Trust'\nslot = 'Tue 17'", 'line 13, offers[2]: the offer "Trust, Tue 17" is there'),
    # fewer people than the least size; 20 people are 2 groups of 9 and 2 left over; one group of 10 seats no 20
    ("[sizes]\nleast = 21\nmost = 30", "line 2, sizes.least: a group needs 21 people; there are 20"),
    ("sizes = {least = 9, most = 9}\nwaiting = {everyone = true}", "line 2, waiting.everyone: 20 people cannot all "),
    ("groups = {most = 1}\nwaiting = {everyone = true}", "line 2, waiting.everyone: 20 people cannot all have a sea"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), MISFITS)
def test_what_cannot_be_meant_given_the_people_is_told(text: str, told: str) -> None:
    with pytest.raises(PlanError) as caught:
        Plan.loads(text).problem(people())
    assert any(error.startswith(told) for error in caught.value.errors), caught.value.errors


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    text = PLAN.replace('"Change"]', '"Chance"]').replace('"Wed 8"', '"Wed 9"') + "competitors = true"
    with pytest.raises(PlanError) as caught:
        Plan.loads(text).problem(people())
    assert len(caught.value.errors) == 3


def test_slots_that_too_few_share_are_told_with_the_one_that_suits_most() -> None:
    table = people(6).assign(slots=[["Mon 8"], ["Mon 8"], ["Mon 9"], ["Mon 9"], ["Mon 10"], ["Mon 11"]])
    with pytest.raises(PlanError, match='a group needs 5 people; the time that suits most, "Mon 8", has 2'):
        Plan.loads("[[offers]]\nslot = ['Mon 8', 'Mon 9']").problem(table)


def test_a_person_who_named_no_slot_fits_every_one_and_counts() -> None:
    table = people(6).assign(slots=[["Mon 8"], ["Mon 8"], None, None, "", []])
    assert len(Plan.loads("[[offers]]\nslot = 'Mon 8'").problem(table).offers) == 1


def test_a_rule_that_is_off_is_not_compared() -> None:
    text = PLAN.replace('"Wed 8"', '"Wed 9"') + "common_slot = false"
    assert len(Plan.loads(text).problem(people()).offers) == 4


def test_the_people_are_not_changed() -> None:
    table = people()
    before = table.copy(deep=True)
    Plan.loads(PLAN).problem(table)
    pd.testing.assert_frame_equal(table, before)


# notices


def notices(text: str, table: pd.DataFrame) -> list[str]:
    plan = Plan.loads(text)
    return plan.notices(plan.problem(table))


def test_a_plan_that_fits_has_nothing_to_notice() -> None:
    assert notices(PLAN, people()) == []


def test_a_wish_that_is_not_offered_is_noticed() -> None:
    assert "Change is the first wish of 10, but no offer has it" in notices(
        "[[offers]]\ntheme = 'Trust'\ncopies = 2", people()
    )


def test_wishes_and_times_that_an_empty_plan_leaves_unused_are_noticed_unless_that_is_meant() -> None:
    told = notices("", people())
    assert [sentence.split(",")[0] for sentence in told] == [
        "the people have answers in themes",
        "the people have answers in slots",
    ]
    assert notices("[rules]\ntheme_wishes = false\ncommon_slot = false", people()) == []
    assert notices("", people().drop(columns=["themes", "slots"])) == []


def test_an_offer_with_too_few_people_is_noticed() -> None:
    table = people(12)
    table["slots"] = [["Tue 17", "Wed 8"]] * 3 + [["Tue 17"]] * 9
    assert "Wed 8 suits 3, but a group needs 4" in notices(PLAN, table)


def test_a_number_of_people_that_cannot_be_split_is_noticed_with_what_helps() -> None:
    # one group of 10 seats all but one of 11; two groups of 7 need 14
    told = notices(
        "[sizes]\nleast = 7\nmost = 10\n[[offers]]\ncopies = 3", people(11).drop(columns=["themes", "slots"])
    )
    assert told == [
        "11 people cannot be split into groups of 7–10: 1 will be left over; "
        "groups of 7–11 would do, or 3 more to join them"
    ]


def test_a_theme_whose_people_cannot_be_split_is_noticed_with_the_smallest_changes_that_help() -> None:
    # 22 people, half of whom want either theme most: of 11 one group of 6-10 leaves out 1, two groups lack 1
    told = notices(
        '[sizes]\nleast = 6\nmost = 10\n[[offers]]\ntheme = ["Trust", "Change"]\ncopies = 2',
        people(22).drop(columns="slots"),
    )
    assert told == [
        f"{theme} is the first wish of 11, who cannot be split into groups of 6–10: 1 would be left over; "
        "groups of 6–11 would do, or 1 more to join them"
        for theme in ("Trust", "Change")
    ]


def test_too_few_seats_are_noticed_with_what_limits_them() -> None:
    told = notices(PLAN + "[groups]\nmost = 3", people(20))
    assert told == ["Seats for 18 of 20 people, in 3 groups at most. What limits them: The number of groups"]


def test_people_whom_no_offer_fits_are_noticed_by_id() -> None:
    table = people(12)
    table.at["p05@x.fi", "slots"] = ["Fri 8"]
    assert "no offer fits 1 of the people: p05@x.fi" in notices(PLAN, table)


def test_new_faces_without_earlier_rounds_is_noticed() -> None:
    assert notices(PLAN + "new_faces = true", people()) == [
        "new_faces has no effect, as no earlier rounds were given"
    ]


def test_a_place_abroad_is_a_venue_where_somebody_is_there() -> None:
    people = pd.DataFrame({"place": ["Stockholm"] * 6}, index=[f"p{k}" for k in range(6)])
    plan = Plan.loads('[[offers]]\nplace = "Stockholm"')
    assert plan.problem(people).offers["place"].tolist() == ["Stockholm"]
    with pytest.raises(PlanError, match='"Malmö" is no municipality of Finland'):
        Plan.loads('[[offers]]\nplace = "Malmö"').problem(people)


def test_times_that_would_do_count_as_times_that_suit() -> None:
    table = people(6).assign(slots=[["Tue 17"]] * 6, slots_maybe=[["Wed 8"]] * 6)
    plan = Plan.loads("[sizes]\nleast = 4\n[[offers]]\nslot = 'Wed 8'")
    problem = plan.problem(table)  # nobody is sure of Wednesday, yet the group can run, at 1 for each
    assert judge(problem.model, [0] * 6).cost == 6
