"""The arrays that engines read are what the terms say, summed."""

import numpy as np
import pytest
from hypothesis import given, settings

import strategies
from peergroups.model import Model
from peergroups.seatcosts import seat_rows
from peergroups.terms import DensePair, Pair, Seat


def numbers(*values):
    return np.array(values, dtype=np.int32)


def model(people=3, copies=(2, 1), terms=(), least=None, most=None):
    offers = len(copies)
    least = numbers(*(least or [1] * offers))
    most = numbers(*(most or [3] * offers))
    return Model(least, most, numbers(*copies), np.ones(people), list(terms), np.ones(people, dtype=bool))


def pair(first, second, weight, hard=False):
    return Pair("p", hard, numbers(*first), numbers(*second), np.array(weight, dtype=float))


def test_copies_of_an_offer_stand_side_by_side():
    two_and_none_and_one = model(copies=(2, 0, 1))
    assert two_and_none_and_one.offer_of.tolist() == [0, 0, 2]
    assert two_and_none_and_one.first_group.tolist() == [0, 2, 2, 3]
    assert (two_and_none_and_one.people, two_and_none_and_one.offers, two_and_none_and_one.groups) == (3, 3, 3)


@given(strategies.models())
@settings(max_examples=100, deadline=None)
def test_seats_are_those_that_every_hard_term_allows_at_the_summed_soft_cost(model):
    seats = model.seats
    for i in range(model.people):
        mine = slice(seats.start[i], seats.start[i + 1])
        found = dict(zip(seats.offer[mine].tolist(), seats.cost[mine].tolist(), strict=True))
        expected = {}
        for offer in range(model.offers):
            amounts = [(t.hard, seat_rows(t, i, i + 1, model.offers)[0, offer]) for t in model.of_kind(Seat)]
            if all(amount == 0 for hard, amount in amounts if hard):
                expected[offer] = sum(amount for hard, amount in amounts if not hard)
        assert found == pytest.approx(expected)
        assert list(found) == sorted(found)


@given(strategies.models())
@settings(max_examples=100, deadline=None)
def test_questions_about_seats_are_answered_as_from_the_list_of_all(model):
    seats, costs = model.seats, model.seat_costs
    table = np.full((model.people, model.offers), np.inf)
    table[np.repeat(np.arange(model.people), np.diff(seats.start)), seats.offer] = seats.cost
    can = np.isfinite(table)
    some, number = np.arange(model.people) % 2 == 0, np.arange(model.offers) + 1
    assert costs.takers(some).tolist() == can[some].sum(axis=0).tolist()
    assert costs.choices(number).tolist() == (can * number).sum(axis=1).tolist()
    for person in range(model.people):
        offers, own = costs.of(person)
        assert offers.tolist() == np.flatnonzero(can[person]).tolist()
        assert own.tolist() == table[person, offers].tolist()
    for offer in range(model.offers):
        assert costs.to(offer).tolist() == table[:, offer].tolist()
    person, offer, cost = costs.listed(np.flatnonzero(some))
    assert list(zip(person, offer, cost, strict=True)) == [
        (i, k, table[i, k]) for i in np.flatnonzero(some) for k in np.flatnonzero(can[i])
    ]


def test_offers_without_an_entry_take_the_default():
    wishes = Seat("w", False, np.array([0, 1, 2, 2]), numbers(0, 1), np.array([1.0, 2.0]), default=5.0)
    assert seat_rows(wishes, 1, 3, offers=2).tolist() == [[5, 2], [5, 5]]
    assert model(terms=[wishes]).seats.cost.tolist() == [1, 5, 5, 2, 5, 5]


def test_an_offer_that_cannot_be_filled_is_nobodys():
    none, inverted = model(copies=(0, 1), least=(1, 3), most=(3, 2)), model(copies=(1, 1), least=(1, 3), most=(3, 2))
    assert none.seats.offer.tolist() == []
    assert inverted.seats.offer.tolist() == [0, 0, 0]


def test_pairs_of_several_terms_are_summed_and_levels_kept_apart():
    terms = [
        pair([0, 1], [1, 2], [1, 2]),
        pair([0], [1], [-3]),
        pair([0, 1], [2, 2], [1, -4], hard=True),
        pair([1], [2], [-1], hard=True),
    ]
    built = model(terms=terms)
    soft, forbidden, forced = built.soft_pairs, built.forbidden_pairs, built.forced_pairs
    assert list(zip(soft.first, soft.second, soft.weight, strict=True)) == [(0, 1, -2), (1, 2, 2)]
    assert list(zip(forbidden.first, forbidden.second, forbidden.weight, strict=True)) == [(0, 2, 1)]
    assert list(zip(forced.first, forced.second, forced.weight, strict=True)) == [(1, 2, 5)]


def test_neighbours_list_each_pair_from_both_ends():
    start, other, weight = model(terms=[pair([0, 0], [1, 2], [3, 7])]).soft_pairs.neighbours
    assert start.tolist() == [0, 2, 3, 4]
    assert other.tolist() == [1, 2, 0, 0]
    assert weight.tolist() == [3, 7, 3, 7]


def test_constants_and_dense_matrices_add_up():
    ones = np.ones((3, 3)) - np.eye(3)
    terms = [DensePair("a", False, ones, 2.0), DensePair("b", False, 2 * ones, 3.0), pair([], [], [])]
    assert model(terms=terms).constant == 5
    np.testing.assert_array_equal(model(terms=terms).dense, 3 * ones)
    assert model().dense is None
