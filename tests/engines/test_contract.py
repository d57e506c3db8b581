"""What holds for every engine in the list, on models small enough to enumerate."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from peergroups.engines import ENGINES, engine
from peergroups.engines.base import Budget, Incumbent
from peergroups.referee import judge

ITERATIONS = 20_000


def run(name, model, iterations=ITERATIONS, start=None, seed=0):
    incumbent = Incumbent(model)
    if start is not None:
        incumbent.offer(start, by="start")
    engine(name).run(model, incumbent, Budget(5.0, iterations), seed)
    return incumbent


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_an_engine_never_claims_more_than_is_true(name, data):
    """Its grouping is feasible and costs what the referee says; its bound is no higher than the least total."""
    model = data.draw(strategies.models())
    before = pickle.dumps(model.terms)
    incumbent = run(name, model)
    total, _ = oracle.best(model)
    assert incumbent.bound <= total + 1e-6 * max(1, abs(total))
    if incumbent.infeasible:
        assert total == np.inf
    if incumbent.groups is not None:
        verdict = judge(model, incumbent.groups)
        assert verdict.feasible
        assert verdict.total >= total - 1e-6 * max(1, abs(total))
    assert pickle.dumps(model.terms) == before


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_neither_dear_seats_nor_large_costs_make_an_engine_claim_too_much(name, data):
    """A bound may be off by a share of the cost, as the referee's tolerance is, but never of the price of waiting."""
    dearer, larger = data.draw(st.sampled_from([(1e5, 1.0), (1.0, 1e6), (1.0, 1e9)]))
    cost, signed = st.floats(0, 5).map(larger.__mul__), st.floats(-3, 3).map(larger.__mul__)
    model = data.draw(strategies.models(people=(1, 6), cost=cost, signed=signed))
    model = replace(model, unseated=model.unseated * dearer)
    incumbent = run(name, model, iterations=2_000)
    total, groups = oracle.best(model)
    if groups is not None:
        assert not incumbent.infeasible
        assert incumbent.bound <= total + 2e-6 * max(1, judge(model, groups).cost) + 1e-12 * abs(total)


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_same_seed_and_iterations_give_the_same_answer(name, data):
    model = data.draw(strategies.models())
    one, two = run(name, model, seed=3), run(name, model, seed=3)
    assert (one.total, one.bound) == (two.total, two.bound)
    np.testing.assert_array_equal(one.groups, two.groups)


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_best_grouping_is_never_lost(name, data):
    model = data.draw(strategies.models(people=(1, 6)))
    total, groups = oracle.best(model)
    incumbent = run(name, model, iterations=100, start=groups)
    if groups is not None:
        assert incumbent.total == pytest.approx(total)


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_without_time_an_engine_still_claims_nothing_untrue(name, data):
    model = data.draw(strategies.models())
    incumbent = Incumbent(model)
    engine(name).run(model, incumbent, Budget(0.0), seed=0)
    assert incumbent.bound <= oracle.best(model)[0] + 1e-6
