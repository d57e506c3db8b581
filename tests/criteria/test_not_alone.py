import pandas as pd

import peergroups as pg
from criteria.hand import broken, cost, offers, people

ANY = offers()

GENDERS = people(gender=["woman", "Man", "man", "prefers not to say", "En halua kertoa", "vill inte uppge", None])


def test_one_of_a_kind_costs_and_silence_is_no_kind():
    assert cost(pg.NotAlone("gender"), GENDERS, ANY, [0] * 7) == 1
    assert cost(pg.NotAlone("gender", weight=2), GENDERS, ANY, [0, 0, 1, 0, 0, 1, 1]) == 6  # every one of three


def test_one_category_may_be_looked_after():
    assert cost(pg.NotAlone("gender", "Woman "), GENDERS, ANY, [0, 0, 1, 0, 0, 1, 1]) == 1
    assert cost(pg.NotAlone("gender", "newcomer"), GENDERS, ANY, [0] * 7) == 0


def test_a_hard_rule_leaves_out_those_whom_nothing_can_help():
    # the only woman of all; the two men are parted
    alone = pg.NotAlone("gender", hard=True)
    assert broken(alone, GENDERS, ANY, [0, 0, 1, 0, 0, 1, 1]) == 2
    assert broken(alone, GENDERS, ANY, [0] * 7) == 0
    assert "only one of their kind among all the people: 1" in alone.notes(pg.Problem(GENDERS, ANY))[-1]


def test_a_pair_is_company_in_the_smallest_group():
    small = pd.DataFrame({"min_size": [1], "max_size": [1]})
    assert cost(pg.NotAlone("x"), people(x=["a", "a"]), small, [0, 0]) == 0


def test_of_a_list_the_first_counts():
    assert cost(pg.NotAlone("languages"), people(languages=[["sv", "fi"], "sv;en", ["fi", "sv"]]), ANY, [0] * 3) == 1
