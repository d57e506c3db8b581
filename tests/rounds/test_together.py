import numpy as np
import pandas as pd
import pytest

import peergroups as pg
from peergroups.engines.base import Budget
from peergroups.referee import judge
from peergroups.rounds.agenda import Agenda, agenda
from peergroups.rounds.exchanging import exchange
from peergroups.rounds.numbers import CHEAPER, groupings_of, in_numbers
from peergroups.rounds.together import improve, suits

UNITS = ["Oulu", "Turku", "Vaasa", "Espoo"] * 6


def plan_of(*criteria: pg.Criterion, rounds: int = 3, absent: int = 2, weight: float = 2.0) -> Agenda:
    """Return 24 people in sixes for some rounds, some of them absent in the second, after a round of fours."""
    people = pd.DataFrame({"unit": UNITS, "themes": [["a"], ["b"]] * 12}, index=[f"p{k}" for k in range(24)])
    offers = pd.DataFrame({"min_size": [4, 4], "max_size": [6, 6], "copies": [2, 2], "theme": ["a", "b"]})
    there = pd.DataFrame(True, index=people.index, columns=range(rounds))
    there.iloc[:absent, 1] = False
    met = pg.MeetingGraph().record(pd.Series(np.arange(24) // 4 + 1, index=people.index))
    return agenda(pg.Problem(people, offers, criteria), rounds, there, met, weight)


def by_lot(plan: Agenda, seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.permutation(np.arange(problem.model.people) % 4).astype(np.int32) for problem in plan.problems]


@pytest.mark.parametrize("seed", range(5))
def test_the_running_cost_is_the_referees(seed):
    plan = plan_of(pg.MixedUnits(), pg.Balanced("unit", weight=3), pg.ThemeWishes(unticked=5))
    before = by_lot(plan, seed)
    rounds = in_numbers(plan, before, 0.0)
    exchange(rounds, CHEAPER * plan.weight, 1.0, 0.5, 1000, np.random.default_rng(seed))
    after = groupings_of(plan, rounds.group)

    def cost(groupings):  # what the rounds cost by themselves, and the repeats as much cheaper as they are there
        own = sum(judge(problem.model, g).cost for problem, g in zip(plan.problems, groupings, strict=True))
        return own + CHEAPER * (plan.costs(groupings)[1] - own)

    assert rounds.cost[0] == pytest.approx(cost(after) - cost(before))
    assert (rounds.group >= 0).sum() == 24 + 22 + 24
    assert [np.bincount(g).tolist() for g in after] == [np.bincount(g).tolist() for g in before]


def test_rounds_get_better_together_and_keep_hard_rules():
    people = pd.DataFrame(index=range(16))
    offers = pd.DataFrame({"min_size": [4], "max_size": [4], "copies": [4]})
    plan = agenda(pg.Problem(people, offers, [pg.KeepApart([(0, 1)])]), 4, None, None, 1.0)
    start = [np.arange(16, dtype=np.int32) % 4] * 4  # 0 and 1 sit apart
    found = improve(plan, start, Budget(3.0, workers=1), seed=0)
    # Four of the five rounds of the affine plane of order 4, with the two in a line of the fifth.
    assert found is not None
    assert plan.costs(found) == (0, 0.0)


def test_what_exchanges_cannot_tell_is_left_alone():
    people = pd.DataFrame({"years": np.arange(16.0)})
    offers = pd.DataFrame({"min_size": [4], "max_size": [4], "copies": [4]})
    plan = agenda(pg.Problem(people, offers, [pg.Balanced("years")]), 2, None, None, 1.0)
    start = [np.arange(16, dtype=np.int32) % 4] * 2
    assert improve(plan, start, Budget(0.5), seed=0) is None


def test_guides_from_outside_who_count_are_left_to_the_search():
    people = pd.DataFrame(index=[f"p{k}" for k in range(12)])
    offers = pd.DataFrame({"min_size": [4], "max_size": [4], "copies": [4]})
    guides = pd.DataFrame({"most": 1}, index=["p0", "p1", "g2", "g3"])
    problem = pg.Problem(people, offers, [pg.Guides(counted=True)], guides=guides)
    assert not suits(agenda(problem, 3, None, None, 1.0))


def test_pairs_count_in_whatever_order_rounds_list_people():
    people = pd.DataFrame({"years": [0.0, 0.0, 9.0, 9.0]})
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    problems = [pg.Problem(table, offers, [pg.Diversity(["years"])]) for table in (people, people[::-1])]
    plan = agenda(problems, None, None, None, 1.0)
    rounds = in_numbers(plan, [np.array([0, 0, 1, 1], dtype=np.int32)] * 2, 0.0)
    pair = rounds.pair - rounds.pair.transpose(0, 2, 1)
    assert not pair.any()
    assert rounds.pair[1, 0, 2] == rounds.pair[0, 0, 2]  # the same two people, far apart, who have not met
