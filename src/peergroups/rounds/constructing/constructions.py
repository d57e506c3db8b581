"""Rounds in which nobody meets anybody twice, by construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from peergroups.errors import ProblemError
from peergroups.rounds.constructing.fields import Table
from peergroups.rounds.constructing.matrices import matrices
from peergroups.rounds.constructing.special import SPECIAL, round_robin
from peergroups.rounds.least.arithmetic import check, most_rounds


@dataclass(frozen=True, eq=False)
class Construction:
    """Rounds without a repeated pair.

    Attributes
    ----------
    rounds : (rounds, people) int32
        Each person's group in each round, from 0.
    bound : int
        No more rounds are possible, by counting.
    source : str
        Where they come from.
    """

    rounds: Table
    bound: int
    source: str

    @property
    def status(self) -> str:
        """How good that is.

        ``optimal`` if no more rounds are possible; ``best known`` for 5-12 groups of 5-10, where no published table
        (Harvey; OEIS A107431) has more; else ``found``.
        """
        if len(self.rounds) >= self.bound:
            return "optimal"
        groups = int(self.rounds.max()) + 1
        size = -(-self.rounds.shape[1] // groups)
        return "best known" if 5 <= groups <= 12 and 5 <= size <= 10 else "found"

    def __repr__(self) -> str:
        """Return how many rounds for how many people, and how good that is."""
        people = self.rounds.shape[1]
        return f"Construction({len(self.rounds)} rounds of {people} people, {self.status}, at most {self.bound})"


def rounds_without_repeats(groups: int, size: int, people: int | None = None) -> Construction:
    """Return as many rounds as can be built in which no two people meet twice.

    Parameters
    ----------
    groups : int
        How many groups each round has.
    size : int
        The members of a group.
    people : int, optional
        If fewer than ``groups x size``, groups have `size` members or one less; that costs one round at most.

    Returns
    -------
    Construction

    Raises
    ------
    ProblemError
        If groups would have to differ by more than one, or nobody has anybody to meet.

    Examples
    --------
    >>> rounds_without_repeats(7, 7)
    Construction(8 rounds of 49 people, optimal, at most 8)
    >>> rounds_without_repeats(12, 10, people=115)
    Construction(6 rounds of 115 people, best known, at most 13)

    Notes
    -----
    For prime powers the rounds are the parallel classes of transversal designs over finite fields; the people who
    share a seat number then form further rounds among themselves. For 6, 10 and 12 groups the designs were searched
    for.
    """
    check(groups, size)
    people = groups * size if people is None else people
    if not isinstance(people, int | np.integer) or people <= groups:
        raise ProblemError(f"people must be a whole number above {groups}, that of the groups, not {people!r}")
    missing = groups * size - people
    if not 0 <= missing <= groups:
        raise ProblemError(f"{groups} groups of {size} or {size - 1} have no room for just {people} people")
    rounds, vacant, source = rounds_of_places(groups, size, missing)
    return Construction(np.delete(rounds, vacant, axis=1), most_rounds(groups, size, people), source)


@lru_cache(maxsize=64)
def rounds_of_places(groups: int, size: int, missing: int) -> tuple[Table, Sequence[int], str]:
    """Return rounds of ``groups x size`` places, which places to leave empty so that it costs fewest rounds, and why.

    Parameters
    ----------
    groups, size : int
        As in `rounds_without_repeats`.
    missing : int
        How many places have nobody; no group loses more than one member.
    """
    designs = ((*_without(rounds, missing), source) for rounds, source in _designs(groups, size))
    return max(designs, key=lambda design: len(design[0]))


@lru_cache(maxsize=64)
def _designs(groups: int, size: int) -> tuple[tuple[Table, str], ...]:
    if size > groups:
        return (
            (np.repeat(np.arange(groups, dtype=np.int32), size)[None], "one round, for there are too few groups"),
        )
    if size == 2:
        return ((round_robin(groups), "a round robin"),)
    found = []
    if (groups, size) in SPECIAL:
        make, source = SPECIAL[groups, size]
        found.append((make(), source))
    for matrix in matrices(groups, size):
        found.append((np.vstack([matrix.rounds(size), _among_seats(groups, size)]), matrix.source))
    return tuple(found)


def _among_seats(groups: int, size: int) -> Table:
    """Return the further rounds of people with the same seat number, who never met: `groups` of them, a seat each."""
    if groups % size:
        return np.zeros((0, groups * size), dtype=np.int32)
    within = groups // size
    rounds = rounds_without_repeats(within, size).rounds
    return np.hstack([rounds + seat * within for seat in range(size)])


def _without(rounds: Table, missing: int) -> tuple[Table, list[int]]:
    """Choose places to leave empty so that no group loses more than one; give up the last rounds if it must be."""
    strangers = _strangers(rounds, missing) if missing else []
    if strangers is not None:
        return rounds, strangers
    # who met in a round that is given up are strangers in the rest
    last = np.flatnonzero(rounds[-1] == rounds[-1][0]).tolist()
    return (rounds[:-1], last[:missing]) if len(last) >= missing else _without(rounds[:-1], missing)


def _strangers(rounds: Table, wanted: int) -> list[int] | None:
    """Return some people no two of whom ever meet, found greedily from each person; None if that finds too few."""
    apart = np.ones((rounds.shape[1],) * 2, dtype=bool)
    for groups in rounds:
        apart &= groups[:, None] != groups[None]
    for person in range(rounds.shape[1])[::-1]:
        chosen, free = [person], apart[person].copy()
        while free.any() and len(chosen) < wanted:
            options = np.flatnonzero(free)
            best = options[np.argmax(apart[np.ix_(options, options)].sum(axis=1))]
            chosen.append(int(best))
            free &= apart[best]
        if len(chosen) == wanted:
            return chosen
    return None
