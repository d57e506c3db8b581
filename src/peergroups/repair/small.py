"""A group under its least size: top it up, merge it, move its members, or run it small; all four costed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from peergroups.adjust.steps import merge
from peergroups.criteria.group_size import GroupSize
from peergroups.errors import PeergroupsError
from peergroups.locale import message, translate
from peergroups.outputs.words import number
from peergroups.referee import TOLERANCE, sizes
from peergroups.repair.mending import NotFoundError, mended
from peergroups.results.result import Result
from peergroups.resumed.changing import Changed, called_in, changed

WAYS = {
    "top up": message("group {group}: top it up"),
    "merge": message("group {group}: merge it into group {into}"),
    "move": message("group {group}: move its members one by one"),
    "run small": message("group {group}: run it with {size}"),
}
POSSIBLE = message("{way}: cost {cost}, changing groups: {moved}, waiting: {waiting}")
NOT_POSSIBLE = message("{way}: not possible")
NOT_FOUND = message("{way}: no way was found in the time there was")
MERGE_NOWHERE = message("group {group}: merge it")


@dataclass(frozen=True, eq=False)
class Way:
    """One thing to do about a group under its least size.

    Attributes
    ----------
    group : int
        Its number.
    way : {"top up", "merge", "move", "run small"}
        What to do. All other groups are left in peace as far as that goes.
    result : Result or None
        The groups then; None if it can't be done within the hard rules, or no way was found.
    moved : int
        How many people change groups.
    into : int or None
        The group that it is merged into.
    text : str
        The same in a sentence.
    """

    group: int
    way: str
    result: Result | None
    moved: int
    into: int | None
    text: str


def too_small(now: Changed) -> list[int]:
    """Return the numbers of the groups that run but have too few members."""
    model = now.problem.model
    size = sizes(model, now.groups)
    return [name for group, name in now.numbers.items() if size[group] < model.least[model.offer_of[group]]]


def ways(now: Changed, group: int, seconds: float, seed: int) -> Iterator[Way]:
    """Yield the four ways, each with its cost.

    Parameters
    ----------
    now : Changed
        The round.
    group : int
        The number of the group.
    seconds : float
        For each way.
    seed : int
        For the engines.
    """
    at = next(own for own, name in now.numbers.items() if name == group)
    rows = np.flatnonzero(now.groups[: len(now.problem.people)] == at)
    members = now.problem.people.index[rows].tolist()
    kept = [person for person in now.before.locked if person in now.problem.people.index]
    as_is = replace(now.before, problem=now.problem, assignment=now.groups, numbers=now.numbers, locked=kept)
    locked = list(dict.fromkeys([*kept, *members]))
    elsewhere = _lacking(now, group)
    topped, missed = _mended(replace(now, before=replace(now.before, locked=locked)), seconds, seed)
    yield _way(now, group, "top up", topped, None, len(rows), missed)
    merged = _merged(as_is, group, elsewhere)
    yield _way(now, group, "merge", *merged, len(rows))
    moved, missed = _mended(changed(as_is, close=[group]), seconds, seed)
    yield _way(now, group, "move", moved, None, len(rows), missed)
    small = _smaller(as_is, at, len(rows), elsewhere)
    yield _way(now, group, "run small", small, None, len(rows))


def _lacking(now: Changed, group: int) -> float:
    """Return how many members the other groups under their least size lack."""
    model, size = now.problem.model, sizes(now.problem.model, now.groups)
    lacks = np.maximum(model.least[model.offer_of] - size, 0)
    return float(sum(lacks[own] for own, name in now.numbers.items() if name != group))


def _mended(now: Changed, seconds: float, seed: int) -> tuple[Result | None, bool]:
    """Return the round mended; without a result also whether there may be one that was not found in time."""
    try:
        return mended(now, None, seconds, seed).result, False
    except NotFoundError:
        return None, True
    except PeergroupsError:
        return None, False


def _merged(as_is: Result, group: int, elsewhere: float) -> tuple[Result | None, int | None]:
    """Return the round with the group merged into the one where that is cheapest."""
    best: tuple[float, Result, int] | None = None
    for into in called_in(as_is).values():
        if into == group:
            continue
        found = merge(as_is, group, into)
        if found.verdict.broken <= elsewhere + TOLERANCE and (best is None or found.verdict.total < best[0]):
            best = found.verdict.total, found, into
    return (None, None) if best is None else best[1:]


def _smaller(as_is: Result, group: int, size: int, elsewhere: float) -> Result | None:
    """Return the round with a lower least size for the group's kind; None if that breaks another rule."""
    problem = as_is.problem
    offer = problem.offers.index[problem.model.offer_of[group]]
    offers = problem.offers.copy()
    offers.loc[offer, "min_size"] = min(size, int(offers.loc[offer, "min_size"]))
    criteria = [replace(c, least=min(size, c.least)) if isinstance(c, GroupSize) else c for c in problem.criteria]
    found = replace(as_is, problem=replace(problem, offers=offers, criteria=criteria), total_bound=-np.inf)
    return found if found.verdict.broken <= elsewhere + TOLERANCE and size else None


def _way(
    now: Changed, group: int, way: str, result: Result | None, into: int | None, size: int, missed: bool = False
) -> Way:
    language = now.before.language
    if result is None:
        said = MERGE_NOWHERE if way == "merge" else WAYS[way]
        named = translate(said, language, group=group, size=size)
        return Way(group, way, None, 0, None, translate(NOT_FOUND if missed else NOT_POSSIBLE, language, way=named))
    had, have = now.before.seats["group"], result.seats["group"]
    had, have = had.align(have, join="inner")
    moved = int((had.notna() & have.notna() & (had != have)).sum())
    values = {
        "way": translate(WAYS[way], language, group=group, into=into, size=size),
        "cost": number(result.objective, language),
        "moved": moved,
        "waiting": len(result.waiting),
    }
    return Way(group, way, result, moved, into, translate(POSSIBLE, language, **values))
