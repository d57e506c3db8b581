"""Groups mended person by person: a start for rounds too large for CP-SAT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from peergroups.model import Model
from peergroups.referee import TOLERANCE, judge, running, sizes
from peergroups.terms import WAITING, Ints

MOST_TRIED = 60
"""People tried for a free seat, or groups for a person, each by the referee."""
MOST_SEATED = 60
"""People first in line for whom a free seat is looked for."""


def greedily(model: Model, groups: Ints) -> Ints:
    """Return groups in which those under their least size are topped up or dissolved, and who waits finds a seat.

    Whoever waits comes before those who would have to move; a move goes where the referee finds it cheapest. Then
    further groups are opened, and free seats taken, by those who wait. Rules other than those on sizes may still be
    broken.

    Parameters
    ----------
    model : Model
        People, offers and terms.
    groups : (people,) int32
        Where everybody sits.

    Examples
    --------
    Two pairs have room for a third; the one who is left alone joins one of them, as a second member would leave the
    pair that they come from too small:

    >>> two, one = np.array([2], dtype=np.int32), np.array([1], dtype=np.int32)
    >>> model = Model(two, two + 1, one * 3, np.full(5, 9.0), [], np.ones(5, dtype=bool))
    >>> greedily(model, np.array([0, 0, 1, 1, 2], dtype=np.int32)).tolist()
    [0, 0, 1, 1, 0]
    """
    start = groups
    for group in _small(model, groups).tolist():
        ways = (_topped_up(model, groups, group), _dissolved(model, groups, group))
        groups = min(ways, key=lambda way: _rank(model, way, start))
    groups = _opened(model, groups)
    for row in _waiting(model, groups)[:MOST_SEATED].tolist():
        groups = _best(model, groups, [[(row, group)] for group in _with_room(model, groups, row)])
    return groups


def _small(model: Model, groups: Ints) -> Ints:
    """Return the groups under their least size, the one that lacks most first."""
    lacks = model.least[model.offer_of] - sizes(model, groups)
    found = np.flatnonzero(running(model, groups) & (lacks > 0))
    return found[np.argsort(-lacks[found], kind="stable")].astype(np.int32)


def _rank(model: Model, groups: Ints, start: Ints) -> tuple[float, float, int, float]:
    """Return what is compared, the most important first: broken rules, seats, moves, costs."""
    verdict = judge(model, groups)
    moved = int(((groups != start) & (start != WAITING)).sum())
    return verdict.broken, verdict.unseated, moved, verdict.cost


def _topped_up(model: Model, groups: Ints, group: int) -> Ints:
    """Return the grouping with a group filled up to its least size, as far as that goes."""
    for _ in range(int(model.least[model.offer_of[group]] - sizes(model, groups)[group])):
        groups = _best(model, groups, [[(row, group)] for row in _could_come(model, groups, group)])
    return groups


def _dissolved(model: Model, groups: Ints, group: int) -> Ints:
    """Return the grouping with a group's members in others, or waiting where none fits; its guides are free."""
    members = np.flatnonzero(groups == group)
    groups = np.where(groups == group, WAITING, groups).astype(np.int32)
    for row in members[model.unseated[members] > 0].tolist():
        others = [other for other in _with_room(model, groups, row) if other != group]
        groups = _best(model, groups, [[(row, other)] for other in others])
    return groups


def _opened(model: Model, groups: Ints) -> Ints:
    """Return the grouping with further groups of people who wait, as long as there are enough for one."""
    while True:
        waiting = _waiting(model, groups)
        fits = np.zeros((model.offers, len(waiting)), dtype=bool)
        for place, row in enumerate(waiting.tolist()):
            fits[model.seat_costs.of(row)[0], place] = True
        free = np.flatnonzero(~running(model, groups))
        _, first = np.unique(model.offer_of[free], return_index=True)
        enough = [
            group for group in free[first].tolist() if fits[model.offer_of[group]].sum() >= _least(model, group)
        ]
        enough.sort(key=lambda group: -min(fits[model.offer_of[group]].sum(), _most(model, group)))
        trials = [
            [(int(row), group) for row in waiting[fits[model.offer_of[group]]][: _most(model, group)]]
            for group in enough[:MOST_TRIED]
        ]
        better = _best(model, groups, trials)
        if better is groups:
            return groups
        groups = better


def _waiting(model: Model, groups: Ints) -> Ints:
    """Return who wants a seat and has none, the most pressing first."""
    rows = np.flatnonzero((groups == WAITING) & (model.unseated > 0))
    return rows[np.argsort(-model.unseated[rows], kind="stable")].astype(np.int32)


def _least(model: Model, group: int) -> int:
    return max(1, int(model.least[model.offer_of[group]]))


def _most(model: Model, group: int) -> int:
    return int(model.most[model.offer_of[group]])


def _could_come(model: Model, groups: Ints, group: int) -> list[int]:
    """Return who could take a seat in a group: those who wait, then those whose groups can spare them."""
    size, costs = sizes(model, groups), model.seat_costs.to(int(model.offer_of[group]))
    rows = np.flatnonzero(np.isfinite(costs))
    here, cost = groups[rows], costs[rows]
    waits = here == WAITING
    spare = ~waits & (size[here] > model.least[model.offer_of[here]]) & (here != group)
    fits = np.flatnonzero((waits | spare) & (model.unseated[rows] > 0))
    order = np.lexsort((np.where(waits, -model.unseated[rows], cost)[fits], ~waits[fits]))
    found: list[int] = rows[fits[order]].tolist()
    return found[:MOST_TRIED]


def _with_room(model: Model, groups: Ints, row: int) -> list[int]:
    """Return the running groups that have a seat for somebody, the cheapest first."""
    own = model.seat_costs.row(row)[model.offer_of]
    room = running(model, groups) & (sizes(model, groups) < model.most[model.offer_of]) & np.isfinite(own)
    found = np.flatnonzero(room)
    nearest: list[int] = found[np.argsort(own[found], kind="stable")].tolist()
    return nearest[:MOST_TRIED]


def _best(model: Model, groups: Ints, changes: Iterable[Sequence[tuple[int, int]]]) -> Ints:
    """Return the grouping with the best of some changes of seats; the same if none is any better."""
    best, rank = groups, _total(model, groups)
    for change in changes:
        trial = groups.copy()
        for row, group in change:
            trial[row] = group
        if (other := _total(model, trial)) < rank:
            best, rank = trial, other
    return best


def _total(model: Model, groups: Ints) -> tuple[float, float]:
    verdict = judge(model, groups)
    return round(verdict.broken / TOLERANCE), round(verdict.total, 6)
