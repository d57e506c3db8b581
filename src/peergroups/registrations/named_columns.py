"""Columns that the caller names by their headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peergroups.errors import InputError
from peergroups.locale import translate
from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column, Table
from peergroups.registrations.text import key
from peergroups.registrations.vocabulary import headers

Named = Mapping[str, str | Iterable[str]]
"""Our name for a column, and the header or headers it stands for."""


def headers_of(columns: Named | None) -> dict[str, list[str]]:
    """Return the headers of each name as a list.

    Two headers of `name` are first and family name, unless one of them is known to ask for the whole name.
    """
    listed = {name: [h] if isinstance(h, str) else list(h) for name, h in (columns or {}).items()}
    whole = headers()["name"]
    if len(listed.get("name", ())) == 2 and not any(whole.is_exactly(h) or whole.is_in(h) for h in listed["name"]):
        listed["first_name"], listed["last_name"] = ([header] for header in listed.pop("name"))
    return listed


def resolve(named: Mapping[str, list[str]], table: Table, faults: Faults) -> dict[str, list[Column]]:
    """Return the columns that headers mean; case, punctuation and spaces do not matter.

    Raises
    ------
    InputError
        For headers that the sheet does not have, all at once, with the nearest of those it has.
    """
    by_key: dict[str, list[Column]] = {}
    for column in table.columns:
        by_key.setdefault(key(column.header) or column.header, []).append(column)
    found: dict[str, list[Column]] = {}
    missing = []
    for name, wanted in named.items():
        for header in wanted:
            columns = by_key.get(key(header) or header)
            if columns is None:
                missing.append(header)
                continue
            if len(columns) > 1:
                faults.of(columns[0], "same_header", n=len(columns))
            found.setdefault(name, []).append(columns[0])
    if missing:
        for header in missing:
            faults.add("unknown_column", column=header, header=header, near=_near(header, table, faults.language))
        message = translate("the sheet {sheet} lacks columns that are asked for", faults.language, sheet=table.sheet)
        lines = [f"{header}: {_near(header, table, faults.language)}" for header in missing]
        raise InputError("\n  ".join([message, *lines]), faults=faults.table())
    return found


def _near(header: str, table: Table, language: str) -> str:
    from rapidfuzz import fuzz, process

    there = [column.header for column in table.columns]
    near = [
        h for h, _, _ in process.extract(header, there, scorer=fuzz.WRatio, processor=key, score_cutoff=70, limit=3)
    ]
    if near:
        return translate("did you mean {near}?", language, near=" / ".join(near))
    return translate("there are {there}", language, there=" / ".join(there))
