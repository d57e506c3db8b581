"""Sizes of forms of peer learning, and attrition."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peergroups.errors import ProblemError
from peergroups.plan.profiles import PROFILES, chance_enough, target_size


def test_every_profile_is_a_size_band_around_its_target() -> None:
    for profile in PROFILES.values():
        assert 1 <= profile.least <= profile.target <= profile.most


def test_a_group_of_the_least_size_rarely_has_everybody_present() -> None:
    # All five of five come with chance 0.8^5 = 0.328.
    assert chance_enough(5, 5, 0.8) == pytest.approx(0.8**5)


@given(size=st.integers(0, 8), least=st.integers(0, 9), presence=st.floats(0, 1))
def test_the_chance_is_the_sum_over_who_comes(size: int, least: int, presence: float) -> None:
    total = 0.0
    for coming in itertools.product((False, True), repeat=size):
        if sum(coming) >= least:
            total += presence ** sum(coming) * (1 - presence) ** (size - sum(coming))
    assert chance_enough(size, least, presence) == pytest.approx(total, abs=1e-9)


@given(least=st.integers(1, 8), presence=st.floats(0.3, 1), confidence=st.floats(0.5, 0.99))
def test_the_target_is_the_smallest_size_that_is_enough(least: int, presence: float, confidence: float) -> None:
    size = target_size(least, presence, confidence)
    assert chance_enough(size, least, presence) >= confidence
    assert size == least or chance_enough(size - 1, least, presence) < confidence


@pytest.mark.parametrize(
    ("least", "presence", "confidence"), [(0, 0.8, 0.9), (5, 0.0, 0.9), (5, 1.5, 0.9), (5, 0.8, 1)]
)
def test_numbers_outside_their_domain_are_refused(least: int, presence: float, confidence: float) -> None:
    with pytest.raises(ProblemError):
        target_size(least, presence, confidence)
