import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

NAN = float("nan")
ANY = offers()


def test_pairs_of_one_unit_cost_however_the_unit_is_spelt():
    # CS three times: 3 pairs; two people without a unit share it with nobody
    who = people(unit=["CS", "cs ", "Cs", "Math", NAN, None])
    assert cost(pg.MixedUnits(weight=2), who, ANY, [0] * 6) == 6


def test_numbers_and_text_that_look_alike_are_one_unit():
    assert cost(pg.MixedUnits(), people(unit=[1, 1.0, "1", True]), ANY, [0] * 4) == 3


def test_at_most_limits_the_members_of_a_unit():
    who = people(unit=["x", "x", "x", "y"])
    assert broken(pg.MixedUnits(weight=0, at_most=1), who, ANY, [0] * 4) == 2
    assert broken(pg.MixedUnits(weight=0, at_most=2), who, ANY, [0, 0, 1, 1]) == 0


def test_at_most_zero_is_refused():
    with pytest.raises(ProblemError, match="at_most"):
        pg.MixedUnits(at_most=0)
