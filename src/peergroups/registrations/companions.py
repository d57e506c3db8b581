"""Other people that answers name: managers, and whom to be with or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from peergroups.registrations.faults import Faults
from peergroups.registrations.person_names import EMAIL, Directory, Found, name_key
from peergroups.registrations.recognition import Source
from peergroups.registrations.table import Column
from peergroups.registrations.vocabulary import meanings, words, words_of

HIDDEN = "..."
"""Stands in faults for whom a person wants to avoid."""


@dataclass(frozen=True)
class _Naming:
    """One column that names people, and where they are looked up."""

    asks: Literal["manager", "together", "apart"]
    column: Column
    ids: Sequence[str]
    directory: Directory
    faults: Faults

    def person(self, position: int, name: str, found: Found) -> str | None:
        """Return the id of the only registrant found, and tell what else came of the search."""
        shown = HIDDEN if self.asks == "apart" else name
        kind = "manager" if self.asks == "manager" else "companion"
        if not found.positions:
            if kind == "companion":
                self.faults.at(self.column, position, "companion_unknown", value=shown)
            return None
        if len(found.positions) > 1:
            rows = ", ".join(str(self.column.rows[p]) for p in sorted(found.positions))
            self.faults.at(self.column, position, f"{self.asks}_ambiguous", value=shown, rows=rows)
            return None
        (other,) = found.positions
        if other == position:
            self.faults.at(self.column, position, f"{kind}_self", value=shown)
            return None
        if found.bent:
            self.faults.at(self.column, position, f"{kind}_near", value=shown, other=self.column.rows[other])
        return self.ids[other]


def read_managers(column: Column, ids: Sequence[str], directory: Directory, faults: Faults) -> list[str | None]:
    """Return each person's manager: the id of a registrant, else the name as it was first written.

    Names in another word order are one manager, whether a registrant or not.
    """
    naming = _Naming("manager", column, ids, directory, faults)
    managers: list[str | None] = []
    outside: dict[str, str] = {}
    for position, text in enumerate(column.texts):
        if not text or _is_nobody(text):
            managers.append(None)
            continue
        several = list(_people(text, directory))
        known = [one for one in several if one[1].positions]
        if len(several) > 1 and (known or "," not in text):  # else the comma is within one name
            text, found = (known or several)[0]
            faults.at(column, position, "manager_several", manager=text)
        else:
            found = directory.find(text)
        person = naming.person(position, text, found)
        if not found.positions:
            person = outside.setdefault(text.casefold() if EMAIL.fullmatch(text) else name_key(text), text)
        managers.append(person)
    if outside:
        faults.of(column, "managers_outside", n=len(outside))
    if missing := sum(not text or _is_nobody(text) for text in column.texts):
        faults.of(column, "managers_missing", n=missing)
    for circle in _circles(ids, managers):
        faults.of(column, "managers_circle", rows=", ".join(str(column.rows[p]) for p in sorted(circle)))
    return managers


def _circles(ids: Sequence[str], managers: Sequence[str | None]) -> Iterator[set[int]]:
    """Yield the positions of people whose managers' managers lead back to them, each circle once."""
    position = {person: at for at, person in enumerate(ids)}
    above = [position.get(manager or "", -1) for manager in managers]
    done: set[int] = set()
    for start in range(len(ids)):
        path: dict[int, None] = {}
        at = start
        while at >= 0 and at not in done and at not in path:
            path[at] = None
            at = above[at]
        if at in path:
            yield set(list(path)[list(path).index(at) :])
        done |= path.keys()


def read_companions(
    asks: Literal["together", "apart"], source: Source, ids: Sequence[str], directory: Directory, faults: Faults
) -> list[list[str]]:
    """Return the registrants that each person names. Faults never tell whom a person wants to be apart from."""
    lists: list[dict[str, None]] = [{} for _ in ids]
    for column in source.columns:
        naming = _Naming(asks, column, ids, directory, faults)
        for position, text in enumerate(column.raw_texts):
            for name, found in _people(text, directory):
                person = naming.person(position, name, found)
                if person is not None:
                    lists[position][person] = None
    return [list(people) for people in lists]


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


def _is_nobody(text: str) -> bool:
    return meanings("identity").get(words_of(text) or text) == "nobody"
