"""Whether seats and first wishes fall to everyone alike: by unit, place, language and early or late answer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, listed, says_yes, spelled
from peergroups.problem import Problem

COLUMNS = ("by", "value", "people", "seated", "seat_share", "first_wishes", "first_share")
BY = {"unit": "unit", "place": "place", "language": "languages"}
"""What people are told apart by, and the column that says it."""
FEWEST = 5
"""Fewer people than so are not shown by themselves, lest somebody be known by them."""


def fairness(problem: Problem, seats: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of seats and of first wishes by unit, place, language and early or late answer.

    Parameters
    ----------
    problem : Problem
        Whose people; guests are left out.
    seats : pandas.DataFrame
        Everybody's seat, as in ``Result.seats``.

    Returns
    -------
    pandas.DataFrame
        ``by, value`` (empty for all values with fewer than 5 people together), ``people, seated, seat_share,
        first_wishes`` (of those who have a seat) and ``first_share``; missing where nothing is known of wishes.

    Examples
    --------
    >>> people = pd.DataFrame({"unit": ["Oulu"] * 5 + ["Turku"]})
    >>> seats = pd.DataFrame({"group": [1, 1, 1, 1, None, 1], "wish": [1, 1, 2, 2, None, 1]})
    >>> offers = pd.DataFrame({"min_size": [5], "max_size": [5]})
    >>> fairness(Problem(people, offers), seats)[["value", "seat_share", "first_share"]].values.tolist()
    [['Oulu', 0.8, 0.5], ['', 1.0, 1.0]]
    """
    people = problem.people
    guest = [says_yes(cell) for cell in people["guest"]] if "guest" in people.columns else [False] * len(people)
    own = np.flatnonzero(~np.array(guest, dtype=bool))
    seated = seats["group"].notna().to_numpy()[own]
    known = bool(seats["wish"].notna().any())
    first = (seats["wish"] == 1).fillna(False).to_numpy(dtype=bool)[own]
    rows = []
    for by, values in _answers(people.iloc[own]):
        called = {fold(value): value for cell in values for value in cell}
        keys = [{fold(value) for value in cell} for cell in values]
        members = {key: np.array([key in own for own in keys], dtype=bool) for key in sorted(called) if key}
        small = [key for key, inside in members.items() if inside.sum() < FEWEST]
        groups = {called[key]: inside for key, inside in members.items() if key not in small}
        if small:
            groups[""] = np.any([members[key] for key in small], axis=0)
        for value, inside in groups.items():
            n, sit, wished = int(inside.sum()), int((seated & inside).sum()), int((first & inside).sum())
            share = wished / sit if known and sit else np.nan
            rows.append((by, value, n, sit, sit / n, wished if known else np.nan, share))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _answers(people: pd.DataFrame) -> list[tuple[str, list[list[str]]]]:
    found = [
        (by, [[spelled(one) for one in listed(cell)] for cell in people[column]])
        for by, column in BY.items()
        if column in people.columns
    ]
    if "registered" in people.columns:
        stamps = pd.to_datetime(people["registered"], errors="coerce", utc=True)
        half = stamps.median()
        found.append(("answered", [[] if pd.isna(t) else ["early" if t <= half else "late"] for t in stamps]))
    return found
