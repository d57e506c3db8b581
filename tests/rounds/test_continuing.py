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
    going_on = result.going_on.iloc[0]
    assert going_on[["offer", "stay", "pairs_again", "cost"]].tolist() == ["trust, group 2 goes on", 2, 1, 1.0]
    assert going_on["newcomers"] >= 2
    assert result.groups["offer"][going_on["group"]] == "trust, group 2 goes on"


@pytest.mark.parametrize(
    ("change", "groups", "message"),
    [
        ({}, [7, 1], "no group 7; it has 1, 2$"),
        ({"index": ["hiring", "change"]}, [1], 'group 1 was of the kind "trust", which is not offered now'),
        ({"max_size": 3, "min_size": 2}, [2], 'group 2 has 4 members, but "trust" allows 3'),
    ],
)
def test_groups_that_cannot_go_on_are_refused(change, groups, message):
    people = pd.DataFrame(index=[f"p{k}" for k in range(8)])
    earlier = pg.Result(pg.Problem(people, OFFERS), np.array([0] * 4 + [1] * 4, dtype=np.int32), 0.0, 0.0, 0)
    kinds = change.pop("index", ["trust"])
    offers = pd.concat([OFFERS] * len(kinds)).assign(**change).set_axis(kinds)
    with pytest.raises(pg.ProblemError, match=message):
        pg.continue_groups(pg.Problem(people, offers), earlier, groups)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"groups": "1"}, r"list of numbers, such as \[1\], not '1'"),
        ({"groups": [1], "newcomers": 0}, "newcomers must be a whole number >= 1, not 0"),
    ],
)
def test_what_is_no_list_of_groups_or_number_is_refused(given, message):
    people = pd.DataFrame(index=["ann", "bo"])
    met = pg.MeetingGraph().record(pd.Series({"ann": 1, "bo": 1}))
    with pytest.raises(pg.ProblemError, match=message):
        pg.continue_groups(pg.Problem(people, OFFERS), met, **given)


def test_a_group_may_go_on_as_another_kind_from_a_history_of_any_form():
    met = pg.MeetingGraph().record(pd.DataFrame({"person": ["ann", "bo", "cai"], "group": ["A", "A", "B"]}))
    offers = pd.DataFrame({"min_size": 2, "max_size": 4, "copies": 1}, index=["trust", "change"])
    problem = pg.Problem(pd.DataFrame(index=["ann", "bo", "cai", "dan"]), offers, [pg.NewFaces(met, weight=3)])
    with pytest.raises(pg.ProblemError, match="the kind of group A is not known"):
        pg.continue_groups(problem, met, ["A"])
    result = pg.solve(pg.continue_groups(problem, met, ["A"], offers={"A": "change"}), time_limit=5)
    assert result.problem.offers["copies"].tolist() == [1, 0, 1]
    assert result.going_on["cost"].tolist() == [3]


def test_a_round_without_groups_that_go_on_tells_of_none():
    assert spring().going_on.empty
