"""Parts are solved apart, heard of as one, and put together whatever happens."""

import numpy as np
import pytest
from hypothesis import given, settings

import oracle
import strategies
from peergroups.engines import chain
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.chain import Chain
from peergroups.engines.turns import SHARES
from peergroups.model import Model
from peergroups.referee import judge
from peergroups.terms import DensePair, Open, Seat

KINDS = (*strategies.KINDS, "forbidden seats", "forbidden seats")


def numbers(*values):
    return np.array(values, dtype=np.int32)


def two_parts(terms=()):
    """Two people who fit the first offer only, three who fit the second only; all groups of two or three."""
    fits = Seat("role", True, np.arange(6), numbers(0, 0, 1, 1, 1), np.zeros(5), default=1.0)
    people = np.ones(5, dtype=bool)
    return Model(numbers(2, 2), numbers(3, 3), numbers(1, 1), np.full(5, 9.0), [fits, *terms], people)


class Script:
    """An engine that does what a test says."""

    name = "script"

    def __init__(self, play):
        self.run = play


@pytest.fixture
def scripted(monkeypatch):
    def play(act):
        monkeypatch.setattr(chain, "engine", lambda name: Script(act))
        monkeypatch.setitem(SHARES, "script", 1.0)
        return Chain(["script"])

    return play


@given(strategies.models(kinds=KINDS))
@settings(max_examples=60, deadline=None)
def test_the_parts_together_are_proved_the_best(model):
    incumbent = Incumbent(model)
    Chain(["cpsat"]).run(model, incumbent, Budget(20.0, workers=1), seed=0)
    total, _ = oracle.best(model)
    if total == np.inf:
        assert incumbent.infeasible
    else:
        assert incumbent.closed
        assert incumbent.total == pytest.approx(total, abs=1e-6)


def test_each_part_is_solved_by_itself_and_the_smaller_first(scripted):
    seen = []

    def act(model, incumbent, budget, seed):
        seen.append((model.people, budget.left))
        incumbent.offer(np.zeros(model.people, dtype=np.int32), by="script")
        incumbent.prove(0.0, by="script")

    model = two_parts()
    incumbent = Incumbent(model)
    scripted(act).run(model, incumbent, Budget(50.0), seed=0)
    assert incumbent.groups.tolist() == [0, 0, 1, 1, 1]
    assert incumbent.closed
    # the part of two gets two fifths of the time, the part of three all that is left
    assert [people for people, _ in seen] == [2, 3]
    assert seen[0][1] < 25 < seen[1][1]


def test_with_a_limit_on_iterations_no_engine_gets_a_share_of_the_time(scripted):
    left = []

    def act(model, incumbent, budget, seed):
        left.append(budget.left)
        incumbent.offer(np.zeros(model.people, dtype=np.int32), by="script")

    chain = scripted(act)
    chain.names = ["script", "search"]  # the search would have a part of the time, and each part of the model another
    model = two_parts()
    chain.run(model, Incumbent(model), Budget(1000.0, iterations=5), seed=0)
    assert len(left) == 4  # two engines on two parts
    assert min(left) > 990


def test_what_a_part_has_found_survives_an_interrupt_in_another(scripted):
    def act(model, incumbent, budget, seed):
        if model.people == 3:
            raise KeyboardInterrupt
        incumbent.offer(np.zeros(model.people, dtype=np.int32), by="script")

    model = two_parts()
    incumbent = Incumbent(model)
    with pytest.raises(KeyboardInterrupt):
        scripted(act).run(model, incumbent, Budget(50.0), seed=0)
    assert incumbent.groups.tolist() == [0, 0, -1, -1, -1]


def test_a_start_reaches_every_part(scripted):
    def act(model, incumbent, budget, seed):
        assert incumbent.groups.tolist() == [0] * model.people

    model = two_parts()
    incumbent = Incumbent(model)
    incumbent.offer(numbers(0, 0, 1, 1, 1), by="start")
    scripted(act).run(model, incumbent, Budget(50.0), seed=0)
    assert judge(model, incumbent.groups).unseated == 0


def test_no_engine_is_asked_where_presolve_shows_that_nothing_is_feasible(scripted):
    def act(model, incumbent, budget, seed):
        raise AssertionError("asked")

    # the second offer needs two who fit it and has one; the limit wants a group of it
    fits = Seat("role", True, np.arange(4), numbers(0, 0, 1), np.zeros(3), default=1.0)
    needs = Open("rooms", True, numbers(1), 1, 1)
    model = Model(numbers(2, 2), numbers(3, 3), numbers(1, 1), np.full(3, 9.0), [fits, needs], np.ones(3, dtype=bool))
    incumbent = Incumbent(model)
    scripted(act).run(model, incumbent, Budget(50.0), seed=0)
    assert incumbent.infeasible


ALL = ["flow", "staffing", "search", "columns", "cpsat", "search"]


@pytest.fixture
def turns(monkeypatch):
    """The engines asked, in turn; none does anything, and all kernels are ready."""
    asked = []
    monkeypatch.setattr(chain, "engine", lambda name: Script(lambda *_: asked.append(name)))
    monkeypatch.setattr(chain, "ready", lambda name, seconds=0.0: True)
    monkeypatch.setattr(chain, "kept", lambda name: True)
    return asked


def seventy(terms=()):
    """So many people that no engine has a turn before its time, for ten groups of seven."""
    return Model(numbers(7), numbers(7), numbers(10), np.full(70, 9.0), terms, np.ones(70, dtype=bool))


WITHOUT_COLUMNS = ["flow", "staffing", "search", "cpsat", "search"]


@pytest.mark.parametrize(
    ("seconds", "kept", "loaded", "expected"),
    [
        (4.0, False, False, ["flow", "staffing", "cpsat"]),  # compiling one kernel of the others may take longer
        (0.2, True, False, WITHOUT_COLUMNS),  # loading the libraries of columns takes about as long
        (0.2, True, True, ALL),
        (4.0, True, False, ALL),
        (50.0, False, False, ALL),
    ],
)
def test_little_time_is_not_spent_on_compiling_and_loading(monkeypatch, turns, seconds, kept, loaded, expected):
    asked_for = []

    def ready(name, seconds=0.0):
        asked_for.append(name)
        return True

    monkeypatch.setattr(chain, "ready", ready)
    monkeypatch.setattr(chain, "kept", lambda name: kept)
    monkeypatch.setattr(chain, "loaded", lambda name: loaded)
    Chain().run(seventy(), Incumbent(seventy()), Budget(seconds), seed=0)
    assert turns == expected
    assert set(asked_for) & set(chain.COMPILED) == set(expected) & set(chain.COMPILED)


@pytest.fixture
def shares(monkeypatch):
    """The engines asked, with the seconds they have; none takes any."""
    had = []
    monkeypatch.setattr(
        chain,
        "engine",
        lambda name: Script(lambda model, incumbent, budget, seed: had.append((name, round(budget.seconds)))),
    )
    monkeypatch.setattr(chain, "ready", lambda name, seconds=0.0: True)
    return had


def test_what_the_proofs_leave_is_for_search(shares):
    Chain().run(seventy(), Incumbent(seventy()), Budget(100.0), seed=0)
    assert [name for name, _ in shares] == ALL
    assert shares[-1] == ("search", 100)  # the others have taken none of it


def test_where_only_proofs_count_the_last_of_them_has_all_that_is_left(shares):
    Chain(to_prove=True).run(seventy(), Incumbent(seventy()), Budget(100.0), seed=0)
    assert [name for name, _ in shares] == ALL[:-1]
    assert shares[-1] == ("cpsat", 100)


@pytest.mark.parametrize("names", [["cpsat"], ["search"], ["flow", "search"], ["flow", "columns"]])
def test_the_last_engine_asked_for_has_all_that_is_left(shares, names):
    Chain(names).run(seventy(), Incumbent(seventy()), Budget(100.0), seed=0)
    assert [name for name, _ in shares] == names
    assert shares[-1] == (names[-1], 100)


@pytest.mark.parametrize(("size", "seconds"), [(7, 100), (5, 15)])
def test_with_a_cost_for_each_pair_search_has_all_the_time_where_groups_are_too_large_to_prove(shares, size, seconds):
    pairs = DensePair("unlike", False, np.zeros((70, 70)))
    model = Model(numbers(size), numbers(size), numbers(14), np.full(70, 9.0), [pairs], np.ones(70, dtype=bool))
    Chain().run(model, Incumbent(model), Budget(100.0), seed=0)
    assert next(each for each in shares if each[0] == "search") == ("search", seconds)


def test_with_a_limit_on_iterations_search_has_one_turn(turns):
    Chain().run(seventy(), Incumbent(seventy()), Budget(100.0, iterations=10), seed=0)
    assert turns == ALL[:-1]


def test_many_small_parts_are_given_to_every_engine_where_all_of_them_have_time(turns):
    """Forty pairs of offers and people that fit no other: each has 0.5 of 20 seconds."""
    part = np.repeat(np.arange(40, dtype=np.int32), 30)
    fits = Seat("role", True, np.arange(1201), part, np.zeros(1200), default=1.0)
    many = np.ones(40, dtype=np.int32)
    model = Model(7 * many, 8 * many, 5 * many, np.full(1200, 9.0), [fits], np.ones(1200, dtype=bool))
    Chain().run(model, Incumbent(model), Budget(20.0), seed=0)
    assert turns.count("columns") >= 40
