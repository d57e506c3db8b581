"""A round formed against the pairs of the others, and one after another."""

from __future__ import annotations

import numpy as np

from peergroups.diagnosis import diagnose
from peergroups.engines import engine
from peergroups.engines.base import Budget, Incumbent, in_order
from peergroups.errors import InfeasibleError
from peergroups.locale import message, translate
from peergroups.referee import TOLERANCE, judge
from peergroups.rounds.agenda import Agenda
from peergroups.terms import WAITING, Ints

QUICK = ("flow", "search")
"""The engines that form a round: what is proved of a single one would not hold for all."""

CAREFUL = "staffing"
"""The engine that finds groups where the hard rules are tight."""

LEAST = 0.5
"""Seconds for forming a round for the first time, if they are there, or where nothing is found without."""

NO_GROUPING = message("round {round}: no grouping satisfies every hard rule")
NOT_FOUND = message("round {round}: no grouping that keeps every hard rule was found in the time there was")


def reform(
    plan: Agenda, groupings: list[Ints | None], number: int, budget: Budget, seed: int, *, mend: bool = False
) -> bool:
    """Form a round against the pairs of all the others; return whether it got better.

    Either it mends the groups there are, or it begins from scratch and takes what is as good but different, too: that
    leaves the other rounds new room.
    """
    model = plan.against(number, groupings, range(plan.rounds)).model
    groups = groupings[number]
    before = judge(model, groups).total if groups is not None else np.inf
    incumbent = Incumbent(model)
    incumbent.prove(0.0, by="plan")  # no cost is negative
    if mend and groups is not None:
        incumbent.offer(groups, by="plan")
    for name in QUICK if before > TOLERANCE else ():
        if not incumbent.closed and budget.left > 0:
            engine(name).run(model, incumbent, budget, seed)
    if incumbent.groups is None:
        engine(CAREFUL).run(model, incumbent, budget, seed)
    if incumbent.groups is None or incumbent.total > before + TOLERANCE:
        return False
    groupings[number] = in_order(model, incumbent.groups)
    return incumbent.total < before - TOLERANCE


def one_after_another(
    plan: Agenda, budget: Budget, seed: int, rounds: int, *, seconds: float = 0.0, language: str = "en"
) -> list[Ints]:
    """Form the first rounds one after another, and return them; fewer if one has no groups.

    With a time that each has at least, a round without groups is an `InfeasibleError`.
    """
    groupings: list[Ints | None] = [None] * plan.rounds
    for number in range(rounds):
        own = budget.part(1 / (rounds - number))
        reform(plan, groupings, number, Budget(max(seconds, own.seconds)), seed + number)
        if _is_missing(groupings[number]) and seconds:
            reform(plan, groupings, number, Budget(LEAST), seed + number)
        if _is_missing(groupings[number]):
            if not seconds:
                groupings[number] = None
                break
            raise impossible(plan, number, language)
    return [groups for groups in groupings if groups is not None]


def _is_missing(groups: Ints | None) -> bool:
    return groups is None or bool(len(groups) and (groups == WAITING).all())


def impossible(plan: Agenda, number: int, language: str) -> InfeasibleError:
    """Return the error of a round that has no groups, with the rules that clash."""
    found = diagnose(plan.problems[number], language=language)
    said = translate(NOT_FOUND if found.holds else NO_GROUPING, language, round=plan.names[number])
    return InfeasibleError(said, found.text.splitlines())
