"""What can be settled before any engine runs: who can sit nowhere, offers nobody fills, and independent parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch

import numpy as np
from numpy.typing import NDArray

from peergroups.components import components
from peergroups.model import Model
from peergroups.referee import TOLERANCE
from peergroups.seatcosts import entries_of
from peergroups.terms import WAITING, Count, DensePair, Ints, Limit, Load, Moment, Open, Pair, Seat, Term

Bools = NDArray[np.bool_]
Longs = NDArray[np.int64]
Whole = NDArray[np.integer]

MOST_PARTS = 64
"""Beyond so many independent parts the smallest are solved as one."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some people and offers that have nothing to do with the others.

    Attributes
    ----------
    model : Model
        The part as a model of its own.
    people : (people of the part,) int32
        Their numbers in the whole model.
    groups : (groups of the part,) int32
        Likewise.
    """

    model: Model
    people: Ints
    groups: Ints

    def cut(self, groups: Ints) -> Ints:
        """Return the part's share of a grouping of the whole; seats in groups of other parts become waiting."""
        number = np.full(int(max(groups.max(initial=0), self.groups.max(initial=0))) + 2, WAITING, dtype=np.int32)
        number[self.groups] = np.arange(len(self.groups))
        return number[groups[self.people]]  # the last entry, at WAITING, stays WAITING

    def paste(self, groups: Ints, into: Ints) -> None:
        """Write a grouping of the part into one of the whole."""
        into[self.people] = np.append(self.groups, WAITING)[groups]


@dataclass(frozen=True, eq=False)
class Split:
    """A model taken apart.

    Attributes
    ----------
    parts : sequence of Part
        Smallest first.
    fixed : float
        What the total holds beyond the totals of the parts: the price of people who can sit nowhere, and constants.
        Infinite if a hard limit on running groups can't be met.
    """

    parts: Sequence[Part]
    fixed: float


def fillable(model: Model) -> tuple[Bools, Bools]:
    """Return (people,) who might have a seat, and (offers,) which offers might run.

    An offer that too few people fit can't run; somebody whom none of the rest fits waits; so does whoever must not
    be parted from them; which may leave further offers with too few.
    """
    seats, forced = model.seat_costs, model.forced_pairs
    people = np.ones(model.people, dtype=bool)
    while True:
        offers = (seats.takers(people & model.counted) >= model.least) & (seats.takers(people) > 0)
        left = people & (seats.choices(offers) > 0)
        while (parted := left[forced.first] != left[forced.second]).any():
            left[forced.first[parted]] = left[forced.second[parted]] = False
        if (left == people).all():
            return people, offers
        people = left


def split(model: Model) -> Split:
    """Take a model apart into independent parts.

    People belong together if they fit a common offer, must share a group or share a load; offers if they share a
    limit on running groups that might bind.

    Examples
    --------
    Two people who fit the first offer only, and two who fit the second only:

    >>> numbers = np.array([0, 0, 1, 1], dtype=np.int32)
    >>> fits = Seat("role", True, np.arange(5), numbers, np.zeros(4), default=1.0)
    >>> two = np.array([2, 2], dtype=np.int32)
    >>> whole = Model(two, two, two - 1, np.full(4, 9.0), [fits], np.ones(4, dtype=bool))
    >>> [part.people.tolist() for part in split(whole).parts]
    [[0, 1], [2, 3]]
    """
    people, offers = fillable(model)
    part_of_person, part_of_offer, many = _components(model, people, offers)
    parts, constants = [], 0.0
    for number in range(many):
        inside = np.flatnonzero(part_of_person == number).astype(np.int32)
        kinds = np.flatnonzero(part_of_offer == number).astype(np.int32)
        cut = _cut(model, inside, kinds)
        constants += cut.constant
        groups = [np.arange(model.first_group[k], model.first_group[k + 1], dtype=np.int32) for k in kinds]
        parts.append(Part(cut, inside, np.concatenate(groups)))
    fixed = float(model.unseated[~people].sum()) + model.constant - constants
    for term in model.opens:
        kept = term.offers[offers[term.offers]]
        if _each_counts(term, model):
            fixed += term.weight * (term.least - int(model.copies[kept].sum()))
        elif not len(kept):
            fixed += np.inf if term.hard and term.least else term.weight * term.least
    for load in model.of_kind(Load):
        nobody = np.setdiff1d(np.arange(len(load.which)), load.category[people])
        amount = float(load.table[load.which[nobody], 0].sum())
        fixed += np.inf if load.hard and amount else amount
    for limit in model.of_kind(Limit):
        if not limited(limit)[people].any() and limit.waiting.sum() > limit.most + TOLERANCE:
            fixed += np.inf
    return Split(parts, fixed)


def sorted_by_group(model: Model, groups: Ints) -> Part:
    """Return the whole model as one part, its people numbered in the order of a grouping.

    Whoever share a group then lie side by side in memory, which a round too large for the processor's cache needs.
    With a matrix of all pairs, which few people have and is dear to copy, the model stays as it is.
    """
    everything = np.arange(model.groups, dtype=np.int32)
    if model.dense is not None:
        return Part(model, np.arange(model.people, dtype=np.int32), everything)
    order = np.argsort(groups, kind="stable").astype(np.int32)
    return Part(_cut(model, order, np.arange(model.offers, dtype=np.int32)), order, everything)


def _components(model: Model, people: Bools, offers: Bools) -> tuple[Ints, Ints, int]:
    """Return the part of each person and offer (-1 for those left out), and how many parts there are."""
    n = model.people
    tails, heads = zip(*_links(model, people, offers), strict=True)
    label = components(n + model.offers, np.concatenate(tails), np.concatenate(heads))
    label[np.flatnonzero(~np.concatenate([people, offers]))] = -1
    there, size = np.unique(label[:n][people], return_counts=True)
    number: Ints = np.full(len(label) + 1, -1, dtype=np.int32)  # the last entry is for -1
    by_size = np.argsort(size, kind="stable")
    number[there[by_size]] = np.maximum(np.arange(len(there)) - max(0, len(there) - MOST_PARTS), 0)
    part = number[label]
    return part[:n], part[n:], min(len(there), MOST_PARTS)


def _links(model: Model, people: Bools, offers: Bools) -> Iterator[tuple[Whole, Whole]]:
    """Yield what must be in one part: ends of links between people and offers, offers numbered after the people."""
    n, seats, forced = model.people, model.seat_costs, model.forced_pairs
    broad = people & (2 * seats.choices(offers) > offers.sum())  # any two of them fit a common offer
    joined = np.append(np.flatnonzero(broad), n + np.flatnonzero(offers & (seats.takers(broad) > 0)))
    yield joined[1:], joined[:-1]
    person, offer, _ = seats.listed(np.flatnonzero(people & ~broad))
    use = offers[offer]
    yield person[use], n + offer[use]
    both = people[forced.first]
    yield forced.first[both], forced.second[both]
    for load in model.of_kind(Load):
        members = np.flatnonzero(people & (load.category >= 0))
        _, first, which = np.unique(load.category[members], return_index=True, return_inverse=True)
        yield members, members[first[which]]
    for limit in model.of_kind(Limit):
        members = np.flatnonzero(people & limited(limit))
        yield members, members[np.zeros(len(members), dtype=np.int64)]
    for term in model.opens:
        counted = term.offers[offers[term.offers]]
        if not len(counted) or (term.most == 0 and not term.hard) or _each_counts(term, model):
            continue  # each group costs the same, whichever others run
        if term.least > 0 or model.copies[counted].sum() > term.most:
            yield n + counted, np.full(len(counted), n + counted[0])


def _cut(model: Model, people: Ints, offers: Ints) -> Model:
    terms = [cut for term in model.terms if (cut := _cut_term(term, model, people, offers)) is not None]
    return Model(
        model.least[offers],
        model.most[offers],
        model.copies[offers],
        model.unseated[people],
        terms,
        model.counted[people],
    )


@singledispatch
def _cut_term(term: Term, model: Model, people: Ints, offers: Ints) -> Term | None:
    """Return a term's share in a part, or None if it has none."""
    raise TypeError(f"no rule to cut a {type(term).__name__}")


@_cut_term.register
def _(term: Seat, model: Model, people: Ints, offers: Ints) -> Seat:
    rows, row = np.unique(term.row_of(people), return_inverse=True)
    columns, column = np.unique(term.column_of(offers), return_inverse=True)
    which, at = entries_of(term.start, rows)
    offer = _renumber(columns, 1 + int(max(columns.max(initial=0), term.offer.max(initial=0))))[term.offer[at]]
    kept = offer >= 0
    return replace(
        term,
        start=np.concatenate([[0], np.cumsum(np.bincount(which[kept], minlength=len(rows)))]).astype(np.int64),
        offer=offer[kept],
        value=term.value[at[kept]],
        row=row.astype(np.int32),
        column=column.astype(np.int32),
    )


@_cut_term.register
def _(term: Limit, model: Model, people: Ints, offers: Ints) -> Limit | None:
    owner = _renumber(people, model.people)[np.repeat(np.arange(model.people), np.diff(term.start))]
    offer = _renumber(offers, model.offers)[term.offer]
    kept = np.flatnonzero((owner >= 0) & (offer >= 0))
    kept = kept[np.argsort(owner[kept], kind="stable")]  # people may be in any order
    start = np.concatenate([[0], np.cumsum(np.bincount(owner[kept], minlength=len(people)))])
    cut = replace(
        term,
        start=start.astype(np.int64),
        offer=offer[kept],
        value=term.value[kept],
        default=term.default[people],
        waiting=term.waiting[people],
        most=term.most - (term.waiting.sum() - term.waiting[people].sum()),  # all others with a number wait
    )
    return cut if limited(cut).any() else None


def limited(term: Limit) -> Bools:
    """Return (people,) whether a limit has a number for each person."""
    owner = np.repeat(np.arange(len(term.default)), np.diff(term.start))
    return (np.bincount(owner, term.value, minlength=len(term.default)) > 0) | (term.default > 0) | (term.waiting > 0)


@_cut_term.register
def _(term: Pair, model: Model, people: Ints, offers: Ints) -> Pair:
    number = _renumber(people, model.people)
    first, second = np.sort([number[term.first], number[term.second]], axis=0)
    keep = first >= 0
    weight = term.weight[keep]
    constant = 0.0 if term.hard else float(np.maximum(-weight, 0.0).sum())
    return replace(term, first=first[keep], second=second[keep], weight=weight, constant=constant)


@_cut_term.register
def _(term: DensePair, model: Model, people: Ints, offers: Ints) -> DensePair:
    if len(people) == model.people and (np.diff(people) > 0).all():
        return term
    matrix = term.matrix[np.ix_(people, people)]
    return replace(term, matrix=matrix, constant=float(np.maximum(-matrix, 0.0).sum() / 2))


@_cut_term.register
def _(term: Count, model: Model, people: Ints, offers: Ints) -> Count:
    category, which = term.category[people], term.which[offers]
    missed = (term.table[which, 0] != 0).any(axis=0)  # absence matters, so the category does
    kept = np.union1d(np.flatnonzero(missed), category[category >= 0]).astype(np.int32)
    number = np.append(_renumber(kept, which.shape[1]), np.int32(-1))
    return replace(term, category=number[category], which=which[:, kept])


@_cut_term.register
def _(term: Load, model: Model, people: Ints, offers: Ints) -> Load:
    category = term.category[people]
    kept = np.unique(category[category >= 0])
    number = np.append(_renumber(kept, len(term.which)), np.int32(-1))
    return replace(term, category=number[category], which=term.which[kept])


@_cut_term.register
def _(term: Moment, model: Model, people: Ints, offers: Ints) -> Moment:
    return replace(term, features=term.features[people])


@_cut_term.register
def _(term: Open, model: Model, people: Ints, offers: Ints) -> Open | None:
    counted = np.flatnonzero(np.isin(offers, term.offers)).astype(np.int32)
    if not len(counted):
        return None
    if _each_counts(term, model):
        copies = int(model.copies[offers[counted]].sum())
        return replace(term, offers=counted, least=copies, most=copies)
    return replace(term, offers=counted)


def _each_counts(term: Open, model: Model) -> bool:
    """Return whether every group that does not run costs the same."""
    return not term.hard and 0 < int(model.copies[term.offers].sum()) <= term.least


def _renumber(kept: Ints, many: int) -> Ints:
    number = np.full(many, -1, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    return number
