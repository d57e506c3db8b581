"""Staffing where offers are many: a dive by linear programmes, then one neighbourhood of groups after another.

Everybody's seat is a fraction until the numbers of groups are whole. The dive opens the groups that the fractions
lean to, a few at a time, unless that would leave somebody waiting; then somebody who waits, or has a dear seat, is
chosen again and again, and which groups run around them is settled anew by a small mixed-integer programme.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.demand.programme import Programme
from peergroups.model import Model
from peergroups.terms import WAITING, Floats, Ints

OPENED = 0.03
"""The share of the groups with a fraction that one step of the dive opens."""
DEAR, OPENING = 20.0, 15.0
"""The price of waiting and of a group, in units of the dearest seat, while diving."""
STALE = 8
"""Neighbourhoods in a row without an improvement, after which it ends."""
KEPT = 0.3
"""The share of the time after the dive that is kept to make everybody's seat whole."""
SHARE = 1 / 3
"""Of the running groups, those that may close besides what the person chosen could take."""
NODES = 200
"""Branching steps in a neighbourhood."""
WHOLE = 1e-6


@dataclass(frozen=True, eq=False)
class Staffed:
    """What a dive found.

    Attributes
    ----------
    bound : float
        No grouping costs less; -inf if nothing is proved.
    offer : (people,) int32 or None
        Each person's offer, or `WAITING`; None if nothing was found.
    number : (offers,) int64
        How many groups of each offer run.
    """

    bound: float
    offer: Ints | None
    number: NDArray[np.int64]


def dive(model: Model, cost: Floats, waiting: Floats, seconds: float, seed: int = 0) -> Staffed:
    """Return a good choice of each person's offer and of the number of groups of each, and a bound.

    Parameters
    ----------
    model : Model
        With seats that somebody could take; its own costs and prices are not read.
    cost : (seats,) float64
        What each of `Model.seats` costs.
    waiting : (people,) float64
        What it costs that a person has none; 0 for those who seek none.
    seconds : float
        When to stop.
    seed : int
        Fixes whose neighbourhoods are looked at.

    Examples
    --------
    Four people for pairs, of which two may run:

    >>> one = np.ones(1, dtype=np.int32)
    >>> model = Model(one * 2, one * 2, one * 2, np.zeros(4), [], np.ones(4, dtype=bool))
    >>> found = dive(model, np.zeros(4), np.ones(4), 5.0)
    >>> found.offer.tolist(), found.number.tolist()
    ([0, 0, 0, 0], [2])
    """
    until = time.perf_counter() + seconds
    programme = Programme(model, apart=False)
    person, none = programme.person, np.zeros(model.offers)
    programme.price(np.append(cost - waiting[person], none))
    answer = programme.solve(seconds)
    bound = -np.inf if answer is None else programme.bound() + float(waiting.sum())
    weight = waiting / max(waiting[waiting > 0].min(initial=np.inf), 1e-9)
    dearest = max(1.0, float(cost.max(initial=0.0)))
    priced = cost - DEAR * dearest * weight[person]
    programme.price(np.append(priced, none + OPENING * dearest))
    answer = None if answer is None else _opened(programme, weight, until)
    if answer is None:
        return Staffed(bound, None, none.astype(np.int64))
    programme = Programme(model, apart=True)
    programme.price(np.append(priced, none))
    answer = _improved(programme, answer, cost, weight > 0, until - KEPT * _left(until), seed)
    runs = np.rint(answer[programme.arcs :])
    programme.whole(everybody=True)
    programme.between(none, runs)
    exact = programme.solve(max(1.0, _left(until)))
    answer = answer if exact is None else exact
    offer = np.full(model.people, WAITING, dtype=np.int32)
    taken = answer[: programme.arcs] > 0.5
    offer[person[taken]] = model.seats.offer[taken]
    return Staffed(bound, offer, np.rint(answer[programme.arcs :]).astype(np.int64))


def _left(until: float) -> float:
    return max(0.0, until - time.perf_counter())


def _opened(programme: Programme, weight: Floats, until: float) -> Floats | None:
    """Return seats for whole numbers of groups: opened a few at a time, or closed where that seats fewer."""
    low, high = np.zeros(programme.model.offers), programme.model.copies.astype(float)
    programme.between(low, high)
    answer = programme.solve(_left(until))
    while answer is not None and _left(until) > 0:
        number = answer[programme.arcs :]
        fraction = number - np.floor(number + WHOLE)
        parted = np.flatnonzero(fraction > WHOLE)
        if not len(parted):
            return answer
        first = parted[np.argsort(-fraction[parted], kind="stable")][: max(1, int(OPENED * len(parted)))]
        before = low.copy()
        low[first] = np.ceil(number[first] - WHOLE)
        programme.between(low, high)
        further = programme.solve(_left(until))
        if further is None or _seated(programme, weight, further) < _seated(programme, weight, answer) - 0.5:
            low, high[first[0]] = before, np.floor(number[first[0]] + WHOLE)
            programme.between(low, high)
            further = programme.solve(_left(until))
        answer = further
    if answer is None:
        return None
    number = np.floor(answer[programme.arcs :] + WHOLE)
    programme.between(np.minimum(low, number), number)
    return programme.solve(1.0)


def _seated(programme: Programme, weight: Floats, answer: Floats) -> float:
    return float(weight[programme.person] @ answer[: programme.arcs])


def _improved(
    programme: Programme, answer: Floats, costs: Floats, seeks: NDArray[np.bool_], until: float, seed: int
) -> Floats:
    """Return the best seats found by settling anew which groups run around one person after another."""
    model, person, arcs = programme.model, programme.person, programme.arcs
    draw = np.random.default_rng(seed)
    programme.whole(everybody=False)
    for option, value in (("mip_max_nodes", NODES), ("mip_abs_gap", 0.5), ("mip_rel_gap", 0.0)):
        programme.solver.setOptionValue(option, value)
    best, stale = float(programme.costs @ answer), 0
    while stale < STALE and _left(until) > 0:
        number = np.rint(answer[arcs:])
        seated = np.bincount(person, answer[:arcs], model.people)
        dear = np.bincount(person, answer[:arcs] * costs, model.people)
        wanting = np.flatnonzero(seeks & (seated < 0.5))
        wanting = wanting if len(wanting) else np.flatnonzero(seeks & (dear > WHOLE))
        if not len(wanting):
            break
        chosen = draw.choice(wanting)
        free = np.zeros(model.offers, dtype=bool)
        free[model.seats.offer[model.seats.start[chosen] : model.seats.start[chosen + 1]]] = True
        running = np.flatnonzero(number > 0)
        free[draw.choice(running, math.ceil(SHARE * len(running)), replace=False)] = True
        programme.between(np.where(free, 0.0, number), np.where(free, model.copies, number).astype(float))
        found = programme.solve(_left(until))
        stale += 1
        if found is not None and (cost := float(programme.costs @ found)) < best - WHOLE:
            best, answer, stale = cost, found, 0
    return answer
