import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

ANY = offers()

NEAR = people(
    place=["south", "mid", "north", None],
    lat=[60.0, 60.1, 60.9, None],
    lon=[25.0] * 3 + [None],
    online=["no", "either", "no", "no"],
)


def test_members_without_a_venue_live_near_each_other():
    # a-b 0.1 degrees, 11.12 km; a-c 100 km and b-c 89 km are beyond 50 km; d has no place
    assert cost(pg.Nearness(), NEAR, ANY, [0, 0, -1, 0]) == pytest.approx(1.112, abs=1e-3)
    assert broken(pg.Nearness(), NEAR, ANY, [0, 0, 0, 0]) == 2


def test_without_a_limit_distance_only_costs():
    # 11.12 + 88.96 + 100.08 km
    assert broken(pg.Nearness(limit_km=None), NEAR, ANY, [0, 0, 0, 0]) == 0
    assert cost(pg.Nearness(limit_km=None), NEAR, ANY, [0, 0, 0, 0]) == pytest.approx(20.015, abs=1e-3)


def test_those_who_only_meet_online_are_left_out():
    online = NEAR.assign(online="yes")
    assert broken(pg.Nearness(), online, ANY, [0, 0, 0, 0]) == 0


def test_where_every_group_has_a_venue_nearness_asks_nothing():
    assert list(pg.Nearness().terms(pg.Problem(NEAR, offers(place=["Oulu"])))) == []


def test_venues_for_some_groups_only_are_refused():
    with pytest.raises(ProblemError, match="give all of them one"):
        cost(pg.Nearness(), NEAR, offers(place=["Oulu", None]), [0, 0, 0, 0])
