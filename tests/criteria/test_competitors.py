import peergroups as pg
from criteria.hand import broken, cost, offers, people

ANY = offers()


def test_competitors_are_kept_apart():
    who = people(industry=["Bakery", "bakery ", "Bakery", "mill"])
    assert broken(pg.Competitors(), who, ANY, [0] * 4) == 3
    assert broken(pg.Competitors(), who, ANY, [0, 1, 0, 1]) == 1  # the first and the third bakery


def test_with_a_second_column_both_must_agree():
    who = people(industry=["bakery", "bakery", "bakery", None], place=["Kemi", "Tornio", "kemi", "Kemi"])
    assert cost(pg.Competitors(also="place", hard=False, weight=2), who, ANY, [0] * 4) == 2


def test_without_competitors_there_is_no_term():
    problem = pg.Problem(people(industry=["a", "b", None]), ANY)
    assert list(pg.Competitors().terms(problem)) == []
