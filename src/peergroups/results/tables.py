"""A grouping as tables: groups, seats and criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.criteria.columns import fold, folded, is_missing, says_yes
from peergroups.criteria.guests import guest_seats, most_guests
from peergroups.criteria.new_faces import NewFaces
from peergroups.criteria.theme_wishes import ThemeWishes
from peergroups.guides.chosen import chosen_guides
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, Verdict
from peergroups.terms import WAITING, Floats, Ints, Pair
from peergroups.waiting.queue import queue_places
from peergroups.waiting.reasons import waiting_reasons

FACTS = ("offer", "theme", "role", "place", "slot", "language", "online", "guide")
"""What a table says of a group besides its members: its offer, and that offer's columns."""


def group_numbers(
    problem: Problem, assignment: Ints, called: Mapping[int, int] = MappingProxyType({})
) -> NDArray[np.int64]:
    """Return (people,) each person's group as people read it: 1..k over running groups, 0 for waiting.

    Groups are ordered by offer, then by their first member, so that equal copies of an offer keep their numbers
    whichever copy an engine happened to use. Those that have a number already, by the model's own, keep it; the
    others come after.
    """
    own = assignment[: len(problem.people)]  # the model may have further rows
    there, first, inverse = np.unique(own, return_index=True, return_inverse=True)
    offer = np.where(there == WAITING, -1, problem.model.offer_of[there])
    rank = np.empty(len(there), dtype=np.int64)
    rank[np.lexsort((first, offer))] = np.arange(len(there))
    number = rank + 1 - int(WAITING in there)
    if called:
        new = [k for k in np.argsort(rank) if there[k] != WAITING and there[k] not in called]
        number = np.array([called.get(group, 0) for group in there.tolist()], dtype=np.int64)
        number[new] = max(called.values()) + 1 + np.arange(len(new))
    return number[inverse]


def groups_table(
    problem: Problem, assignment: Ints, called: Mapping[int, int] = MappingProxyType({})
) -> pd.DataFrame:
    """Return one row for each running group, indexed by its number; ``members`` holds lists of person ids."""
    numbers = group_numbers(problem, assignment, called)
    seated = np.flatnonzero(numbers)
    order = seated[np.argsort(numbers[seated], kind="stable")]
    there, size = np.unique(numbers[seated], return_counts=True)
    of_group = np.split(order, np.cumsum(size)[:-1]) if len(order) else []
    offers = problem.offers.iloc[problem.model.offer_of[assignment[[members[0] for members in of_group]]]]
    table = pd.DataFrame(index=pd.Index(there, dtype=np.int64, name="group"))
    table["offer"] = offers.index.to_numpy()
    for fact in FACTS[1:]:
        values = offers[fact].tolist() if fact in offers.columns else [None] * len(offers)
        table[fact] = pd.Series([None if is_missing(v) else v for v in values], index=table.index, dtype=object)
    chosen = chosen_guides(problem, assignment)
    if chosen:
        guides = [chosen[int(assignment[members[0]])] for members in of_group]
        table["guide"] = pd.Series([_one_or_all(found) for found in guides], index=table.index, dtype=object)
    table["size"] = np.array([len(members) for members in of_group], dtype=np.int64)
    if "guests" in offers.columns:
        table["guest_seats"] = _guest_seats(problem, assignment, of_group)
    table["members"] = pd.Series(
        [problem.people.index[members].tolist() for members in of_group], index=table.index, dtype=object
    )
    return table


def _guest_seats(problem: Problem, assignment: Ints, of_group: list[NDArray[np.intp]]) -> NDArray[np.int64]:
    """Return how many more guests each group needs."""
    people, offers = problem.people, problem.offers
    is_guest = np.zeros(len(people), dtype=bool)
    if "guest" in people.columns:
        is_guest = np.array([says_yes(cell) for cell in people["guest"]], dtype=bool)
    whole = offers["whole_size"] if "whole_size" in offers.columns else offers["min_size"]
    seats = []
    for members in of_group:
        offer = problem.model.offer_of[assignment[members[0]]]
        goal = 0 if is_missing(whole.iloc[offer]) else int(whole.iloc[offer])
        most = int(problem.model.most[offer])
        guests = int(is_guest[members].sum())
        seats.append(guest_seats(len(members), guests, int(most_guests(problem)[offer]), goal, most))
    return np.array(seats, dtype=np.int64)


def _one_or_all(found: list[object]) -> object:
    return found if len(found) > 1 else found[0] if found else None


def seats_table(
    problem: Problem, assignment: Ints, groups: pd.DataFrame, called: Mapping[int, int] = MappingProxyType({})
) -> pd.DataFrame:
    """Return each person's seat, in the order of the people; missing where a person waits.

    ``wish`` is the rank of the group's theme among the person's own, and ``new_faces`` how many of the group the
    person has not met in an earlier round; both are missing where nothing is known of wishes or rounds.
    """
    numbers = group_numbers(problem, assignment, called)
    table = pd.DataFrame(index=problem.people.index)
    table["group"] = pd.array([number or None for number in numbers.tolist()], dtype="Int64")
    for fact in FACTS:
        of = dict(zip(groups.index.tolist(), groups[fact].tolist(), strict=True))
        table[fact] = pd.Series([of.get(number) for number in numbers.tolist()], index=table.index, dtype=object)
    table["wish"] = pd.array(_wishes_met(problem, table["theme"].tolist()).tolist(), dtype="Int64")
    table["new_faces"] = pd.array(_new_faces(problem, numbers).tolist(), dtype="Int64")
    return table


def criteria_table(
    problem: Problem, verdict: Verdict, best_alone: Mapping[str, float], drawn_lots: Mapping[str, float]
) -> pd.DataFrame:
    """Return one row for each criterion and level.

    The costs of the soft rows add up to the objective; ``holds`` is missing for them, and ``broken`` says by how
    much a hard row does not hold.
    """
    amounts: dict[tuple[str, bool], float] = {}
    weights: dict[str, float] = {}
    for criterion in problem.criteria:
        weights.setdefault(criterion.label, float(getattr(criterion, "weight", 1.0)))
        levels = {t.hard for t in problem.model.terms if t.criterion == criterion.label}
        for hard in sorted(levels or {bool(getattr(criterion, "hard", False))}):
            amounts[criterion.label, hard] = 0.0
    for term, amount in zip(problem.model.terms, verdict.amounts, strict=True):
        amounts[term.criterion, term.hard] += float(amount)
    rows = [
        {
            "name": label,
            "hard": hard,
            "weight": np.nan if hard else weights[label],
            "cost": 0.0 if hard else amount,
            "best_alone": np.nan if hard else best_alone.get(label, np.nan),
            "drawn_lots": np.nan if hard else drawn_lots.get(label, np.nan),
            "holds": amount <= TOLERANCE if hard else pd.NA,
            "broken": amount if hard else np.nan,
        }
        for (label, hard), amount in amounts.items()
    ]
    columns = ["name", "hard", "weight", "cost", "best_alone", "drawn_lots", "holds", "broken"]
    numbers = ["weight", "cost", "best_alone", "drawn_lots", "broken"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"hard": bool, "holds": "boolean", **dict.fromkeys(numbers, "float64")})


def wish_rank(wishes: object, theme: object) -> float:
    """Return the rank of a theme among somebody's wishes, best 1; NaN where it is not among them.

    Wishes are a list with the best first, the same as text split by ``;``, or grades by theme, where the rank is
    one more than the number of themes graded higher.

    Examples
    --------
    >>> wish_rank("agile; trust", "trust"), wish_rank({"agile": 4, "trust": 5}, "trust")
    (2.0, 1.0)
    """
    if isinstance(wishes, Mapping):
        grades = {fold(name): grade for name, grade in wishes.items() if not is_missing(grade)}
        mine = grades.get(fold(theme))
        return np.nan if mine is None else 1.0 + sum(grade > mine for grade in grades.values())
    names = folded(wishes)
    return 1.0 + names.index(fold(theme)) if fold(theme) in names else np.nan


def _wishes_met(problem: Problem, themes: list[object]) -> Floats:
    rule = next((c for c in problem.criteria if isinstance(c, ThemeWishes)), ThemeWishes())
    if rule.column not in problem.people.columns:
        return np.full(len(themes), np.nan)
    wishes = problem.people[rule.column].tolist()
    ranks = np.array([wish_rank(wish, theme) for wish, theme in zip(wishes, themes, strict=True)], dtype=np.float64)
    ticked = np.array([not rule.ranked and not isinstance(wish, Mapping) for wish in wishes], dtype=bool)
    return np.where(ticked, np.minimum(ranks, 1.0), ranks)


def _new_faces(problem: Problem, numbers: NDArray[np.int64]) -> Floats:
    rules = [c for c in problem.criteria if isinstance(c, NewFaces)]
    if not rules:
        return np.full(len(numbers), np.nan)
    faces = np.where(numbers > 0, np.bincount(numbers)[numbers] - 1.0, np.nan)
    met: set[tuple[int, int]] = set()
    for rule in rules:
        for term in replace(rule, weight=1.0, half_life=None, within=None).terms(problem):
            assert isinstance(term, Pair)
            again = (numbers[term.first] == numbers[term.second]) & (term.weight > 0)
            met.update(zip(term.first[again].tolist(), term.second[again].tolist(), strict=True))
    for pair in met:
        faces[list(pair)] -= 1
    return faces


def waiting_table(
    problem: Problem,
    assignment: Ints,
    language: str,
    *,
    explained: bool,
    called: Mapping[int, int] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return those without a seat, first in line first, with their position and what keeps them waiting."""
    own = assignment[: len(problem.people)]
    waiting, seated = np.flatnonzero(own == WAITING), own != WAITING
    line = waiting[np.argsort(queue_places(problem)[waiting])]
    numbers = np.zeros(problem.model.groups, dtype=np.int64)
    numbers[own[seated]] = group_numbers(problem, assignment, called)[seated]
    reasons = [""] * len(line)
    if explained:
        reasons = waiting_reasons(problem, assignment, line.tolist(), numbers, language)
    return pd.DataFrame(
        {
            "person": pd.Series(problem.people.index[line].tolist(), dtype=object),
            "position": np.arange(1, len(line) + 1, dtype=np.int64),
            "reason": pd.Series(reasons, dtype=object),
            "groups": pd.Series([_would_fit(problem, person, numbers) for person in line.tolist()], dtype=object),
            "offers": pd.Series([problem.offers.index[_offers(problem, p)].tolist() for p in line], dtype=object),
        }
    )


def _would_fit(problem: Problem, person: int, numbers: NDArray[np.int64]) -> list[int]:
    """Return the numbers of the running groups of the offers that somebody fits."""
    return sorted(numbers[(numbers > 0) & np.isin(problem.model.offer_of, _offers(problem, person))].tolist())


def _offers(problem: Problem, person: int) -> Ints:
    """Return the offers that somebody fits."""
    return problem.model.seat_costs.of(person)[0]
