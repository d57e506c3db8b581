import pandas as pd
import pytest

import peergroups as pg
from criteria.hand import cost, offers, people

NAN = float("nan")
ANY = offers()


def pairs_of_groups(size: int) -> pd.DataFrame:
    return pd.DataFrame({"min_size": [1], "max_size": [size], "copies": [2]})


def test_categories_pay_the_square_beyond_the_rounded_share():
    # 6 people in 2 groups of 3: half are women, so 1.5 a group; 1 or 2 are free. With 3 and 0 women each group is
    # one off for women and one for men: 4.
    who = people(gender=["w", "w", "w", "m", "m", "m"])
    assert cost(pg.Balanced("gender"), who, pairs_of_groups(3), [0, 0, 1, 0, 1, 1]) == 0
    assert cost(pg.Balanced("gender", weight=2), who, pairs_of_groups(3), [0, 0, 0, 1, 1, 1]) == 8


def test_silence_takes_its_share_and_asks_for_nothing():
    # 4 people in 2 groups of 2: one woman in four is half a woman a group, and so is one man
    who = people(gender=["w", "m", None, "prefer not to say"])
    assert cost(pg.Balanced("gender"), who, pairs_of_groups(2), [0, 0, 1, 1]) == 0


def test_numbers_pay_the_squared_sum_of_standardised_values():
    # z = -1, -1, 1, 1: sums of -2 and 2 cost 4 each, sums of 0 nothing
    who = people(years=[1, 1, 3, 3])
    assert cost(pg.Balanced("years"), who, ANY, [0, 0, 1, 1]) == pytest.approx(8)
    assert cost(pg.Balanced("years", weight=0.5), who, ANY, [0, 0, 1, 1]) == pytest.approx(4)
    assert cost(pg.Balanced("years"), who, ANY, [0, 1, 0, 1]) == pytest.approx(0)


def test_a_missing_number_counts_as_the_mean_and_is_told():
    who = people(years=[1, 3, None])
    assert cost(pg.Balanced("years"), who, ANY, [0, 1, 0]) == pytest.approx(2)
    assert pg.Balanced("years").notes(pg.Problem(who, ANY)) == [
        "balanced: years: no years known of 1 of the people; they count as average"
    ]


@pytest.mark.parametrize("column", [[5, 5, 5], [None, None, None], ["", " ", NAN]])
def test_a_column_without_differences_asks_nothing(column):
    assert cost(pg.Balanced("x"), people(x=column), ANY, [0, 0, 1]) == 0
