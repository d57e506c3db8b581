"""What every criterion in the registry keeps to; a new one is tested because it is there."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.criteria import REGISTRY, Criterion
from peergroups.criteria.names import NAMES
from peergroups.referee import judge
from peergroups.terms import WAITING, Count, DensePair, Moment, Open, Pair, Seat, Term
from strategies import SETTINGS, offer_tables, people_tables

MET = pd.DataFrame({"first": ["p1", "p0"], "second": ["p0", "p2"], "rounds_ago": [0, 3]})
SIZES = {"least": 1, "most": 3, "target": 2}
EXAMPLES: dict[str, list[Callable[..., Criterion]]] = {
    "theme_wishes": [pg.ThemeWishes, lambda **s: pg.ThemeWishes(unticked=4, ranked=False, **s)],
    "same_role": [pg.SameRole, lambda **s: pg.SameRole(hard=False, **s), lambda **s: pg.SameRole(mixed=2, **s)],
    "common_slot": [pg.CommonSlot, lambda **s: pg.CommonSlot(hard=False, maybe="languages", **s)],
    "common_language": [pg.CommonLanguage, lambda **s: pg.CommonLanguage(hard=False, **s)],
    "same_mode": [pg.SameMode, lambda **s: pg.SameMode(hard=False, **s)],
    "travel": [pg.Travel, lambda **s: pg.Travel(limit_km=None, **s)],
    "nearness": [pg.Nearness, lambda **s: pg.Nearness(limit_km=None, **s)],
    "mixed_units": [pg.MixedUnits, lambda **s: pg.MixedUnits(at_most=1, **s)],
    "new_faces": [
        lambda **s: pg.NewFaces([("p0", "p1"), ("p2", "p1"), ("p1", "p2"), ("p0", "gone")], **s),
        lambda **s: pg.NewFaces(MET, half_life=2, within=1, **s),
    ],
    "new_guides": [lambda **s: pg.NewGuides([("p0", "p1"), ("p2", "gone")], half_life=None, **s)],
    "new_ties": [
        lambda **s: pg.NewTies([("p0", "p1"), ("p2", "gone")], **s),
        lambda **s: pg.NewTies([("p0", "p1"), ("p0", "p2"), ("p1", "p2")], linked=0.5, **s),
    ],
    "friends_of_friends": [lambda **s: pg.FriendsOfFriends([("p0", "p1"), ("p2", "p1"), ("p1", "gone")], **s)],
    "keep_apart": [
        pg.KeepApart,
        lambda **s: pg.KeepApart([("p1", "p0"), ("p0", "p1", 3), ("p2", "p1", 0.5), ("p2", "gone")], hard=False, **s),
    ],
    "reporting_chain": [pg.ReportingChain, lambda **s: pg.ReportingChain(hard=False, **s)],
    "competitors": [
        lambda **s: pg.Competitors("unit", hard=False, **s),
        lambda **s: pg.Competitors("unit", also="place", **s),
    ],
    "keep_together": [pg.KeepTogether, lambda **s: pg.KeepTogether([("p2", "p0"), ("p0", "p1")], hard=True, **s)],
    "not_alone": [lambda **s: pg.NotAlone("unit", **s), lambda **s: pg.NotAlone("unit", "Oulu", hard=True, **s)],
    "balanced": [lambda **s: pg.Balanced("unit", **s), lambda **s: pg.Balanced("seniority", **s)],
    "diversity": [lambda **s: pg.Diversity(["seniority"], **s)],
    "group_size": [lambda **s: pg.GroupSize(**SIZES, **s), lambda **s: pg.GroupSize(1, 4, even=True, **s)],
    "running_groups": [
        lambda: pg.RunningGroups(most=1, least=1),
        lambda: pg.RunningGroups(2, where={"theme": "agile"}),
    ],
    "opening_costs": [pg.OpeningCosts],
    "continuing": [lambda: pg.Continuing({}), lambda: pg.Continuing({}, newcomers=1)],
    "guests": [lambda **s: pg.Guests(column="online", **s), lambda **s: pg.Guests(hard=True, column="online", **s)],
    "guides": [
        lambda **s: pg.Guides(column="online", **s),
        lambda **s: pg.Guides(column="online", pairs="wished", counted=True, **s),
    ],
}
"""Each criterion with the least it needs, and with more; called with a weight or without."""

MADE = [pytest.param(make, id=f"{name} {k}") for name, makers in EXAMPLES.items() for k, make in enumerate(makers)]
WEIGHED = [case for case in MADE if "weight" in REGISTRY[case.id.split()[0]].__dataclass_fields__]


ANSWERS = ["unit", "role", "place", "online", "slots", "languages", "manager", "themes", "seniority", "apart"]
some = settings(max_examples=6, deadline=None)


@st.composite
def tables(draw: st.DrawFn, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People and offers with every column a criterion of `EXAMPLES` looks for."""
    people, offers = draw(people_tables(least=3)), draw(offer_tables())
    others = st.lists(st.sampled_from([*people.index]), max_size=2, unique=True)
    for column in ("apart", "together"):
        people[column] = pd.Series([draw(others) for _ in people.index], people.index, dtype=object)
    return people, offers.drop(columns="place") if name == "nearness" else offers


@st.composite
def groupings(draw: st.DrawFn, problem: pg.Problem) -> np.ndarray:
    groups = st.integers(WAITING, int(problem.copies.sum()) - 1)
    return np.array([draw(groups) for _ in problem.people.index], dtype=np.int32)


def problem_of(people: pd.DataFrame, offers: pd.DataFrame, criterion: Criterion) -> pg.Problem:
    return pg.Problem(people, offers, [criterion])


@pytest.mark.parametrize(("name", "kind"), REGISTRY.items())
def test_it_is_public_named_and_explained(name, kind):
    assert kind.name == name
    assert getattr(pg, kind.__name__) is kind
    assert kind.says.endswith(".")
    assert name in NAMES, "give it a name in criteria/names.py"
    assert name in EXAMPLES, "give the contract test an example of it"
    assert name in SETTINGS, "give tests/strategies.py settings to draw"
    text = inspect.getdoc(kind)
    for part in (".. math::", "Parameters\n", "References\n", "Examples\n", ">>> "):
        assert part in text
    documented = text.split("Parameters\n")[1].split("References\n")[0]
    for field in dataclasses.fields(kind):
        assert f"{field.name} :" in documented or f"{field.name}, " in documented or f", {field.name}" in documented


@pytest.mark.parametrize("make", MADE)
@some
@given(data=st.data())
def test_its_terms_are_well_formed_and_never_negative_and_change_no_table(make, data):
    people, offers = data.draw(tables(make().name))
    before = people.copy(deep=True), offers.copy(deep=True)
    problem = problem_of(people, offers, make())
    for term in problem.model.terms:
        assert term.criterion == problem.criteria[0].label
        check(term, problem)
    assert (judge(problem.model, data.draw(groupings(problem))).amounts >= -1e-9).all()
    problem.criteria[0].notes(problem)
    pd.testing.assert_frame_equal(people, before[0])
    pd.testing.assert_frame_equal(offers, before[1])


def check(term: Term, problem: pg.Problem) -> None:
    people, offers = len(problem.people), len(problem.offers)
    match term:
        case Seat():
            row, column = term.row_of(np.arange(people)), term.column_of(np.arange(offers))
            rows = len(term.start) - 1
            assert term.people == people
            assert ((row >= 0) & (row < rows)).all()
            assert len(column) == offers
            assert (column >= 0).all()
            assert term.start[0] == 0
            assert term.start[-1] == len(term.offer) == len(term.value)
            assert (np.diff(term.start) >= 0).all()
            for i in range(rows):
                own = term.offer[term.start[i] : term.start[i + 1]]
                assert (np.diff(own) > 0).all()
                assert np.isin(own, column).all()
            assert (term.value >= 0).all()
            assert term.default >= 0
        case Pair():
            assert (term.first < term.second).all()
            assert ((term.first >= 0) & (term.second < people)).all()
            keys = term.first.astype(int) * people + term.second
            assert (np.diff(keys) > 0).all()  # sorted, no pair twice
            assert term.constant == 0 if term.hard else term.constant >= -term.weight[term.weight < 0].sum() - 1e-9
        case DensePair():
            assert (term.matrix == term.matrix.T).all()
            assert not np.diag(term.matrix).any()
        case Count():
            assert (term.table >= 0).all()
            assert term.which.shape == (offers, term.category.max() + 1) or term.category.max() < term.which.shape[1]
            assert ((term.which >= 0) & (term.which < len(term.table))).all()
            assert (term.category >= -1).all()
        case Moment():
            assert np.isfinite(term.features).all()
        case Open():
            assert 0 <= term.least <= term.most


@pytest.mark.parametrize("make", MADE)
@some
@given(data=st.data())
def test_the_order_of_people_and_offers_does_not_matter(make, data):
    people, offers = data.draw(tables(make().name))
    problem = problem_of(people, offers, make())
    groups = data.draw(groupings(problem))
    rows = data.draw(st.permutations(range(len(people))))
    columns = data.draw(st.permutations(range(len(offers))))
    other = problem_of(people.iloc[rows], offers.iloc[columns], make())
    moved = [problem.model.first_group[k] + c for k in columns for c in range(problem.copies[k])]
    number = {int(old): new for new, old in enumerate(moved)} | {WAITING: WAITING}
    same = np.array([number[int(group)] for group in groups[rows]], dtype=np.int32)
    here, there = judge(problem.model, groups), judge(other.model, same)
    assert there.cost == pytest.approx(here.cost)
    assert there.broken == pytest.approx(here.broken)


@pytest.mark.parametrize("make", WEIGHED)
@some
@given(data=st.data())
def test_its_cost_grows_with_its_weight(make, data):
    people, offers = data.draw(tables(make().name))
    once, twice = problem_of(people, offers, make(weight=1.5)), problem_of(people, offers, make(weight=3.0))
    groups = data.draw(groupings(once))
    assert judge(twice.model, groups).cost == pytest.approx(2 * judge(once.model, groups).cost)
    assert judge(twice.model, groups).broken == pytest.approx(judge(once.model, groups).broken)


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_its_notes_are_sentences_that_name_nobody(make, language):
    people = pd.DataFrame(
        {column: [None, "", float("nan")] for column in [*ANSWERS, "together"]}, index=["p0", "p1", "p2"]
    )
    offers = pd.DataFrame({"min_size": [1], "max_size": 3, "online": False})
    for column in ("theme", "role", "slot", "language"):
        offers[column] = "x"
    offers["place"], offers["cost"] = "Oulu", None
    problem = problem_of(people, offers, make())
    for note in problem.criteria[0].notes(problem, language):
        assert note.startswith(make().name)
        assert "{" not in note
        assert not any(person in note for person in people.index)
    assert judge(problem.model, np.zeros(3, dtype=np.int32)).cost >= 0  # and a column without an answer does no harm
