"""How criteria read the columns of people and offers: the same answer, however it was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.errors import ProblemError
from peergroups.terms import Floats, Ints

if TYPE_CHECKING:
    from peergroups.problem import Problem

UNDISCLOSED = frozenset(
    f"{negative} {verb}"
    for negative, verbs in (
        ("prefer not to", "say answer"),
        ("prefers not to", "say answer"),
        ("rather not", "say"),
        ("en halua", "kertoa sanoa vastata"),
        ("ei halua", "kertoa sanoa vastata"),
        ("en", "kerro"),
        ("vill inte", "uppge säga svara"),
        ("vill ej", "uppge säga svara"),
        ("vill helst inte", "uppge säga svara"),
        ("uppger", "inte ej"),
        ("no", "answer"),
    )
    for verb in verbs.split()
)
"""Answers that say nothing, in English, Finnish and Swedish; whoever gives one belongs to no category."""


def column_of(table: pd.DataFrame, column: str, criterion: str, what: str = "people") -> pd.Series:
    """Return a column, or raise a `ProblemError` that names the criterion and the columns there are."""
    if column not in table.columns:
        there = ", ".join(map(str, table.columns)) or "none"
        raise ProblemError(f"{criterion}: the {what} have no column {column!r}; their columns are {there}")
    return table[column]


def is_list(value: object) -> bool:
    """Return whether a cell holds several values."""
    return isinstance(value, list | tuple | set | frozenset | np.ndarray)


def is_missing(value: object) -> bool:
    """Return whether a cell holds nothing: None, NaN, NA, blanks, or a list without values."""
    if isinstance(value, str):
        return not value.strip()
    if is_list(value) or isinstance(value, dict):
        return len(value) == 0  # type: ignore[arg-type]
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def spelled(value: object) -> str:
    """Return a cell as clean text: one form of each letter, single blanks, 3.0 as 3; "" where missing."""
    if isinstance(value, str):
        return _clean(value)
    if is_missing(value):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    return _clean(str(value))


@lru_cache(maxsize=65536)
def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fold(value: object) -> str:
    r"""Return a cell as text to compare by: as `spelled`, and upper and lower case alike.

    >>> fold(" Åland\xa0 ") == fold("ÅLAND")
    True
    """
    return spelled(value).casefold()


def listed(value: object) -> list[object]:
    """Return a cell's values: a list's, or those of a text between semicolons; blanks left out, order kept."""
    if isinstance(value, str):
        value = value.split(";")
    elif isinstance(value, set | frozenset):
        value = sorted(value, key=fold)
    elif not is_list(value):
        value = [value]
    return [item for item in value if not is_missing(item)]  # type: ignore[attr-defined]


def folded(value: object) -> tuple[str, ...]:
    """Return a cell's values to compare by, each once, order kept."""
    return tuple(dict.fromkeys(fold(item) for item in listed(value)))


def says_yes(value: object) -> bool:
    """Return whether a cell says yes."""
    return fold(value) in {"true", "yes", "1", "x", "kyllä", "ja"}


def categories(problem: Problem, column: str, criterion: str) -> tuple[Ints, list[str]]:
    """Return each person's category code (-1 where missing) and the categories' names, sorted.

    Spellings that differ in case or blanks are one category. Of several answers the first counts.
    """
    values = [next(iter(listed(value)), "") for value in column_of(problem.people, column, criterion)]
    names: dict[str, str] = {}
    for value in values:
        name = spelled(value)
        names[name.casefold()] = min(name, names.get(name.casefold(), name))
    names.pop("", None)
    code = {key: number for number, key in enumerate(sorted(names))}
    return np.array([code.get(fold(value), -1) for value in values], dtype=np.int32), [names[key] for key in code]


def numbers(values: Iterable[object], column: str, criterion: str) -> Floats:
    """Return a column's numbers, NaN where missing; a decimal comma is understood.

    Raises
    ------
    ProblemError
        Naming the values that are no numbers.
    """
    cells = [spelled(value).replace(",", ".").replace("\N{MINUS SIGN}", "-") for value in values]
    found = pd.to_numeric(pd.Series(cells, dtype=object), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = sorted({cell for cell, number in zip(cells, found, strict=True) if cell and not np.isfinite(number)})
    if wrong:
        raise ProblemError(
            f"{criterion}: {column!r} should hold numbers; it holds {', '.join(map(repr, wrong[:10]))}"
        )
    return found


class Positions:
    """Where people stand in the table, by id; an id typed in another case is understood unless it is ambiguous."""

    def __init__(self, people: pd.DataFrame) -> None:
        self._exact = {person: place for place, person in enumerate(people.index)}
        self._folded: dict[str, int] = {}
        for person, place in self._exact.items():
            key = fold(person)
            self._folded[key] = -1 if key in self._folded else place

    def get(self, person: object) -> int:
        """Return a person's position, or -1."""
        try:
            if person in self._exact:
                return self._exact[person]
        except TypeError:  # a list is nobody
            return -1
        return self._folded.get(fold(person), -1)


def disclosed(code: Ints, names: list[str]) -> tuple[Ints, list[str]]:
    """Return categories without those of `UNDISCLOSED`, whose people get the code -1."""
    kept = [k for k, name in enumerate(names) if fold(name) not in UNDISCLOSED]
    number = np.full(len(names) + 1, -1, dtype=np.int32)  # the last place is for code -1
    number[kept] = np.arange(len(kept))
    return number[code], [names[k] for k in kept]


def holds_numbers(column: pd.Series) -> bool:
    """Return whether every value of a column that is not missing is a number; True, False and text are none."""
    found = [value for value in column if not is_missing(value)]
    return bool(found) and all(isinstance(v, int | float | np.number) and not isinstance(v, bool) for v in found)


def standardised(values: Floats) -> Floats:
    """Return z-scores: 0 where a value is missing, and throughout if all are equal."""
    known = values[~np.isnan(values)]
    if not len(known) or np.ptp(known) <= 1e-9 * np.abs(known).max():
        return np.zeros_like(values)
    return np.asarray(np.nan_to_num((values - known.mean()) / known.std()))
