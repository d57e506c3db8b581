import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups.engines.base import Budget
from peergroups.rounds.constructing.aligning import aligned
from peergroups.rounds.constructing.constructions import rounds_without_repeats


def shuffled(rounds: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return rounds with people and groups numbered otherwise."""
    people = rng.permutation(rounds.shape[1])
    return np.array([rng.permutation(rounds.max() + 1)[row][people] for row in rounds], dtype=np.int32)


def same_groups(then: np.ndarray, now: np.ndarray) -> bool:
    """Return whether people sit together now exactly if they did, those who were not there left out."""
    there = then >= 0
    return bool(((then[:, None] == then) == (now[:, None] == now))[np.ix_(there, there)].all())


# Sizes as many as groups, far fewer, and from all kinds of constructions: fields, multiples, matrices, designs.
SHAPES = [(5, 5), (6, 5), (7, 6), (8, 8), (9, 5), (10, 6), (10, 10), (11, 9), (12, 7), (12, 10)]


@pytest.mark.parametrize(("groups", "size"), SHAPES)
@pytest.mark.parametrize("absent", [0.0, 0.05])
@pytest.mark.parametrize("earlier", [2, 3])
def test_rounds_of_a_construction_are_found_in_it(groups, size, absent, earlier):
    rounds, rng = rounds_without_repeats(groups, size).rounds, np.random.default_rng(groups * size)
    then = shuffled(rounds[:earlier], rng)
    then[rng.random(then.shape) < absent] = -1
    place, taken = aligned(then, rounds, len(rounds), Budget(10.0), rng)
    assert len(set(taken)) == earlier
    assert (place >= 0).sum() == len(set(place[place >= 0].tolist()))
    placed = place >= 0
    for row, of in zip(then, taken, strict=True):
        assert same_groups(row[placed], rounds[of][place[placed]])


def test_any_rounds_are_found_if_groups_of_others_share_members_differently():
    # Of 12 groups of 5, rounds are multiples modulo 12: which two were taken shows in what their groups share.
    rounds, rng = rounds_without_repeats(12, 5).rounds, np.random.default_rng(0)
    then = shuffled(rounds[[7, 2]], rng)
    place, taken = aligned(then, rounds, len(rounds), Budget(10.0), rng)
    assert len(taken) == 2
    assert all(same_groups(row, rounds[of][place]) for row, of in zip(then, taken, strict=True))


def test_rounds_of_fewer_groups_are_no_rounds_of_a_construction_but_the_latest_fits():
    # In seven groups of five there is no room for five groups of seven: five of each have places.
    rounds, people = rounds_without_repeats(7, 5).rounds, np.arange(35)
    then = np.array([people // 7, people % 5], dtype=np.int32)
    place, taken = aligned(then, rounds, 5, Budget(2.0), np.random.default_rng(0))
    placed = place >= 0
    assert placed.sum() == 5 * 5
    assert same_groups(then[-1][placed], rounds[taken[-1]][place[placed]])


def test_rounds_of_different_people_are_no_obstacle():
    rounds, then = rounds_without_repeats(6, 5).rounds, np.full((3, 30), -1, dtype=np.int32)
    then[0, :12], then[1, 12:24], then[2, 24:] = np.arange(12) // 4, np.arange(12) // 4, 0
    place, taken = aligned(then, rounds, 5, Budget(2.0), np.random.default_rng(0))
    for row, of in zip(then[-len(taken) :], taken, strict=True):
        placed = (row >= 0) & (place >= 0)
        assert same_groups(row[placed], rounds[of][place[placed]])


def test_many_rounds_in_another_order_are_aligned_as_far_as_time_allows():
    rounds, rng = rounds_without_repeats(19, 3).rounds, np.random.default_rng(0)
    then = shuffled(rounds[rng.permutation(19)[:17]], rng)
    place, taken = aligned(then, rounds, len(rounds), Budget(1.0), rng)
    assert same_groups(then[-1], rounds[taken[-1]][place])


def test_of_rounds_that_repeat_pairs_as_many_as_do_not_are_aligned():
    rounds, rng = rounds_without_repeats(7, 6).rounds, np.random.default_rng(1)
    then = shuffled(rounds[:3], rng)
    # The first and the last are the same round: the last goes with the second, or the second with the first.
    place, taken = aligned(then[[0, 1, 2, 0]], rounds, 3, Budget(5.0), rng)
    assert len(taken) == 3
    held = [row for row in then if any(same_groups(row, rounds[of][place]) for of in taken)]
    assert len(held) == 3


def test_rounds_in_which_two_have_changed_groups_by_hand_are_aligned_without_them():
    # With eight in each of eight groups, any two groups of two rounds share one member: whoever changes groups meets
    # that one again, so that both who did are among those left out.
    rounds, rng = rounds_without_repeats(8, 8).rounds, np.random.default_rng(3)
    then = shuffled(rounds[:3], rng)
    one, other = 0, int(np.flatnonzero(then[1] != then[1, 0])[0])
    then[1, [one, other]] = then[1, [other, one]]
    place, taken = aligned(then, rounds, 6, Budget(5.0), rng)
    assert len(taken) == 3
    kept = place >= 0
    assert not kept[[one, other]].any()
    assert kept.sum() >= 58  # each of the two meets one again against the first round, and one against the third
    assert all(same_groups(row[kept], rounds[of][place[kept]]) for row, of in zip(then, taken, strict=True))


def test_no_more_rounds_are_taken_than_can_be_spared_and_the_latest_is_one_of_them():
    rounds, rng = rounds_without_repeats(5, 5).rounds, np.random.default_rng(2)
    then = shuffled(rounds[:3], rng)
    for most in (1, 2):
        place, taken = aligned(then, rounds, most, Budget(5.0), rng)
        assert len(taken) == most
        assert same_groups(then[-1], rounds[taken[-1]][place])
    place, taken = aligned(then, rounds, 0, Budget(5.0), rng)
    assert (place == -1).all()
    assert not taken


@given(st.integers(2, 6), st.integers(2, 6), st.data())
@settings(deadline=None, max_examples=40)
def test_any_one_round_fits_as_far_as_there_is_room(groups, size, data):
    rounds = rounds_without_repeats(groups, size).rounds
    row = np.array(data.draw(st.lists(st.integers(-1, 7), min_size=groups * size, max_size=groups * size)), np.int32)
    place, taken = aligned(row[None], rounds, 1, Budget(1.0), np.random.default_rng(0))
    placed = np.flatnonzero(place >= 0)
    assert len(set(place[placed].tolist())) == len(placed)
    assert same_groups(row[placed], rounds[0][place[placed]])
    # The largest groups have places, and each of their members as far as there is room.
    sizes = np.sort(np.bincount(row[row >= 0], minlength=groups))[::-1][:groups]
    assert tuple(taken) == (0,)
    assert len(placed) == np.minimum(sizes, size).sum()
