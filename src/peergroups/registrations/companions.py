"""Other people that answers name: managers, and whom to be with or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peergroups.registrations.faults import Faults
from peergroups.registrations.person_names import EMAIL, Directory, Found, name_key
from peergroups.registrations.recognition import Source
from peergroups.registrations.table import Column
from peergroups.registrations.vocabulary import meanings, words, words_of

HIDDEN = "..."
"""Stands in faults for whom a person wants to avoid."""


def read_managers(column: Column, ids: Sequence[str], directory: Directory, faults: Faults) -> list[str | None]:
    """Return each person's manager: the id of a registrant, else the name as it was first written.

    Names in another word order are one manager, whether a registrant or not.
    """
    managers: list[str | None] = []
    outside: dict[str, str] = {}
    for position, text in enumerate(column.texts):
        if not text or _is_nobody(text):
            managers.append(None)
            continue
        found = directory.find(text)
        person = _one(found, column, position, ids, faults, "manager", text)
        if person is None and not found.positions:
            person = outside.setdefault(text.casefold() if EMAIL.fullmatch(text) else name_key(text), text)
        managers.append(person)
    if outside:
        faults.of(column, "managers_outside", n=len(outside))
    if missing := sum(not text or _is_nobody(text) for text in column.texts):
        faults.of(column, "managers_missing", n=missing)
    return managers


def read_companions(
    source: Source, ids: Sequence[str], directory: Directory, faults: Faults, *, hide: bool
) -> list[list[str]]:
    """Return the registrants that each person names; `hide` keeps the names out of the faults."""
    lists: list[list[str]] = [[] for _ in ids]
    for column in source.columns:
        for position, text in enumerate(column.raw_texts):
            for name, found in _people(text, directory):
                shown = HIDDEN if hide else name
                person = _one(found, column, position, ids, faults, "companion", shown)
                if person is not None and person not in lists[position]:
                    lists[position].append(person)
                elif not found.positions:
                    faults.at(column, position, "companion_unknown", value=shown)
    return lists


def _people(text: str, directory: Directory) -> Iterator[tuple[str, Found]]:
    """Yield the people an answer names. A comma stands between names, or between family and first name."""
    between = "|".join(re.escape(word) for word in words("identity", "between_names"))
    for part in re.split(rf"[;\n]|{between}", text):
        name = part.strip(" ,.")
        if not name or _is_nobody(name):
            continue
        pieces = [(n, directory.find(n)) for piece in name.split(",") if (n := piece.strip()) and not _is_nobody(n)]
        whole = directory.find(name)
        if whole.positions and not all(found.positions for _, found in pieces):
            yield name, whole
        else:
            yield from pieces


def _one(
    found: Found, column: Column, position: int, ids: Sequence[str], faults: Faults, kind: str, shown: str
) -> str | None:
    """Return the id of the only registrant found, and tell what else came of the search."""
    if len(found.positions) > 1:
        rows = ", ".join(str(column.rows[p]) for p in sorted(found.positions))
        faults.at(column, position, f"{kind}_ambiguous", value=shown, rows=rows)
        return None
    if not found.positions:
        return None
    (other,) = found.positions
    if other == position:
        faults.at(column, position, f"{kind}_self", value=shown)
        return None
    if found.bent:
        faults.at(column, position, f"{kind}_near", value=shown, other=column.rows[other])
    return ids[other]


def _is_nobody(text: str) -> bool:
    return meanings("identity").get(words_of(text) or text) == "nobody"
