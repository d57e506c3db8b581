"""The last of several rounds, formed exactly: what search leaves where every count and every pair is tight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.base import Budget
from peergroups.model import Model
from peergroups.referee import TOLERANCE, judge
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.exact_cover import WORD, Bits, Counts, Longs, Members, cover, list_groups
from peergroups.terms import WAITING, Count, Floats, Ints, Pair

MOST_GROUPS = 200_000
"""Whole groups, beyond which there are too many to put together; there search finds a grouping anyway."""
NODES = 100_000
"""Groups tried between two looks at the clock."""
STEPS = 1_000_000_000
"""People looked at while groups are listed, at most: some seconds."""
MOST_PEOPLE = 1_000
"""Beyond this many people there are too many groups."""
LOT = 4
"""One of so many groups is drawn by lot."""


@dataclass(frozen=True, eq=False)
class Question:
    """Each person's category, and the fewest and most members of each category in a group."""

    category: Longs
    least: Longs
    most: Longs


def form_last(plan: Agenda, groupings: list[Ints | None], budget: Budget, seed: int) -> None:
    """Form the last round anew by whole groups, if nothing is wanting in the rounds before it."""
    last = plan.rounds - 1
    model = plan.against(last, groupings, range(last)).model
    others = []
    for number, groups in enumerate(groupings[:last]):
        if groups is None or judge(plan.against(number, groupings, range(number)).model, groups).total > TOLERANCE:
            return
        everybody = np.full(len(plan.people), WAITING, dtype=np.int32)
        everybody[plan.places[number]] = groups[: len(plan.places[number])]
        others.append(everybody[plan.places[last]])
    found = least_grouping(model, others, budget, seed) if others and model.people == len(others[0]) else None
    now = groupings[last]
    if found is not None and (now is None or judge(model, found).total < judge(model, now).total):
        groupings[last] = found


def least_grouping(model: Model, others: Sequence[Ints], budget: Budget, seed: int) -> Ints | None:
    """Return a grouping in which every count costs as little as it can and no pair costs anything; None if not found.

    No other with as many groups can be better. It is looked for where all groups are of one kind and everybody can
    have a seat in groups of the same size or one less, and where nothing but counts and pairs costs.

    Parameters
    ----------
    model : Model
        The last round, with the pairs of the others.
    others : sequence of (people,) int
        Everybody's group in the other rounds, `WAITING` where they have none: two of a group never meet again.
    budget : Budget
        The time there is.
    seed : int
        Fixes the lots.
    """
    groups, sizes = _sizes(model)
    apart = _apart(model) if model.people <= MOST_PEOPLE else None
    asked = _questions(model, groups, sizes)
    if not groups or apart is None or asked is None:
        return None
    size = Question(np.zeros(model.people, dtype=np.int64), sizes[:1], sizes[1:])
    questions = [*(_met(group) for group in others), *asked, size]
    order = np.argsort(questions[0].category, kind="stable")
    code, question, least, most = _numbered([q.category[order] for q in questions], questions)
    room = np.cumsum(most[question == 0][::-1])[::-1][code[:, 0]]
    listed = list_groups(
        code, question, least, most, _bits(apart[np.ix_(order, order)]), room, sizes, MOST_GROUPS, STEPS
    )
    if not len(listed):
        return None
    members, counts = _bits(_holds(listed, model.people)), _counts(listed, code, len(least))
    total = np.bincount(code.ravel(), minlength=len(least))
    rng = np.random.default_rng(seed)
    while budget.left:
        chosen = cover(listed, members, counts, total, least, most, groups, groups // LOT, NODES, rng)
        if len(chosen):
            found = np.full(model.people, WAITING, dtype=np.int32)
            for number, group in enumerate(chosen):
                found[order[listed[group][listed[group] >= 0]]] = number
            return found
    return None


def _sizes(model: Model) -> tuple[int, Longs]:
    """Return the fewest groups of one kind that seat everybody, and their sizes; 0 groups if there are none."""
    nothing = 0, np.zeros(2, dtype=np.int64)
    if len(model.least) != 1 or not model.counted.all():
        return nothing
    groups = -(-model.people // int(model.most[0]))
    sizes = np.array([model.people // groups, -(-model.people // groups)], dtype=np.int64)
    return (groups, sizes) if groups <= model.copies[0] and model.least[0] <= sizes[0] else nothing


def _apart(model: Model) -> NDArray[np.bool_] | None:
    """Return which two cost something together; None if others gain by it or must be, or other costs matter."""
    apart = np.zeros((model.people, model.people), dtype=bool)
    for term in model.terms:
        if isinstance(term, Pair):
            if (term.weight < 0).any():
                return None
            ends = term.first[term.weight > 0], term.second[term.weight > 0]
            apart[ends] = apart[ends[::-1]] = True
        elif not isinstance(term, Count):
            return None
    return apart


def _questions(model: Model, groups: int, sizes: Longs) -> list[Question] | None:
    """Return the counts that cost least; None if a table has no such limits."""
    found = []
    for term in model.terms:
        if not isinstance(term, Count):
            continue
        members = np.bincount(term.category[term.category >= 0], minlength=term.which.shape[1])
        limits = [
            _limits(term.table[row], int(many), groups, int(sizes[1]))
            for row, many in zip(term.which[0], members, strict=True)
        ]
        if any(limit is None for limit in limits):
            return None
        least, most = np.array(limits, dtype=np.int64).reshape(-1, 2).T
        found.append(_whole(term.category.astype(np.int64), least, most))
    return found


def _limits(table: Floats, members: int, groups: int, size: int) -> tuple[int, int] | None:
    """Return from how many to how many members of a category groups have where all of them together cost least.

    That is so where the table is convex: the counts on the line through the two that surround the mean.
    """
    cost = table[np.minimum(np.arange(size + 1), len(table) - 1)]
    bend = np.diff(cost, 2)
    if (bend < -TOLERANCE).any():
        return None
    mean, more = divmod(members, groups)
    if not more and 0 < mean < size and bend[mean - 1] > TOLERANCE:
        return mean, mean
    low = min(mean, size - 1)
    line = cost[low] + (np.arange(size + 1) - low) * (cost[low + 1] - cost[low])
    on_line = np.flatnonzero(cost <= line + TOLERANCE)
    return int(on_line[0]), int(on_line[-1])


def _met(group: Ints) -> Question:
    """Return the question in which group somebody was; at most one of each may share one again."""
    category = group.astype(np.int64)
    many = int(category.max(initial=-1)) + 1
    return _whole(category, np.zeros(many, dtype=np.int64), np.ones(many, dtype=np.int64))


def _whole(category: Longs, least: Longs, most: Longs) -> Question:
    """Return a question in which those without a category have one of their own."""
    nowhere = np.flatnonzero(category < 0)
    category = category.copy()
    category[nowhere] = len(least) + np.arange(len(nowhere))
    nobody, one = np.zeros(len(nowhere), dtype=np.int64), np.ones(len(nowhere), dtype=np.int64)
    return Question(category, np.concatenate([least, nobody]), np.concatenate([most, one]))


def _numbered(categories: Sequence[Longs], questions: Sequence[Question]) -> tuple[Longs, Longs, Longs, Longs]:
    """Return the categories numbered through: (people, questions), and of each its question, least and most."""
    many = [len(question.least) for question in questions]
    starts = np.cumsum([0, *many[:-1]])
    code = np.stack([category + start for category, start in zip(categories, starts, strict=True)], axis=1)
    least = np.concatenate([question.least for question in questions])
    most = np.concatenate([question.most for question in questions])
    return code, np.repeat(np.arange(len(many)), many), least, most


def _holds(groups: Members, people: int) -> NDArray[np.bool_]:
    holds = np.zeros((len(groups), people + 1), dtype=bool)
    holds[np.arange(len(groups))[:, None], groups] = True  # -1 is the last column
    return holds[:, :-1]


def _counts(groups: Members, code: Longs, categories: int) -> Counts:
    counts = np.zeros((len(groups), categories), dtype=np.int8)
    for column in groups.T:
        there = np.flatnonzero(column >= 0)
        for number in range(code.shape[1]):
            np.add.at(counts, (there, code[column[there], number]), 1)
    return counts


def _bits(table: NDArray[np.bool_]) -> Bits:
    """Return each row as words of 64 bits."""
    words = -(-table.shape[1] // WORD)
    wide = np.zeros((len(table), words * WORD), dtype=np.uint64)
    wide[:, : table.shape[1]] = table
    bits: Bits = (wide.reshape(len(table), words, WORD) << np.arange(WORD, dtype=np.uint64)).sum(axis=2)
    return bits
