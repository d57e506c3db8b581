"""The rest formed again; locked seats stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from peergroups.engines.base import Budget, Incumbent, check_time
from peergroups.engines.chain import Chain
from peergroups.errors import InfeasibleError
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.outputs.words import number
from peergroups.problem import Problem
from peergroups.results.result import Result
from peergroups.resumed.changing import changed
from peergroups.resumed.notice import to_be_told, told_changes
from peergroups.resumed.unfold import alike, locks, offers_of, seated, unfolded
from peergroups.terms import WAITING, Ints

FINISHED = message("Finished: the cost is {now}, {waiting} wait, {n} seats changed.")
LOCKED_CLASH = message("no grouping that keeps the locked seats keeps every hard rule")


def locked_model(problem: Problem, groups: Ints, locked: np.typing.NDArray[np.bool_]) -> Model:
    """Return the unfolded model in which some people keep their seats; the running groups are its first copies."""
    model = unfolded(
        problem.model, np.unique(groups[: len(problem.people)][groups[: len(problem.people)] != WAITING])
    )
    offers = offers_of(model, groups)
    terms = [*model.terms, *(locks(offers, locked, model.offers) if locked.any() else [])]
    if problem.everyone:
        terms.append(seated(range(len(problem.people)), model.people))
    return replace(model, terms=terms)


def finish(result: Result, *, time_limit: float = 10.0, seed: int = 0) -> Result:
    """Form the groups again; locked seats stay, everybody else may move.

    Raises
    ------
    InfeasibleError
        If no grouping that keeps the locked seats keeps every hard rule, or none was found.
    """
    now = changed(result)  # the same round, its groups the first copies of their offers
    locked = np.zeros(now.problem.model.people, dtype=bool)
    locked[: len(now.problem.people)] = now.problem.people.index.isin(list(result.locked))
    model = locked_model(now.problem, now.groups, locked)
    found = Incumbent(model)
    found.offer(now.groups, by="start")
    check_time(time_limit)
    budget = Budget(time_limit)
    Chain().run(model, found, budget, seed)
    if found.groups is None or now.problem.refuses(found.groups):
        raise InfeasibleError(translate(LOCKED_CLASH, result.language))
    groups = found.groups if locked.any() else alike(now.problem.model, found.groups, now.groups)
    own = set(groups[: len(now.problem.people)].tolist())
    return replace(
        result,
        assignment=groups,
        total_bound=-np.inf if locked.any() else found.bound,
        seconds=budget.spent,
        seed=seed,
        history=(),
        aim={},
        numbers={group: name for group, name in now.numbers.items() if group in own},
    )


def told_finish(before: Result, after: Result) -> str:
    """Return what finishing changed, as text."""
    language, changes = after.language, to_be_told(before, after)
    told = {"now": number(after.objective, language), "waiting": len(after.waiting), "n": len(changes)}
    return "\n".join([translate(FINISHED, language, **told), *told_changes(changes, language)])
