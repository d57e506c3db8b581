import numpy as np
import pandas as pd
import pytest

import peergroups as pg
from peergroups.referee import judge

PEOPLE = pd.DataFrame(index=["ann", "bo", "cai", "dan", "eve", "fay"])
OFFERS = pd.DataFrame({"min_size": [2, 2], "max_size": [4, 4], "copies": [1, 2]}, index=["old", "new"])


def broken(criterion: pg.Criterion, *groups: int) -> float:
    """Groups: 0 the old one, 1 and 2 the new ones."""
    return judge(pg.Problem(PEOPLE, OFFERS, [criterion]).model, np.array(groups)).broken


def test_members_stay_in_their_group_or_wait():
    goes_on = pg.Continuing({"old": ["ann", "bo", "gone"]})
    assert broken(goes_on, 0, 0, 1, 1, -1, -1) == 0
    assert broken(goes_on, -1, -1, 1, 1, -1, -1) == 0
    assert broken(goes_on, 0, 1, 0, 1, -1, -1) > 0


def test_newcomers_come_in_company_or_not_at_all():
    goes_on = pg.Continuing({"old": ["ann", "bo"]})
    assert broken(goes_on, 0, 0, 0, 1, 1, -1) == 1  # one newcomer, one too few
    assert broken(goes_on, 0, 0, 0, 0, 1, 1) == 0
    assert broken(pg.Continuing({"old": ["ann", "bo"]}, newcomers=1), 0, 0, 0, 1, 1, -1) == 0


@pytest.mark.parametrize(
    ("groups", "message"),
    [({"gone": ["ann"]}, "no offer gone"), ({"old": ["ann"], "new": ["ann"]}, "two groups: ann")],
)
def test_groups_that_do_not_fit_are_refused(groups, message):
    with pytest.raises(pg.ProblemError, match=message):
        pg.Problem(PEOPLE, OFFERS, [pg.Continuing(groups)]).model  # noqa: B018


def test_fewer_than_one_newcomer_means_nothing():
    with pytest.raises(pg.ProblemError, match="newcomers must be"):
        pg.Continuing({}, newcomers=0)
