"""Sheets in which the group is no column: groups side by side, one below the other, or a row each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd

from peergroups.meetings import columns as words

Rows = Sequence[Sequence[str]]
Seats = list[tuple[str, str]]

_GROUP = re.compile(rf"(?:{'|'.join(map(re.escape, words.GROUP))})[ .:#-]*(?:\d+|[a-zåäö])")


def is_group(text: str) -> bool:
    """Return whether a text names a group, as "Ryhmä 3" or "Table B" do.

    Examples
    --------
    >>> is_group("Ryhmä 3"), is_group("Table B:"), is_group("Group leader")
    (True, True, False)
    """
    return _GROUP.fullmatch(words.fold(text)) is not None


def written_out(rows: Rows) -> pd.DataFrame | None:
    """Return who sat in which group: ``person, group``; None if the sheet is of none of these forms."""
    forms: tuple[Callable[[Rows], Seats], ...] = (_row_each, _side_by_side, _one_below_the_other)
    found = next((seats for form in forms if (seats := form(rows))), None)
    return None if found is None else pd.DataFrame(found, columns=["person", "group"], dtype=object)


def lists_members(headers: Sequence[str], body: Rows) -> bool:
    """Return whether a column holds all members of a group in a cell; by its header, or by what separates them."""
    members = words.find(headers, words.MEMBERS)
    if members is None or words.find(headers, words.FACTS["name"]) is not None:
        return False
    cells = [row[headers.index(str(members))] for row in body if len(row) > headers.index(str(members))]
    separated = any(re.search(r"[;\n]", cell) or cell.count(",") > 1 for cell in cells)
    return separated or words.fold(members) not in words.PERSON


def filled_down(groups: pd.Series, people: pd.Series) -> pd.Series:
    """Return a column of groups in which each is named once, on its first row, with the name on every row of it."""
    named = groups[groups != ""]
    merged = len(named) and named.is_unique and 2 * len(named) <= (people != "").sum() and groups.iloc[0] != ""
    return groups.where(groups != "").ffill() if merged else groups


def _row_each(rows: Rows) -> Seats:
    """Read a column of groups beside one with all members of a group in a cell."""
    for at, row in enumerate(rows):
        group, members = words.find(row, words.GROUP), words.find(row, words.MEMBERS)
        if group is None or members is None:
            continue
        here, there = row.index(str(group)), row.index(str(members))
        body = [line for line in rows[at + 1 :] if len(line) > max(here, there) and line[here]]
        return [(person, line[here]) for line in body for person in _listed(line[there])]
    return []


def _listed(cell: str) -> list[str]:
    parts = re.split(r"[;\n]", cell) if re.search(r"[;\n]", cell) else cell.split(",")
    return [part.strip() for part in parts if part.strip()]


def _side_by_side(rows: Rows) -> Seats:
    """Read columns headed by the groups, with the members below."""
    for at, row in enumerate(rows):
        titles = {column: cell for column, cell in enumerate(row) if cell}
        if len(titles) > 1 and all(map(is_group, titles.values())):
            body = rows[at + 1 :]
            return [
                (line[column], title)
                for column, title in titles.items()
                for line in body
                if len(line) > column and line[column]
            ]
    return []


def _one_below_the_other(rows: Rows) -> Seats:
    """Read blocks, each with the group on a line of its own and the members below it."""
    seats: Seats = []
    group = None
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) == 1 and is_group(cells[0]):
            group = cells[0]
        elif group is not None and cells and words.find(cells, words.NAMES) is None:
            seats.append((next((cell for cell in cells if "@" in cell), cells[0]), group))
    return seats
