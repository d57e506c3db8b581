"""Taking a model apart loses nothing: the parts' best groupings make up the whole's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from peergroups.engines.presolve import MOST_PARTS, fillable, sorted_by_group, split
from peergroups.model import Model
from peergroups.referee import judge
from peergroups.terms import WAITING, Open, Pair, Seat

KINDS = (*strategies.KINDS, "forbidden seats", "forbidden seats")


def numbers(*values):
    return np.array(values, dtype=np.int32)


def fits(*offers_of):
    """A hard seat term: the offers that each person fits."""
    start = np.concatenate([[0], np.cumsum([len(o) for o in offers_of])]).astype(np.int64)
    offer = np.concatenate([np.zeros(0, np.int32), *(numbers(*o) for o in offers_of)])
    return Seat("role", True, start, offer.astype(np.int32), np.zeros(len(offer)), default=1.0)


def model(terms, least, most, copies=None, people=None):
    people = len(terms[0].start) - 1 if people is None else people
    copies = numbers(*(copies or [1] * len(least)))
    return Model(numbers(*least), numbers(*most), copies, np.full(people, 100.0), terms, np.ones(people, dtype=bool))


@given(strategies.models(kinds=KINDS))
@settings(max_examples=120, deadline=None)
def test_the_parts_best_totals_and_what_is_fixed_add_up_to_the_wholes(model):
    whole = split(model)
    answers = [oracle.best(part.model) for part in whole.parts]
    total, _ = oracle.best(model)
    assert whole.fixed + sum(answer for answer, _ in answers) == pytest.approx(total)
    if total < np.inf:
        groups = np.full(model.people, WAITING, dtype=np.int32)
        for part, (_, best) in zip(whole.parts, answers, strict=True):
            part.paste(best, groups)
        verdict = judge(model, groups)
        assert verdict.feasible
        assert verdict.total == pytest.approx(total)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_a_grouping_cut_and_pasted_is_the_same_where_the_parts_are(data):
    model = data.draw(strategies.models(kinds=KINDS))
    groups = data.draw(strategies.groupings(model))
    pasted = np.full(model.people, WAITING, dtype=np.int32)
    whole = split(model)
    for part in whole.parts:
        part.paste(part.cut(groups), pasted)
    member = np.zeros(model.people, dtype=bool)
    for part in whole.parts:
        member[part.people] = True
        own = np.isin(groups[part.people], part.groups)
        np.testing.assert_array_equal(pasted[part.people], np.where(own, groups[part.people], WAITING))
    assert (pasted[~member] == WAITING).all()


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_people_in_the_order_of_their_groups_cost_the_same(data):
    model = data.draw(strategies.models(kinds=KINDS))
    one, other = (data.draw(strategies.groupings(model)) for _ in range(2))
    part = sorted_by_group(model, one)
    np.testing.assert_array_equal(part.cut(one), np.sort(one) if model.dense is None else one)
    whole, cut = ([judge(*of) for of in both] for both in (
        [(model, one), (model, other)],
        [(part.model, part.cut(one)), (part.model, part.cut(other))],
    ))  # fmt: skip
    assert all((term.first < term.second).all() for term in part.model.of_kind(Pair))
    # constants may be left out, so it is the difference between two groupings that must stay
    assert cut[0].total - cut[1].total == pytest.approx(whole[0].total - whole[1].total)
    assert cut[0].broken - cut[1].broken == pytest.approx(whole[0].broken - whole[1].broken)
    pasted = np.empty_like(other)
    part.paste(part.cut(other), pasted)
    np.testing.assert_array_equal(pasted, other)


def test_an_offer_that_too_few_fit_takes_those_who_fit_nothing_else_along():
    # the first offer needs 3 and two people fit it: 0 waits; 1 must not be parted from 0, so 1 waits too, and then
    # the second offer, which needs 2, has person 2 alone
    together = Pair("together", True, numbers(0), numbers(1), np.array([-1.0]))
    people, offers = fillable(model([fits([0], [0, 1], [1]), together], least=[3, 2], most=[3, 2]))
    assert not people.any()
    assert not offers.any()


def test_a_limit_that_can_bind_keeps_offers_in_one_part():
    apart = fits([0], [1])
    assert len(split(model([apart], [1, 1], [1, 1])).parts) == 2
    most_one = Open("rooms", True, numbers(0, 1), 0, 1)
    assert len(split(model([apart, most_one], [1, 1], [1, 1])).parts) == 1
    most_two = Open("rooms", True, numbers(0, 1), 0, 2)
    assert len(split(model([apart, most_two], [1, 1], [1, 1])).parts) == 2


def test_a_least_number_of_groups_that_nobody_can_fill_makes_the_total_infinite():
    assert split(model([fits([0]), Open("rooms", True, numbers(1), 1, 1)], [1, 1], [1, 1])).fixed == np.inf


def test_many_small_parts_become_one():
    n = 3 * MOST_PARTS
    whole = split(model([fits(*([k] for k in range(n)))], [1] * n, [1] * n))
    assert len(whole.parts) == MOST_PARTS
    np.testing.assert_array_equal(np.sort(np.concatenate([part.people for part in whole.parts])), np.arange(n))
