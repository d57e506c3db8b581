"""The best groups within a number of moves, and the curve that leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
import pandas as pd

from peergroups.diagnosis.clash import clash
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.chain import Chain
from peergroups.errors import InfeasibleError
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.referee import TOLERANCE, judge
from peergroups.repair.within import FEWEST_SHARE, Step, Within
from peergroups.results.result import Result
from peergroups.resumed.changing import Changed
from peergroups.resumed.unfold import alike, locks, offers_of, seated, unfolded
from peergroups.terms import WAITING, Ints

STEPS = (0, 1, 2, 3, 4, 5, 8, 12, 20, 32, 50, 80)
"""Moves beyond the fewest for which the curve is worked out, besides the number asked for."""

MORE_SHARE = 1.0
"""The time for moves beyond the fewest, as a share of that for the fewest."""

IMPOSSIBLE = message("no grouping keeps every hard rule after this change")
NOT_FOUND = message("no grouping that keeps every hard rule after this change was found in the time there was")
TOO_FEW_MOVES = message("no grouping within {moves} moves keeps every hard rule; {fewest} are needed")
MAYBE_TOO_FEW = message(
    "no grouping within {moves} moves that keeps every hard rule was found; one with {fewest} was"
)


class NotFoundError(InfeasibleError):
    """No grouping was found in the time there was, though there may be one."""


@dataclass(frozen=True, eq=False)
class Mended:
    """Groups after a change; `curve`, `fewest` and `proved` as in `peergroups.repair.Repair`."""

    result: Result
    curve: pd.DataFrame
    fewest: int
    proved: bool


def mended(now: Changed, moves: int | None, time_limit: float, seed: int, further: int = 0) -> Mended:
    """Return the best groups found within a number of moves, the fewest that will do if it is None.

    For the fewest, the curve goes on for some further moves.

    Raises
    ------
    InfeasibleError
        If no grouping within so many moves keeps every hard rule, or none was found.
    """
    budget = Budget(time_limit)
    result, model = now.before, ruled(now)
    within = Within(model, now.groups, seed, now.had)
    near = within.nearest(budget.part(FEWEST_SHARE), seats_first=moves is None)
    known, language = near.groups, result.language
    if known is None or now.problem.refuses(known):
        reasons = [reason.told(now.problem, language) for reason in clash(now.problem, seed)]
        if near.infeasible or known is not None:
            raise InfeasibleError(translate(IMPOSSIBLE, language), reasons)
        raise NotFoundError(translate(NOT_FOUND, language), reasons)
    fewest = within.moved(known)
    if moves is not None and moves < fewest:
        said, kind = (TOO_FEW_MOVES, InfeasibleError) if near.closed else (MAYBE_TOO_FEW, NotFoundError)
        raise kind(translate(said, language, moves=moves, fewest=fewest))
    most = fewest if moves is None else moves
    more = further if moves is None and not within.large else 0
    steps = _steps(now, within, known, most, budget.part(1 / (1 + MORE_SHARE * (more > 0))))
    last = steps[-1]
    groups = last.groups
    if more:
        allowed = range(most + 1, min(most + more, within.everyone) + 1)
        steps += within.steps(allowed, budget, groups)
    running = set(groups[: len(now.problem.people)].tolist()) - {WAITING}
    unused = count(max(result.groups.index, default=0) + 1)  # a lost group's number is not another group's
    repaired = replace(
        result,
        problem=now.problem,
        assignment=groups,
        total_bound=last.bound if _afresh(now, within, most) else -np.inf,
        seconds=budget.spent,
        seed=seed,
        history=(),
        interrupted=False,
        aim={},
        best_alone={},
        drawn_lots={},
        locked=[person for person in result.locked if person in now.problem.people.index],
        numbers={group: now.numbers[group] if group in now.numbers else next(unused) for group in sorted(running)},
    )
    return Mended(repaired, _curve(now, steps, within), fewest, near.closed)


def ruled(now: Changed) -> Model:
    """Return the unfolded model in which seats stay where they are if they can, and locked ones for certain."""
    problem, had = now.problem, now.had
    people = len(problem.people)
    model = unfolded(problem.model, np.array(sorted(now.numbers), dtype=np.int32))
    least = model.unseated[:people].min(initial=np.inf)
    keep = np.where(had & (model.unseated > 0), 0.5 * least, 0.0)  # more than a place in the queue, less than a seat
    offers = offers_of(model, now.groups)
    locked = np.zeros(model.people, dtype=bool)
    locked[:people] = problem.people.index.isin(list(now.before.locked))
    terms = [*model.terms, *(locks(offers, locked, model.offers) if locked.any() else [])]
    if problem.everyone:
        terms.append(seated(range(people), model.people))
    return replace(model, terms=terms, unseated=model.unseated + keep)


def _steps(now: Changed, within: Within, known: Ints, most: int, budget: Budget) -> list[Step]:
    """Return the best groupings found within growing numbers of moves, the last within the most."""
    fewest, afresh = within.moved(known), _afresh(now, within, most)
    allowed = sorted({most, *(fewest + step for step in STEPS if fewest + step < most)})
    limited = allowed[:-1] if afresh else allowed
    steps = list(within.steps(limited, budget.part(0.5 if afresh else 1.0), known))
    if afresh:
        model = now.problem.model
        found = Incumbent(model)
        found.offer(steps[-1].groups if steps else known, by="start")
        Chain().run(model, found, budget, within.seed)
        assert found.groups is not None
        groups = alike(model, found.groups, now.groups)
        steps.append(Step(most, groups, judge(model, groups), found.bound))
    return steps


def _afresh(now: Changed, within: Within, most: int) -> bool:
    """Return whether anybody may move anywhere."""
    return most >= within.everyone and not now.before.locked


def _curve(now: Changed, steps: Sequence[Step], within: Within) -> pd.DataFrame:
    people = len(now.problem.people)
    had = now.had[:people]
    rows = [
        {
            "moves": step.moves,
            "moved": within.moved(step.groups),
            "cost": step.verdict.cost,
            "waiting": int((step.groups[:people] == WAITING).sum()),
            "losing": int((had & (step.groups[:people] == WAITING)).sum()),
            "gap": _gap(step),
        }
        for step in steps
    ]
    return pd.DataFrame(rows)


def _gap(step: Step) -> float:
    """Return by what share a better grouping within so many moves could be at most; NaN if nothing is proved."""
    missing, cost = step.verdict.total - step.bound, step.verdict.cost
    return 0.0 if missing <= TOLERANCE else missing / cost if missing < cost else np.nan
