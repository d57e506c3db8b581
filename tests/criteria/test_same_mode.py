import numpy as np
import pytest

import peergroups as pg
from criteria.hand import broken, offers, people
from peergroups.errors import ProblemError

MODES = people(online=["yes", "No ", "either", None])
WITH_MODES = offers(online=[True, False, None])


@pytest.mark.parametrize(("group", "wrong"), [(0, 1), (2, 1), (4, 0)])  # b online; a in a room; nobody
def test_the_mode_must_be_the_one_asked_for(group, wrong):
    assert broken(pg.SameMode(), MODES, WITH_MODES, [group] * 4) == wrong


@pytest.mark.parametrize("answers", [[True, False], [1, 0], [np.True_, np.False_], ["online", "in person"]])
def test_modes_are_read_in_many_forms(answers):
    assert broken(pg.SameMode(), people(online=answers), WITH_MODES, [0, 2]) == 0
    assert broken(pg.SameMode(), people(online=answers), WITH_MODES, [2, 0]) == 2


def test_a_mode_that_is_none_is_named():
    with pytest.raises(ProblemError, match="'sometimes'"):
        broken(pg.SameMode(), people(online=["sometimes"]), WITH_MODES, [0])
