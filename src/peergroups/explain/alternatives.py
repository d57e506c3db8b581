"""Every other seat of a person: a move there, or an exchange with somebody, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from peergroups.problem import Problem
from peergroups.referee import running
from peergroups.results.changes import Change, Changes
from peergroups.terms import WAITING, Ints

MOST_ENTRIES = 2_000_000
"""People judged, over all seats tried; in a large round only the groups that suit somebody best are looked at."""


@dataclass(frozen=True)
class Alternative:
    """A seat in another group.

    Attributes
    ----------
    group : int
        The model's number of the group.
    other : int or None
        The row of the person who would come in exchange; None for a move.
    change : Change
        What it changes.
    """

    group: int
    other: int | None
    change: Change


def alternatives(problem: Problem, groups: Ints, row: int) -> list[Alternative]:
    """Return for each other running group the move there and, for somebody with a seat, the best exchange.

    The best exchange is one that no hard rule forbids, if there is one, and the cheapest of those.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    groups : (rows of the model,) int32
        Where everybody sits.
    row : int
        Whose seats to look at.
    """
    changes = Changes(problem, groups)
    found: list[Alternative] = []
    tries = MOST_ENTRIES // max(1, problem.model.people)
    for group in _nearest(problem, groups, row):
        own = np.flatnonzero(groups[: len(problem.people)] == group)
        if tries < 0:
            break
        tries -= 1 + len(own)
        found.append(Alternative(group, None, changes.to(changes.moved([(row, group)]))))
        if groups[row] != WAITING:
            swaps = list(_exchanges(changes, row, group, own.tolist()))
            if swaps:
                found.append(min(swaps, key=lambda swap: (len(swap.change.broken), swap.change.cost)))
    return sorted(found, key=lambda one: (one.group, one.other is not None))


def _exchanges(changes: Changes, row: int, group: int, members: Sequence[int]) -> Iterator[Alternative]:
    here = int(changes.groups[row])
    for other in members:
        yield Alternative(group, other, changes.to(changes.moved([(row, group), (other, here)])))


def _nearest(problem: Problem, groups: Ints, row: int) -> list[int]:
    """Return the other running groups, those first whose kind suits the person best."""
    model = problem.model
    runs = np.flatnonzero(running(model, groups))
    cost = model.seat_costs.row(row)
    others = runs[runs != groups[row]]
    return [int(group) for group in others[np.argsort(cost[model.offer_of[others]], kind="stable")]]
