"""Municipalities are found by either name, and distances are those of a sphere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from peergroups.places import municipalities

POINTS = arrays(np.float64, (2,), elements=st.floats(-89, 89))


def test_every_municipality_is_found_by_both_its_names():
    table = municipalities.municipalities()
    for name, swedish in table["kommun"].items():
        assert municipalities.find(name) == name
        assert municipalities.find(f" {swedish.upper()} ") == name


def test_no_former_name_is_also_a_name_of_today():
    former = municipalities._index("former")
    assert not set(former) & set(municipalities._index("now"))
    assert set(former.values()) <= set(municipalities.municipalities().index)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Helsingfors", "Helsinki"), ("åbo", "Turku"), ("Hki", "Helsinki"), ("S:t Michel", "Mikkeli"), ("Abo", "Turku")],
)
def test_swedish_short_and_unaccented_names_are_understood(written, meant):
    assert municipalities.find(written) == meant


def test_a_former_municipality_is_the_one_it_was_merged_into():
    assert municipalities.find("Tammisaari") is None
    assert municipalities.find_former("Tammisaari") == municipalities.find_former("ekenas") == "Raasepori"


def test_a_misspelt_name_is_suggested_and_a_foreign_one_is_not():
    assert municipalities.suggest("Jyväsylä") == ["Jyväskylä"]
    assert municipalities.suggest("Lontoo") == []


def test_coordinates_keep_the_order_and_leave_gaps_for_what_is_unknown():
    found = municipalities.coordinates(["Vasa", np.nan, "Lontoo", "Vaasa"])
    assert found.shape == (4, 2)
    assert (found[0] == found[3]).all()
    assert np.isnan(found[1:3]).all()
    assert municipalities.coordinates([]).shape == (0, 2)


def test_a_quarter_of_the_globe_is_a_quarter_of_its_circumference():
    quarter = math.pi / 2 * municipalities.EARTH_RADIUS_KM
    assert municipalities.distance_km([0, 0], [0, 90]) == pytest.approx(quarter)
    assert municipalities.distance_km([0, 17], [90, 40]) == pytest.approx(quarter)


def test_helsinki_and_utsjoki_are_the_length_of_the_country_apart():
    # 9.6 degrees of latitude at 111.2 km and some longitude: a little over 1 070 km.
    north, south = municipalities.coordinates(["Utsjoki", "Helsinki"])
    assert 1060 < municipalities.distance_km(north, south) < 1120


@given(POINTS, POINTS)
def test_distance_is_symmetric_and_nothing_from_itself(a, b):
    assert municipalities.distance_km(a, a) == 0
    assert municipalities.distance_km(a, b) == pytest.approx(municipalities.distance_km(b, a))
    assert 0 <= municipalities.distance_km(a, b) <= math.pi * municipalities.EARTH_RADIUS_KM * (1 + 1e-12)
