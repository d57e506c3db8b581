"""All groups of a plan's last round that cost nothing beside the other rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from peergroups.referee import TOLERANCE
from peergroups.rounds.agenda import Agenda
from peergroups.rounds.completing.bits import packed
from peergroups.rounds.completing.covering import Choice
from peergroups.rounds.completing.possible import Kind, list_groups, trail
from peergroups.rounds.exchanging import Longs, Rounds
from peergroups.rounds.numbers import in_numbers
from peergroups.terms import WAITING, Ints

Bools = NDArray[np.bool_]

MOST = 60_000
"""With more possible groups than this there is room enough for a search."""

STEPS = 5_000_000
"""Steps for listing the groups of all kinds."""

MET = 100
"""Of so many groups of other rounds it is counted who is left."""


@dataclass(frozen=True)
class LastRound:
    """The last round of a plan, to be put together.

    Attributes
    ----------
    choice : Choice
        All groups that cost nothing; its last features are of the kinds.
    group : (rounds, people) int64
        Everybody's group in each round.
    seated : (seated,) int64
        Who is to be seated: the choice's people, by their place among all.
    kinds : sequence of (groups,) int64
        The groups of each kind.
    """

    choice: Choice
    group: Longs
    seated: Longs
    kinds: Sequence[Longs]

    def filled(self, chosen: Longs) -> Longs:
        """Return everybody's group in each round, with the last round of the groups chosen."""
        group = self.group.copy()
        kind = self.choice.feature[chosen, -len(self.kinds) :].argmax(axis=1)
        for number, groups in enumerate(self.kinds):
            for each, members in zip(groups, self.choice.members[chosen[kind == number]], strict=True):
                group[-1, self.seated[members[members != WAITING]]] = each
        return group


def last_round(plan: Agenda, groupings: Sequence[Ints]) -> LastRound | None:
    """Return a plan's last round, with its group sizes as they are; None if its groups are none or very many."""
    rounds = in_numbers(plan, groupings, 0.0)
    groups, seated = np.flatnonzero(rounds.size[-1]), np.flatnonzero(rounds.group[-1] != WAITING)
    pair = rounds.pair[-1][np.ix_(seated, seated)]
    if not len(groups):
        return None
    low, high = _limits(rounds, groups)
    if (pair < 0).any() or (low > high).any():  # some must share a group, or a group costs in any case
        return None
    cell, cells, meets = rounds.category[-1, seated], low.shape[1], pair > TOLERANCE
    inside = (cell[:, :, None] == np.arange(cells)).any(axis=1)
    who = rounds.seat[-1][np.ix_(seated, groups)] == 0
    kinds, kind = np.unique(np.column_stack([rounds.size[-1, groups], low, high, who.T]), axis=0, return_inverse=True)
    size, least, most, able = np.split(kinds, [1, 1 + cells, 1 + 2 * cells], axis=1)
    listed: list[Longs] = []
    for k in range(len(kinds)):
        may = (able[k] > 0) & ~inside[:, most[k] == 0].any(axis=1)
        one = Kind(packed(~meets), packed(may[None])[0], cell, packed(inside.T), least[k], most[k], int(size[k, 0]))
        found = np.full((MOST + 1 - sum(map(len, listed)), size.max()), WAITING, dtype=np.int64)
        many = list_groups(one, trail(one), found, STEPS // len(kinds))
        if many <= 0:
            return None
        listed.append(found[:many].copy())  # the rest of the table is let go
    met = np.array([*islice(_met(plan, rounds, seated, meets), MET)], dtype=np.bool_).reshape(-1, len(seated))
    of_kind = [groups[kind.reshape(-1) == k] for k in range(len(kinds))]
    choice = _choice(listed, inside, least.min(axis=0), most.max(axis=0), met.T, list(map(len, of_kind)))
    return LastRound(choice, rounds.group, seated, of_kind)


def _choice(listed: list[Longs], inside: Bools, low: Longs, high: Longs, met: Bools, wanted: list[int]) -> Choice:
    """Return the groups of each kind as a choice of so many of each."""
    has, members = np.hstack([inside, met]), np.concatenate(listed)
    of_each = np.pad(has, ((0, 1), (0, 0)))[members].sum(axis=1)  # the row added is nobody's
    kind = np.repeat(np.eye(len(listed), dtype=np.int64), [len(groups) for groups in listed], axis=0)
    once = np.ones(met.shape[1] + len(listed), dtype=np.int64)
    return Choice(
        members=members,
        feature=np.hstack([of_each, kind]),
        low=np.concatenate([low, 0 * once]),
        high=np.concatenate([high, once]),
        total=np.concatenate([has.sum(axis=0), wanted]),
        people=len(inside),
        wanted=sum(wanted),
    )


def _limits(rounds: Rounds, groups: Longs) -> tuple[Longs, Longs]:
    """Return the fewest and most members of each cell that cost nothing in each group; 1 and 0 if some between do."""
    count = np.minimum(np.arange(rounds.size[-1].max() + 1), rounds.table.shape[1] - 1)
    nothing = rounds.table[rounds.row[-1, groups]][:, :, count] == 0
    low, high = nothing.argmax(axis=2), len(count) - 1 - nothing[:, :, ::-1].argmax(axis=2)
    whole = nothing.sum(axis=2) == high - low + 1
    return np.where(whole, low, 1), np.where(whole, high, 0)


def _met(plan: Agenda, rounds: Rounds, seated: Longs, meets: Bools) -> Iterator[Bools]:
    """Yield for each group of the other rounds which of those seated were in it, if no two of them may meet again."""
    for row in (*rounds.group[:-1], *plan.earlier[::-1]):
        for label in range(row.max() + 1):
            inside = row[seated] == label
            many = int(inside.sum())
            if many > 1 and meets[np.ix_(inside, inside)].sum() == many * (many - 1):
                yield inside
