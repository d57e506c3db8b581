"""What is compiled beforehand is all that the planning of rounds calls."""

import pkgutil
from importlib import import_module

import numpy as np
import pandas as pd

import peergroups as pg
from peergroups import rounds
from peergroups.engines.base import Budget
from peergroups.native import Kernel
from peergroups.readiness import make_ready
from peergroups.rounds import completing, exchanging
from peergroups.rounds.agenda import agenda
from peergroups.rounds.constructing import swapping
from peergroups.rounds.together import improve


def compiled() -> dict[str, int]:
    """Return for how many kinds of arguments each kernel that Python calls has been compiled or loaded."""
    found = {}
    for module in pkgutil.walk_packages(rounds.__path__, rounds.__name__ + "."):
        for name, function in vars(import_module(module.name)).items():
            if isinstance(function, Kernel):
                found[name] = len(function.kinds)
    return found


def test_planning_compiles_nothing_more():
    make_ready()  # in other processes, which keep what they compile
    swapping.make_ready()
    exchanging.make_ready()
    completing.make_ready()
    once = dict.fromkeys(("swap", "exchange", "list_groups", "branch", "finish"), 1)
    assert compiled() == once
    people = pd.DataFrame({"unit": ["Oulu", "Turku"] * 10})
    offers = pd.DataFrame({"min_size": [3], "max_size": [4], "copies": [5]})
    absent = pd.DataFrame(True, index=people.index, columns=range(2))
    absent.iloc[0, 1] = False
    met = pg.MeetingGraph().record(pd.Series(np.arange(20) // 4 + 1, index=people.index))
    pg.plan_rounds(pg.Problem(people, offers), 2, attendance=absent, history=met, time_limit=1)  # exchanges places
    for criteria in ([], [pg.Balanced("unit"), pg.MixedUnits(), pg.KeepApart([(0, 1)])]):
        plan = agenda(pg.Problem(people, offers, criteria), 2, absent, met, 1.0)
        by_lot = [np.arange(problem.model.people, dtype=np.int32) % 5 for problem in plan.problems]
        improve(plan, by_lot, Budget(0.2), seed=0)
    plan = agenda(pg.Problem(people, offers, [pg.Balanced("unit")]), 1, None, None, 1.0)
    assert completing.complete(plan, [np.arange(20, dtype=np.int32) // 4], Budget(10.0), seed=0) is not None
    assert compiled() == once
