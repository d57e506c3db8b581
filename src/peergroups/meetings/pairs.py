"""From the long table to pairs: who met whom, in which round and group, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.errors import InputError
from peergroups.terms import Floats, Ints


@dataclass(frozen=True, eq=False)
class Meetings:
    """Every meeting of two people: one entry a pair and group.

    Attributes
    ----------
    first, second : (meetings,) int32
        Positions in the sequence of people, ``first < second``.
    round : (meetings,) int32
        Position in the sequence of rounds.
    row, other_row : (meetings,) int64
        The two people's rows of the long table.
    sessions : (meetings,) float64
        The sessions that both attended.
    guided : (meetings,) bool
        Whether one of the two was there as a guide.
    """

    first: Ints
    second: Ints
    round: Ints
    row: NDArray[np.int64]
    other_row: NDArray[np.int64]
    sessions: Floats
    guided: NDArray[np.bool_]

    def where(self, keep: NDArray[np.bool_]) -> Meetings:
        """Return some of the meetings."""
        return Meetings(*(array[keep] for array in vars(self).values()))


def meetings(seats: pd.DataFrame, people: Sequence[Any], rounds: Sequence[Any]) -> Meetings:
    """Return the meetings in a long table.

    Two people met if they were in the same group in the same round and attended a session together. Where only the
    number of sessions is known, the smaller of the two numbers is taken.
    """
    person = pd.Index(people, dtype=object).get_indexer(seats["person"])
    in_round = pd.Index(rounds, dtype=object).get_indexer(seats["round"])
    group = pd.factorize(seats["group"])[0]
    key = in_round.astype(np.int64) * (group.max(initial=0) + 1) + group
    order = np.lexsort((person, key))
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    left, right = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[sizes > 1]):
        members = order[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        left.append(members[:, one].ravel())
        right.append(members[:, other].ravel())
    a, b = np.concatenate(left), np.concatenate(right)
    count = seats["sessions"].to_numpy(dtype=np.float64)
    together = np.minimum(count[a], count[b])
    which = _bits(seats["attended"])
    known = (which[a] != 0) & (which[b] != 0)
    together[known] = np.bitwise_count(which[a[known]] & which[b[known]])
    guide = seats["role"].eq("guide").to_numpy(dtype=bool)
    found = Meetings(
        person[a].astype(np.int32), person[b].astype(np.int32), in_round[a].astype(np.int32), a, b, together,
        guide[a] | guide[b],
    )  # fmt: skip
    return found.where(together > 0)


def summed(met: Meetings, people: int) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return one row a pair, and each meeting's row in it.

    Columns: ``first, second`` (positions), ``times``, ``first_round, last_round`` (positions), ``sessions``, and
    ``row``, a row of the long table of the last meeting.
    """
    key = met.first.astype(np.int64) * people + met.second
    order = np.lexsort((met.round, key))
    pair, start, inverse, times = np.unique(key[order], return_index=True, return_inverse=True, return_counts=True)
    end = start + times - 1
    table = pd.DataFrame(
        {
            "first": (pair // max(people, 1)).astype(np.int32),
            "second": (pair % max(people, 1)).astype(np.int32),
            "times": times,
            "first_round": met.round[order][start],
            "last_round": met.round[order][end],
            "sessions": np.bincount(inverse, met.sessions[order], minlength=len(pair)),
            "row": met.row[order][end],
        }
    )
    where = np.empty(len(key), dtype=np.int64)
    where[order] = inverse
    return table, where


def _bits(attended: pd.Series) -> NDArray[np.uint64]:
    """Return the sessions attended as a bit each; 0 where it is not known which."""
    codes, texts = pd.factorize(attended)
    lists = [[int(number) for number in str(text).split(";")] for text in texts]
    number = {session: bit for bit, session in enumerate(sorted({n for numbers in lists for n in numbers}))}
    if len(number) > 64:
        raise InputError(f"sessions attended are listed for {len(number)} sessions; a round has 64 at most")
    bits = [sum(1 << number[session] for session in numbers) for numbers in lists]
    return np.array([*bits, 0], dtype=np.uint64)[codes]
