"""Every change that an explanation states is the referee's, and a participant's text is about nobody else."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import peergroups as pg
import strategies
from peergroups.locale import LANGUAGES
from peergroups.referee import TOLERANCE, judge
from peergroups.terms import WAITING

SECRETS = ("Zorro", "Quux", "Xylo")


def small(**more):
    people = pd.DataFrame(
        {
            "name": ["Ann Aho", "Bo Berg", "Cai Cederholm", "Dan Dahl"],
            "unit": ["Oulu", "Oulu", "Turku", "Turku"],
            "themes": [["trust", "agile"], ["agile"], ["trust"], ["agile"]],
        },
        index=["ann", "bo", "cai", "dan"],
    )
    offers = pd.DataFrame({"min_size": 2, "max_size": 2, "theme": ["agile", "trust"]}, index=["agile", "trust"])
    problem = pg.Problem(people, offers, [pg.ThemeWishes(unticked=5), pg.MixedUnits(), *more.get("criteria", ())])
    return pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)


@st.composite
def results(draw):
    problem = draw(strategies.problems())
    groups = draw(strategies.groupings(problem.model))
    assume((groups != WAITING).any())
    return pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1)


@given(results(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_stated_change_is_the_referees_difference(result, data):
    row = data.draw(st.integers(0, len(result.problem.people) - 1))
    before = judge(result.problem.model, result.assignment)
    soft = [not term.hard for term in result.problem.model.terms]
    moves = result.explain(result.problem.people.index[row]).moves
    groups = {int(n): int(g) for n, g in zip(result.seats["group"].fillna(0), result.assignment, strict=True)}
    for move in moves.to_dict("records"):
        after = result.assignment.copy()
        after[row] = groups[move["group"]]
        if move["other"] is not None:
            after[result.problem.people.index.get_loc(move["other"])] = result.assignment[row]
        verdict = judge(result.problem.model, after)
        assert move["cost"] == pytest.approx(verdict.cost - before.cost, abs=1e-9)
        stated = sum(value for name, value in move.items() if name not in FIXED)
        assert stated == pytest.approx((verdict.amounts - before.amounts)[soft].sum(), abs=1e-9)
        if before.feasible:
            assert move["allowed"] == (verdict.broken <= TOLERANCE)


FIXED = ("group", "offer", "other", "allowed", "forbidden_by", "cost")


def test_the_cost_of_an_exchange_is_told_by_criterion():
    # ann (trust first, agile second) and dan (agile only) change places: ann's wish improves by 1, dan's by 5, and
    # both pairs of one unit part. With cai (trust only) it would be -1 + 5 - 2.
    moves = small().explain("ann").moves
    assert moves["other"].tolist() == [None, "dan"]
    assert moves.loc[1, ["theme_wishes", "mixed_units", "cost"]].tolist() == [-6.0, -2.0, -8.0]


def test_for_the_organiser_the_first_wish_is_accounted_for():
    text = small().explain("ann", language="en").text
    assert "Ann Aho is in group 1: agile." in text
    assert "This is wish number 2 of 2." in text
    assert "Why not trust, the first wish: group 2: trust, in exchange with Dan Dahl: cost −8" in text


def test_the_organisers_table_has_every_change_in_words():
    # ann joins cai and dan: her wish improves by 1 and she and bo are no pair of a unit; or she and dan change places
    table = small().explain("ann", language="en").table
    assert list(table) == ["Group", "Where to", "In exchange with", "Cost changes by", "Because of", "Not possible"]
    assert table.values.tolist() == [
        [
            2,
            "trust",
            "",
            "−2",
            "Theme wishes −1, Members from different units −1",
            "a group would have too many members, a group would have too few members",
        ],
        [2, "trust", "Dan Dahl", "−8", "Theme wishes −6, Members from different units −2", ""],
    ]
    assert "None" not in small().explain("ann")._repr_html_()
    assert small().explain("ann", for_="participant").table.empty


def test_groups_that_the_same_rules_forbid_are_told_together():
    # two full pairs on trust, cai and dan, eve and fay; ann waits and wishes for trust alone
    people = pd.DataFrame({"themes": ["trust"] * 5}, index=["ann", "cai", "dan", "eve", "fay"])
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2], "theme": ["trust"]}, index=["trust"])
    problem = pg.Problem(people, offers, [pg.ThemeWishes()])
    waits = pg.Result(problem, np.array([-1, 0, 0, 1, 1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    assert "groups 1, 2: not possible, a group would have too many members." in waits.explain("ann").text


def test_a_guide_is_called_by_name():
    people, offers = pd.DataFrame(index=["ann", "bo"]), pd.DataFrame({"min_size": [2], "max_size": [2]})
    guides = pd.DataFrame({"name": ["Eve Ek"]}, index=["eve@example.org"])
    problem = pg.Problem(people, offers, [pg.Guides()], guides=guides)
    groups = np.array([0, 0, 0, *[-1] * (problem.model.people - 3)], dtype=np.int32)
    told = pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1).explain("ann", language="en")
    assert "The guide is Eve Ek." in told.sentences


def test_a_name_that_several_have_is_answered_with_their_ids():
    two = small()
    people = two.problem.people.assign(name=["Ann Aho", "Ann Aho", "Cai", "Dan"])
    both = pg.Result(pg.Problem(people, two.problem.offers), two.assignment, -np.inf, seconds=1.0, seed=1)
    with pytest.raises(pg.InputError, match="give the id, one of ann, bo"):
        both.explain("Ann Aho")


def test_people_are_called_by_id_in_any_case_or_by_name():
    assert {small().explain(who).person for who in ("ann", "ANN", "ann aho")} == {"ann"}


def test_an_unknown_name_is_refused():
    with pytest.raises(pg.InputError, match="nobody of this round is called eve"):
        small().explain("eve")


def test_an_unknown_audience_is_refused():
    with pytest.raises(pg.ProblemError, match="organiser, participant"):
        small().explain("ann", for_="press")


@given(results(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_participants_text_holds_no_name_and_no_answer_of_anybody_else(result, data):
    row = data.draw(st.integers(0, len(result.problem.people) - 1))
    people = result.problem.people.copy()
    people["name"] = [f"Zorro{i}" for i in range(len(people))]
    people["unit"] = [f"Quux{i}" for i in range(len(people))]
    people["seniority"] = people["seniority"] + 91_000
    people["apart"] = [["Xylo", *people.index[:2]] for _ in range(len(people))]
    problem = pg.Problem(people, result.problem.offers, result.problem.criteria)
    for language in LANGUAGES:
        told = pg.Result(problem, result.assignment, -np.inf, seconds=1.0, seed=1).explain(
            people.index[row], for_="participant", language=language
        )
        shown = told.text + told.moves.to_csv() + told._repr_html_() + str(told.to_dict())
        mine = {f"Zorro{row}", f"Quux{row}"}
        for secret in SECRETS:
            assert secret not in "".join(shown.replace(own, "") for own in mine)
        assert not [p for i, p in enumerate(people.index) if i != row and p in shown.split()]
        assert "91" not in shown


@given(results(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_participants_text_does_not_depend_on_who_avoids_whom(result, data):
    # Also not on the rules on pairs and counts: the text is the same whether there are any or none.
    row = data.draw(st.integers(0, len(result.problem.people) - 1))
    person, problem = result.problem.people.index[row], result.problem
    pairs = [(a, b) for a in problem.people.index for b in problem.people.index if a < b]
    told = []
    for apart in ([], pairs[:1], pairs):
        criteria = [*(c for c in problem.criteria if c.name != "keep_apart"), pg.KeepApart(apart)]
        other = pg.Problem(problem.people, problem.offers, criteria, everyone=problem.everyone)
        told.append(pg.Result(other, result.assignment, -np.inf, 1.0, 1).explain(person, for_="participant"))
    assert told[0].text == told[1].text == told[2].text
    assert told[0].moves.equals(told[1].moves)
    assert told[0].moves.equals(told[2].moves)


def test_people_kept_apart_are_never_named_to_the_organiser_either():
    result = small(criteria=[pg.KeepApart([("ann", "dan"), ("ann", "cai", 3)])])
    told = result.explain("ann")
    shown = told.text + told.moves.to_csv() + told._repr_html_()
    assert "keep_apart" not in shown
    assert "kept apart" not in shown


def test_who_waits_is_told_the_place_in_line_and_a_reason():
    result = small()
    waits = pg.Result(result.problem, np.array([0, 0, -1, -1], dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    assert waits.explain("dan", for_="participant", language="en").text.splitlines() == [
        "You are on the waiting list, number 2 in line.",
        "Why not a seat: the groups that suit you are full.",
        "Why not agile, your first wish: the groups on it that suit you are full.",
    ]


def test_the_table_of_a_large_round_is_cut_to_the_groups_that_suit_best(monkeypatch):
    monkeypatch.setattr("peergroups.explain.alternatives.MOST_ENTRIES", 0)
    assert len(small().explain("ann").moves) == 2
