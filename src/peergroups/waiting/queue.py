"""Who gets a seat when there are too few: the queue, and what it costs to leave each person waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.demand.capacity import Capacity
from peergroups.model import Model
from peergroups.terms import Floats

if TYPE_CHECKING:
    from peergroups.problem import Problem

Longs = NDArray[np.int64]


def queue_places(problem: Problem) -> Longs:
    """Return (people,) each person's place in the queue, 0 for the first.

    Those whom the queue does not list come last, in the order of the people. Ids that are not among the people are
    passed over.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> queue_places(pg.Problem(pd.DataFrame(index=["ann", "bo", "cai"]), offers, queue=["cai", "ann"]))
    array([1, 2, 0])
    """
    people = problem.people.index
    listed = people.get_indexer(pd.Index(list(dict.fromkeys(problem.queue or ())), dtype=object))
    listed = listed[listed >= 0]
    rest = np.setdiff1d(np.arange(len(people)), listed)
    place = np.empty(len(people), dtype=np.int64)
    place[np.concatenate([listed, rest])] = np.arange(len(people))
    return place


def waiting_prices(model: Model, ceiling: float, place: Longs | None, guides: int = 0) -> Floats:
    r"""Return (people,) the price of leaving each person without a seat: seats first, then the queue, then costs.

    With W a whole number, more than 8 times what any grouping costs, and n people, the price of the person at place
    p of the queue (from 0) is

    .. math:: W + \frac{W}{4} [\text{first in line}] + \left\lfloor \frac{W}{8 n} \right\rfloor (n - p).

    Who is first in line is settled by `first_in_line`. So no saving of cost outweighs a seat, nor the seat of
    somebody first in line for somebody who is not; among the others an earlier place outweighs all but large costs.

    Parameters
    ----------
    model : Model
        The problem; its prices of waiting are not read.
    ceiling : float
        A number that no grouping's cost exceeds.
    place : (people,) int64 or None
        Places in the queue, from 0; without a queue everybody's price is W.
    guides : int, default 0
        How many of the model's rows, its last, are outside guides, who wait for free.
    """
    people = model.people - guides
    unit = 8.0 * max(people, int(ceiling) + 2)
    prices = np.append(np.full(people, unit), np.zeros(guides))
    if place is not None and people:
        step = unit // (8 * people)
        prices[:people] += unit / 4 * first_in_line(model, place, guides) + step * (people - place)
    return prices


def first_in_line(model: Model, place: Longs, guides: int = 0) -> NDArray[np.bool_]:
    """Return (people,) who gets a seat if seats go strictly by the queue.

    First the number of groups of each offer is chosen that seats the most people; then whoever comes later in the
    queue gets a seat only if nobody before them needs it. Only seats, sizes, limits on running groups and whether
    guides suffice are looked at here, no hard rule about who sits with whom.

    Parameters
    ----------
    model : Model
        The problem.
    place : (people,) int64
        Places in the queue, from 0.
    guides : int, default 0
        How many of the model's rows, its last, are outside guides; `place` does not have them.
    """
    people = model.people - guides
    capacity = Capacity(model, guides)
    worth = np.append(people - place, np.zeros(guides, dtype=np.int64))
    running = capacity.groups_to_run(worth / max(1, people))
    seated = capacity.fill(running, worth)
    return np.where(model.counted, seated, model.seat_costs.choices() > 0)[:people]
