"""Each kind of term as CP-SAT constraints and costs; seats are in `seating`."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from peergroups.engines.cpsat.draft import Draft, Flag, total
from peergroups.engines.cpsat.scaling import common_unit
from peergroups.engines.cpsat.seating import Seating
from peergroups.model import Model
from peergroups.terms import WAITING, Count, Floats, Limit, Load, Moment, Open

Bools = NDArray[np.bool_]

FINEST = 10_000
"""Features that are no multiples of a unit are rounded to this many steps."""


def add_pairs(seating: Seating) -> None:
    """Charge soft pairs; keep forbidden pairs apart and forced pairs together."""
    draft, model = seating.draft, seating.model
    for i, j, weight in soft_pairs(model):
        here, there = seating.of_person[i], seating.of_person[j]
        common = [(here[g], there[g]) for g in here if g in there]
        if not common:
            continue
        together = draft.flag(seating.groups[i] == seating.groups[j] != WAITING)
        draft.pay(together, weight)
        if weight > 0:
            for one, other in common:
                draft.rule(together, one.negated(), other.negated())
        else:
            draft.rule(together.negated(), *(one for one, _ in common))
            for one, other in common:
                draft.rule(together.negated(), one.negated(), other)
    forbidden, forced = model.forbidden_pairs, model.forced_pairs
    for i, j in zip(forbidden.first, forbidden.second, strict=True):
        for group, seat in seating.of_person[i].items():
            if group in seating.of_person[j]:
                draft.rule(seat.negated(), seating.of_person[j][group].negated())
    for i, j in zip(forced.first, forced.second, strict=True):
        for group in seating.of_person[i].keys() | seating.of_person[j].keys():
            draft.model.add(seating.of_person[i].get(group, 0) == seating.of_person[j].get(group, 0))


def soft_pairs(model: Model) -> list[tuple[int, int, float]]:
    """Return all pairs with a cost of their own, listed and dense ones summed."""
    listed = model.soft_pairs
    if model.dense is None:
        first, second, weight = listed.first, listed.second, listed.weight
    else:
        matrix = np.triu(model.dense, 1)
        matrix[listed.first, listed.second] += listed.weight
        first, second = (side.astype(np.int32) for side in np.nonzero(matrix))
        weight = matrix[first, second]
    some = weight != 0
    return list(zip(first[some].tolist(), second[some].tolist(), weight[some].tolist(), strict=True))


def add_counts(seating: Seating) -> None:
    """Charge and bound the members of each category; terms on the same categories share their counters."""
    alike: defaultdict[tuple[bytes, int], list[Count]] = defaultdict(list)
    for term in seating.model.counts:
        alike[term.category.tobytes(), term.which.shape[1]].append(term)
    for terms in alike.values():
        for group, offer in enumerate(seating.model.offer_of):
            cost, fine = _by_count(terms, int(offer), len(seating.of_group[group]) + 1)
            seating.draft.pay(seating.runs[group], float(cost[:, 0].sum()))
            members: defaultdict[int, list[int]] = defaultdict(list)
            for i in seating.of_group[group]:
                members[int(terms[0].category[i])].append(i)
            for category in range(len(cost)):
                _count(seating, group, members[category], cost[category], fine[category])


def _by_count(terms: list[Count], offer: int, columns: int) -> tuple[Floats, Bools]:
    """Return the summed cost of 0, 1, ... members by category, and whether so many may be."""
    categories = terms[0].which.shape[1]
    cost, fine = np.zeros((categories, columns)), np.ones((categories, columns), dtype=bool)
    for term in terms:
        at = np.minimum(np.arange(columns), term.table.shape[1] - 1)
        values = term.table[term.which[offer]][:, at]
        if term.hard:
            fine &= values <= 0
        else:
            cost += values
    return cost, fine


def _count(seating: Seating, group: int, members: list[int], cost: Floats, fine: Bools) -> None:
    """Charge and bound the members of one category in one group."""
    model, runs = seating.model, seating.runs[group]
    seats = [seating.of_group[group][i] for i in members]
    counted = int(model.counted[members].sum()) if members else 0
    most = len(members) - counted + min(counted, int(model.most[model.offer_of[group]]))
    now = int((seating.groups[members] == group).sum()) if members else 0
    reached = _by_number(seating.draft, total(seats), now, most, cost, fine)
    if not fine[0]:
        seating.draft.rule(runs.negated(), *reached[:1])


def _by_number(
    draft: Draft, number: cp_model.LinearExprT, now: int, most: int, cost: Floats, fine: Bools
) -> list[Flag]:
    """Charge and bound a number between 0 and `most`; return flags for "at least 1, 2, ...".

    What 0 costs, and whether it is fine, is left to the caller.
    """
    while most and not fine[most]:
        most -= 1
    if fine[: most + 1].all() and not np.diff(cost[: most + 1]).any():
        draft.model.add(number <= most)
        return []
    reached = [draft.flag(now >= k) for k in range(1, most + 1)]
    draft.model.add(number == total(reached))
    for k, flag in enumerate(reached, start=1):
        draft.pay(flag, float(cost[k] - cost[k - 1]))
        if k < most:
            draft.model.add_implication(reached[k], flag)
            if not fine[k]:
                draft.model.add_implication(flag, reached[k])
    return reached


def add_loads(seating: Seating) -> None:
    """Charge and bound the seated members of each set."""
    draft = seating.draft
    for term in seating.model.of_kind(Load):
        for number, row in enumerate(term.which):
            members = np.flatnonzero(term.category == number)
            amount = term.table[row][np.minimum(np.arange(len(members) + 1), term.table.shape[1] - 1)]
            cost, fine = np.zeros_like(amount) if term.hard else amount, amount <= 0 if term.hard else amount >= 0
            seated = len(members) - total(seating.waits[i] for i in members)
            now = int((seating.groups[members] != WAITING).sum())
            reached = _by_number(draft, seated, now, len(members), cost, fine)
            draft.fixed += float(cost[0])
            if not fine[0]:
                draft.rule(*reached[:1])


def add_moments(seating: Seating) -> None:
    """Charge the square of each group's sum of each feature, as whole multiples of the feature's unit.

    Where rounding to whole multiples lost something, the sum may be off by as much as that in the solver's favour,
    so that the bound holds.
    """
    for term in seating.model.moments:
        for column in range(term.features.shape[1]):
            _square_sums(seating, term, column)


def _square_sums(seating: Seating, term: Moment, column: int) -> None:
    draft = seating.draft
    exact = term.features[:, column]
    unit, steps = common_unit(exact, FINEST)
    lost = np.abs(exact / unit - steps)
    for group, members in enumerate(seating.of_group):
        people = list(members)
        if not people:
            continue
        off = math.ceil(lost[people].sum() - 1e-6) if lost[people].max() > 1e-9 else 0
        reach = int(np.abs(steps[people]).sum()) + off
        now = int(steps[[i for i in people if seating.groups[i] == group]].sum())
        value = draft.number(-reach, reach, now)
        weights = [1, *(-int(step) for step in steps[people])]
        error = cp_model.LinearExpr.weighted_sum([value, *members.values()], weights)
        draft.model.add_linear_constraint(error, -off, off)
        square = draft.number(0, reach * reach, now * now)
        draft.model.add_multiplication_equality(square, [value, value])
        draft.pay(square, unit * unit, reach * reach)


def add_opens(seating: Seating) -> None:
    """Bound the groups that run, or charge those too many and too few."""
    for term in seating.model.opens:
        _limit(seating, term)


def _limit(seating: Seating, term: Open) -> None:
    draft = seating.draft
    groups = np.flatnonzero(np.isin(seating.model.offer_of, term.offers))
    runs = [seating.runs[g] for g in groups]
    if term.hard:
        draft.model.add_linear_constraint(total(runs), term.least, term.most)
        return
    now = len(np.intersect1d(groups, seating.groups))
    most = max(len(groups), term.least)
    excess = draft.number(0, most, max(0, now - term.most, term.least - now))
    draft.model.add(total(runs) <= excess + term.most)
    draft.model.add(total([*runs, excess]) >= term.least)
    draft.pay(excess, term.weight, most)


def add_limits(seating: Seating) -> None:
    """Bound the sum of the numbers of seats and of waiting.

    Numbers that are no whole multiples of a common unit are rounded down, so that nothing valid is cut off.
    """
    for term in seating.model.of_kind(Limit):
        flags, values = [], []
        for i, seats in enumerate(seating.of_person):
            own = slice(term.start[i], term.start[i + 1])
            listed = dict(zip(term.offer[own].tolist(), term.value[own].tolist(), strict=True))
            for group, seat in seats.items():
                flags.append(seat)
                values.append(listed.get(int(seating.model.offer_of[group]), float(term.default[i])))
            flags.append(seating.waits[i])
            values.append(float(term.waiting[i]))
        unit, _ = common_unit(np.array(values), FINEST)
        steps = np.floor(np.array(values) / unit + 1e-6).astype(np.int64)
        error = cp_model.LinearExpr.weighted_sum(flags, steps.tolist())
        seating.draft.model.add(error <= math.floor(term.most / unit + 1e-6))
