import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peergroups.errors import ProblemError
from peergroups.rounds import least_repeats, rounds_without_repeats
from peergroups.rounds.constructing.fields import field, prime_powers
from peergroups.rounds.least.arithmetic import most_rounds

# The known best numbers of rounds without a repeated pair by groups (rows) and sizes 5..10 (columns), after Harvey's
# tables and OEIS A107431. With more members than groups there is one round.
PUBLISHED = {
    5: (6, 1, 1, 1, 1, 1),
    6: (6, 3, 1, 1, 1, 1),
    7: (7, 7, 8, 1, 1, 1),
    8: (8, 8, 8, 9, 1, 1),
    9: (9, 9, 9, 9, 10, 1),
    10: (9, 7, 7, 5, 5, 4),
    11: (11, 11, 11, 11, 12, 11),
    12: (12, 13, 7, 6, 6, 6),
}
CELLS = [(g, s, best) for g, row in PUBLISHED.items() for s, best in zip(range(5, 11), row, strict=True)]


def times_met(rounds: np.ndarray) -> np.ndarray:
    met = sum((round[:, None] == round[None]).astype(int) for round in rounds)
    return met - np.diag(np.diag(met))


@pytest.mark.parametrize(("groups", "size", "best"), CELLS)
def test_as_many_rounds_as_are_known_without_a_repeated_pair(groups, size, best):
    built = rounds_without_repeats(groups, size)
    assert best <= len(built.rounds) <= built.bound
    assert (np.array([np.bincount(round) for round in built.rounds]) == size).all()
    assert times_met(built.rounds).max() == 1
    assert built.status == ("optimal" if len(built.rounds) == built.bound else "best known")


@pytest.mark.parametrize(("groups", "size", "best"), CELLS)
def test_sizes_that_differ_by_one_cost_one_round_at_most(groups, size, best):
    if size > groups:
        return
    for missing in {1, groups // 2, groups - 1}:
        built = rounds_without_repeats(groups, size, people=groups * size - missing)
        assert best - 1 <= len(built.rounds) <= built.bound
        assert set(np.concatenate([np.bincount(round) for round in built.rounds])) <= {size - 1, size}
        assert times_met(built.rounds).max() == 1


@given(st.integers(1, 30), st.integers(2, 6))
def test_any_other_number_of_groups_has_rounds_without_repeats_too(groups, size):
    built = rounds_without_repeats(groups, size)
    assert 1 <= len(built.rounds) <= built.bound
    assert (np.array([np.bincount(round) for round in built.rounds]) == size).all()
    assert times_met(built.rounds).max() == 1


def test_pairs_meet_everybody_in_a_round_robin():
    built = rounds_without_repeats(3, 2)
    assert built.status == "optimal"
    assert (times_met(built.rounds) + np.eye(6, dtype=int) == 1).all()


def test_too_few_people_for_the_groups_are_refused():
    with pytest.raises(ProblemError, match="12 groups of 10 or 9 have no room for just 100 people"):
        rounds_without_repeats(12, 10, people=100)
    with pytest.raises(ProblemError, match="not 0 of 5"):
        rounds_without_repeats(0, 5)
    with pytest.raises(ProblemError, match="whole number above 2, that of the groups, not 2"):
        rounds_without_repeats(2, 2, people=2)
    with pytest.raises(ProblemError, match=r"not 24\.5"):
        rounds_without_repeats(5, 5, people=24.5)
    with pytest.raises(ProblemError, match="whole number >= 1, not 0"):
        least_repeats(3, 3, rounds=0)


@pytest.mark.parametrize(("groups", "size", "pairs"), [(2, 8, 24), (3, 8, 21), (4, 10, 32), (8, 10, 16), (10, 10, 0)])
def test_least_repeats_of_a_second_round(groups, size, pairs):
    assert least_repeats(groups, size) == pairs


def test_least_repeats_count_every_round_after_the_first():
    # 4 groups of 10: 32 repeats against the round before, twice; counting alone gives 3 x 180 - 780 < 0.
    assert least_repeats(4, 10, rounds=3) == 64
    # 3 groups of 3 are done after 4 rounds (9 people, 36 pairs, 9 a round): the fifth repeats 9.
    assert least_repeats(3, 3, rounds=4) == 0
    assert least_repeats(3, 3, rounds=5) == 9


@given(st.integers(2, 5), st.integers(2, 5), st.integers(2, 4), st.randoms(use_true_random=False))
def test_no_rounds_repeat_less_than_the_least(groups, size, rounds, random):
    people = list(range(groups * size))
    drawn = []
    for _ in range(rounds):
        random.shuffle(people)
        drawn.append(np.argsort(people) % groups)
    met = times_met(np.array(drawn))
    repeats = (np.maximum(met - 1, 0)).sum() // 2
    assert least_repeats(groups, size, rounds) <= repeats


def test_a_bound_on_rounds_for_uneven_groups():
    # 11 people in groups of 4, 4 and 3: each meets at least 2 a round, but 15 pairs a round of 55 leave 3 rounds.
    assert most_rounds(3, 4, people=11) == 1  # a group of 4 over 3 groups repeats at once
    assert most_rounds(4, 3, people=11) == 5  # 11 people, sizes 3, 3, 3, 2: 10 pairs a round of 55


@pytest.mark.parametrize(("prime", "power"), [(2, 1), (7, 1), (2, 2), (2, 3), (3, 2), (2, 4), (5, 2), (3, 3)])
def test_fields_are_fields(prime, power):
    subtract, multiply = field(prime, power)
    order = prime**power
    assert all(sorted(row) == list(range(order)) for row in subtract)
    assert all(sorted(row) == list(range(order)) for row in multiply[1:])
    a, b, c = np.ogrid[:order, :order, :order]
    assert (multiply[a, subtract[b, c]] == subtract[multiply[a, b], multiply[a, c]]).all()
    assert (multiply[a, multiply[b, c]] == multiply[multiply[a, b], c]).all()


@given(st.integers(1, 5000))
def test_prime_powers_multiply_to_the_number(number):
    powers = prime_powers(number)
    assert np.prod([p**k for p, k in powers], dtype=int) == number
    assert all(all(p % d for d in range(2, int(p**0.5) + 1)) for p, _ in powers)
