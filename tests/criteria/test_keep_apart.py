import pandas as pd
import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

FOUR = people(4)
ANY = offers()


def test_listed_pairs_are_kept_apart():
    apart = pg.KeepApart([("a", "b"), ("B", "a"), ("c", "d"), ("a", "zoe")])
    assert broken(apart, FOUR, ANY, [0, 0, 0, 0]) == 2  # a-b once, c-d; zoe is not here
    assert broken(apart, FOUR, ANY, [0, 1, 0, 1]) == 0


def test_severities_mix_hard_and_soft():
    apart = pg.KeepApart([("a", "b", 2), ("a", "c", "hard"), ("c", "a", 1), ("a", "d")], weight=3, hard=False)
    assert cost(apart, FOUR, ANY, [0, 0, 0, 0]) == 3 * (2 + 1)  # a-b 2, a-d the usual 1
    assert broken(apart, FOUR, ANY, [0, 0, 0, 0]) == 1  # a-c, whose worst severity is hard


def test_people_name_whom_to_be_kept_apart_from():
    who = people(apart=[["b", "d"], "a; c", None, ""])
    assert broken(pg.KeepApart(), who, ANY, [0, 0, 0, 0]) == 3  # a-b, a-d, b-c


def test_nobody_reads_the_pairs_from_the_criterion():
    assert "ann" not in repr(pg.KeepApart([("ann", "bo")])) + repr(pg.KeepTogether([("ann", "bo")]))


def test_notes_count_pairs_of_strangers_without_naming_them():
    (note,) = pg.KeepApart([("a", "zoe"), ("a", "b")]).notes(pg.Problem(FOUR, ANY))
    assert "not among the people: 1;" in note
    assert "zoe" not in note


def test_whoever_is_named_as_a_guide_is_no_stranger():
    guides = pd.DataFrame({"name": ["Gun"]}, index=["gun@x.fi"])
    who = people(apart=["gun@x.fi", "zoe", None, None])
    (note,) = pg.KeepApart().notes(pg.Problem(who, ANY, [pg.Guides()], guides=guides))
    assert "not among the people: 1;" in note


@pytest.mark.parametrize("pair", [("a",), ("a", "b", -1), ("a", "b", "soft"), ("a", "b", "hard", 1)])
def test_malformed_pairs_are_refused_by_number(pair):
    with pytest.raises(ProblemError, match="pair 2"):
        pg.KeepApart([("a", "b"), pair])
