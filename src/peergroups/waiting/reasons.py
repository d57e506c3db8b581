"""Why somebody waits: what stands between a person and every group, in the organiser's words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from peergroups.criteria.names import rule_name
from peergroups.locale import message, translate
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, judge, running, sizes
from peergroups.seatcosts import seat_rows
from peergroups.terms import Ints, Pair, Seat

NOWHERE = message("No group suits; what stands in the way: {rules}")
NOTHING_RUNS = message("No kind of group can run.")
FULL = message("The groups that would fit are full or do not run.")
NONE_RUNS = message("No group of a kind that would fit runs.")
AGAINST = message("In the groups with room this stands in the way: {rules}")
FREE = message("Group {group} still has room.")
WITH_WHOM = message("rules on who may sit with whom")
"""Stands for every rule on pairs: whom somebody must be kept apart from is told nobody."""

UNTRIED = message("The groups that would fit are full, do not run or are ruled out.")

MOST_TRIES = 2_000
"""Free seats tried, each costed by the referee; people further down a longer waiting list get a general reason."""


def waiting_reasons(
    problem: Problem, assignment: Ints, waiting: Iterable[int], numbers: NDArray[np.int64], language: str
) -> list[str]:
    """Return what keeps each of some people waiting.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    assignment : (people,) int32
        A feasible grouping.
    waiting : iterable of int
        The rows of people without a seat.
    numbers : (groups,) int64
        What each group of the model is called in the result, 0 if it does not run.
    language : {"en", "fi", "sv"}
        The language of the reasons.
    """
    model = problem.model
    runs_now = running(model, assignment)
    room = runs_now & (sizes(model, assignment) < model.most[model.offer_of])
    tries = 0
    reasons = []
    for person in waiting:
        offers, _ = model.seat_costs.of(person)
        open_groups = np.flatnonzero(room & np.isin(model.offer_of, offers))
        tries += len(open_groups)
        if not len(offers):
            reasons.append(_nowhere(problem, person, language))
        elif not len(open_groups):
            runs = bool((runs_now & np.isin(model.offer_of, offers)).any())
            reasons.append(translate(FULL if runs else NONE_RUNS, language))
        elif tries > MOST_TRIES:
            reasons.append(translate(UNTRIED, language))
        else:
            reasons.append(_against(problem, assignment, person, open_groups.tolist(), numbers, language))
    return reasons


def _nowhere(problem: Problem, person: int, language: str) -> str:
    """Name the fewest rules found that together rule every offer out, those that rule out the most first."""
    model = problem.model
    usable = (model.copies > 0) & (model.least <= model.most)
    ruled_out: dict[str, NDArray[np.bool_]] = {}
    for term in model.of_kind(Seat, hard=True):
        barred = seat_rows(term, person, person + 1, model.offers)[0] > TOLERANCE
        ruled_out[term.criterion] = ruled_out.get(term.criterion, False) | barred
    guilty = _cover({label: barred[usable] for label, barred in ruled_out.items()})
    if not guilty:
        return translate(NOTHING_RUNS, language)
    return translate(NOWHERE, language, rules=_told(problem, guilty, language))


def _cover(ruled_out: dict[str, NDArray[np.bool_]]) -> list[str]:
    """Return labels that together rule out all that any does, none of which could be left out; in the given order."""
    chosen: dict[str, NDArray[np.bool_]] = {}
    left = np.any(list(ruled_out.values()), axis=0) if ruled_out else np.zeros(0, dtype=bool)
    while left.any():
        label = max(ruled_out, key=lambda label: int((ruled_out[label] & left).sum()))
        chosen[label] = ruled_out[label]
        left = left & ~ruled_out[label]
    for label in list(chosen):
        others = [barred for other, barred in chosen.items() if other != label]
        if others and not (chosen[label] & ~np.any(others, axis=0)).any():
            del chosen[label]
    return [label for label in ruled_out if label in chosen]


def _against(
    problem: Problem, assignment: Ints, person: int, groups: Iterable[int], numbers: NDArray[np.int64], language: str
) -> str:
    """Name the rules that a seat in each of some groups with room would break."""
    model = problem.model
    broken: dict[str, None] = {}
    for group in groups:
        trial = assignment.copy()
        trial[person] = group
        amounts = judge(model, trial).amounts
        against = [t for t, amount in zip(model.terms, amounts, strict=True) if t.hard and amount > TOLERANCE]
        if not against:
            return translate(FREE, language, group=numbers[group])
        broken |= dict.fromkeys("" if isinstance(term, Pair) else term.criterion for term in against)
    return translate(AGAINST, language, rules=_told(problem, broken, language))


def _told(problem: Problem, labels: Iterable[str], language: str) -> str:
    return ", ".join(
        rule_name(problem, label, language) if label else translate(WITH_WHOM, language) for label in labels
    )
