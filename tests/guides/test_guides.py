"""Every running group has a guide who fits it; guides never have two groups at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.engines import ENGINES, engine
from peergroups.engines.base import Budget, Incumbent
from peergroups.errors import ProblemError
from peergroups.referee import judge
from peergroups.terms import WAITING, Limit

SLOTS = ("mon 9", "tue 14")


def offers(**columns):
    n = len(next(iter(columns.values())))
    return pd.DataFrame({"min_size": [1] * n, "max_size": [4] * n, **columns}, index=[f"o{k}" for k in range(n)])


def people(n=4, **columns):
    return pd.DataFrame(columns, index=list("abcdefgh"[:n]))


def verdict(problem, groups):
    return judge(problem.model, np.array(groups))


@pytest.mark.parametrize(
    ("guide", "offer"),
    [
        ({"themes": "trust"}, {"theme": ["change"]}),
        ({"roles": "HR; payroll"}, {"role": ["supervisor"]}),
        ({"languages": ["sv"]}, {"language": ["fi"]}),
        ({"places": "Turku"}, {"place": ["Tampere"]}),
        ({"online": "no"}, {"online": [True]}),
        ({"slots": "tue 14"}, {"slot": ["mon 9"]}),
        ({"most_groups": 0}, {"slot": ["mon 9"]}),
    ],
)
def test_a_guide_who_does_not_fit_the_offer_has_no_row(guide, offer):
    guides = pd.DataFrame({name: [value] for name, value in guide.items()}, index=["eve"])
    problem = pg.Problem(people(), offers(**offer), [pg.Guides()], guides=guides)
    assert len(problem.guide_rows) == 0
    assert not verdict(problem, [0, 0, 0, 0]).feasible
    assert verdict(problem, [WAITING] * 4).feasible


def test_what_a_guide_does_not_say_limits_nobody():
    guides = pd.DataFrame({"themes": [None], "slots": [""]}, index=["eve"])
    problem = pg.Problem(people(), offers(theme=["trust", "change"], slot=SLOTS), [pg.Guides()], guides=guides)
    assert problem.guide_rows.allowed.tolist() == [[True, False], [False, True]]


def test_times_are_the_same_however_they_are_written():
    guides = pd.DataFrame({"slots": ["Tuesday 2 pm"]}, index=["eve"])
    assert len(pg.Problem(people(), offers(slot=["ti klo 14.00"]), [pg.Guides()], guides=guides).guide_rows) == 1


def test_a_guide_has_one_group_at_a_time_and_no_more_than_they_can_take():
    """Two groups at mon 9, one at tue 14 and one at wed 8; a row for each time."""
    guides = pd.DataFrame({"most_groups": [2]}, index=["eve"])
    table = offers(slot=["mon 9", "tue 14", "wed 8"]).assign(copies=[2, 1, 1])
    problem = pg.Problem(people(), table, [pg.Guides(weight=0)], guides=guides)
    assert verdict(problem, [0, 0, 2, 2, 0, 2, -1]).feasible
    assert verdict(problem, [0, 0, 1, 1, 0, -1, -1]).broken == 1  # the second group has no guide
    assert not verdict(problem, [0, 0, 2, 3, 0, 2, 3]).feasible  # three groups


def test_where_offers_have_no_time_a_guide_has_as_many_rows_as_groups():
    guides = pd.DataFrame({"most_groups": [3, None]}, index=["eve", "fay"])
    rows = pg.Problem(people(), offers(theme=["trust"]), [pg.Guides()], guides=guides).guide_rows
    assert rows.guide.tolist() == [0, 0, 0, 1, 1]


def test_work_is_spread_evenly():
    """Three groups: 2 and 1 have one pair of groups of one guide, 3 and 0 have three."""
    guides = pd.DataFrame({"most_groups": [3, 3]}, index=["eve", "fay"])
    table = offers(slot=["mon 9", "tue 14", "wed 8"])
    problem = pg.Problem(people(3), table, [pg.Guides(weight=2)], guides=guides)
    rows = problem.guide_rows.guide.tolist()
    assert rows == [0, 0, 0, 1, 1, 1]
    assert verdict(problem, [0, 1, 2, 0, 1, -1, -1, -1, 2]).cost == 2
    assert verdict(problem, [0, 1, 2, 0, 1, 2, -1, -1, -1]).cost == 6


@pytest.mark.parametrize(
    ("who", "guide"),
    [
        ({"unit": ["Oulu", "x", "y", "z"]}, {"unit": "oulu"}),
        ({"manager": ["eve", None, None, None]}, {"unit": "w"}),
        ({"manager": ["b", "Eve Ek", None, None]}, {"name": "Eve Ek"}),
        ({"manager": [None] * 4}, {"manager": "a"}),
        ({"apart": [["eve"], [], [], []]}, {"unit": "w"}),
        ({"unit": ["x"] * 4}, {"apart": "a"}),
    ],
)
def test_a_guide_never_sits_with_their_own(who, guide):
    guides = pd.DataFrame({name: [value] for name, value in guide.items()}, index=["eve"])
    problem = pg.Problem(people(**who), offers(slot=["mon 9"]), [pg.Guides()], guides=guides)
    assert not verdict(problem, [0, -1, -1, -1, 0]).feasible
    assert verdict(problem, [-1, -1, 0, 0, 0]).feasible


def test_somebody_registered_does_not_guide_their_own_group():
    guides = pd.DataFrame(index=["a"])
    problem = pg.Problem(people(), offers(slot=["mon 9"]), [pg.Guides()], guides=guides)
    assert not verdict(problem, [0, 0, 0, 0, 0]).feasible


def test_outside_guides_count_in_the_size_only_if_asked():
    guides = pd.DataFrame(index=["eve"])
    table = offers(slot=["mon 9"]).assign(min_size=5, max_size=5)
    alone = pg.Problem(people(), table, [pg.Guides()], guides=guides)
    counted = pg.Problem(people(), table, [pg.Guides(counted=True), pg.GroupSize(5, 5)], guides=guides)
    assert not verdict(alone, [0, 0, 0, 0, 0]).feasible
    assert verdict(counted, [0, 0, 0, 0, 0]).feasible
    assert not verdict(counted, [-1, -1, -1, -1, 0]).feasible


def test_a_member_who_could_guide_is_guide_enough():
    problem = pg.Problem(people(could_guide=[True, False, None, "no"]), offers(slot=["mon 9"]), [pg.Guides()])
    assert verdict(problem, [0, 0, 0, 0]).feasible
    assert not verdict(problem, [-1, 0, 0, 0]).feasible


@pytest.mark.parametrize(
    ("pairs", "guides", "fine", "cost"),
    [
        ("never", 1, True, 0),
        ("never", 2, False, 0),
        ("wished", 1, True, 3),
        ("wished", 2, True, 0),
        ("always", 1, False, 0),
        ("always", 2, True, 0),
        ("always", 3, False, 0),
    ],
)
def test_pairs_of_guides(pairs, guides, fine, cost):
    table = pd.DataFrame(index=["eve", "fay", "gus"])
    problem = pg.Problem(people(), offers(slot=["mon 9"]), [pg.Guides(weight=3, pairs=pairs)], guides=table)
    found = verdict(problem, [0, 0, 0, 0, *[0] * guides, *[-1] * (3 - guides)])
    assert (found.feasible, found.cost) == (fine, cost)


def test_a_novice_never_guides_alone():
    guides = pd.DataFrame({"novice": ["yes", None]}, index=["eve", "fay"])
    problem = pg.Problem(people(), offers(slot=["mon 9"]), [pg.Guides(pairs="wished")], guides=guides)
    assert not verdict(problem, [0, 0, 0, 0, 0, -1]).feasible
    assert verdict(problem, [0, 0, 0, 0, 0, 0]).feasible


def test_guides_without_the_criterion_are_refused():
    with pytest.raises(ProblemError, match="criterion Guides"):
        pg.Problem(people(), offers(slot=["mon 9"]), guides=pd.DataFrame(index=["eve"]))


@pytest.mark.parametrize(("minutes", "fine"), [(30, True), (31, False), (90, False)])
def test_a_guide_is_in_no_two_groups_whose_sessions_overlap(minutes, fine):
    """From 17:00 to 17:30 there are thirty minutes."""
    guides = pd.DataFrame(index=["eve"])
    table = offers(slot=["Tue 17:00", "ti klo 17.30"])
    problem = pg.Problem(people(2), table, [pg.Guides(minutes=minutes)], guides=guides)
    assert verdict(problem, [0, 1, 0, 1]).feasible is fine
    assert verdict(problem, [0, -1, 0, -1]).feasible


@pytest.mark.parametrize(("own", "guided", "fine"), [(0, 0, False), (0, 1, False), (0, 2, True), (2, 0, True)])
@pytest.mark.parametrize("guide", ["a", "Ann Aalto"])
def test_somebody_registered_has_no_seat_at_a_time_when_they_guide(guide, own, guided, fine):
    """Ann is person a, known by id or by name; offers 0 and 1 are at one time, 2 the day after."""
    guides = pd.DataFrame(index=[guide])
    table = offers(slot=["tue 14", "Tuesday 14:20", "wed 14"]).assign(copies=[2, 1, 1])
    who = people(2, name=["Ann Aalto", "Bo Berg"])
    problem = pg.Problem(who, table, [pg.Guides(members=False)], guides=guides)
    first = problem.model.first_group
    row = problem.guide_rows.allowed[:, guided].argmax()
    groups = np.full(problem.model.people, -1)
    groups[[0, 1, 2 + row]] = first[own] + (own == guided), first[guided], first[guided]
    broken = [
        amount
        for term, amount in zip(problem.model.terms, judge(problem.model, groups).amounts, strict=True)
        if isinstance(term, Limit)
    ]
    assert bool(sum(broken) == 0) is fine


def test_what_a_guide_can_take_must_be_a_number():
    guides = pd.DataFrame({"most_groups": ["many"]}, index=["eve"])
    with pytest.raises(ProblemError, match="eve"):
        _ = pg.Problem(people(), offers(slot=["mon 9"]), [pg.Guides()], guides=guides).model


@st.composite
def guided(draw, most_people=5):
    """A small problem with outside guides, capable members, or both; sessions may last from Monday to Tuesday."""
    who = draw(strategies.people_tables(least=2, most=most_people))
    who["could_guide"] = [draw(st.sampled_from([True, False, False, None])) for _ in who.index]
    some = st.lists(st.sampled_from(SLOTS), max_size=2, unique=True)
    names = [f"g{k}" for k in range(draw(st.integers(1, 2)))]
    names[0] = draw(st.sampled_from(["g0", who.index[0]]))
    guides = pd.DataFrame(
        {
            "slots": [draw(some) for _ in names],
            "themes": [draw(st.lists(st.sampled_from(strategies.THEMES), max_size=2)) for _ in names],
            "unit": [draw(st.sampled_from(strategies.UNITS)) for _ in names],
            "novice": [draw(st.sampled_from([None, None, "yes"])) for _ in names],
            "most_groups": [draw(st.integers(0, 2)) for _ in names],
        },
        index=names,
    )
    pairs, counted = draw(st.sampled_from(["never", "wished", "always"])), draw(st.booleans())
    rule = pg.Guides(pairs=pairs, counted=counted, minutes=draw(st.sampled_from([60, 2000])))
    others = draw(strategies.criteria(("theme_wishes", "common_slot", "mixed_units", "balanced", "diversity")))
    queue = draw(st.sampled_from([None, who.index[::-1].tolist()]))
    return pg.Problem(who, draw(strategies.offer_tables()), [rule, *others], queue=queue, guides=guides)


@pytest.mark.parametrize("name", ENGINES)
@given(problem=guided())
@settings(max_examples=25, deadline=None)
def test_engines_keep_to_guides(name, problem):
    """What an engine claims is true of people and guides together, by enumeration."""
    model = problem.model
    incumbent = Incumbent(model)
    engine(name).run(model, incumbent, Budget(5.0, 20_000), 0)
    if model.people <= oracle.MOST_PEOPLE:
        total, _ = oracle.best(model)
        assert incumbent.bound <= total + 1e-6 * max(1, abs(total))
        assert incumbent.total >= total - 1e-6 * max(1, abs(total))


@given(problem=guided(), seed=st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_more_guides_never_make_a_proved_optimum_worse(problem, seed):
    def best(guides):
        found = pg.solve(pg.Problem(problem.people, problem.offers, problem.criteria, guides=guides), time_limit=10)
        waiting = len(found.problem.people) if found.status == "infeasible" else len(found.waiting)
        return found.status != "feasible", waiting, found.objective

    proved, waiting, cost = best(problem.guides)
    more = pd.concat([problem.guides, pd.DataFrame(index=["another"])])
    proved_too, waiting_then, cost_then = best(more)
    if proved and proved_too:
        assert waiting_then <= waiting
        if waiting_then == waiting < len(problem.people):
            assert cost_then <= cost + 1e-6


@given(problem=guided(most_people=4), larger=st.booleans())
@settings(max_examples=25, deadline=None)
def test_more_seats_or_times_never_make_a_proved_optimum_worse(problem, larger):
    """Groups may be larger, or everybody and every guide can come at every time.

    What "balanced" aims at depends on the sizes that are allowed, so it is left out.
    """
    criteria = [criterion for criterion in problem.criteria if criterion.name != "balanced"]

    def best(people, offers, guides):
        found = pg.solve(pg.Problem(people, offers, criteria, guides=guides), time_limit=10)
        waiting = len(people) if found.status == "infeasible" else len(found.waiting)
        return found.status != "feasible", waiting, found.objective

    people, offers, guides = problem.people, problem.offers, problem.guides
    proved, waiting, cost = best(people, offers, guides)
    if larger:
        more = best(people, offers.assign(max_size=offers["max_size"] + 1), guides)
    else:
        every = [list(SLOTS)]
        more = best(people.assign(slots=every * len(people)), offers, guides.assign(slots=every * len(guides)))
    if proved and more[0]:
        assert more[1] <= waiting
        if more[1] == waiting < len(people):
            assert more[2] <= cost + 1e-6
