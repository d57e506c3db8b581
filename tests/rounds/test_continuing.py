import numpy as np
import pandas as pd
import pytest

import peergroups as pg

OFFERS = pd.DataFrame({"min_size": [3], "max_size": [5], "theme": ["trust"], "copies": [3]}, index=["trust"])


def spring(members: int = 9) -> pg.Result:
    people = pd.DataFrame(index=[f"p{k}" for k in range(members)])
    return pg.Result(pg.Problem(people, OFFERS), np.arange(members, dtype=np.int32) // 3, 0.0, 0.0, 0)


def test_a_group_goes_on_with_newcomers_beside_new_groups():
    earlier = spring()
    met = pg.MeetingGraph().record(earlier)
    people = pd.DataFrame(
        index=["p0", "p1", "p3", "p4", "p6", "p7", "n0", "n1", "n2", "n3"]
    )  # some left, some are new
    autumn = pg.Problem(people, OFFERS, [pg.NewFaces(met)])
    problem = pg.continue_groups(autumn, earlier, [2])
    assert problem.offers["copies"].tolist() == [2, 1]
    assert problem.offers["theme"].tolist() == ["trust", "trust"]
    result = pg.solve(problem, time_limit=5, seed=1)
    groups = result.groups.set_index("offer")
    # p3 and p4 go on; they need a third, and newcomers come in twos. Their own pair is the only one to meet again.
    assert {"p3", "p4"} < set(groups.loc["trust, group 2 goes on", "members"])
    assert groups.loc["trust, group 2 goes on", "size"] >= 4
    assert result.waiting.empty
    assert result.objective == 1
    assert autumn.offers.equals(OFFERS)


@pytest.mark.parametrize(
    ("change", "groups", "message"),
    [
        ({}, [7], "no group 7"),
        ({"index": ["hiring"]}, [1], "its offer trust is gone"),
        ({"max_size": [3], "min_size": [2]}, [2], "with 4 members: trust allows 3"),
    ],
)
def test_groups_that_cannot_go_on_are_refused(change, groups, message):
    people = pd.DataFrame(index=[f"p{k}" for k in range(8)])
    earlier = pg.Result(pg.Problem(people, OFFERS), np.array([0] * 4 + [1] * 4, dtype=np.int32), 0.0, 0.0, 0)
    offers = OFFERS.assign(**{k: v for k, v in change.items() if k != "index"})
    offers.index = change.get("index", offers.index)
    with pytest.raises(pg.ProblemError, match=message):
        pg.continue_groups(pg.Problem(people, offers), earlier, groups)
