"""A result tells the truth about its grouping: seats, costs, bounds, and who waits for what."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.results.tables import wish_rank
from peergroups.terms import WAITING


def grouping(*groups):
    return np.array(groups, dtype=np.int32)


def pairs_of_units(units="OOTT", copies=2, **settings):
    people = pd.DataFrame({"unit": list(units)}, index=[f"p{i}" for i in range(len(units))])
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [copies]}, index=["pairs"])
    return pg.Problem(people, offers, [pg.MixedUnits()], **settings)


def result(problem, *groups, total_bound=-np.inf, **more):
    return pg.Result(problem, grouping(*groups), total_bound, seconds=1.0, seed=1, **more)


@st.composite
def results(draw):
    problem = draw(strategies.problems())
    assignment = draw(strategies.groupings(problem.model))
    return pg.Result(problem, assignment, -np.inf, seconds=1.5, seed=3)


# --- status, bound and gap


def test_a_closed_bound_is_optimal():
    # Both pairs share their unit, cost 2, and the bound on the total is 2 with nobody waiting.
    found = result(pairs_of_units(), 0, 0, 1, 1, total_bound=2.0)
    assert (found.status, found.objective, found.bound, found.gap) == ("optimal", 2.0, 2.0, 0.0)


def test_an_open_bound_is_feasible_with_its_gap():
    # (2 - 0.5) / 2 = 0.75
    found = result(pairs_of_units(), 0, 0, 1, 1, total_bound=0.5)
    assert (found.status, found.bound, found.gap) == ("feasible", 0.5, 0.75)


def test_nothing_proved_is_no_bound_and_no_gap():
    found = result(pairs_of_units(), 0, 0, 1, 1)
    assert (found.status, found.bound, found.gap) == ("feasible", None, None)


def test_no_cost_and_a_bound_of_nothing_is_no_gap():
    found = result(pairs_of_units(), 0, 1, 0, 1, total_bound=0.0)
    assert (found.status, found.objective, found.bound, found.gap) == ("optimal", 0.0, 0.0, 0.0)


def test_the_bound_is_free_of_the_price_of_waiting():
    # Two of four wait for the one pair there is, which costs 1; the total's bound is half a unit below the total.
    problem = pairs_of_units(copies=1)
    waiting = problem.model.unseated[2:].sum()
    found = result(problem, 0, 0, WAITING, WAITING, total_bound=waiting + 0.5)
    assert (found.objective, found.bound, found.gap) == (1.0, 0.5, 0.5)


def test_a_bound_below_the_price_of_waiting_says_nothing_of_costs():
    problem = pairs_of_units(copies=1)
    found = result(problem, 0, 0, WAITING, WAITING, total_bound=problem.model.unseated[2:].sum() - 1)
    assert (found.status, found.bound, found.gap) == ("feasible", None, None)


def test_many_waiting_people_do_not_hide_a_gap():
    # Past fault: the tolerance was a millionth of the total, and 5 000 prices of waiting are millions.
    problem = pairs_of_units("OO" * 2_500, copies=1)
    found = result(problem, 0, 0, *[WAITING] * 4_998)
    assert found.verdict.total > 1_000_000
    almost = replace(found, total_bound=found.verdict.total - 0.5)
    assert (almost.status, almost.bound, almost.gap) == ("feasible", 0.5, 0.5)


def test_rounding_below_zero_is_a_bound_of_zero():
    problem = pairs_of_units(copies=1)
    found = result(problem, 0, 0, WAITING, WAITING, total_bound=problem.model.unseated[2:].sum() - 1e-9)
    assert found.bound == 0.0


@given(strategies.problems(most_people=4), st.sampled_from([0.0, 0.25, 1.0, 1000.0]))
@settings(max_examples=30, deadline=None)
def test_no_grouping_that_leaves_no_more_waiting_costs_less_than_the_bound(problem, slack):
    total, best = oracle.best(problem.model)
    assume(best is not None and not problem.refuses(best))
    found = pg.Result(problem, best, total - slack, seconds=1.0, seed=1)
    assert (found.status == "optimal") == (slack == 0)
    if found.bound is not None:
        for other in oracle.groupings(problem.model):
            rival = pg.Result(problem, other, -np.inf, seconds=1.0, seed=1)
            if rival.verdict.feasible and rival.verdict.unseated <= found.verdict.unseated:
                assert rival.objective >= found.bound - 1e-9


def test_nobody_in_any_group_is_no_answer():
    assert result(pairs_of_units(), *[WAITING] * 4, total_bound=0.0).status == "infeasible"


def test_a_seat_for_everyone_is_kept_to():
    problem = pairs_of_units(copies=1, everyone=True)
    assert result(problem, 0, 0, WAITING, WAITING, total_bound=0.0).status == "infeasible"


def test_a_broken_hard_rule_is_infeasible_and_raises_with_the_reasons():
    found = result(pairs_of_units(), 0, 0, 0, 1, reasons=["three do not fit in a pair"])
    assert (found.status, found.bound, found.gap) == ("infeasible", None, None)
    with pytest.raises(pg.InfeasibleError, match="three do not fit in a pair"):
        found.raise_for_status()


# --- tables


@given(results())
@settings(max_examples=30, deadline=None)
def test_everybody_is_in_one_group_or_waits(found):
    seated = [person for members in found.groups["members"] for person in members]
    assert sorted([*seated, *found.waiting["person"]]) == sorted(found.problem.people.index)
    assert found.groups["size"].tolist() == found.groups["members"].map(len).tolist()
    assert found.groups.index.tolist() == list(range(1, len(found.groups) + 1))
    assert found.seats.index.equals(found.problem.people.index)
    for number, members in found.groups["members"].items():
        assert (found.seats.loc[members, "group"] == number).all()
        assert (found.seats.loc[members, "offer"] == found.groups.loc[number, "offer"]).all()
    assert found.seats.loc[found.waiting["person"], ["group", "offer", "wish"]].isna().all(axis=None)


@given(results())
@settings(max_examples=30, deadline=None)
def test_the_costs_of_the_criteria_add_up_to_the_objective(found):
    table = found.criteria
    assert table["cost"].sum() == pytest.approx(found.objective)
    assert table.loc[~table["hard"], "holds"].isna().all()
    assert table.loc[table["hard"], "holds"].all() == (table["broken"].sum() <= 1e-6)
    assert not table.duplicated(["name", "hard"]).any()


@given(results(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_which_copy_of_an_offer_an_engine_took_does_not_show(found, random):
    model = found.problem.model
    renamed = np.arange(model.groups + 1, dtype=np.int32)
    renamed[-1] = WAITING
    for offer in range(model.offers):
        copies = list(range(model.first_group[offer], model.first_group[offer + 1]))
        shuffled = random.sample(copies, len(copies))
        renamed[copies] = shuffled
    other = replace(found, assignment=renamed[found.assignment])
    pd.testing.assert_frame_equal(other.groups, found.groups)
    pd.testing.assert_frame_equal(other.seats, found.seats)


def test_groups_come_by_offer_then_by_their_first_member():
    people = pd.DataFrame(index=["a", "b", "c", "d"])
    offers = pd.DataFrame({"min_size": 1, "max_size": 4, "copies": [2, 1], "theme": ["x", "y"]}, index=["X", "Y"])
    found = result(pg.Problem(people, offers), 2, 1, 0, 1)
    assert found.groups["offer"].tolist() == ["X", "X", "Y"]
    assert found.groups["members"].tolist() == [["b", "d"], ["c"], ["a"]]
    assert found.groups["theme"].tolist() == ["x", "x", "y"]


def test_one_row_for_each_level_of_a_criterion():
    # Three of one unit: C(3, 2) = 3 pairs at weight 2, and one member more than the two allowed.
    people = pd.DataFrame({"unit": ["O", "O", "O", "T"]})
    offers = pd.DataFrame({"min_size": [4], "max_size": [4]})
    problem = pg.Problem(people, offers, [pg.MixedUnits(weight=2, at_most=2), pg.KeepApart([])])
    table = result(problem, 0, 0, 0, 0, best_alone={"mixed_units": 2.0}, drawn_lots={"mixed_units": 5.0}).criteria
    soft, hard, apart = (row for _, row in table.iterrows())
    assert (soft["name"], soft["cost"], soft["weight"], soft["best_alone"], soft["drawn_lots"]) == (
        "mixed_units", 6.0, 2.0, 2.0, 5.0,
    )  # fmt: skip
    assert (hard["name"], hard["holds"], hard["broken"], hard["cost"]) == ("mixed_units", False, 1.0, 0.0)
    assert (apart["name"], apart["hard"], apart["holds"]) == ("keep_apart", True, True)


@pytest.mark.parametrize(
    ("wishes", "theme", "rank"),
    [
        (["a", "b"], "a", 1),
        (["a", "b"], "b", 2),
        ("a; b ;c", "c", 3),
        (" A ", "a", 1),
        (["a"], "b", None),
        (["a"], None, None),
        (None, "a", None),
        (float("nan"), "a", None),
        ([], "a", None),
        ({"a": 5, "b": 5, "c": 3}, "b", 1),  # nobody's grade is higher
        ({"a": 5, "b": 5, "c": 3}, "c", 3),  # two are
        ({"a": None}, "a", None),
    ],
)
def test_the_rank_of_a_wish(wishes, theme, rank):
    found = wish_rank(wishes, theme)
    assert np.isnan(found) if rank is None else found == rank


def test_themes_ticked_in_no_order_are_all_first_wishes():
    people = pd.DataFrame({"themes": [["x", "y"], ["z"]]})
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "theme": ["y"]})
    problem = pg.Problem(people, offers, [pg.ThemeWishes(ranked=False, unticked=9)])
    assert result(problem, 0, 0).seats["wish"].tolist() == [1, pd.NA]


def test_new_faces_are_the_members_not_met_before():
    # a has met b (twice, long ago) and d, who sits elsewhere; weights and fading do not matter.
    people = pd.DataFrame(index=list("abcde"))
    offers = pd.DataFrame({"min_size": [1], "max_size": [3], "copies": [2]})
    met = pd.DataFrame({"first": ["a", "b", "d"], "second": ["b", "a", "a"], "rounds_ago": 9})
    problem = pg.Problem(people, offers, [pg.NewFaces(met, weight=0, within=2)])
    found = result(problem, 0, 0, 0, 1, WAITING)
    assert found.seats["new_faces"].tolist() == [1, 1, 2, 0, pd.NA]


def test_without_rounds_or_wishes_nothing_is_said_of_them():
    found = result(pairs_of_units(), 0, 0, 1, 1)
    assert found.seats[["wish", "new_faces"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "ids",
    [
        [0, 1, 2, 3],
        [7, 3, 9, 1],
        [("a", 1), ("a", 2), ("b", 1), ("b", 2)],
        pd.date_range("2026-01-01", periods=4),
        [0.5, "x", 3, "0"],
    ],
    ids=["from 0", "ints", "tuples", "dates", "mixed"],
)
def test_any_index_of_people_is_kept(ids):
    people = pd.DataFrame({"unit": list("OOTT")}, index=pd.Index(ids, tupleize_cols=False))
    problem = pg.Problem(people, pairs_of_units().offers, [pg.MixedUnits()], queue=list(people.index)[::-1])
    found = result(problem, 0, WAITING, WAITING, 0)
    assert found.seats.index.equals(people.index)
    assert found.groups["members"].tolist() == [[people.index[0], people.index[3]]]
    assert found.waiting["person"].tolist() == [people.index[2], people.index[1]]
    assert json.loads(found.to_json())["waiting"] == 2


def test_nobody_and_no_group_are_empty_tables():
    people = pd.DataFrame({"unit": []})
    found = result(pg.Problem(people, pairs_of_units().offers, [pg.MixedUnits()]))
    assert (len(found.groups), len(found.seats), len(found.waiting)) == (0, 0, 0)
    assert json.loads(found.to_json())["groups"] == []


def test_changing_a_table_changes_no_result():
    found = result(pairs_of_units(), 0, 0, WAITING, WAITING)
    found.groups.loc[1, "members"].clear()
    for table in (found.groups, found.seats, found.waiting):
        for column in table.columns:
            del table[column]
    assert found.to_dict()["groups"][0]["members"] == ["p0", "p1"]
    assert found.to_dict()["waiting_list"][0]["person"] == "p2"


# --- waiting


def waiting_reasons(people, offers, criteria, *groups, language="en"):
    found = result(pg.Problem(pd.DataFrame(people), pd.DataFrame(offers), criteria), *groups, language=language)
    return found.waiting["reason"].tolist()


def test_the_waiting_list_follows_the_queue():
    problem = pairs_of_units("OOTTOO", queue=["p5", "p3", "p4"])
    waiting = result(problem, 0, 0, *[WAITING] * 4).waiting
    assert waiting["person"].tolist() == ["p5", "p3", "p4", "p2"]  # p2 is not listed, so last
    assert waiting["position"].tolist() == [1, 2, 3, 4]


def test_full_groups_are_a_reason():
    reasons = waiting_reasons({"unit": list("OOT")}, {"min_size": [2], "max_size": [2]}, [], 0, 0, WAITING)
    assert reasons == ["The groups that would fit are full or do not run."]


def test_the_rule_that_leaves_nowhere_to_sit_is_named():
    people = {"role": ["boss", "boss", "aide"], "themes": [["x"], ["x"], ["x"]]}
    offers = {"min_size": [2], "max_size": [3], "role": ["boss"], "theme": ["x"]}
    reasons = waiting_reasons(people, offers, [pg.ThemeWishes(), pg.SameRole()], 0, 0, WAITING)
    assert reasons == ["No group suits; what stands in the way: The same role"]


def test_rules_that_leave_nowhere_only_together_are_all_named():
    # Offer 1 has the right theme and the wrong role, offer 2 the other way round.
    people = {"role": ["boss", "boss", "aide"], "themes": [["x"], ["x"], ["x"]]}
    offers = {"min_size": 2, "max_size": 3, "role": ["boss", "aide"], "theme": ["x", "y"]}
    reasons = waiting_reasons(people, offers, [pg.ThemeWishes(), pg.SameRole()], 0, 0, WAITING)
    assert reasons == ["No group suits; what stands in the way: Theme wishes, The same role"]


def test_rules_that_add_nothing_to_the_others_are_not_named():
    # Role rules out offers 1 and 2, time 3; the theme rules out 1 only, which the role does already.
    people = {"role": ["boss", "boss", "aide"], "themes": [["x", "y"], ["x"], ["y"]], "slots": ["a;b", "a", "a"]}
    offers = {
        "min_size": 2,
        "max_size": 3,
        "theme": ["x", "y", "y"],
        "role": ["boss", "boss", "aide"],
        "slot": ["a", "a", "b"],
    }
    rules = [pg.ThemeWishes(), pg.SameRole(), pg.CommonSlot()]
    reasons = waiting_reasons(people, offers, rules, 0, 0, WAITING)
    assert reasons == ["No group suits; what stands in the way: The same role, A time that suits all"]


def test_where_no_group_that_would_fit_runs_it_is_told_with_the_offers():
    people = pd.DataFrame({"themes": [["x"], ["x"], ["y"]]}, index=["ann", "bo", "cai"])
    offers = pd.DataFrame({"min_size": 2, "max_size": 2, "theme": ["x", "y"]}, index=["of x", "of y"])
    waiting = result(pg.Problem(people, offers, [pg.ThemeWishes()]), 0, 0, WAITING).waiting
    row = waiting.iloc[0]
    assert row["reason"] == "No group of a kind that would fit runs."
    assert (row["groups"], row["offers"]) == ([], ["of y"])


def test_the_rule_on_the_mix_that_keeps_a_free_seat_empty_is_named():
    offers = {"min_size": [2], "max_size": [3]}
    reasons = waiting_reasons({"unit": list("OTO")}, offers, [pg.MixedUnits(at_most=1)], 0, 0, WAITING)
    assert reasons == ["In the groups with room this stands in the way: Members from different units"]


def test_whom_somebody_avoids_is_never_a_reason():
    people, offers = pd.DataFrame(index=["ann", "bo", "cai"]), {"min_size": [2], "max_size": [3]}
    (reason,) = waiting_reasons(people, offers, [pg.KeepApart([("ann", "cai")])], 0, 0, WAITING)
    assert reason == "In the groups with room this stands in the way: rules on who may sit with whom"


def test_a_free_seat_is_admitted():
    reasons = waiting_reasons({"unit": list("OTO")}, {"min_size": [2], "max_size": [3]}, [], 0, 0, WAITING)
    assert reasons == ["Group 1 still has room."]


def test_reasons_come_in_the_organisers_language():
    reasons = waiting_reasons(
        {"unit": list("OTO")}, {"min_size": [2], "max_size": [2]}, [], 0, 0, WAITING, language="fi"
    )
    assert reasons == ["Sopivat ryhmät ovat täynnä tai niitä ei muodostettu."]


# --- JSON


def test_the_json_has_the_names_that_scripts_rely_on():
    people = pd.DataFrame({"unit": ["O", "O", "T"]}, index=["ann", "bo", "cai"])
    offers = pd.DataFrame({"min_size": [2.0], "max_size": [2.0], "theme": ["x"], "slot": [None]}, index=["pairs"])
    problem = pg.Problem(people, offers, [pg.MixedUnits(weight=0.5, at_most=2)])
    told = json.loads(result(problem, 0, 0, WAITING, drawn_lots={"mixed_units": 0.25}).to_json())
    assert told == {
        "status": "feasible",
        "objective": 0.5,
        "bound": None,
        "gap": None,
        "seconds": 1,
        "seed": 1,
        "version": pg.__version__,
        "seated": 2,
        "waiting": 1,
        "groups": [
            {
                "id": 1,
                "offer": "pairs",
                "theme": "x",
                "role": None,
                "place": None,
                "slot": None,
                "language": None,
                "guide": None,
                "size": 2,
                "members": ["ann", "bo"],
            }
        ],
        "waiting_list": [
            {
                "person": "cai",
                "position": 1,
                "reason": "The groups that would fit are full or do not run.",
                "groups": [1],
                "offers": ["pairs"],
            }
        ],
        "fairness": [  # units of fewer than five are told together
            {
                "by": "unit",
                "value": "",
                "people": 3,
                "seated": 2,
                "seat_share": pytest.approx(2 / 3),
                "first_wishes": None,
                "first_share": None,
            }
        ],
        "criteria": [
            {
                "name": "mixed_units",
                "hard": False,
                "weight": 0.5,
                "cost": 0.5,
                "best_alone": None,
                "drawn_lots": 0.25,
            },
            {
                "name": "mixed_units",
                "hard": True,
                "weight": None,
                "cost": 0,
                "best_alone": None,
                "drawn_lots": None,
            },
        ],
    }


def test_whole_numbers_are_ints():
    told = result(pairs_of_units(), 0, 0, 1, 1, total_bound=2.0).to_dict()
    assert [type(told[name]) for name in ("objective", "bound", "gap", "seconds", "seed")] == [int] * 5


def test_an_impossible_problem_has_no_objective():
    told = result(pairs_of_units(), *[WAITING] * 4, proved_infeasible=True).to_dict()
    assert (told["status"], told["objective"], told["bound"], told["gap"]) == ("infeasible", None, None, None)


@given(results())
@settings(max_examples=20, deadline=None)
def test_the_json_is_json(found):
    told = json.loads(found.to_json(), parse_constant=pytest.fail)
    assert told["seated"] + told["waiting"] == len(found.problem.people)
    assert sum(criterion["cost"] for criterion in told["criteria"]) == pytest.approx(found.objective)


def test_a_result_tells_in_its_language_what_criteria_could_not_use():
    problem = replace(pairs_of_units(), criteria=[pg.MixedUnits(), pg.KeepApart([("p0", "<zoe>"), ("p0", "p1")])])
    found = result(problem, 0, 1, 0, 1, language="fi")
    assert found.notes == [
        "Erillään pidettävät henkilöt: pareja, joissa mainittu ei ole ilmoittautunut: 1; niillä ei ole vaikutusta"
    ]
    assert repr(found).endswith(f"\n- {found.notes[0]}")
    assert found.notes[0] in found._repr_html_()
    assert "zoe" not in repr(found) + found._repr_html_()
