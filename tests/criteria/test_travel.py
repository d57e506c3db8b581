import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

# Degrees of latitude are 111.19 km apart on a sphere of 6371.0088 km.
AT = people(place=["south", "north", None, "nowhere"], lat=[60.0, 60.5, None, None], lon=[25.0, 25.0, None, None])
VENUES = offers(
    place=["venue", "NOWHERE", "far"], lat=[60.1, None, 65.0], lon=[25.0, None, 25.0], online=[False, False, True]
)


def test_ten_kilometres_cost_one():
    # a: 0.1 degrees, 11.12 km; b: 0.4 degrees, 44.48 km; c has no place
    assert cost(pg.Travel(), AT, VENUES, [0, 0, 0, -1]) == pytest.approx(1.112 + 4.448, abs=1e-3)


def test_nobody_travels_beyond_the_limit():
    assert broken(pg.Travel(limit_km=40), AT, VENUES, [0, 0, 0, -1]) == 1  # b
    assert broken(pg.Travel(limit_km=45), AT, VENUES, [0, 0, 0, -1]) == 0
    assert broken(pg.Travel(limit_km=None), AT, VENUES, [0, 0, 0, -1]) == 0


def test_a_place_that_is_not_known_is_near_its_own_name_alone():
    assert broken(pg.Travel(), AT, VENUES, [-1, -1, -1, 2]) == 0
    assert cost(pg.Travel(), AT, VENUES, [-1, -1, -1, 2]) == 0
    assert broken(pg.Travel(), AT, VENUES, [-1, -1, -1, 0]) == 1


def test_online_nobody_travels():
    assert broken(pg.Travel(), AT, VENUES, [4, 4, 4, 4]) == 0
    assert cost(pg.Travel(), AT, VENUES, [4, 4, 4, 4]) == 0


def test_municipalities_are_found_by_name_in_both_languages():
    who = people(place=["Åbo", " turku", "Helsingfors"])
    travel = pg.Travel()
    assert cost(travel, who, offers(place=["Turku"]), [0, 0, -1]) == 0
    assert broken(travel, who, offers(place=["Turku"]), [0, 0, 0]) == 1  # Helsinki is 150 km away


def test_notes_tell_missing_places_from_unknown_ones():
    missing, unknown = pg.Travel().notes(pg.Problem(AT, VENUES))
    assert "no place known of 1 of" in missing
    assert "the place of 1 of the people is not known" in unknown


@pytest.mark.parametrize("kind", [pg.Travel, pg.Nearness])
def test_a_negative_limit_is_refused(kind):
    with pytest.raises(ProblemError, match="limit_km"):
        kind(limit_km=-1)
