import pytest

import peergroups as pg
from criteria.hand import broken, cost, offers, people
from peergroups.errors import ProblemError

# Groups 0 and 1 are on trust, 2 and 3 on change, 4 and 5 on no theme.
THEMES = offers(theme=["Trust", "change ", None])
WISHES = people(themes=[["trust", "change"], " CHANGE;trust; ", None, ["other", "third", "fourth", "trust"]])


def test_ranks_cost_in_order_whatever_the_spelling():
    # a: second wish 1; b: first wish 0; c has no wish: 0; d: fourth wish costs as much as the third: 3
    assert cost(pg.ThemeWishes(), WISHES, THEMES, [2, 2, 2, 0]) == 4


def test_costs_scale_with_the_weight_and_the_rank_costs():
    # a: second wish 10; d: the last cost given, 10; times 2
    assert cost(pg.ThemeWishes(2, (0, 10)), WISHES, THEMES, [2, 2, 2, 0]) == 40


def test_a_theme_not_on_the_list_is_forbidden():
    # d did not wish for change; nobody else is on a theme they did not ask for
    assert broken(pg.ThemeWishes(), WISHES, THEMES, [0, 0, 0, 2]) == 1


def test_a_theme_not_on_the_list_may_cost_instead():
    # a: first wish 0; b: second 1; c: no wish 0; d: not on the list, 7
    assert cost(pg.ThemeWishes(unticked=7), WISHES, THEMES, [0, 0, 0, 2]) == 8
    assert broken(pg.ThemeWishes(unticked=7), WISHES, THEMES, [0, 0, 0, 2]) == 0


def test_an_offer_without_a_theme_suits_everyone():
    assert cost(pg.ThemeWishes(), WISHES, THEMES, [4, 4, 4, 4]) == 0
    assert broken(pg.ThemeWishes(), WISHES, THEMES, [4, 4, 4, 4]) == 0


def test_ticks_without_an_order_cost_nothing():
    ticked = pg.ThemeWishes(ranked=False)
    assert cost(ticked, WISHES, THEMES, [2, 2, 2, 0]) == 0
    assert broken(ticked, WISHES, THEMES, [2, 2, 2, 2]) == 1  # d's list still lacks change


def test_a_grade_costs_its_distance_from_five():
    # a graded trust 3: cost 2; b graded it 5: 0; c did not grade it: not on the list
    graded = people(themes=[{"trust": 3, "change": 1}, {"Trust ": 5.0}, {"trust": None, "change": 4}])
    assert cost(pg.ThemeWishes(), graded, THEMES, [0, 0, -1]) == 2
    assert broken(pg.ThemeWishes(), graded, THEMES, [0, 0, 0]) == 1


def test_notes_count_those_without_a_wish():
    problem = pg.Problem(WISHES, THEMES, [])
    assert pg.ThemeWishes().notes(problem) == [
        "theme_wishes: no wishes for themes known of 1 of the people; every offer suits them"
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {"rank_costs": ()},
        {"rank_costs": (0, 3, 1)},  # a third wish better than a second
        {"rank_costs": (-1, 0)},
        {"unticked": "never"},
        {"unticked": -1},
        {"weight": -1},
        {"weight": float("nan")},
        {"weight": "high"},
    ],
)
def test_settings_without_sense_are_refused(settings):
    with pytest.raises(ProblemError, match="theme_wishes"):
        pg.ThemeWishes(**settings)


@pytest.mark.parametrize("grade", [0, 6, "much"])
def test_grades_out_of_range_are_refused(grade):
    with pytest.raises(ProblemError, match="theme_wishes"):
        cost(pg.ThemeWishes(), people(themes=[{"trust": grade}]), THEMES, [0])


def test_offers_without_themes_at_all_are_refused():
    with pytest.raises(ProblemError, match="offers have no column 'theme'"):
        cost(pg.ThemeWishes(), WISHES, offers(), [0, 0, 0, 0])


def test_worst_off_first_gives_up_any_number_of_second_wishes_for_one_third():
    """Four people: costs (0, 1, 5), so a third wish costs more than four second ones."""
    who = people(themes=[["a", "b", "c"], ["a", "b"], ["a", "b"], ["a", "b"]])
    what = offers(theme=["a", "b", "c"])
    rule = pg.ThemeWishes(worst_off_first=True)
    assert cost(rule, who, what, [4, 0, 0, 0]) == 5
    assert cost(rule, who, what, [2, 2, 2, 2]) == 4
