import numpy as np
import pandas as pd
import pytest

import peergroups as pg
from criteria.hand import cost, offers, people
from peergroups.errors import ProblemError

ANY = offers()

DISTANCES = np.array([[0.0, 1, 2, 3], [1, 0, 4, 5], [2, 4, 0, 6], [3, 5, 6, 0]])


def test_diversity_costs_the_distance_between_groups():
    # 21 in all; groups a-d and b-c hold 3 + 4 inside
    assert cost(pg.Diversity(DISTANCES), people(4), ANY, [0, 1, 1, 0]) == 14
    assert cost(pg.Diversity(DISTANCES, weight=2), people(4), ANY, [0, 0, 0, 0]) == 0


def test_a_distance_table_goes_by_its_index():
    table = pd.DataFrame(DISTANCES, index=list("abcd"), columns=list("abcd")).loc[list("dbca"), list("cabd")]
    assert cost(pg.Diversity(table), people(4), ANY, [0, 1, 1, 0]) == 14


def test_features_are_compared_by_euclidean_distance():
    # a-b is 5 (3, 4), c equals a
    table = pd.DataFrame({"x": [0, 3, 0], "y": [0, 4, 0]}, index=list("cba"))
    assert cost(pg.Diversity(table), people(3), ANY, [0, 1, 0]) == 10
    assert cost(pg.Diversity(table.loc[list("abc")].to_numpy()), people(3), ANY, [0, 0, 1]) == 5  # b-c parted, a-c 0


def test_columns_of_people_are_standardised():
    # z = -1, 1 and 0 for the missing one
    who = people(years=[10, 30, None])
    assert cost(pg.Diversity(["years"]), who, ANY, [0, 1, -1]) == pytest.approx(2 + 1 + 1)


@pytest.mark.parametrize(
    "distances",
    [
        np.ones((4, 4)),  # a distance from oneself
        np.triu(np.ones((4, 4)), 1),  # one way only
        -DISTANCES,
        DISTANCES[:3],
        np.full((4, 2), np.nan),
        pd.DataFrame(DISTANCES),  # about other people
    ],
)
def test_distances_that_are_none_are_refused(distances):
    with pytest.raises(ProblemError, match="diversity"):
        cost(pg.Diversity(distances), people(4), ANY, [0] * 4)
