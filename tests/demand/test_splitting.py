"""Into how many groups people can be split, against trying every way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups.demand.splitting import group_counts, remedy, suggested_groups

SIZES = st.tuples(st.integers(1, 8), st.integers(0, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def ways(people: int, least: int, most: int) -> set[int]:
    """Return the numbers of groups by trying every size for one group after another."""
    reached = {(0, 0)}
    for _ in range(people):
        reached |= {(n + size, k + 1) for n, k in reached for size in range(least, most + 1) if n + size <= people}
    return {k for n, k in reached if n == people}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 24), SIZES)
def test_the_numbers_of_groups_are_those_that_trying_finds(people, sizes) -> None:
    assert set(group_counts(people, *sizes)) == ways(people, *sizes)


def test_the_totals_that_cannot_be_split() -> None:
    # a group of 8-10 and the next: 8-10, 16-20, 24-30, 32-40, and all from there
    def impossible(least: int, most: int) -> list[int]:
        return [n for n in range(least, 100) if not group_counts(n, least, most)]

    assert impossible(8, 10) == [11, 12, 13, 14, 15, 21, 22, 23, 31]
    assert impossible(6, 8) == [9, 10, 11, 17]
    assert impossible(5, 8) == [9]
    assert impossible(5, 10) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), SIZES)
def test_every_remedy_helps_by_itself_and_there_is_one_exactly_where_it_is_needed(people, sizes) -> None:
    least, most = sizes
    found = remedy(people, least, most)
    assert (found is None) == bool(group_counts(people, least, most))
    if found is not None:
        assert group_counts(people - found.fewer, least, most)
        assert group_counts(people + found.more, least, most)
        assert found.size is None or group_counts(people, least, found.size)
        assert (found.size is None) == (people < least)
        assert group_counts(people, found.least, most)
        low, high = found.wider(least, most)
        narrower = [(low + 1, high)] if low < least else [(low, high - 1)]
        assert group_counts(people, low, high)
        assert not any(group_counts(people, *sizes) for sizes in narrower)  # no smaller change of this kind helps


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), SIZES, st.data())
def test_the_groups_suggested_seat_everybody_if_that_is_possible(people, sizes, data) -> None:
    least, most = sizes
    groups = suggested_groups(people, least, data.draw(st.integers(least, most)), most)
    assert groups * least <= people
    if counts := group_counts(people, least, most):
        assert groups in counts
