"""Contact logs, such as those of face-to-face sensors: a time and two people in each row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.meetings import columns as words
from peergroups.meetings import seats
from peergroups.meetings.identity import person_id
from peergroups.registrations.faults import Faults
from peergroups.registrations.files import open_file
from peergroups.registrations.table import Column, Sheet
from peergroups.registrations.text import as_text
from peergroups.registrations.times import read_times
from peergroups.terms import Floats

DAY = 86_400.0
"""Seconds of a round, unless another length is asked for."""
LONGEST = 1e15
"""Seconds beyond which a number is no time."""
SHOWN = 20
"""How many wrong rows are listed at most."""

_NO_LOG = message("{name}: a contact log has three columns: time, person and person")
_BROKEN = message("{name}: in a contact log each row has a time and two people; these have not:")
_NO_TIME = message("row {row}: {value} is neither a time in seconds nor a time stamp")
_NO_PAIR = message("row {row}: {value} does not name two people")
_MORE = message("... and {n} more")
_EPOCH = dt.datetime(1970, 1, 1)
_BETWEEN = r"\s+(?!\d{1,2}:\d\d)"
"""Blanks between cells: not those between the date and the time of a time stamp."""


def contact_seats(
    contacts: pd.DataFrame,
    round_seconds: float | None = DAY,
    least: int = 1,
    *,
    name: str = "contacts",
    language: str = "en",
) -> pd.DataFrame:
    """Return the long table of a contact log; see `MeetingGraph.from_contacts`.

    Parameters
    ----------
    contacts : pandas.DataFrame
        Its first three columns are read; the index is what errors call its rows.
    """
    if contacts.shape[1] < 3:
        raise InputError(translate(_NO_LOG, language, name=name))
    if round_seconds is not None and not round_seconds > 0:
        raise InputError(f"round_seconds must be more than 0, or None, not {round_seconds}")
    seconds = _seconds(contacts.iloc[:, 0])
    ends = [contacts.iloc[:, column].map(person_id).astype(object) for column in (1, 2)]
    _refuse_broken(contacts, seconds, ends[0].notna() & ends[1].notna(), name, language)
    number = np.zeros(len(contacts)) if round_seconds is None else seconds // round_seconds
    pairs = pd.DataFrame({"round": number.astype(np.int64) + 1, "first": ends[0], "second": ends[1]})
    turned = pairs["first"].astype(str) > pairs["second"].astype(str)
    pairs.loc[turned, ["first", "second"]] = pairs.loc[turned, ["second", "first"]].to_numpy()
    counted = pairs.groupby(["round", "first", "second"], sort=True).size().rename("sessions").reset_index()
    counted = counted[counted["sessions"] >= least]
    rounds = {number: place for place, number in enumerate(sorted(counted["round"].unique()), start=1)}
    return seats.from_frame(counted.assign(round=counted["round"].map(rounds)))


def days(log: pd.DataFrame, name: str, file: str, language: str) -> Iterator[tuple[pd.DataFrame, str]]:
    """Yield the long table and the label of each day of a contact log: its name, numbered if there are several."""
    table = contact_seats(log, name=file, language=language)
    numbers = table["round"].unique()
    for number in numbers:
        day = table[table["round"] == number]
        label = f"{name} {number}" if len(numbers) > 1 else name
        yield day.assign(round=label), label


def read_contacts(path: Path, language: str) -> pd.DataFrame:
    """Return the contact log that a file holds, with or without headers, whatever separates its cells."""
    return _cells(open_file(path, Faults(language))[0])


def log_of(table: pd.DataFrame) -> pd.DataFrame | None:
    """Return the contact log that a table is: pairs, each with a time and nothing to count; None if it is none."""
    log = [words.find(table.columns, which) for which in (words.TIME, words.FIRST, words.SECOND)]
    if None in log or words.find(table.columns, words.GROUP + words.ROUND + words.TIMES) is not None:
        return None
    contacts = table[log].set_axis(table.attrs[seats.ROWS][: len(table)])
    contacts = contacts[(contacts != "").any(axis=1)]
    return contacts if _are_times(contacts.iloc[:, 0]) else None


def without_headers(path: Path, sheet: Sheet) -> list[tuple[str, pd.DataFrame]]:
    """Return the table of a contact log without headers, separated by blanks or tabs; nothing if it is none.

    With other separators the numbers of people and of their groups could pass for one.
    """
    if not (_is_blank_separated(sheet) or (sheet.delimited and b"\t" in path.read_bytes())):
        return []
    cells = _cells(sheet)
    if cells.shape[1] < 3 or not _are_times(cells.iloc[:, 0]):
        return []
    table = cells.set_axis(["time", "first", "second"], axis=1)
    table.attrs[seats.ROWS] = list(table.index)
    return [(sheet.name, table)]


def _cells(sheet: Sheet) -> pd.DataFrame:
    """Return the first three cells of each row as text, by its number; no comments (#), empty ones and headers."""
    blanks = _is_blank_separated(sheet)
    rows = {}
    for number, row in enumerate(sheet.rows, start=1):
        cells = [as_text(cell) for cell in row]
        if any(cells) and not cells[0].startswith("#"):
            rows[number] = re.split(_BETWEEN, cells[0]) if blanks else cells
    first = next(iter(rows), None)
    if first is not None and not re.search(r"\d", rows[first][0]):
        del rows[first]
    width = min(3, max(map(len, rows.values()), default=0))
    return pd.DataFrame([[*cells, "", ""][:width] for cells in rows.values()], index=list(rows), dtype=object)


def _is_blank_separated(sheet: Sheet) -> bool:
    return sheet.delimited and all(len(row) <= 1 for row in sheet.rows)


def _are_times(column: pd.Series) -> bool:
    """Return whether most of a column are times."""
    return len(column) > 0 and bool(np.isfinite(_seconds(column)).mean() > 1 / 2)


def _seconds(times: pd.Series) -> Floats:
    """Return times in seconds, NaN for what is none; time stamps from a midnight of their own place."""
    if isinstance(times.dtype, pd.DatetimeTZDtype):
        times = times.dt.tz_localize(None)
    if pd.api.types.is_datetime64_dtype(times.dtype):
        return np.array((times - pd.Timestamp(_EPOCH)).dt.total_seconds(), dtype=np.float64)
    numbers: Floats = np.array(pd.to_numeric(times, errors="coerce"), dtype=np.float64)
    numbers[~(np.abs(numbers) <= LONGEST)] = np.nan
    if not np.isnan(numbers).any():
        return numbers
    found = read_times(Column("", 0, range(len(times)), times.tolist()), Faults())
    stamps: Floats = np.array([np.nan if stamp is None else (stamp - _EPOCH).total_seconds() for stamp in found])
    return stamps if np.isnan(stamps).sum() < np.isnan(numbers).sum() else numbers


def _refuse_broken(contacts: pd.DataFrame, seconds: Floats, named: pd.Series, name: str, language: str) -> None:
    """Raise an error that lists the rows without a time or two people."""
    said = []
    wrong = np.isnan(seconds) | ~named.to_numpy()
    for row, cells, timeless in zip(
        contacts.index[wrong], contacts[wrong].to_numpy(dtype=object), np.isnan(seconds[wrong]), strict=True
    ):
        value = cells[0] if timeless else " ".join(map(str, cells[:3])).strip()
        said.append(translate(_NO_TIME if timeless else _NO_PAIR, language, row=row, value=value))
    if said:
        more = [translate(_MORE, language, n=len(said) - SHOWN)] if len(said) > SHOWN else []
        listed = [f"  {line}" for line in (*said[:SHOWN], *more)]
        raise InputError("\n".join([translate(_BROKEN, language, name=name), *listed]))
