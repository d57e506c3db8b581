"""Sheets of people from outside: guides, and guests who complete groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from peergroups.criteria.columns import fold, folded, is_missing, says_yes
from peergroups.registrations import read_registrations
from peergroups.registrations.faults import Faults
from peergroups.registrations.files import open_file
from peergroups.registrations.sheets import pick_sheet, read_table
from peergroups.registrations.table import Table
from peergroups.registrations.vocabulary import words_of

GUIDE_HEADERS: Mapping[str, Sequence[str]] = {
    "most_groups": (
        *("most groups", "how many groups", "groups at most", "ryhmiä enintään", "montako ryhmää", "ryhmiä"),
        *("kuinka monta ryhmää", "högst antal grupper", "hur många grupper", "grupper högst"),
    ),
    "novice": ("novice", "experience", "new guide", "kokemus", "uusi ohjaaja", "ensikertalainen", "erfarenhet"),
    "roles": ("roles", "roolit", "roller", "role", "rooli", "roll"),
    "places": ("places", "paikkakunnat", "orter", "place", "paikkakunta", "ort", "toimipaikka", "toimipaikat"),
}
"""What the columns of a sheet of guides are called that a sheet of registrations has not, or only one answer in."""

NOVICE = ("novice", "new", "none", "0", "uusi", "ei", "ei ole", "ensikertalainen", "aloittelija", "ny", "nybörjare")


@dataclass(frozen=True, eq=False)
class Outsiders:
    """People from outside who were read from a sheet.

    Attributes
    ----------
    table : pandas.DataFrame
        One row each, indexed by e-mail address, name or row.
    faults : pandas.DataFrame
        As of registrations.
    cells : mapping
        Where each answer stands, as "Guides!D5", by column of the table and the answer in small letters.
    """

    table: pd.DataFrame
    faults: pd.DataFrame
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)


def read_guides(
    path: str | Path, *, sheet: str | None = None, language: Literal["en", "fi", "sv"] = "en"
) -> Outsiders:
    """Read a sheet of guides: name, e-mail, themes, roles, languages, places, times, unit and so on.

    Columns are recognised as in registrations; besides, how many groups somebody can take and whether they are new.
    Who has neither an address nor an id of their own is known by name.

    Raises
    ------
    InputError
        If the file can't be read.
    """
    outsiders = _read(path, sheet, GUIDE_HEADERS, language)
    table = outsiders.table
    if "novice" in table.columns:
        table["novice"] = [fold(cell) in NOVICE or says_yes(cell) for cell in table["novice"]]
    for many in ("roles", "places"):
        if many in table.columns:
            table[many] = [list(folded_parts(cell)) for cell in table[many]]
    return outsiders


def read_guests(
    path: str | Path, *, sheet: str | None = None, language: Literal["en", "fi", "sv"] = "en"
) -> Outsiders:
    """Read a sheet of guests; columns are recognised as in registrations. Known by name where there is no address."""
    return _read(path, sheet, {}, language)


def folded_parts(cell: object) -> Iterator[str]:
    """Yield the answers of a cell with several, parted by semicolons or commas."""
    for part in str("" if is_missing(cell) else cell).replace(",", ";").split(";"):
        if part.strip():
            yield part.strip()


def _read(
    path: str | Path, sheet: str | None, own: Mapping[str, Sequence[str]], language: Literal["en", "fi", "sv"]
) -> Outsiders:
    faults = Faults(language)
    name = Path(path).name
    chosen = pick_sheet(open_file(path, faults), sheet, (), name, faults)
    raw = read_table(chosen, (), name, faults)
    named = {column: found for column, titles in own.items() if (found := _header(raw, titles)) is not None}
    read = read_registrations(path, columns=named, sheet=chosen.name, language=language)
    table = read.people.copy()
    if "name" in table.columns:
        table.index = pd.Index(
            [
                person if "@" in str(person) or is_missing(called) else called
                for person, called in table["name"].items()
            ],
            name=table.index.name,
        )
    return Outsiders(table, read.faults, dict(_cells(raw, read.columns)))


def _header(table: Table, titles: Sequence[str]) -> str | None:
    wanted = [words_of(title) for title in titles]
    found = [column.header for column in table.columns if words_of(column.header) in wanted]
    return min(found, key=lambda header: wanted.index(words_of(header))) if found else None


def _cells(table: Table, columns: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, headers in columns.items():
        for column in table.columns:
            if column.header in headers:
                for row, text in zip(reversed(column.rows), reversed(column.texts), strict=True):
                    for part in (text, *folded(text)):
                        yield (name, fold(part)), f"{table.sheet}!{column.letter}{row}"
