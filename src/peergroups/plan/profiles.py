"""Forms of peer learning with their usual sizes, and how many to take so that enough are present."""

from __future__ import annotations

import math
from dataclasses import dataclass

from peergroups.errors import ProblemError


@dataclass(frozen=True)
class Profile:
    """A form of peer learning and the sizes that its practitioners use.

    Attributes
    ----------
    name : str
        The key in a plan.
    least, most, target : int
        The fewest, the most and the wished number of members.
    sessions : int
        How often a group usually meets in a round.
    source : str
        Where the sizes come from.
    """

    name: str
    least: int
    most: int
    target: int
    sessions: int
    source: str


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("peer learning", 5, 10, 8, 3, "OK-sivis, vertaisopintoryhmä: at least five; Tietze: 5-10"),
        Profile("action learning", 5, 8, 6, 5, "UNITAR learning wiki; Action Learning Centre: 4-8, best 6"),
        Profile("forum", 6, 10, 8, 5, "Entrepreneurs' Organization, forum guide: 6-10"),
        Profile("study circle", 5, 12, 8, 5, "Cooperative study circle guides: 8-12, run at 5-15"),
        Profile("intervision", 4, 8, 6, 5, "socialnet.de, Kollegiale Beratung: 4-8"),
        Profile("balint", 6, 10, 8, 5, "Balint Society: 8-10, 6-8 where members are committed"),
        Profile("mastermind", 5, 8, 6, 5, "Jeffrey Booth; Christopher Sherrod: 5-8"),
        Profile("lean in circle", 8, 12, 10, 5, "leanincircles.org, frequent questions: 8-12"),
    )
}


def chance_enough(size: int, least: int, presence: float) -> float:
    r"""Return the chance that at least `least` of a group of `size` come to a session.

    .. math:: \sum_{k = l}^{n} \binom{n}{k} p^k (1 - p)^{n - k}

    if each comes with probability p, independently.

    Parameters
    ----------
    size : int
        n, members of the group, >= 0.
    least : int
        l, how many must be present, >= 0.
    presence : float
        p, in [0, 1].

    Raises
    ------
    ProblemError
        If `presence` is no probability or a number is negative.

    Examples
    --------
    Eight members who each come four times in five are at least five 94 times in a hundred:

    >>> round(chance_enough(8, 5, 0.8), 2)
    0.94
    """
    if not 0 <= presence <= 1 or size < 0 or least < 0:
        raise ProblemError("presence must be 0..1, sizes >= 0")
    if least > size:
        return 0.0
    if presence in (0, 1):
        return float(presence == 1 or least == 0)
    come, stay = math.log(presence), math.log1p(-presence)
    fewer = (math.exp(math.log(math.comb(size, k)) + k * come + (size - k) * stay) for k in range(least))
    return max(0.0, 1 - math.fsum(fewer))


def target_size(least: int, presence: float, confidence: float = 0.9) -> int:
    """Return the smallest group in which at least `least` are present with the wished confidence.

    Parameters
    ----------
    least : int
        How many must be present, >= 1.
    presence : float
        The chance that a member comes, in (0, 1].
    confidence : float, default 0.9
        In (0, 1).

    Raises
    ------
    ProblemError
        For numbers outside their domains.

    Examples
    --------
    >>> target_size(5, 0.8)
    8
    """
    if least < 1 or not 0 < presence <= 1 or not 0 < confidence < 1:
        raise ProblemError("least must be >= 1, presence in (0, 1], confidence in (0, 1)")
    size = least
    while chance_enough(size, least, presence) < confidence:
        size += 1
    return size
