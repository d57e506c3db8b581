"""How many groups the guides suffice for, and where one more would seat the most people."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import product
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, is_missing, listed, spelled
from peergroups.criteria.guides import Guides, could_guide
from peergroups.demand.aggregate import rule_limits
from peergroups.demand.programme import one_seat
from peergroups.highs import cheapest, stacked
from peergroups.locale import message, translate
from peergroups.problem import Problem
from peergroups.terms import Count, Load
from peergroups.waiting.queue import first_in_line

IN_PLACE = message("With one more guide for {where}, {slot}, more people would have a seat: {n}")
ANY_TIME = message("With one more guide for {where} more people would have a seat: {n}")
SOME_TIME = message("With one more guide for {slot} more people would have a seat: {n}")
ANYWHERE = message("With one more guide more people would have a seat: {n}")

MOST_TRIED = 12
"""Kinds of guide that are tried, those first whose offers the most people fit."""
SECONDS = 5.0
"""After these no further kind of guide is tried."""
NEW = "one more guide"


@dataclass(frozen=True)
class OneMore:
    """What one more guide would do.

    Attributes
    ----------
    place : str or None
        Where; None for online or anywhere.
    online : bool
        Whether it is for groups online.
    slot : str or None
        When; None for any time.
    seats : int
        How many more people would have a seat.
    """

    place: str | None
    online: bool
    slot: str | None
    seats: int

    def told(self, language: str) -> str:
        """Return it as a sentence."""
        where = self.place or (translate("online", language) if self.online else None)
        said = (IN_PLACE if self.slot else ANY_TIME) if where else (SOME_TIME if self.slot else ANYWHERE)
        return translate(said, language, where=where, slot=self.slot, n=self.seats)


def guided_groups(problem: Problem) -> int | None:
    """Return the most groups that could all have the guides they need, whoever sits in them; None without that rule.

    Examples
    --------
    Eve can take two groups, at different times:

    >>> import peergroups as pg
    >>> offers = pd.DataFrame({"slot": ["ti 9", "ke 9"], "min_size": 1, "max_size": 9, "copies": 3})
    >>> guides = pd.DataFrame(index=["eve"])
    >>> guided_groups(pg.Problem(pd.DataFrame(index=range(9)), offers, [pg.Guides()], guides=guides))
    2
    """
    rule = next((c for c in problem.criteria if isinstance(c, Guides)), None)
    if rule is None:
        return None
    model, people = problem.model, len(problem.people)
    able = np.append(could_guide(problem, rule), np.ones(model.people - people, dtype=bool))
    person, offer, _ = model.seat_costs.listed(np.flatnonzero(able))
    terms = [t for t in model.terms if t.criterion == rule.label and isinstance(t, Count | Load)]
    if not len(person):
        return 0
    answer = cheapest(
        np.append(np.zeros(len(person)), -np.ones(model.offers)),
        stacked([one_seat(model, person), *rule_limits(model, terms, person, offer)]),
        np.append(np.ones(len(person)), model.copies),
        np.ones(len(person) + model.offers, dtype=bool),
        time_limit=5.0,
    )
    return int(model.copies.sum()) if answer is None else round(float(answer[len(person) :].sum()))


def one_more(problem: Problem) -> list[OneMore]:
    """Return where and when one more guide would seat more people, the most first; each is tried out.

    The guide could take any theme, role and language. Seats are counted by sizes, limits and guides alone, as in
    `peergroups.demand.capacity`. Nothing is returned where guides are not what is lacking.
    """
    if problem not in _FOUND:  # several outputs of a result ask
        _FOUND[problem] = _tried(problem)
    return list(_FOUND[problem])


_FOUND: WeakKeyDictionary[Problem, list[OneMore]] = WeakKeyDictionary()


def _tried(problem: Problem) -> list[OneMore]:
    if not any(isinstance(c, Guides) for c in problem.criteria) or not len(problem.people):
        return []
    until = time.perf_counter() + SECONDS
    seated = _seats(problem)
    if seated == len(problem.people):
        return []
    without = replace(problem, criteria=[c for c in problem.criteria if not isinstance(c, Guides)], guides=None)
    if _seats(without) <= seated:
        return []
    found = []
    for place, online, slot in _kinds(problem):
        if time.perf_counter() > until:
            break
        guide = {"places": place, "online": "yes" if online else "no" if place else None, "slots": slot}
        table = pd.DataFrame([{**guide, "most_groups": 1}], index=[NEW])
        table = table if problem.guides is None else pd.concat([problem.guides.astype(object), table.astype(object)])
        gain = _seats(replace(problem, guides=table)) - seated
        if gain > 0:
            found.append(OneMore(place, online, slot, gain))
    return sorted(found, key=lambda one: -one.seats)


def _seats(problem: Problem) -> int:
    """Return how many people can be seated."""
    problem = replace(problem, queue=None)
    places = np.arange(len(problem.people))
    return int(first_in_line(problem.model, places, len(problem.guide_rows)).sum())


def _kinds(problem: Problem) -> list[tuple[str | None, bool, str | None]]:
    offers, model = problem.offers, problem.model
    wanted = model.seat_costs.takers(np.arange(model.people) < len(problem.people))

    def column(name: str) -> list[list[object]]:
        return [listed(cell) for cell in offers[name]] if name in offers.columns else [[]] * len(offers)

    online = offers["online"].tolist() if "online" in offers.columns else [None] * len(offers)
    demand: dict[tuple[str | None, bool, str | None], int] = {}
    for places, meets, slots, n in zip(column("place"), online, column("slot"), wanted.tolist(), strict=True):
        for place, slot in product(places or [None], slots or [None]):
            mode = not places and not is_missing(meets) and fold(meets) in ("true", "1", "yes")
            kind = (spelled(place) or None, mode, spelled(slot) or None)
            demand[kind] = demand.get(kind, 0) + n
    return sorted(demand, key=lambda kind: -demand[kind])[:MOST_TRIED]
