"""A diagnosed clash is one, no rule of it can be spared, and every way out really is one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings

import oracle
import peergroups as pg
import strategies
from peergroups.diagnosis.rules import EVERYONE, SIZES, rules_of
from peergroups.diagnosis.trials import hold, own_sizes
from peergroups.locale import LANGUAGES
from peergroups.referee import TOLERANCE, amount, running, sizes
from peergroups.terms import WAITING


def people(n=4, **columns):
    return pd.DataFrame(columns, index=[f"p{i}" for i in range(n)])


def offers(least=2, most=2, copies=2, **columns):
    return pd.DataFrame({"min_size": [least], "max_size": [most], "copies": [copies], **columns}, index=["pairs"])


def possible(problem: pg.Problem, rules) -> bool:
    """Whether some rules can hold with somebody in a group, by going through every grouping."""
    model = problem.model
    terms = [t for t in model.terms if t.hard and t.criterion in rules]
    least, most = own_sizes(problem) if SIZES in rules else (np.ones(model.offers, int), np.full(model.offers, 99))
    for groups in oracle.groupings(model):
        own = groups[: len(problem.people)]
        if (own == WAITING).all() or (EVERYONE in rules and (own == WAITING).any()):
            continue
        size, runs, offer = sizes(model, groups), running(model, groups), model.offer_of
        fits = (size >= least[offer]) & (size <= most[offer])
        if (fits | ~runs).all() and all(amount(t, model, groups) <= TOLERANCE for t in terms):
            return True
    return False


# --- small problems, gone through


@given(strategies.problems(most_people=4))
@settings(max_examples=60, deadline=None)
def test_a_diagnosed_set_clashes_and_none_of_it_can_be_spared(problem):
    assume(problem.model.groups <= 4)
    found = pg.diagnose(problem, time_limit=20)
    assert found.holds == possible(problem, rules_of(problem))
    if found.holds is False:
        assert found.smallest
        assert not possible(problem, found.rules)
        for spared in found.rules:
            assert possible(problem, [rule for rule in found.rules if rule != spared])


@given(strategies.problems(most_people=5))
@settings(max_examples=60, deadline=None)
def test_every_way_out_keeps_all_other_rules(problem):
    found = pg.diagnose(problem, time_limit=20)
    model = problem.model
    least, most = own_sizes(problem)
    for way in found.ways:
        own = way.groups[: len(problem.people)]
        assert (own != WAITING).any()
        for term in model.terms:
            assert not term.hard or term.criterion in way.rules or amount(term, model, way.groups) <= TOLERANCE
        if EVERYONE not in way.rules and problem.everyone:
            assert (own != WAITING).all()
        if SIZES not in way.rules:
            size, runs, offer = sizes(model, way.groups), running(model, way.groups), model.offer_of
            assert ((size >= least[offer]) & (size <= most[offer]) | ~runs).all()
        assert way.amount > 0
        assert way.text


@given(strategies.problems(most_people=4))
@settings(max_examples=30, deadline=None)
def test_what_can_hold_is_what_going_through_finds(problem):
    assume(problem.model.groups <= 4)
    for rules in ((), rules_of(problem), rules_of(problem)[1:]):
        assert hold(problem, rules, 10, 0) == possible(problem, rules)


# --- told to the organiser


def test_ways_out_come_cheapest_first():
    # Two pairs for five people: one group of three is one member too many; or one person waits.
    found = pg.diagnose(pg.Problem(people(5), offers(), everyone=True))
    assert found.rules == (SIZES, EVERYONE)
    assert [(way.rules, way.amount, way.proved) for way in found.ways] == [
        ((SIZES,), 1, True),
        ((EVERYONE,), 1, True),
    ]
    assert "pairs of 3" in found.ways[0].text


def test_who_is_excepted_is_named():
    roles = pg.Problem(people(role=["a", "a", "a", "b"]), offers(role=["a"]), [pg.SameRole()], everyone=True)
    found = pg.diagnose(roles)
    assert found.ways[0].people == ("p3",)
    assert found.ways[0].text == "The same role: an exception for p3"
    assert found.placeless["person"].tolist() == ["p3"]


def test_pairs_kept_apart_are_counted_and_never_named():
    apart = pg.KeepApart([("p0", "p1")])
    found = pg.diagnose(pg.Problem(people(2), offers(copies=1), [apart], everyone=True))
    assert found.ways[0].text == "People to be kept apart: an exception for 1 pairs"
    assert found.ways[0].people == ()
    assert "p0" not in str(found.to_dict())


def test_other_pairs_are_named():
    wish = pg.KeepTogether([("p0", "p1")], hard=True)
    found = pg.diagnose(pg.Problem(people(2), offers(1, 1), [wish]))
    assert "People who wish to be together: an exception for p0 + p1" in found.text


def test_missing_guides_are_asked_for_by_the_offer():
    both = pd.DataFrame({"min_size": 2, "max_size": 2, "slot": ["mon", "tue"]}, index=["monday", "tuesday"])
    guides = pd.DataFrame({"slots": ["mon"]}, index=["eve"])
    problem = pg.Problem(people(), both, [pg.Guides()], everyone=True, guides=guides)
    found = pg.diagnose(problem)
    assert "one more guide for each of: tuesday" in found.text


def test_a_limit_on_groups_says_how_many_more():
    found = pg.diagnose(pg.Problem(people(), offers(), [pg.RunningGroups(most=1)], everyone=True))
    assert "The number of groups: allow 1 more" in found.text


def test_rules_that_do_not_clash_are_fine():
    found = pg.diagnose(pg.Problem(people(), offers()))
    assert (found.holds, found.rules, found.ways) == (True, (), ())
    assert found.text == "The hard rules can all hold."


def test_two_clashes_at_once_are_solved_together():
    # p0 fits nowhere by role, and p1 nowhere by time: no rule alone is enough.
    table = people(2, role=["b", "a"], slots=["mon", "tue"])
    kinds = offers(1, 2, role=["a"], slot=["mon"])
    found = pg.diagnose(pg.Problem(table, kinds, [pg.SameRole(), pg.CommonSlot()], everyone=True))
    assert found.rules in (("same_role", EVERYONE), ("common_slot", EVERYONE))
    assert [set(way.rules) for way in found.ways] == [set(found.rules)] or not found.ways


def test_nobody_registered():
    assert pg.diagnose(pg.Problem(people(0), offers())).text == "There are no people."


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_every_language(language):
    found = pg.diagnose(pg.Problem(people(5), offers(), everyone=True), language=language)
    assert len(found.text.splitlines()) == 5
    assert found.to_dict()["ways"][0]["exceptions"] == 1
