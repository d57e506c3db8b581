"""Where people and units stand in a picture of the network."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

import numpy as np

from peergroups.meetings.ties import Ties
from peergroups.meetings.unit_tables import unit_matrix
from peergroups.terms import Floats

GOLDEN = np.pi * (3 - np.sqrt(5))
"""The angle between neighbours in the head of a sunflower: fills a disc evenly."""
LINE = 28
"""Letters in a line, so that units' names leave room for the picture."""


@dataclass(frozen=True, eq=False)
class Spots:
    """Places in the plane.

    Attributes
    ----------
    people : (people, 2)
        Each person's dot.
    units : (units + 1, 2)
        The middle of each unit's disc; the last is for people whose unit is not known.
    labels : (units + 1, 2)
        Where the unit's name begins or ends: outside its disc.
    angles : (units + 1,)
        In which direction from the middle that is, in degrees.
    dot : float
        The area of a dot in square points.
    """

    people: Floats
    units: Floats
    labels: Floats
    angles: Floats
    dot: float


def by_unit(ties: Ties) -> Spots:
    """Return discs of people, one a unit, on a circle; units with many ties between them stand side by side."""
    unit = np.where(ties.unit < 0, len(ties.units), ties.unit)
    members = np.bincount(unit, minlength=len(ties.units) + 1)
    order = [*_side_by_side(unit_matrix(ties).to_numpy()), len(ties.units)]
    order = [k for k in order if members[k]]
    radius = np.sqrt(members) * 0.5
    room = 2 * radius[order] + 1.0
    if len(order) == 1:
        ring, angle = 0.0, np.array([np.pi / 2])
    else:
        ring = max(room.sum() / (2 * np.pi), 1.1 * room.max() / 2 / np.sin(np.pi / len(order)))
        middle = (np.cumsum(room) - room / 2) / room.sum()
        angle = np.pi / 2 - 2 * np.pi * middle
    units = np.zeros((len(members), 2))
    labels = np.zeros((len(members), 2))
    direction = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    units[order] = ring * direction
    labels[order] = units[order] + direction * (radius[order] + 0.3)[:, None]
    angles = np.zeros(len(members))
    angles[order] = np.degrees(angle)
    people = np.zeros((ties.size, 2))
    for number in order:
        at = np.flatnonzero(unit == number)
        step = np.arange(len(at)) + 0.5
        spiral = np.stack([np.cos(step * GOLDEN), np.sin(step * GOLDEN)], axis=1)
        people[at] = units[number] + 0.5 * np.sqrt(step)[:, None] * spiral
    return Spots(people, units, labels, angles, dot=float(np.clip(6000 / max(1, ties.size), 8, 70)))


def in_lines(name: str, lines: int) -> str:
    """Return a unit's name in so many lines at most; what does not fit is cut.

    Examples
    --------
    >>> in_lines("Sosiaali- ja terveysalan lupa- ja valvontavirasto", 1)
    'Sosiaali- ja terveysalan …'
    """
    return "\n".join(wrap(name, LINE, max_lines=lines, placeholder=" …"))


def _side_by_side(matrix: np.typing.NDArray[np.int64]) -> list[int]:
    """Return the units in an order in which each follows the one, of those left, that it has most ties with."""
    left = list(range(len(matrix)))
    order = [left.pop(0)] if left else []
    while left:
        order.append(left.pop(int(np.argmax(matrix[order[-1], left]))))
    return order
