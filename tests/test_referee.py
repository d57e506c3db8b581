"""The referee agrees with the terms' definitions, told again in plain loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from peergroups.model import Model
from peergroups.referee import judge
from peergroups.terms import WAITING, Count, Limit, Load, Open, Pair, Seat


def numbers(*values):
    return np.array(values, dtype=np.int32)


def model(people=4, least=(1,), most=(4,), copies=(2,), terms=(), counted=None):
    counted = np.ones(people, dtype=bool) if counted is None else np.array(counted)
    return Model(numbers(*least), numbers(*most), numbers(*copies), np.full(people, 100.0), list(terms), counted)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_it_costs_every_grouping_as_the_definitions_do(data):
    model = data.draw(strategies.models())
    groups = data.draw(strategies.groupings(model))
    verdict = judge(model, groups)
    for term, amount in zip(model.terms, verdict.amounts, strict=True):
        members = {g: np.flatnonzero(groups == g).tolist() for g in np.unique(groups[groups != WAITING])}
        offers = [model.offer_of[g] for g in members]
        expected = getattr(term, "constant", 0.0)
        if isinstance(term, Open):
            runs = sum(k in term.offers for k in offers)
            expected = term.weight * (max(0, runs - term.most) + max(0, term.least - runs))
        elif isinstance(term, Limit):
            sums = sum(oracle.of_seats(term, int(model.offer_of[g]), group) for g, group in members.items())
            expected = max(
                0.0, sums + sum(term.waiting[i] for i in range(model.people) if groups[i] == WAITING) - term.most
            )
        elif isinstance(term, Load):
            expected = oracle.of_round(term, np.flatnonzero(groups != WAITING).tolist())
        else:
            expected += sum(oracle.of_group(term, int(model.offer_of[g]), group) for g, group in members.items())
        if isinstance(term, Pair) and term.hard:  # a pair parted over two groups is seen from both of them
            i, j = term.first, term.second
            both = (groups[i] != groups[j]) & (groups[i] != WAITING) & (groups[j] != WAITING)
            expected -= (-term.weight * both)[term.weight < 0].sum()
        assert amount == pytest.approx(expected)
    assert verdict.unseated == pytest.approx(model.unseated[groups == WAITING].sum())


@given(strategies.models(people=(1, 4), groups=3))
@settings(max_examples=40, deadline=None)
def test_the_oracle_finds_what_going_through_every_grouping_finds(model):
    verdicts = [judge(model, groups) for groups in oracle.groupings(model)]
    least = min((v.total for v in verdicts if v.feasible), default=np.inf)
    total, groups = oracle.best(model)
    assert total == pytest.approx(least)
    if groups is not None:
        assert judge(model, groups).feasible
        assert judge(model, groups).total == pytest.approx(total)


def test_a_group_below_or_above_its_size_is_as_broken_as_the_people_too_few_or_too_many():
    # group 0 has 1 of 2 at least, group 1 has 3 of 2 at most
    assert judge(model(least=(2,), most=(2,)), numbers(0, 1, 1, 1)).broken == 2


def test_people_who_do_not_count_fill_no_seat():
    guide = model(people=3, least=(2,), most=(2,), counted=[True, True, False])
    assert judge(guide, numbers(0, 0, 0)).feasible
    assert not judge(guide, numbers(0, -1, 0)).feasible


def test_a_forced_pair_holds_when_both_wait():
    together = model(people=2, terms=[Pair("together", True, numbers(0), numbers(1), np.array([-1.0]))])
    assert judge(together, numbers(-1, -1)).feasible
    assert judge(together, numbers(1, 1)).feasible
    assert judge(together, numbers(0, 1)).broken == 1
    assert judge(together, numbers(0, -1)).broken == 1


def test_counts_beyond_a_table_cost_its_last_entry_and_closed_groups_cost_nothing():
    # three members of the category: beyond the table 5, 0, 2; the second copy is closed, so its absence is free
    term = Count("units", False, numbers(0, 0, 0, -1), np.array([[5.0, 0.0, 2.0]]), numbers([0]).reshape(1, 1))
    assert judge(model(terms=[term]), numbers(0, 0, 0, 0)).cost == 2
    # the person without a category opens the second group: 2 for three members there, 5 for the absence here
    assert judge(model(terms=[term]), numbers(0, 0, 0, 1)).cost == 2 + 5


def test_offers_without_an_entry_cost_the_default():
    term = Seat("wishes", False, np.array([0, 1, 1]), numbers(1), np.array([3.0]), default=7.0)
    two = model(people=2, least=(1, 1), most=(2, 2), copies=(1, 1), terms=[term])
    assert judge(two, numbers(1, 1)).cost == 3 + 7


@pytest.mark.parametrize("groups", [numbers(0, 0, 0), numbers(0, 0, 0, 2), numbers(0, 0, 0, -2)])
def test_a_grouping_of_another_length_or_with_unknown_groups_is_refused(groups):
    with pytest.raises(ValueError, match=r"grouping of 4 people|group numbers"):
        judge(model(), groups)
