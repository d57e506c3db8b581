import pandas as pd
import pytest

import peergroups as pg
from peergroups.referee import judge

PEOPLE = pd.DataFrame(index=["ann", "bo", "cai", "dan"])
OFFERS = pd.DataFrame({"slot": ["ti 9", "ke 9"], "min_size": 2, "max_size": 2}, index=["tue", "wed"])
GUIDES = pd.DataFrame({"slots": ["ti 9", "ke 9"]}, index=["eve", "fay"])


def spring() -> pg.MeetingGraph:
    """Ann and Bo had Eve in the autumn and again in the spring, Cai had Fay in the autumn only."""
    graph = pg.MeetingGraph()
    for round, groups in (
        ("autumn", {"ann": 1, "bo": 1, "eve": 1, "cai": 2, "fay": 2}),
        ("spring", {"ann": 1, "eve": 1}),
    ):
        part = ["guide" if who in GUIDES.index else "member" for who in groups]
        graph.record(pd.DataFrame({"person": groups.keys(), "group": groups.values(), "role in group": part}), round)
    return graph


def cost(groups: list[int], **settings) -> float:
    rules = [pg.Guides(), pg.NewGuides(spring(), **settings)]
    return judge(pg.Problem(PEOPLE, OFFERS, rules, guides=GUIDES).model, groups).cost


def test_each_member_costs_as_often_as_they_had_the_guide() -> None:
    assert cost([0, 0, 1, 1, 0, 1]) == 2 + 1 + 1  # Ann twice with Eve, Bo once; Cai once with Fay
    assert cost([1, 1, 0, 0, 0, 1], weight=5) == 0  # everybody has the other one
    assert cost([0, 0, 1, 1, 0, 1], half_life=1) == pytest.approx(1.5 + 0.5 + 0.5)  # the autumn counts half


def test_members_change_guides_if_they_can() -> None:
    rules = [pg.Guides(), pg.NewGuides(spring())]
    result = pg.solve(pg.Problem(PEOPLE, OFFERS, rules, guides=GUIDES), time_limit=5)
    assert (result.objective, len(result.waiting)) == (0, 0)
    assert {"ann", "bo"} <= set(result.groups.set_index("guide").loc["fay", "members"])


def test_without_guides_from_outside_it_says_nothing() -> None:
    people = PEOPLE.assign(could_guide="yes")
    assert judge(pg.Problem(people, OFFERS, [pg.NewGuides([("ann", "bo")])]).model, [0, 0, 1, 1]).cost == 0


def test_a_plan_takes_it_from_the_earlier_rounds() -> None:
    plan = pg.Plan.loads("""
        sizes = {least = 2, most = 2}
        guides = {list = [{name = "eve", slots = "ti 9"}, {name = "fay", slots = "ke 9"}]}
        rules = {new_guides = {weight = 4}, new_faces = false}
        offers = [{slot = ["ti 9", "ke 9"]}]
    """)
    people = PEOPLE.assign(slots="ti 9; ke 9")
    (rule,) = [c for c in plan.problem(people, spring()).criteria if c.name == "new_guides"]
    assert rule.weight == 4
