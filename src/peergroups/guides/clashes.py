"""No guide is in two groups at once: not at times that overlap, nor where they have a seat of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from peergroups.criteria.barred import registered
from peergroups.guides.rows import times_of
from peergroups.schedule.overlap import overlapping
from peergroups.terms import Limit, Load

if TYPE_CHECKING:
    from peergroups.problem import Problem


def one_at_a_time(problem: Problem, label: str, minutes: int) -> Iterator[Load | Limit]:
    """Yield what keeps guides from two groups at times that overlap, for sessions of so many minutes.

    Of their groups at one time they have a single row, which needs no term.
    """
    rows, people = problem.guide_rows, len(problem.people)
    times = sorted(set[str]().union(*times_of(problem.offers, "slot")))
    moments = overlapping(times, minutes)
    for moment in moments:
        own = np.full(people + len(rows), -1, dtype=np.int32)
        own[people:] = np.where(np.isin(rows.time, moment), rows.guide, -1)
        if np.bincount(own[own >= 0], minlength=1).max() > 1:
            yield Load(label, True, own, np.array([[0.0, 0.0, 1.0]]), np.zeros(len(rows.most), dtype=np.int32))
    alone = [(time,) for time in times if not any(time in moment for moment in moments)]
    yield from _own_seats(problem, label, [*moments, *alone])


def _own_seats(problem: Problem, label: str, moments: list[tuple[str, ...]]) -> Iterator[Limit]:
    """Yield that somebody who is a guide and registered has one group at a time."""
    rows, people = problem.guide_rows, len(problem.people)
    offered, nobody = times_of(problem.offers, "slot"), np.zeros(people + len(rows))
    for person, guide in registered(problem):
        for moment in moments:
            at_once = np.flatnonzero([not own.isdisjoint(moment) for own in offered]).astype(np.int32)
            here = [person, *(people + np.flatnonzero((rows.guide == guide) & np.isin(rows.time, moment)))]
            if len(here) > 1:
                many = np.bincount(here, minlength=len(nobody)) * len(at_once)
                start = np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
                offer = np.tile(at_once, len(here))
                yield Limit(label, True, start, offer, np.ones(len(offer)), nobody, nobody, 1.0)
