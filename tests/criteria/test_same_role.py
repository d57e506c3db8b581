import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people

NAN = float("nan")

ROLES = people(role=["Supervisor", " supervisor", "HR", NAN])
FOR_ROLES = offers(role=["supervisor", "hr; payroll", None])


def test_a_group_for_a_role_is_for_people_in_it():
    # only c, from HR, is out of place among the supervisors; d gave no role and fits everywhere
    assert broken(pg.SameRole(), ROLES, FOR_ROLES, [0, 0, 0, 0]) == 1


def test_an_offer_for_several_roles_takes_each_of_them():
    assert broken(pg.SameRole(), ROLES, FOR_ROLES, [0, 0, 2, 2]) == 0


def test_an_offer_without_a_role_takes_everyone():
    assert broken(pg.SameRole(), ROLES, FOR_ROLES, [4, 4, 4, 4]) == 0


def test_a_soft_role_costs_the_weight_a_person():
    # a and b, two supervisors, in a group for HR and payroll
    soft = pg.SameRole(weight=3, hard=False)
    assert cost(soft, ROLES, FOR_ROLES, [2, 2, 2, 2]) == 6
    assert broken(soft, ROLES, FOR_ROLES, [2, 2, 2, 2]) == 0


def test_a_mixed_group_costs_those_whose_role_has_groups_of_its_own():
    # a and b, supervisors, have a kind of group; c's HR shares one with payroll, which is mixed too; d has no role
    assert cost(pg.SameRole(weight=2, mixed=3), ROLES, FOR_ROLES, [4, 4, 4, 4]) == 2 * (3 + 3)
    assert cost(pg.SameRole(mixed=3), ROLES, FOR_ROLES, [0, 0, 2, 2]) == 0


def test_a_cost_below_0_is_refused():
    with pytest.raises(pg.ProblemError, match="mixed must be a number >= 0, not -1"):
        pg.SameRole(mixed=-1)
