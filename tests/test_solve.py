"""solve() finds what enumeration finds, whatever the order of people and offers, and says so honestly."""

import _thread
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.criteria import REGISTRY
from peergroups.engines import ENGINES
from peergroups.engines.base import processors
from peergroups.referee import judge
from peergroups.start import start_groups
from peergroups.terms import WAITING


def everyone_sits(problem):
    """The least cost of a grouping of everyone, by pricing a seat above all; inf if there is none."""
    total, groups = oracle.best(problem.model)
    return np.inf if groups is None or problem.refuses(groups) else total


@given(strategies.problems())
@settings(max_examples=80, deadline=None)
def test_small_problems_are_solved_to_the_optimum(problem):
    result = pg.solve(problem, time_limit=20)
    best = everyone_sits(problem)
    if best == np.inf:
        assert result.status == "infeasible"
        assert result.proved_infeasible
        assert result.reasons
    else:
        assert result.status == "optimal"
        assert result.verdict.total == pytest.approx(best, abs=1e-5)
        assert result.bound == pytest.approx(result.objective, abs=1e-5)
        assert result.gap == pytest.approx(0, abs=1e-5)


@given(strategies.problems(), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_people_and_offers_never_changes_the_optimum(problem, random):
    people = problem.people.sample(frac=1, random_state=random.randint(0, 99))
    offers = problem.offers.sample(frac=1, random_state=random.randint(0, 99))
    one, other = (
        pg.solve(problem, time_limit=20),
        pg.solve(replace(problem, people=people, offers=offers), time_limit=20),
    )
    assert one.status == other.status
    if problem.queue is None and one.status == "optimal":
        assert one.objective == pytest.approx(other.objective, abs=1e-5)
        assert len(one.waiting) == len(other.waiting)


@given(strategies.problems())
@settings(max_examples=20, deadline=None)
def test_everybody_is_placed_once_and_sizes_hold(problem):
    before = problem.people.copy(deep=True), problem.offers.copy(deep=True)
    result = pg.solve(problem, time_limit=20)
    pd.testing.assert_frame_equal(problem.people, before[0])
    pd.testing.assert_frame_equal(problem.offers, before[1])
    if result.status == "infeasible":
        return
    members = [person for group in result.groups["members"] for person in group]
    assert sorted(members + result.waiting["person"].tolist()) == sorted(problem.people.index)
    limits = problem.offers.loc[result.groups["offer"]]
    assert (result.groups["size"].to_numpy() >= limits["min_size"].to_numpy()).all()
    assert (result.groups["size"].to_numpy() <= limits["max_size"].to_numpy()).all()
    runs = result.groups["offer"].value_counts()
    assert (runs <= problem.offers["copies"].reindex(runs.index)).all()


def test_every_criterion_has_settings_to_draw():
    assert set(strategies.SETTINGS) == set(REGISTRY)


def units(n=8, size=4, copies=2, **columns):
    people = pd.DataFrame(
        {"unit": [("Oulu", "Turku", "Vaasa")[i % 3] for i in range(n)]}, index=[f"p{i}" for i in range(n)]
    )
    offers = pd.DataFrame({"min_size": [size], "max_size": [size], "copies": [copies]}, index=["any"])
    return pg.Problem(people, offers, [pg.MixedUnits()], **columns)


def crowd(people=60):
    rng = np.random.default_rng(0)
    distances = np.triu(rng.integers(1, 100, (people, people)), 1)
    offers = pd.DataFrame({"min_size": [10], "max_size": [10], "copies": [people // 10]})
    return pg.Problem(pd.DataFrame(index=range(people)), offers, [pg.Diversity(distances + distances.T)])


def test_a_start_is_never_made_worse():
    problem = crowd()
    groups = np.random.default_rng(1).permutation(np.arange(60) % 6)
    begun = judge(problem.model, groups).total
    result = pg.solve(problem, start=groups, time_limit=1e-9)  # over before any engine starts
    assert result.verdict.total == begun
    again = pg.solve(problem, start=result, time_limit=0.5)
    assert again.verdict.total <= begun
    assert again.history[0].engine == "start"


def test_a_result_for_other_people_is_a_start_for_these():
    # the first two groups of 4 stay together; p8 is new and waits in the start, and p0 is no longer there
    result = pg.solve(units(), time_limit=10)
    people = pd.concat([result.problem.people.iloc[1:], pd.DataFrame({"unit": ["Oulu"]}, index=["p8"])])
    later = pg.Problem(people, result.problem.offers, [pg.MixedUnits()])
    begun = start_groups(later, result)
    assert begun[-1] == WAITING
    for before, now in zip(result.assignment[1:], begun, strict=False):
        assert (begun[:-1] == now).tolist() == (result.assignment[1:] == before).tolist()


@pytest.mark.parametrize("kind", [list, np.array, lambda g: pd.Series(g, index=[f"p{i}" for i in range(8)][::-1])])
def test_a_start_may_be_a_list_an_array_or_a_series_by_person(kind):
    problem = units()
    groups = [0, 0, 0, 0, 1, 1, 1, 1]
    expected = groups[::-1] if isinstance(kind(groups), pd.Series) else groups
    np.testing.assert_array_equal(start_groups(problem, kind(groups)), expected)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ([0] * 7, "8 people need as many group numbers"),
        ([2] * 8, "group numbers must be -1..1"),
        (pd.DataFrame({"group": [1]}, index=["p0"]), "needs the columns 'group' and 'offer'"),
        ("by hand", "must be a result, its seats, or group numbers"),
    ],
)
def test_a_start_that_does_not_fit_is_refused(start, says):
    with pytest.raises(pg.ProblemError, match=says):
        pg.solve(units(), start=start)


@pytest.mark.parametrize("time_limit", [0, -1, "5", None, float("nan")])
def test_a_time_that_is_none_is_refused_in_words(time_limit):
    # Past fault: no time at all came back as a proof that nothing is possible.
    problem, result = units(), pg.solve(units(), time_limit=5)
    plan = pg.Plan.loads("sizes = {least = 2, most = 2}")
    several = pg.Plan.loads("sizes = {least = 2, most = 2}\nrounds = {count = 2}")
    limit = {"time_limit": time_limit}
    for asked in (
        lambda: pg.solve(problem, **limit),
        lambda: pg.plan_rounds(problem, rounds=2, **limit),
        lambda: pg.form_groups(problem.people, plan, **limit),
        lambda: pg.form_rounds(problem.people, several, **limit),
        lambda: result.repair(**limit),
        lambda: result.finish(**limit),
        lambda: result.keep_together(0, 1, **limit),
        lambda: result.alternatives(**limit),
        lambda: result.tradeoff("a", "b", **limit),
        lambda: result.levels(["a"], **limit),
        lambda: result.worst_off_first("a", **limit),
        lambda: pg.diagnose(problem, **limit),
    ):
        with pytest.raises(pg.ProblemError, match="time_limit must be a number of seconds above 0, not"):
            asked()


@pytest.mark.parametrize(
    "limit", [{"seed": -1}, {"seed": 1.5}, {"seed": None}, {"seed": True}, {"iterations": -1}, {"iterations": "3"}]
)
def test_a_seed_or_a_number_of_iterations_that_is_none_is_refused(limit):
    with pytest.raises(pg.ProblemError, match="must be a whole number from 0"):
        pg.solve(units(), **limit)


@pytest.mark.parametrize("n_jobs", [0, -2, 1.5, "2", True])
def test_a_number_of_processors_that_is_none_is_refused(n_jobs):
    with pytest.raises(pg.ProblemError, match="number of processors"):
        pg.solve(units(), n_jobs=n_jobs)


def test_an_unknown_engine_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="no engine 'magic'; there are flow"):
        pg.solve(units(), engines=["magic"])


def test_with_an_iteration_limit_two_runs_are_the_same():
    problem = crowd(30)
    one, two = (pg.solve(problem, iterations=20_000, time_limit=60, seed=5) for _ in range(2))
    np.testing.assert_array_equal(one.assignment, two.assignment)
    assert one.total_bound == two.total_bound


def test_an_interrupt_gives_the_best_groups_so_far():
    heard = []

    def interrupt(news):
        heard.append(news)
        if news.total < np.inf:
            _thread.interrupt_main()

    result = pg.solve(crowd(), progress=interrupt, time_limit=60)
    assert result.interrupted
    assert result.status == "feasible"
    assert result.verdict.total == heard[-1].total


def test_progress_only_improves():
    heard = []
    result = pg.solve(crowd(30), progress=heard.append, time_limit=3)
    totals, bounds = [n.total for n in heard], [n.bound for n in heard]
    assert totals == sorted(totals, reverse=True)
    assert bounds == sorted(bounds)
    assert (totals[-1], bounds[-1]) == (result.verdict.total, result.total_bound)
    assert {n.engine for n in heard} <= {*ENGINES, "presolve"}


def test_independent_parts_are_solved_apart_and_their_bounds_add_up():
    # roles never mix; within each, units 2 + 1 in groups of 3 and all of a unit in groups of 3: 1 + 3 pairs
    people = pd.DataFrame({"role": ["a"] * 3 + ["b"] * 3, "unit": ["x", "x", "y", "z", "z", "z"]})
    offers = pd.DataFrame({"role": ["a", "b"], "min_size": 3, "max_size": 3})
    result = pg.solve(pg.Problem(people, offers, [pg.SameRole(), pg.MixedUnits()]), time_limit=10)
    assert (result.status, result.objective, result.bound) == ("optimal", 4, 4)


def test_people_whom_nothing_fits_wait_and_the_others_are_grouped():
    people = pd.DataFrame({"role": ["a", "a", "b"]}, index=["ann", "bo", "cai"])
    offers = pd.DataFrame({"role": ["a"], "min_size": 2, "max_size": 2})
    result = pg.solve(pg.Problem(people, offers, [pg.SameRole()]), time_limit=10)
    assert result.status == "optimal"
    assert result.waiting["person"].tolist() == ["cai"]


def test_parts_side_by_side_give_what_parts_in_turn_give():
    people = pd.DataFrame({"role": ["a"] * 8 + ["b"] * 8, "unit": ["x", "y", "z", "z"] * 4})
    offers = pd.DataFrame({"role": ["a", "b"], "min_size": 4, "max_size": 4, "copies": 2})
    problem = pg.Problem(people, offers, [pg.SameRole(), pg.MixedUnits()])
    one, two = (pg.solve(problem, n_jobs=n_jobs, engines=["cpsat"], time_limit=30) for n_jobs in (1, 2))
    assert one.status == two.status == "optimal"
    assert one.objective == two.objective
    assert one.bound == two.bound


@pytest.mark.parametrize(
    ("limit", "calls"),
    [({"time_limit": 0.01}, 2), ({"time_limit": 9}, 1), ({"time_limit": 0.01, "iterations": 5}, 1)],
)
def test_a_limit_too_short_for_any_groups_is_exceeded_until_there_are_some(monkeypatch, limit, calls):
    budgets = []

    class Slow:
        def __init__(self, *_):
            pass

        def run(self, model, incumbent, budget, seed):
            budgets.append(budget)
            if len(budgets) == calls:
                incumbent.offer(np.array([0, 0, 1, 1], dtype=np.int32), by="slow")

    monkeypatch.setattr("peergroups.solving.Chain", Slow)
    people = pd.DataFrame(index=range(4))
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    result = pg.solve(pg.Problem(people, offers), **limit)
    assert len(budgets) == calls
    assert len(result.groups) == 2
    if calls == 2:
        assert 2.5 < budgets[1].seconds <= 3.0
        assert budgets[1].enough()


def test_no_more_processors_are_used_than_there_are(monkeypatch):
    used = []

    class Idle:
        def __init__(self, *_):
            pass

        def run(self, model, incumbent, budget, seed):
            used.append(budget.workers)

    monkeypatch.setattr("peergroups.solving.Chain", Idle)
    for n_jobs in (None, -1, 1, 1000):
        pg.solve(units(), n_jobs=n_jobs, time_limit=5)
    assert used == [None, None, 1, processors()]
