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
    assert "- group 1: merge it into group 2: cost 2, changing groups: 2, waiting: 1" in made.text
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


# --- rounds too large for CP-SAT


@pytest.fixture
def large(monkeypatch):
    """Every round is a large one, and CP-SAT declines it."""
    monkeypatch.setattr("peergroups.repair.within.LARGE", -1)
    monkeypatch.setattr("peergroups.engines.cpsat.engine.LITERALS_A_SECOND", 0)


def test_a_large_round_is_topped_up_by_those_whose_groups_can_spare_them(large):
    # Two groups of three to six, of six and three; the smaller loses two and needs two of the larger one's.
    people = pd.DataFrame({"unit": list("OTVOTVOTV")}, index=[f"p{i}" for i in range(9)])
    offers = pd.DataFrame({"min_size": [3], "max_size": [6], "copies": [2]}, index=["any"])
    problem = pg.Problem(people, offers, [pg.MixedUnits()])
    groups = np.array([0] * 6 + [1] * 3, dtype=np.int32)
    round = pg.Result(problem, groups, -np.inf, seconds=1.0, seed=1)
    made = round.repair(leave=["p6", "p7"])
    assert (made.fewest, made.result.groups["size"].tolist()) == (2, [4, 3])


def test_in_a_large_round_those_who_lose_their_group_make_another(large):
    people = pd.DataFrame({"unit": list("OTVOTVOTV")}, index=[f"p{i}" for i in range(9)])
    offers = pd.DataFrame({"min_size": 3, "max_size": 3, "copies": [3, 1]}, index=["threes", "others"])
    problem = pg.Problem(people, offers, [pg.MixedUnits()])
    round = pg.Result(problem, np.repeat([0, 1, 2], 3).astype(np.int32), -np.inf, seconds=1.0, seed=1)
    made = round.repair(close=[2])
    assert made.fewest == 0
    assert made.result.groups["members"].to_dict()[4] == ["p3", "p4", "p5"]


def test_two_moves_are_better_than_a_seat_lost():
    # The same round, small enough for a proof: with one move the one who is left, p8, would have no seat.
    people = pd.DataFrame({"unit": list("OTVOTVOTV")}, index=[f"p{i}" for i in range(9)])
    offers = pd.DataFrame({"min_size": [3], "max_size": [6], "copies": [2]}, index=["any"])
    problem = pg.Problem(people, offers, [pg.MixedUnits()])
    round = pg.Result(problem, np.array([0] * 6 + [1] * 3, dtype=np.int32), -np.inf, seconds=1.0, seed=1)
    made = round.repair(leave=["p6", "p7"])
    assert (made.fewest, made.proved, made.result.groups["size"].tolist()) == (2, True, [4, 3])
    fewer = round.repair(leave=["p6", "p7"], moves=1)
    assert fewer.told.values.tolist()[-1] == ["p8", "loses the seat", 2, None]


def test_what_is_not_proved_of_a_large_round_is_not_said(large):
    people = pd.DataFrame(index=[f"p{i}" for i in range(9)])
    offers = pd.DataFrame({"min_size": [3], "max_size": [6], "copies": [2]}, index=["any"])
    groups = np.array([0] * 6 + [1] * 3, dtype=np.int32)
    round = pg.Result(pg.Problem(people, offers), groups, -np.inf, seconds=1.0, seed=1)
    made = round.repair(leave=["p6", "p7"])  # p8 needs two of the others
    assert made.result.verdict.feasible
    assert made.result.waiting.empty
    assert made.to_dict()["fewest_proved"] is False
    assert "Whether fewer moves would do is not proved." in made.text
    impossible = replace(before(least=3), locked=[f"p{i}" for i in range(6)])
    with pytest.raises(pg.InfeasibleError, match="was found in the time there was"):
        impossible.repair(leave=["p0"], moves=0, time_limit=1.0)
