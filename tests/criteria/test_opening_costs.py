import pandas as pd
import pytest

import peergroups as pg
from criteria.hand import cost, offers, people

ROOMS = offers(cost=[4.0, -3.0, None])


def test_each_running_group_costs_and_a_gain_is_lost_with_each_that_does_not_run():
    # groups 0 and 1 are of the offer that costs, 2 and 3 of the one that is a gain, 4 of the one without a number
    assert cost(pg.OpeningCosts(), people(3), ROOMS, [0, 1, 4]) == 2 * 4 + 2 * 3
    assert cost(pg.OpeningCosts(), people(3), ROOMS, [2, 3, 4]) == 0
    assert cost(pg.OpeningCosts(weight=2), people(3), ROOMS, [0, 2, 2]) == 2 * (4 + 3)


def test_of_equally_many_seats_the_cheapest_groups_run_but_nobody_waits_to_save_money():
    four = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    kinds = pd.DataFrame(
        {"min_size": 2, "max_size": [2, 4], "copies": [2, 1], "cost": [10, 21]}, index=["two", "four"]
    )
    result = pg.solve(pg.Problem(four, kinds, [pg.OpeningCosts()]), time_limit=5)
    assert result.status is pg.Status.OPTIMAL
    assert (result.objective, len(result.groups), len(result.waiting)) == (20.0, 2, 0)


def test_a_gain_opens_a_group_that_nothing_else_asks_for():
    four = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
    kinds = pd.DataFrame({"min_size": 2, "max_size": 4, "copies": [1, 1], "cost": [0, -5]}, index=["one", "other"])
    result = pg.solve(pg.Problem(four, kinds, [pg.OpeningCosts()]), time_limit=5)
    assert result.objective == 0  # the other runs, alone or beside the first
    assert "other" in set(result.groups["offer"])


@pytest.mark.parametrize("cell", ["much", float("inf")])
def test_costs_that_are_no_numbers_are_refused(cell):
    with pytest.raises(pg.ProblemError, match="opening_costs: the offers' costs must be"):
        cost(pg.OpeningCosts(), people(3), offers(cost=[1.0, cell, None]), [0, 1, 2])
