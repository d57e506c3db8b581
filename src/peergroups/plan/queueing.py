"""Who comes first in the queue: by the plan's rule, and by what happened last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.criteria.columns import numbers, says_yes

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan

LOTTERY = 1
"""Keeps the lottery's random numbers apart from those of the solver."""

LEFT_OUT, NEVER, BEFORE, STAYED_AWAY, GUEST = range(5)
"""Who comes before whom, whatever the rule."""


def queue(plan: Plan, people: pd.DataFrame, history: object | None = None) -> list[object]:
    """Return the person ids, first in line first.

    Within what happened last time the plan's rule decides. A lottery depends on the plan's seed and the ids alone,
    not on the order of the rows or the solver's seed. In first come, those without a time stamp come last, and with
    points those without any.

    Examples
    --------
    >>> from peergroups.plan import Plan
    >>> plan = Plan.loads("waiting = {rule = 'points', points = 'years'}")
    >>> queue(plan, pd.DataFrame({"years": [3, 8, None]}, index=["ann", "bo", "cai"]))
    ['bo', 'ann', 'cai']
    """
    tickets = sorted(people.index, key=str)
    draw = np.random.default_rng(np.random.SeedSequence([plan.round.seed, LOTTERY])).permutation(len(tickets))
    lot = pd.Series(np.argsort(draw), index=pd.Index(tickets, dtype=object)).reindex(people.index).to_numpy()
    rule = lot.astype(float)
    if plan.waiting.rule == "first come" and "registered" in people.columns:
        stamps = pd.to_datetime(people["registered"], errors="coerce", utc=True)
        rule = stamps.rank(method="first", na_option="bottom").to_numpy(dtype=float)
        lot = np.arange(len(people))
    elif plan.waiting.rule == "points" and plan.waiting.points is not None:
        points = numbers(people[plan.waiting.points], plan.waiting.points, "waiting")
        rule = np.where(np.isnan(points), np.inf, -points)
    order = np.lexsort((lot, rule, standing(plan, people, history)))
    return list(people.index[order])


def standing(plan: Plan, people: pd.DataFrame, history: object | None) -> np.typing.NDArray[np.int64]:
    """Return (people,) who comes before whom whatever the rule: `LEFT_OUT` to `GUEST`."""
    rank = np.full(len(people), BEFORE)
    if plan.waiting.by_history:
        if "been_before" in people.columns:
            rank[[says_yes(cell) is False and not pd.isna(cell) for cell in people["been_before"]]] = NEVER
        if history is not None:
            known = set(getattr(history, "people", ()))
            rank[[person not in known for person in people.index]] = NEVER
            rank[[person in known for person in people.index]] = BEFORE
            rank[people.index.isin(list(getattr(history, "left_out", ())))] = LEFT_OUT
            rank[people.index.isin(list(getattr(history, "stayed_away", ())))] = STAYED_AWAY
        if plan.waiting.stayed_away in people.columns:
            rank[[says_yes(cell) for cell in people[plan.waiting.stayed_away]]] = STAYED_AWAY
    if "guest" in people.columns:
        rank[[says_yes(cell) for cell in people["guest"]]] = GUEST
    return rank
