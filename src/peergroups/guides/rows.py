"""The rows that outside guides take in a model: one for each guide and weekly time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.criteria.columns import folded, is_missing
from peergroups.criteria.same_mode import modes
from peergroups.errors import ProblemError
from peergroups.schedule.overlap import slot_key
from peergroups.terms import Floats, Ints

MOST_GROUPS = 2
"""How many groups a guide looks after at most where the table of guides does not say."""

SHARED = {"theme": "themes", "role": "roles", "language": "languages", "place": "places"}
"""What an offer says, and the column of guides that must have it."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class GuideRows:
    """Rows of the model for outside guides.

    A row is one guide at one weekly time, so that nobody has two groups at once; for offers without a time a guide
    has as many rows as groups. Guides whom no offer fits have no row.

    Attributes
    ----------
    guide : (rows,) int32
        The position of each row's guide in the table of guides.
    allowed : (rows, offers) bool
        The offers that each row could look after.
    most : (guides,) int32
        How many groups each guide looks after at most.
    time : tuple of str
        Each row's weekly time, as `slot_key` tells it; "" for offers without one.
    """

    guide: Ints
    allowed: Bools
    most: Ints
    time: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.guide)


def guide_rows(guides: pd.DataFrame | None, offers: pd.DataFrame) -> GuideRows:
    """Return the rows that guides take, guide by guide and time by time.

    Parameters
    ----------
    guides : pandas.DataFrame or None
        Indexed by guide id; of ``themes, roles, languages, places, slots, online, most_groups`` the columns there
        are. What is missing limits nobody.
    offers : pandas.DataFrame
        The kinds of group.

    Raises
    ------
    ProblemError
        For a `most_groups` that is no whole number >= 0.

    Examples
    --------
    >>> guides = pd.DataFrame({"slots": ["ti 17; ke 9", "to 8"]}, index=["eve", "fay"])
    >>> rows = guide_rows(guides, pd.DataFrame({"slot": ["ti klo 17.00", "ke 9"]}))
    >>> rows.guide.tolist(), rows.allowed.tolist()
    ([0, 0], [[True, False], [False, True]])
    """
    if guides is None:
        return GuideRows(np.zeros(0, np.int32), np.zeros((0, len(offers)), dtype=bool), np.zeros(0, np.int32))
    most, fits = most_groups(guides), fitting(guides, offers)
    times = times_of(offers, "slot")
    every = sorted(set[str]().union(*times))
    own = times_of(guides, "slots")
    guide: list[int] = []
    allowed: list[Bools] = []
    when: list[str] = []
    for number in np.flatnonzero((most > 0) & fits.any(axis=1)).tolist():
        rows = [
            (time, fits[number] & np.array([time in at for at in times]))
            for time in every
            if not own[number] or time in own[number]
        ]
        rows += [("", fits[number] & np.array([not at for at in times]))] * int(most[number])
        for time, row in rows:
            if row.any():
                guide.append(number)
                allowed.append(row)
                when.append(time)
    table = np.array(allowed, dtype=bool).reshape(len(guide), len(offers))
    return GuideRows(np.array(guide, dtype=np.int32), table, most, tuple(when))


def fitting(guides: pd.DataFrame, offers: pd.DataFrame) -> Bools:
    """Return (guides, offers) whether each guide fits each offer, whatever the time."""
    fits = np.ones((len(guides), len(offers)), dtype=bool)
    for said, column in SHARED.items():
        if said in offers.columns and column in guides.columns:
            known = [set(folded([*cell] if isinstance(cell, Mapping) else cell)) for cell in guides[column]]
            asked = [set(folded(cell)) for cell in offers[said]]
            fits &= [[not own or not wanted or not own.isdisjoint(wanted) for wanted in asked] for own in known]
    if "online" in guides.columns and "online" in offers.columns:
        able = modes(guides, "online", "guides", "guides")
        meets = modes(offers, "online", "guides", "offers")
        fits &= [[None in (own, wanted) or own == wanted for wanted in meets] for own in able]
    return fits


def most_groups(guides: pd.DataFrame) -> Ints:
    """Return (guides,) how many groups each looks after at most."""
    if "most_groups" not in guides.columns:
        return np.full(len(guides), MOST_GROUPS, dtype=np.int32)
    wrong = no_number(guides)
    if len(wrong):
        told = ", ".join(f"{guides.index[k]} ({guides['most_groups'].iloc[k]!r})" for k in wrong[:10])
        raise ProblemError(f"guides: most_groups must be whole numbers >= 0; not so: {told}")
    blank = [is_missing(value) for value in guides["most_groups"]]
    return np.where(blank, MOST_GROUPS, np.nan_to_num(_numbers(guides))).astype(np.int32)


def no_number(guides: pd.DataFrame) -> NDArray[np.intp]:
    """Return the positions of guides whose most groups is no whole number >= 0."""
    if "most_groups" not in guides.columns:
        return np.zeros(0, dtype=np.intp)
    numbers = _numbers(guides)
    blank = np.array([is_missing(value) for value in guides["most_groups"]], dtype=bool)
    return np.flatnonzero(~blank & (np.isnan(numbers) | (numbers < 0) | (numbers % 1 != 0)))


def _numbers(guides: pd.DataFrame) -> Floats:
    return pd.to_numeric(guides["most_groups"], errors="coerce").to_numpy(float, na_value=np.nan)


def times_of(table: pd.DataFrame, column: str) -> list[set[str]]:
    """Return the weekly times in each row of a table, as `slot_key` tells them."""
    if column not in table.columns:
        return [set()] * len(table)
    key = {text: slot_key(text) for cell in table[column] for text in folded(cell)}
    return [{key[text] for text in folded(cell)} for cell in table[column]]
