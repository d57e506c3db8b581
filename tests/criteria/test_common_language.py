import peergroups as pg
from criteria.hand import broken, cost, offers, people

LANGUAGES = people(languages=["fi;sv", ["sv", "fi"], "FI", None])
IN_LANGUAGES = offers(language=["sv", "fi", None])


def test_the_language_must_be_known():
    assert broken(pg.CommonLanguage(), LANGUAGES, IN_LANGUAGES, [0, 0, 0, 0]) == 1  # c speaks Finnish only


def test_another_than_the_first_language_costs():
    assert cost(pg.CommonLanguage(weight=2), LANGUAGES, IN_LANGUAGES, [0, 0, -1, 0]) == 2  # a


def test_a_soft_unknown_language_costs_three_times():
    assert cost(pg.CommonLanguage(weight=2, hard=False), LANGUAGES, IN_LANGUAGES, [0, 0, 0, 0]) == 2 + 6


def test_an_offer_without_a_language_suits_everyone():
    assert cost(pg.CommonLanguage(), LANGUAGES, IN_LANGUAGES, [4, 4, 4, 4]) == 0
