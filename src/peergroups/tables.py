"""What can be wrong with the tables that a caller hands over: ids, columns, sizes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from peergroups.errors import ProblemError

if TYPE_CHECKING:
    from peergroups.registrations import Registrations

NAMED = 10
"""The most ids or columns named in a sentence."""

LARGEST = 1_000_000
"""Of sizes and copies: more than any round has, and what 'no limit' is written as."""


def people_of(registrations: Registrations | pd.DataFrame) -> pd.DataFrame:
    """Return the people who registered.

    Parameters
    ----------
    registrations : Registrations or pandas.DataFrame
        What was read from a sheet, or a table indexed by person id.

    Raises
    ------
    ProblemError
        If it is neither, or the table leaves open who is meant, such as by an id twice.

    Examples
    --------
    >>> import peergroups as pg
    >>> people_of("answers.xlsx")
    Traceback (most recent call last):
    peergroups.errors.ProblemError: people come from read_registrations or in a pandas DataFrame, not as str
    """
    people = getattr(registrations, "people", registrations)
    if not isinstance(people, pd.DataFrame):
        raise ProblemError(
            f"people come from read_registrations or in a pandas DataFrame, not as {type(people).__name__}"
        )
    if faults := list(table_faults("person", people)):
        raise ProblemError("; ".join(faults))
    return people


def table_faults(what: str, table: pd.DataFrame) -> Iterator[str]:
    """Yield a sentence for everything in a table's index and columns that leaves open who or what is meant.

    Parameters
    ----------
    what : str
        What a row is: "person", "offer" or "guide".
    table : pandas.DataFrame
        Indexed by id.

    Examples
    --------
    >>> list(table_faults("person", pd.DataFrame({"unit": ["x", "y"]}, index=["ann", "ann"])))
    ['person ids repeat: ann (keep one row for each, or number the rows with reset_index)']
    """
    if table.index.nlevels > 1:
        yield (
            f"{what} ids are one value each, not {table.index.nlevels}: the index has several levels"
            " (make one of them, or number the rows with reset_index)"
        )
    else:
        if len(repeated := table.index[table.index.duplicated() & table.index.notna()].unique()):
            yield f"{what} ids repeat: {_some(repeated)} (keep one row for each, or number the rows with reset_index)"
        if len(missing := np.flatnonzero(table.index.isna())):
            yield f"{what} ids are missing at position {_some(missing)} (counted from 0; give every row an id)"
    if table.columns.nlevels > 1:
        yield f"the columns of the {what} table have {table.columns.nlevels} levels (give each column one name)"
    elif len(repeated := table.columns[table.columns.duplicated()].unique()):
        yield f"the {what} table has several columns named {_some(repeated)} (keep one of them, or rename them)"


def size_faults(offers: pd.DataFrame) -> Iterator[str]:
    """Yield a sentence for each size and number of copies that no group can have.

    Examples
    --------
    >>> list(size_faults(pd.DataFrame({"min_size": [3], "max_size": [2]}, index=["pairs"])))
    ['offer pairs: min_size is larger than max_size']
    """
    numbers = pd.DataFrame(index=offers.index)
    for column, least in (("min_size", 1), ("max_size", 1), ("copies", 0)):
        if column not in offers.columns:
            if column != "copies":
                yield f"the offers lack the column {column!r}"
            continue
        text = offers[column].map(lambda value: isinstance(value, str))
        number = pd.to_numeric(offers[column], errors="coerce").where(~text)
        fine = number.between(least, LARGEST) & (number % 1 == 0)
        numbers[column] = number.where(fine)
        for offer, value in offers.loc[(~fine).to_numpy(), column].items():
            yield f"offer {offer}: {column} must be a whole number from {least} to {LARGEST}, not {value!r}"
    if {"min_size", "max_size"} <= set(numbers.columns):
        for offer in numbers.index[(numbers["min_size"] > numbers["max_size"]).to_numpy()]:
            yield f"offer {offer}: min_size is larger than max_size"


def _some(values: object) -> str:
    listed = list(map(str, values))  # type: ignore[call-overload]
    more = len(listed) - NAMED
    return ", ".join(listed[:NAMED]) + (f" and {more} more" if more > 0 else "")
