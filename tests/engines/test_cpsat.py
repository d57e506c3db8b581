"""CP-SAT proves what enumeration finds, never loses a hint, and can be interrupted."""

import _thread
import threading

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

import oracle
import strategies
from peergroups.engines.base import Budget, Incumbent, in_order
from peergroups.engines.cpsat import CpsatEngine
from peergroups.engines.cpsat.engine import Run, solver_for
from peergroups.engines.cpsat.scaling import common_unit, whole
from peergroups.model import Model
from peergroups.referee import judge
from peergroups.terms import DensePair, Moment

FLOATS = st.floats(0, 10)
SIGNED_FLOATS = st.floats(-10, 10)


def solve(model, start=None, seconds=20.0, progress=None):
    incumbent = Incumbent(model, progress)
    if start is not None:
        incumbent.offer(start, by="start")
    CpsatEngine().run(model, incumbent, Budget(seconds, workers=1), seed=0)
    return incumbent


def assert_proved(model, incumbent, relative=1e-6):
    total, _ = oracle.best(model)
    if total == np.inf:
        assert incumbent.infeasible
        assert incumbent.groups is None
        return
    assert incumbent.total == pytest.approx(total, abs=1e-5)  # what is better by less than 1e-6 is not taken
    assert incumbent.bound <= total + 1e-6 * max(1, total)
    assert incumbent.bound >= total - relative * max(1, total)
    assert judge(model, incumbent.groups).total == incumbent.total


@given(strategies.models())
@settings(max_examples=250, deadline=None)
def test_it_proves_the_least_total_of_every_mix_of_terms(model):
    assert_proved(model, solve(model))


@given(strategies.models(cost=FLOATS, signed=SIGNED_FLOATS, people=(2, 6)))
@settings(max_examples=60, deadline=None)
def test_costs_that_are_no_fractions_keep_the_bound_true_and_close(model):
    assert_proved(model, solve(model), relative=0.01 if model.moments else 1e-6)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_variable_is_hinted_with_what_the_grouping_gives_it(data):
    """With all variables fixed to their hints the model still holds, and costs what the referee says."""
    model = data.draw(strategies.models())
    _, groups = oracle.best(model)
    assume(groups is not None)
    incumbent = Incumbent(model)
    incumbent.offer(groups, by="oracle")
    run = Run(model, incumbent, "cpsat")
    solver = solver_for(Budget(20.0, workers=1), seed=0)
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(run.model) == cp_model.OPTIMAL
    assert run.scale.bound(solver.objective_value) + run.fixed == pytest.approx(incumbent.total, abs=1e-3)


def crowd(people=40, groups=4):
    """Far too many pairs with random costs to be proved in seconds."""
    rng = np.random.default_rng(0)
    matrix = np.triu(rng.integers(0, 100, (people, people)), 1).astype(float)
    size = np.array([people // groups], dtype=np.int32)
    term = DensePair("unlike", False, matrix + matrix.T)
    return Model(size, size, size * 0 + groups, np.full(people, 1e6), [term], np.ones(people, dtype=bool))


def shuffled(model, seed=0):
    return np.random.default_rng(seed).permutation(np.arange(model.people) % model.groups).astype(np.int32)


def test_the_hint_is_the_first_grouping_it_finds():
    """A complete, feasible hint is never lost: the first solution costs what the start does."""
    model = crowd()
    incumbent = Incumbent(model)
    incumbent.offer(shuffled(model), by="start")
    run = Run(model, incumbent, "cpsat")
    solver = solver_for(Budget(20.0, workers=1), seed=0)
    solver.parameters.stop_after_first_solution = True
    solver.solve(run.model)
    assert run.scale.bound(solver.objective_value) + run.fixed == pytest.approx(incumbent.total)


def test_an_interrupt_keeps_the_best_grouping_and_stops_the_solver():
    model = crowd()
    running = threading.active_count()

    def interrupt(news):
        if news.total < np.inf:
            _thread.interrupt_main()

    incumbent = Incumbent(model, interrupt)
    with pytest.raises(KeyboardInterrupt):
        CpsatEngine().run(model, incumbent, Budget(60.0, workers=1), seed=0)
    assert judge(model, incumbent.groups).feasible
    assert threading.active_count() == running


def test_it_stops_when_the_caller_has_enough():
    enough = threading.Event()

    def hear(news):
        if news.total < np.inf:
            enough.set()

    model = crowd()
    incumbent = Incumbent(model, hear)
    budget = Budget(600.0, workers=1).part(1.0, enough.is_set)
    CpsatEngine().run(model, incumbent, budget, seed=0)
    assert not incumbent.closed
    assert budget.left == 0


def test_an_error_in_the_callers_callback_reaches_the_caller():
    def refuse(news):
        raise LookupError("no such bar")

    with pytest.raises(LookupError, match="no such bar"):
        solve(crowd(), progress=refuse)


def test_a_model_too_large_is_declined():
    model = crowd(people=2_000, groups=200)
    incumbent = solve(model)
    assert incumbent.groups is None
    assert incumbent.bound == -np.inf


def test_equal_copies_are_told_apart_by_their_first_member():
    # groups 0-2 are copies of one offer, 3-4 of another; 2 has the first member, so it becomes group 0
    copies = np.array([3, 2], dtype=np.int32)
    model = Model(copies * 0 + 1, copies * 0 + 9, copies, np.ones(6), [], np.ones(6, dtype=bool))
    given = np.array([2, 4, -1, 0, 2, 0], dtype=np.int32)
    np.testing.assert_array_equal(in_order(model, given), [0, 3, -1, 1, 0, 1])


def test_equal_copies_give_one_solution_instead_of_many():
    # 4 people in 2 equal pairs: 3 groupings, 6 if the copies had names; with all seats taken nobody waits
    two = np.array([2], dtype=np.int32)
    model = Model(two, two, two, np.zeros(4), [], np.ones(4, dtype=bool))
    run = Run(model, Incumbent(model), "cpsat")
    for seats in range(4):
        run.model.add_bool_or(*(seat for i, _, seat in run.seats if i == seats))
    solver = solver_for(Budget(20.0, workers=1), seed=0)
    solver.parameters.enumerate_all_solutions = True
    found = []

    class Counter(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            found.append(tuple(self.boolean_value(seat) for _, _, seat in run.seats))

    run.model.clear_objective()
    solver.solve(run.model, Counter())
    assert len(set(found)) == 3


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.integers(1, 1000)), min_size=1, max_size=20), st.data())
def test_whole_costs_never_say_more_than_the_costs(costs, data):
    cost, most = zip(*costs, strict=True)
    value = [data.draw(st.integers(0, top)) for top in most]
    scale = whole(cost, most)
    true = sum(c * v for c, v in zip(cost, value, strict=True))
    told = scale.bound(sum(c * v for c, v in zip(scale.costs, value, strict=True)))
    assert told <= true + 1e-6
    assert told >= true - 1e-4 * sum(most)


def test_small_fractions_are_scaled_without_loss():
    # 1/3 needs a factor of 3, 0.5 of 2, 0.1 + 0.2 is taken for 3/10: together 30
    scale = whole([1 / 3, 0.5, 0.1 + 0.2], [1, 1, 1])
    assert scale.costs == [10, 15, 9]
    assert scale.factor == 30


def test_centred_whole_numbers_have_a_unit_without_loss():
    # 20, 30, 45, 46 less their mean 35.25: multiples of a quarter
    unit, steps = common_unit(np.array([20, 30, 45, 46]) - 35.25, 10_000)
    np.testing.assert_allclose(unit * steps, [-15.25, -5.25, 9.75, 10.75], rtol=1e-15)


def test_sums_of_features_are_made_equal():
    # 1 + 4 = 2 + 3: centred on 2.5, the sums of the pairs (1, 4) and (2, 3) are 0
    two = np.array([2], dtype=np.int32)
    term = Moment("seniority", False, np.array([1.0, 2, 3, 4])[:, None] - 2.5)
    model = Model(two, two, two, np.full(4, 100.0), [term], np.ones(4, dtype=bool))
    incumbent = solve(model)
    assert incumbent.total == incumbent.bound == 0
    np.testing.assert_array_equal(in_order(model, incumbent.groups), [0, 1, 1, 0])
