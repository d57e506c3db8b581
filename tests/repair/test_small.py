"""A group under its least size: four ways, each costed as the referee does."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import peergroups as pg


def before(waiting=0, least=3, **more):
    """Two groups of three to six, and maybe somebody waiting; units cost 1 a pair."""
    units = "OTVOTV" + "O" * waiting
    people = pd.DataFrame({"unit": list(units)}, index=[f"p{i}" for i in range(len(units))])
    offers = pd.DataFrame({"min_size": [least], "max_size": [6], "copies": [2]}, index=["any"])
    problem = pg.Problem(people, offers, [pg.MixedUnits(), *more.get("criteria", ())])
    groups = np.array([0, 0, 0, 1, 1, 1] + [-1] * waiting, dtype=np.int32)
    return pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1)


def table(repair):
    return {
        way.way: (way.into, way.moved, None if way.result is None else way.result.objective) for way in repair.small
    }


def test_a_group_that_is_large_enough_has_no_ways_out():
    assert before(least=2).repair(leave=["p0"]).small == ()


def test_all_four_ways_are_costed():
    # p0 (O) leaves p1 (T) and p2 (V). Topping up from the queue: O, T, V at no cost. Merging: T, V join O, T, V, two
    # pairs of a unit. Running it small costs nothing.
    found = table(before(waiting=1).repair(leave=["p0"]))
    assert found["top up"] == (None, 0, 0.0)
    assert found["merge"] == (2, 2, 2.0)
    assert found["run small"] == (None, 0, 0.0)
    assert found["move"][1] <= 2


def test_what_breaks_a_rule_is_not_possible():
    # p1 and p2, who are left, may not sit with p3 of the other group
    apart = pg.KeepApart([("p1", "p3"), ("p2", "p3")])
    made = before(criteria=[apart]).repair(leave=["p0"])
    assert table(made)["merge"] == (None, 0, None)
    assert "group 1: merge it: not possible" in made.text


def test_the_ways_are_told_with_the_repair():
    made = before(waiting=1).repair(leave=["p0"])
    assert "- group 1: merge it into group 2: cost 2, 2 people change groups, 1 waiting" in made.text
    assert made.to_dict()["small"][1] == {
        "group": 1,
        "way": "merge",
        "into": 2,
        "cost": 2,
        "moved": 2,
        "waiting": 1,
    }


def test_running_small_lowers_the_least_size_of_the_rule_on_sizes_too():
    made = before(criteria=[pg.GroupSize(3, 6)]).repair(leave=["p0"])
    assert table(made)["run small"] == (None, 0, 0.0)


def test_a_stand_in_keeps_every_hard_rule():
    # p6 (O) waits and must not sit with p1: in group 1 only p1 can be replaced by p6, in group 2 anybody.
    round = before(waiting=1, criteria=[pg.KeepApart([("p1", "p6")])])
    found = round.stand_ins().set_index("group")
    assert found["covers"].to_dict() == {1: 1, 2: 3}
    # group 2 is O, T, V: replacing O changes nothing, T or V makes a pair of a unit
    assert found.loc[2, "cost"] == pytest.approx(2 / 3)


def test_nobody_waits_nobody_stands_in():
    assert before().stand_ins().empty


def test_the_json_of_a_repair_has_the_stand_ins_of_the_groups_then():
    # Threes, and two who wait: one steps in for p0, the other could replace anybody.
    round = before(waiting=2)
    full = replace(round, problem=replace(round.problem, offers=round.problem.offers.assign(max_size=3)))
    made = full.repair(leave=["p0"])
    (waiting,) = made.result.waiting["person"]
    told = made.to_dict()["stand_ins"]
    assert [(row["group"], row["person"], row["covers"]) for row in told] == [(1, waiting, 3), (2, waiting, 3)]
