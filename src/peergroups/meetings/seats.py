"""The long table of who sat where: one row a person, round and group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.meetings import columns as words
from peergroups.meetings.identity import person_id

COLUMNS = ["person", "round", "group", "offer", "role", "sessions", "attended"]
"""The long table. `sessions` is how many a person attended, `attended` which ones ("1;3") where that is known."""


KEPT = {"person", "round", "group", "offer", "role in group", "sessions"}
"""The columns of the files that keep everything: they have a row for each group of a person."""

ROWS = "rows"
"""Under this name a frame that was read from a sheet carries the sheet's row of each of its own; None if unknown."""

_REPEATED = message(
    "there are several columns called {columns}; give each a name of its own, such as Group 1 and Group 2"
)
_TWICE = message("{person} is in several groups of round {round}: {groups}")
_AT = message("{group} (row {row})")
_ONE_GROUP = message("People listed twice; leave one row each, or write all groups in one cell, such as 1; 3:")
_NO_TIMES = message("{column}: how many times two have met is a whole number from 0 to {most}, not {values}")

MOST_TIMES = 10_000
"""The most times that two can have met."""
SHOWN = 10
"""How many wrong numbers a sentence lists at most."""

ABSENT = "absent"
"""Under this name the long table of a frame carries those who had a seat and came to no session."""


def empty() -> pd.DataFrame:
    """Return a long table without rows."""
    return tidy(pd.DataFrame(columns=COLUMNS, dtype=object))


def from_frame(frame: pd.DataFrame | pd.Series, round: Any = None, language: str = "en") -> pd.DataFrame:
    """Return the long table of a frame: person + group, several group columns, or a list of pairs.

    Parameters
    ----------
    frame : pandas.DataFrame or pandas.Series
        See `MeetingGraph.record`.
    round : object, optional
        The round of rows that do not say theirs.
    language : {"en", "fi", "sv"}
        The language of errors.

    Raises
    ------
    InputError
        If the columns fit none of these or are there twice, rows put a member into different groups of a round, or
        pairs say no number of times.
    """
    if isinstance(frame, pd.Series):
        frame = frame.to_frame("group")
    repeated = dict.fromkeys(c for c in frame.columns[frame.columns.duplicated()] if words.find([c], words.ALL))
    if repeated:
        raise InputError(translate(_REPEATED, language, columns=", ".join(map(str, repeated))))
    first, second = (words.find(frame.columns, which) for which in (words.FIRST, words.SECOND))
    group = words.find(frame.columns, words.GROUP)
    if group is None and first is not None and second is not None:
        return _from_pairs(frame, first, second, round, language)
    wide = _side_by_side(frame.columns, group)
    if group is None and not wide:
        there = ", ".join(map(str, frame.columns)) or "none"
        raise InputError(f"no column names a group, and no two name the people of a pair; the columns are {there}")
    if not wide:
        return _from_groups(frame, group, round, language)
    parts = [_from_groups(frame, column, label, language) for column, label in zip(wide, _labels(wide), strict=True)]
    return pd.concat(parts, ignore_index=True)


def people_of(frame: pd.DataFrame | pd.Series) -> pd.Series:
    """Return each row's person id, from the column that names people or the index.

    A column such as "person" comes first, then an index that is not just row numbers, then an e-mail address, an id
    and a name.
    """
    columns: list[Any] = [] if isinstance(frame, pd.Series) else list(frame.columns)
    column: Any = words.find(columns, words.PERSON)
    named = words.fold(frame.index.name) in words.PERSON
    if column is None and not named and pd.api.types.is_integer_dtype(frame.index.dtype):
        column = words.find(columns, (*words.FACTS["email"], *words.FACTS["id"], *words.FACTS["name"]))
    values = frame.index if column is None else frame[column]
    return pd.Series([person_id(value) for value in values], index=frame.index, dtype=object)


def tidy(seats: pd.DataFrame) -> pd.DataFrame:
    """Return a long table with its types right, nobody twice in a group, and only those who were there."""
    there = seats["person"].notna() & seats["group"].notna() & ~(seats["sessions"].astype(float) <= 0)
    seats = seats.loc[there, COLUMNS].drop_duplicates(["person", "round", "group"], keep="last")
    seats = seats.astype(dict.fromkeys(COLUMNS, object) | {"sessions": np.float64})
    for column in ("offer", "attended"):
        seats[column] = seats[column].where(seats[column].notna() & (seats[column] != ""), None)
    return seats.reset_index(drop=True)


def _from_groups(frame: pd.DataFrame, group: Any, round: Any, language: str) -> pd.DataFrame:
    rounds = words.find(frame.columns, words.ROUND)
    seats = pd.DataFrame({"person": people_of(frame), "row": np.arange(1, len(frame) + 1)}, index=frame.index)
    seats["round"] = round if rounds is None else _rounds_of(frame[rounds], round)
    zero_based = bool((pd.to_numeric(frame[group], errors="coerce") == -1).any())
    seats["group"] = frame[group].map(lambda value: _groups(value, zero_based)).astype(object)
    for name, synonyms in words.SEAT.items():
        column = words.find(frame.columns, synonyms)
        seats[name] = None if column is None else frame[column].astype(object)
    seats["role"] = seats["role"].map(words.part)
    long = _with_attendance(seats.explode("group", ignore_index=True))
    if not set(frame.columns) >= KEPT:
        _refuse_twice(long, frame.attrs.get(ROWS, range(1, len(frame) + 1)), language)
    table = tidy(long)
    stayed_away = long.loc[long["group"].notna() & (long["sessions"] <= 0), "person"]
    table.attrs[ABSENT] = sorted(set(stayed_away.dropna()) - set(table["person"]), key=str)
    return table


def _side_by_side(columns: pd.Index[Any], group: Any) -> list[Any]:
    """Return the columns of groups if there is one a round: Group 2024, Group 2025; or Group, Group 2."""
    if group is None:
        return words.numbered(columns, words.GROUP + words.ROUND)
    others = words.numbered(columns, words.GROUP) if words.find(columns, words.ROUND) is None else []
    return [column for column in columns if column == group or column in others] if others else []


def _rounds_of(column: pd.Series, round: Any) -> pd.Series:
    """Return each row's round, and that of the whole where a row does not say its own."""
    own = (person_id(value) for value in column)
    return pd.Series([round if label is None else label for label in own], index=column.index, dtype=object)


def _refuse_twice(long: pd.DataFrame, rows: Sequence[int] | None, language: str) -> None:
    """Raise an error that lists all members whom different rows put into different groups of a round."""
    there = long["person"].notna() & long["group"].notna() & (long["role"] != "guide") & (long["sessions"] > 0)
    groups = long[there].drop_duplicates(["person", "round", "group"])
    several = groups[groups.duplicated(["person", "round"], keep=False)]
    twice = []
    for (person, round), own in several.groupby(["person", "round"], sort=False, dropna=False):
        if own["row"].min() < own["row"].max():
            at = [
                group if rows is None else translate(_AT, language, group=group, row=rows[row - 1])
                for group, row in zip(own["group"], own["row"], strict=True)
            ]
            twice.append(translate(_TWICE, language, person=person, round=round, groups=", ".join(at)))
    if twice:
        raise InputError("\n".join([translate(_ONE_GROUP, language), *(f"  {line}" for line in twice)]))


def _from_pairs(frame: pd.DataFrame, first: Any, second: Any, round: Any, language: str) -> pd.DataFrame:
    """Make each pair a group of two, as many times as they met."""
    rounds, times, sessions = (
        words.find(frame.columns, which) for which in (words.ROUND, words.TIMES, words.SEAT["sessions"])
    )
    pairs = pd.DataFrame({"first": frame[first].map(person_id), "second": frame[second].map(person_id)}, dtype=object)
    pairs["round"] = round if rounds is None else _rounds_of(frame[rounds], round)
    pairs["sessions"] = None if sessions is None else frame[sessions].astype(object)
    count = np.ones(len(frame), dtype=np.int64) if times is None else _times(frame, times, language)
    valid = (pairs["first"] != pairs["second"]) & pairs["first"].notna() & pairs["second"].notna()
    repeat = np.where(valid, count, 0)
    pairs = pairs.iloc[np.repeat(np.arange(len(pairs)), repeat)].reset_index(drop=True)
    pairs["group"] = [f"pair {number}" for number in range(1, len(pairs) + 1)]
    long = pd.concat([pairs.rename(columns={end: "person"}) for end in ("first", "second")], ignore_index=True)
    return tidy(_with_attendance(long.assign(offer=None, role="member")))


def _times(frame: pd.DataFrame, column: Any, language: str) -> NDArray[np.int64]:
    """Return how many times each pair has met, once where nothing is said; refuse what is no such number."""
    said = frame[column].map(lambda value: 1 if person_id(value) is None else value)
    count = pd.to_numeric(said, errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~((count >= 0) & (count <= MOST_TIMES) & (count == np.floor(count))))
    if len(wrong):
        rows = frame.attrs.get(ROWS) or range(1, len(frame) + 1)
        some = ", ".join(translate(_AT, language, group=said.iloc[k], row=rows[k]) for k in wrong[:SHOWN])
        some += " ..." * (len(wrong) > SHOWN)
        raise InputError(translate(_NO_TIMES, language, column=column, most=MOST_TIMES, values=some))
    found: NDArray[np.int64] = count.astype(np.int64)
    return found


def _groups(value: Any, zero_based: bool) -> list[str] | None:
    """Return the groups a cell names; None where the person was absent."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, list | tuple | set | frozenset):
        names = [str(item) for item in value]
    elif pd.api.types.is_number(value):
        names = [str(person_id(value))]
    else:
        text = str(value).strip()
        names = re.split(r"[;,]" if re.fullmatch(r"\d+(\s*[;,]\s*\d+)+", text) else ";", text)
    absent = {"", "-", "-1"} if zero_based else {"", "-", "-1", "0", "0.0"}
    return [name.strip() for name in names if name.strip() not in absent] or None


def _labels(columns: list[Any]) -> list[Any]:
    """Return the rounds of several group columns: the numbers at their ends if those differ, else the headers."""
    ends = [re.search(r"(\d+)$", words.fold(column)) for column in columns]
    numbers = [int(end[1]) for end in ends if end]
    return numbers if len(set(numbers)) == len(columns) else [str(column).strip() for column in columns]


def _with_attendance(seats: pd.DataFrame) -> pd.DataFrame:
    """Split `sessions` into how many (1 where nothing is said) and which."""
    which = seats["sessions"].map(_which)
    count = pd.to_numeric(seats["sessions"].where(which.isna()), errors="coerce").astype(float).fillna(1.0)
    known = which.dropna()
    count.loc[known.index] = known.str.count(";") + 1.0
    return seats.assign(sessions=count, attended=which)


def _which(value: Any) -> str | None:
    """Return the session numbers that a cell lists, or None if it lists none."""
    if isinstance(value, list | tuple | set | frozenset):
        numbers = sorted({int(item) for item in value})
    elif isinstance(value, str) and re.fullmatch(r"\s*\d+(\s*[;,]\s*\d+)*\s*([;,]\s*\d+|;)\s*", value):
        numbers = sorted({int(item) for item in re.findall(r"\d+", value)})
    else:
        return None
    return ";".join(map(str, numbers)) or None
