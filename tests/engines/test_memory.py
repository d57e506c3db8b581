"""Memory follows what people answered and the seats that they can take, not people x offers."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest

import peergroups as pg
from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.presolve import sorted_by_group, split
from peergroups.engines.search.build import fixed_arrays
from peergroups.resumed.unfold import locks, moving
from peergroups.terms import WAITING

MB = 2**20


def many_offers(people, offers):
    """A round where every group is an offer of its own, at one of 100 times, in one of 20 places.

    People can come at 5 times to one place, so that 1 in 400 of all seats is one that somebody can take.
    """
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "slots": [rng.choice(100, 5, replace=False).astype(str).tolist() for _ in range(people)],
            "role": rng.integers(20, size=people).astype(str),
            "themes": [rng.choice(offers, 3, replace=False).astype(str).tolist() for _ in range(people)],
        }
    )
    kinds = pd.DataFrame(
        {
            "slot": rng.integers(100, size=offers).astype(str),
            "role": rng.integers(20, size=offers).astype(str),
            "theme": np.arange(offers).astype(str),
            "min_size": 1,
            "max_size": 2 * people // offers,
        }
    )
    rules = [pg.CommonSlot(), pg.SameRole(), pg.ThemeWishes(weight=10, unticked=10)]
    return pg.Problem(table, kinds, rules)


def peak(work):
    """What some work returns, and the most memory that it held at once, in MB."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1] / MB
    finally:
        tracemalloc.stop()


def test_posing_splitting_flow_and_search_hold_nothing_of_people_by_offers():
    # 4 000 x 800 is 3.2 million seats: a matrix of numbers would take 25 MB, a list of offers and numbers 38 MB. The
    # answers are 12 for each person and the seats about 2, of 16 bytes or, as arcs of a flow, of some 100 bytes at
    # most: 2 MB; people and offers looked at together take up to seven blocks of 250 000 numbers, 14 MB.
    problem = many_offers(4_000, 800)
    model, posing = peak(lambda: problem.model)
    assert posing < 16
    fixed, parting = peak(lambda: split(model).fixed)
    assert parting < 16
    assert fixed < np.inf
    incumbent = Incumbent(model)
    _, flowing = peak(lambda: engine("flow").run(model, incumbent, Budget(60.0), seed=0))
    assert flowing < 16
    assert incumbent.groups is not None
    groups = incumbent.groups
    arrays, searching = peak(lambda: fixed_arrays(sorted_by_group(model, groups).model, dense=False))
    assert searching < 16
    assert len(arrays.seat_cost) < 10 * model.people


def test_seats_that_are_kept_or_priced_for_leaving_take_a_row_for_each_offer():
    # As a list of all other offers for each person, 2 000 x 2 000 would take 48 MB; rows shared by people take 16
    # bytes an offer and 4 a person.
    seats = np.arange(2_000, dtype=np.int32)
    seats[:5] = WAITING
    for work in (
        lambda: locks(seats, np.arange(2_000) % 2 == 0, offers=2_000)[0],
        lambda: moving(seats, 2_000, price=1.0),
    ):
        term, held = peak(work)
        assert held < 1
        assert term.people == 2_000


def test_what_is_not_forbidden_is_not_listed():
    # Without hard rules everybody can take every seat, and only the three wishes of each person differ from the rest.
    problem = many_offers(2_000, 400)
    costs = pg.Problem(problem.people, problem.offers, [problem.criteria[-1]]).model.seat_costs
    assert (len(costs.offer), costs.default) == (6_000, 100.0)
    assert costs.choices().tolist() == [400] * 2_000


@pytest.mark.parametrize("barred", [1, 9])
def test_few_forbidden_seats_are_listed_instead_of_the_others(barred):
    # Of ten offers a person is barred from one, which is listed alone, or from nine, when the tenth is.
    people = pd.DataFrame({"slots": [[str(k) for k in range(10 - barred)]] * 3})
    offers = pd.DataFrame({"slot": [str(k) for k in range(10)], "min_size": 1, "max_size": 3})
    costs = pg.Problem(people, offers, [pg.CommonSlot()]).model.seat_costs
    assert np.diff(costs.start).tolist() == [1, 1, 1]
    assert np.isfinite(costs.default) == (barred == 1)
    assert costs.choices().tolist() == [10 - barred] * 3
    assert costs.takers(np.ones(3, dtype=bool)).tolist() == [3] * (10 - barred) + [0] * barred
    assert costs.of(0)[0].tolist() == list(range(10 - barred))
    assert np.isfinite(costs.to(9)).tolist() == [False] * 3
