"""Which engine is next, and for how long."""

from __future__ import annotations

from collections.abc import Sequence

from peergroups.model import Model

SHARES = {"staffing": 0.4, "search": 0.15, "columns": 0.9, "cpsat": 0.5}
"""The share of the time left to a part that an engine may use; all of it if not listed, or the last. What the others
leave is for search again."""

SHORT = {"staffing": (0.5, 0.8), "search": (1.5, 0.7)}
"""Seconds that an engine has at least, for more than a glance, as long as that is no more than such a share."""

TINY, TINY_SHARE = 24, 0.1
"""So few people CP-SAT tries first, without compiled kernels."""
SMALL, SMALL_SHARE = 60, 0.3
"""So few people are often proved at once from any good start: columns before search, but for a glance."""
GLANCE = 0.03
LARGE = 2_000
"""Beyond so many people nothing is proved but by the flow: search has all the time."""
DENSE, DENSE_SIZE = 100, 5
"""With a cost for each pair of people, nothing but tiny problems is proved beyond so many people or such groups."""


def turns_of(names: Sequence[str], model: Model, *, again: bool) -> list[tuple[str, float]]:
    """Return which engine is next, with its share of the time left; search again at the end if wanted."""
    turns = [(name, SHARES.get(name, 1.0)) for name in names]
    if _beyond_proof(model):
        turns = [(name, 1.0 if name == "search" else share) for name, share in turns]
    elif again and "search" in names[:-1]:
        turns.append(("search", 1.0))
    turns = [*turns[:-1], (turns[-1][0], 1.0)] if turns else []
    if model.people <= SMALL and {"columns", "search"} <= set(names):
        at = names.index("search")
        turns[at:at] = [("search", GLANCE), ("columns", SMALL_SHARE)]
    if model.people <= TINY and "cpsat" in names:
        turns.insert(0, ("cpsat", TINY_SHARE))
    return turns


def _beyond_proof(model: Model) -> bool:
    if model.dense is None or model.people <= TINY:
        return model.people > LARGE
    return model.people > DENSE or int(model.most.max(initial=0)) > DENSE_SIZE


def at_least(name: str, share: float, left: float) -> float:
    """Return the share of the seconds left that an engine may use: of little time those in `SHORT` have more."""
    if name not in SHORT or share <= GLANCE:
        return share
    seconds, most = SHORT[name]
    return max(share, min(most, seconds / max(seconds, left)))
