import numpy as np
import pandas as pd
import pytest

import peergroups as pg
from peergroups.referee import judge

PEOPLE = pd.DataFrame(index=["ann", "bo", "cai", "dan", "eve"])
OFFERS = pd.DataFrame({"min_size": [1], "max_size": [5], "copies": [2]})


def cost(criterion: pg.Criterion, *groups: int) -> float:
    return judge(pg.Problem(PEOPLE, OFFERS, [criterion]).model, np.array(groups)).cost


def test_complete_strangers_cost_and_friends_of_friends_do_not():
    known = pg.FriendsOfFriends([("ann", "bo"), ("bo", "cai"), ("cai", "dan")], weight=3)
    # A path ann-bo-cai-dan, and Eve: strangers are ann-dan and each with Eve.
    assert cost(known, 0, -1, 0, 1, 1) == 3 * 1  # dan-eve
    assert cost(known, 0, 0, 0, 0, -1) == 3 * 1  # ann-dan
    assert cost(known, 0, 0, 0, 0, 0) == 3 * 5


def test_an_acquaintance_who_is_not_there_does_not_count():
    assert cost(pg.FriendsOfFriends([("ann", "gone"), ("bo", "gone")]), 0, 0, -1, -1, -1) == 1


def test_too_many_people_are_refused():
    people = pd.DataFrame(index=range(5_001))
    with pytest.raises(pg.ProblemError, match="5001 people are too many"):
        list(pg.FriendsOfFriends([]).terms(pg.Problem(people, OFFERS)))
