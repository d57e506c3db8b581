import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

FOUR = people(4)
ANY = offers()


def test_only_mutual_wishes_count():
    who = people(together=["b", ["a", "c"], "d", None])  # c's wish for d and b's for c are not returned
    assert cost(pg.KeepTogether(weight=2), who, ANY, [0, 1, 0, 1]) == 2
    assert cost(pg.KeepTogether(weight=2), who, ANY, [0, 0, 1, 1]) == 0


def test_nobody_gets_more_than_one_wish():
    # a, b and c all want each other. a-b come first by rank (0 + 0), so c goes without.
    who = people(together=["b;c", "a;c", "a;b", None])
    assert cost(pg.KeepTogether(), who, ANY, [0, 0, 1, 1]) == 0
    assert cost(pg.KeepTogether(), who, ANY, [0, 1, 1, 1]) == 1
    (note,) = pg.KeepTogether().notes(pg.Problem(who, ANY))
    assert "beyond one a person: 4" in note  # a-c and b-c, from both sides


def test_hard_pairs_sit_or_wait_together():
    pair = pg.KeepTogether([("a", "b"), ("b", "zoe")], hard=True)
    assert broken(pair, FOUR, ANY, [0, 1, 0, 0]) == 1
    assert broken(pair, FOUR, ANY, [0, -1, 0, 0]) == 1
    assert broken(pair, FOUR, ANY, [0, 0, 1, 1]) == 0
    assert broken(pair, FOUR, ANY, [-1, -1, 0, 0]) == 0


def test_the_organisers_own_pairs_are_taken_as_they_are():
    # both pairs of b count, and one listed twice counts once
    pairs = pg.KeepTogether([("a", "b"), ("b", "c"), ("c", "b")])
    assert cost(pairs, FOUR, ANY, [0, 1, 0, 1]) == 2


def test_a_pair_kept_together_is_two_ids():
    with pytest.raises(ProblemError, match="pair 1"):
        pg.KeepTogether([("a", "b", "c")])
