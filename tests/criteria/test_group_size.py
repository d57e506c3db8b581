import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

ANY = offers()


def test_sizes_outside_the_limits_break_by_as_many():
    # one too many and one too few, told by the rule's term and again by the model's sizes
    assert broken(pg.GroupSize(2, 3), people(5), ANY, [0, 0, 0, 0, 1]) == 4
    assert broken(pg.GroupSize(2, 3), people(5), ANY, [0, 0, 0, 1, 1]) == 0


def test_the_rule_tightens_what_offers_allow():
    model = pg.Problem(people(5), ANY, [pg.GroupSize(2, 3)]).model
    assert (model.least.tolist(), model.most.tolist()) == ([2], [3])


def test_distance_from_the_target_costs_its_square():
    # sizes 4 and 1 with a target of 2: 4 + 1
    assert cost(pg.GroupSize(1, 9, target=2, weight=3), people(5), ANY, [0, 0, 0, 0, 1]) == 15
    assert cost(pg.GroupSize(1, 9), people(5), ANY, [0, 0, 0, 0, 1]) == 0


def test_even_sizes_cost_nothing():
    # 5 people in 2 groups: 2 or 3 each; 4 and 1 are one off each
    assert cost(pg.GroupSize(1, 9, even=True), people(5), ANY, [0, 0, 0, 1, 1]) == 0
    assert cost(pg.GroupSize(1, 9, even=True), people(5), ANY, [0, 0, 0, 0, 1]) == 2


@pytest.mark.parametrize("settings", [(0, 5), (5, 4), (2, 4, 5), (2, 4, 1)])
def test_sizes_without_sense_are_refused(settings):
    with pytest.raises(ProblemError, match="group_size"):
        pg.GroupSize(*settings)
