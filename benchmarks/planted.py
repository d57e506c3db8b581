"""Clashes planted in the examples: rounds that are possible, each made impossible by one known cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

import peergroups as pg
from peergroups.diagnosis.rules import SIZES
from peergroups.examples import write_examples
from peergroups.terms import WAITING

EXAMPLES = {"association": "association.xlsx", "company": "company.csv"}


@dataclass(frozen=True, eq=False)
class Planted:
    """A problem with one known clash: rules of which one must be named, and people of whom one must, if any."""

    kind: str
    problem: pg.Problem
    causes: frozenset[str]
    people: frozenset[object] = frozenset()


@cache
def stated(example: str) -> pg.Problem:
    """Return an example as its sheet and plan make it."""
    with TemporaryDirectory() as folder:
        files = {file.name: file for file in write_examples(folder)}
        plan = pg.Plan.load(files[f"{example}.toml"])
        return plan.problem(plan.read(files[EXAMPLES[example]]))


@cache
def possible(example: str) -> tuple[pg.Problem, np.ndarray]:
    """Return the people of an example who get seats, with a grouping that seats them all."""
    problem = stated(example)
    result = pg.solve(problem, time_limit=6, n_jobs=1, seed=1)
    seated = np.flatnonzero(result.assignment[: len(problem.people)] != WAITING)
    everyone = replace(problem, people=problem.people.iloc[seated], everyone=True, queue=None)
    groups = np.full(everyone.model.people, WAITING, dtype=np.int32)
    groups[: len(seated)] = result.assignment[seated]
    groups[len(seated) :] = result.assignment[len(problem.people) :]
    return everyone, groups


def _with(problem: pg.Problem, *criteria: pg.Criterion, without: tuple[str, ...] = ()) -> pg.Problem:
    return replace(problem, criteria=[*(c for c in problem.criteria if c.name not in without), *criteria])


def _two(problem: pg.Problem, rng: np.random.Generator) -> tuple[object, object]:
    one, other = rng.choice(len(problem.people), size=2, replace=False)
    return problem.people.index[one], problem.people.index[other]


def too_few_seats(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    most = max(1, len(problem.people) // int(problem.copies.sum()) - int(rng.integers(1, 3)))
    offers = problem.offers.assign(min_size=1, max_size=most)
    return Planted(
        "too few seats", replace(_with(problem, without=("group_size",)), offers=offers), frozenset({SIZES})
    )


def nowhere_to_go(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    people = problem.people.copy()
    at = int(rng.integers(len(people)))
    column = "slots" if "slots" in people.columns else "languages"
    cells = people[column].tolist()
    cells[at] = ["never"]
    people[column] = pd.Series(cells, index=people.index, dtype=object)
    return Planted(
        "nowhere to go", replace(problem, people=people), frozenset({"common_slot"}), frozenset({people.index[at]})
    )


def together_and_apart(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    pair = _two(problem, rng)
    own = (pg.KeepApart([pair]), pg.KeepTogether([pair], hard=True))
    rules = frozenset({"keep_apart", "keep_together"})
    return Planted("together and apart", _with(problem, *own, without=tuple(rules)), rules, frozenset(pair))


def chain(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    members = [problem.people.index[k] for k in rng.choice(len(problem.people), size=4, replace=False)]
    links = list(pairwise(members))
    own = (pg.KeepTogether(links, hard=True), pg.KeepApart([(members[0], members[-1])]))
    rules = frozenset({"keep_together", "keep_apart"})
    return Planted("a chain of wishes", _with(problem, *own, without=tuple(rules)), rules, frozenset(members))


def too_few_groups(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    most = int(problem.offers["max_size"].max())
    fewest = -(-len(problem.people) // most)
    limit = pg.RunningGroups(most=max(1, fewest - int(rng.integers(1, 3))))
    rules = frozenset({"running_groups"})
    return Planted("too few groups", _with(problem, limit, without=("running_groups",)), rules)


def too_many_groups(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    least = int(problem.offers["min_size"].min())
    limit = pg.RunningGroups(least=len(problem.people) // least + int(rng.integers(1, 4)))
    rules = frozenset({"running_groups"})
    return Planted("too many groups", _with(problem, limit, without=("running_groups",)), rules)


def too_mixed(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    people = problem.people.copy()
    runs = len(np.unique(groups[: len(people)]))
    many = int(problem.copies.sum()) + int(rng.integers(1, 4))
    rows = rng.choice(len(people), size=min(len(people), max(many, runs + 1)), replace=False)
    shirt = np.array([f"own {k}" for k in range(len(people))], dtype=object)
    shirt[rows] = "green"
    people["shirt"] = shirt
    if len(rows) <= int(problem.copies.sum()):  # make it too many for all the groups there can be
        return too_few_groups(problem, groups, rng)
    return Planted(
        "too mixed",
        _with(replace(problem, people=people), pg.MixedUnits(column="shirt", at_most=1)),
        frozenset({"mixed_units: shirt", "running_groups"}),
    )


def no_guide(problem: pg.Problem, groups: np.ndarray, rng: np.random.Generator) -> Planted:
    guides = pd.DataFrame({"most_groups": [1]}, index=["the only guide"])
    people = problem.people.drop(columns="could_guide", errors="ignore")
    rules = frozenset({"guides"})
    guided = _with(replace(problem, people=people, guides=None), without=("guides",))
    return Planted("no guide", replace(_with(guided, pg.Guides()), guides=guides), rules)


KINDS: tuple[Callable[[pg.Problem, np.ndarray, np.random.Generator], Planted], ...] = (
    too_few_seats,
    nowhere_to_go,
    together_and_apart,
    chain,
    too_few_groups,
    too_many_groups,
    too_mixed,
    no_guide,
)
