"""Seats go by the queue: as many as possible, then strictly to those first in line, then by cost."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.terms import WAITING
from peergroups.waiting.queue import first_in_line, queue_places, waiting_prices

SEATS = ("forbidden seats", "open limits")


def seatable(model):
    """Every set of people who can be seated together, by enumeration."""
    unit = np.ones(model.people)
    for chosen in itertools.product([0, 1], repeat=model.people):
        priced = type(model)(model.least, model.most, model.copies, unit * chosen, model.terms, model.counted)
        if oracle.best(priced)[0] == 0:
            yield frozenset(np.flatnonzero(chosen).tolist())


@given(strategies.models(kinds=SEATS, people=(2, 6)), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_as_many_are_first_in_line_as_can_be_seated(model, random):
    place = np.array(random.sample(range(model.people), model.people))
    first = first_in_line(model, place) & model.counted
    priced = type(model)(model.least, model.most, model.copies, 1.0 * model.counted, model.terms, model.counted)
    total, _ = oracle.best(priced)
    if total < np.inf:
        assert first.sum() == model.counted.sum() - total


@given(strategies.models(kinds=("forbidden seats",), people=(2, 5)), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_with_groups_of_any_size_the_queue_is_strict(model, random):
    """First in line is what going along the queue gives: each who can be seated beside all those before."""
    model = type(model)(
        model.least * 0 + 1, model.most, model.copies, model.unseated, model.terms, np.ones(model.people, dtype=bool)
    )
    place = np.array(random.sample(range(model.people), model.people))
    sets = set(seatable(model))
    greedy = frozenset()
    for i in np.argsort(place).tolist():
        if any(greedy | {i} <= other for other in sets):
            greedy |= {i}
    assert set(np.flatnonzero(first_in_line(model, place))) == greedy


@given(strategies.models(people=(2, 6)), st.data())
@settings(max_examples=60, deadline=None)
def test_no_cost_outweighs_a_seat_or_a_place_first_in_line(model, data):
    place = np.array(data.draw(st.permutations(range(model.people))))
    ceiling = data.draw(st.sampled_from([0.0, 3.5, 1e4]))
    price = waiting_prices(model, ceiling, place)
    first = first_in_line(model, place)
    assert (price == np.rint(price)).all()
    assert (np.diff(price[np.argsort(place)])[~np.diff(first[np.argsort(place)])] <= -1).all()
    if first.any() and not first.all():
        assert price[first].min() - price[~first].max() > ceiling
    assert price.min() > 4 * ceiling


def test_without_a_queue_every_seat_is_worth_the_same():
    model = pg.Problem(pd.DataFrame(index=["a", "b"]), offers(2, 2)).model
    assert len(set(model.unseated)) == 1


def offers(least, most, copies=1, **columns):
    return pd.DataFrame({"min_size": [least], "max_size": [most], "copies": [copies], **columns})


def test_those_not_listed_come_last_and_unknown_ids_are_passed_over():
    people = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    queue = ["dan", "nobody", "bo", "dan"]
    assert queue_places(pg.Problem(people, offers(1, 4), queue=queue)).tolist() == [2, 1, 3, 0]


@pytest.mark.parametrize("queue", [[4, 2, 0, 1, 3], [0, 1, 2, 3, 4]])
def test_the_last_in_the_queue_waits_even_if_the_groups_would_be_nicer_without_another(queue):
    # one group of 4; 0 and 1 share a unit, so leaving one of them out would be cheaper; the last in line waits
    people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Vaasa", "Kemi"]})
    result = pg.solve(pg.Problem(people, offers(4, 4), [pg.MixedUnits()], queue=queue), time_limit=5)
    assert np.flatnonzero(result.assignment == WAITING).tolist() == [queue[-1]]


def test_sizes_that_leave_a_rest_leave_the_last_in_line():
    # groups of exactly 3, five people, copies for all: one group can be filled; the first three of the queue sit
    problem = pg.Problem(pd.DataFrame(index=list("abcde")), offers(3, 3, copies=2), queue=["d", "a", "e", "b", "c"])
    result = pg.solve(problem, time_limit=5)
    assert sorted(result.groups["members"].iloc[0]) == ["a", "d", "e"]
