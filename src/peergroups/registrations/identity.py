"""Who answered: ids, names, and which of several answers counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peergroups.registrations.faults import Faults
from peergroups.registrations.person_names import EMAIL, name_key, same_person
from peergroups.registrations.recognition import Source
from peergroups.registrations.table import Column, Table
from peergroups.registrations.times import read_times
from peergroups.registrations.vocabulary import meanings, words_of


@dataclass(frozen=True)
class Identity:
    """One entry for each person: which row counts, who it is, and when the person first answered."""

    kept: Sequence[int]
    ids: Sequence[str]
    names: Sequence[str]
    emails: Sequence[str]
    registered: Sequence[dt.datetime | None]


@dataclass(frozen=True)
class _Answers:
    """What each row says of who answered, and when."""

    table: Table
    names: Sequence[str]
    emails: Sequence[str]
    numbers: Sequence[str]
    times: Sequence[dt.datetime | None]

    def latest(self, rows: Sequence[int]) -> int:
        """Return the row that counts: the latest by time stamp, else the lowest."""
        return max(rows, key=lambda p: (self.times[p] or dt.datetime.min, p))

    def first_time(self, rows: Sequence[int]) -> dt.datetime | None:
        """Return the time stamp that keeps the place in the queue."""
        return min((time for p in rows if (time := self.times[p])), default=None)

    def id_of(self, rows: Sequence[int]) -> str:
        """Return the e-mail address, else the sheet's own id, else the row; the latest answer's first."""
        newest = sorted(rows, key=lambda p: p != self.latest(rows))
        named = [self.emails[p] for p in newest] + [self.numbers[p] for p in newest]
        return next(filter(None, named), f"row {self.table.rows[newest[0]]}")


def identify(table: Table, sources: Mapping[str, Source], faults: Faults) -> Identity:
    """Return who the people are, in the order of the queue.

    Of several answers by one person the latest counts, by time stamp, else by row; the first time stamp keeps the
    place in the queue.
    """
    emails, odd = _emails(table, sources.get("email"))
    registered = sources.get("registered")
    times = read_times(registered.columns[0], faults) if registered else [None] * len(table.rows)
    numbers = [
        "" if number == "0" or _is_word(number, "nobody") else number for number in _texts(table, sources.get("id"))
    ]
    said = _Answers(table, _names(table, sources), emails, numbers, times)
    if not any(said.emails) and not any(said.numbers):
        faults.add("no_identity")
    people = _people(said)
    people.sort(key=lambda rows: (said.first_time(rows) or dt.datetime.max, rows[0]))
    kept = [said.latest(rows) for rows in people]
    ids = _unique_ids(people, said, faults)
    for rows, latest, person in zip(people, kept, ids, strict=True):
        _tell_doubles(rows, latest, person, table, faults)
        if any(emails):
            _tell_address(latest, person, odd, sources.get("email"), faults)
    _tell_names(kept, said, faults)
    return Identity(
        kept,
        ids,
        [said.names[p] for p in kept],
        [said.emails[p] for p in kept],
        [said.first_time(rows) for rows in people],
    )


def _texts(table: Table, source: Source | None) -> list[str]:
    """Return the first answer that is not empty among a source's columns."""
    columns = source.columns if source else []
    return [next((c.texts[p] for c in columns if c.texts[p]), "") for p in range(len(table.rows))]


def _names(table: Table, sources: Mapping[str, Source]) -> list[str]:
    first, last = _texts(table, sources.get("first_name")), _texts(table, sources.get("last_name"))
    whole = ["" if _is_word(name, "anonymous") else name for name in _texts(table, sources.get("name"))]
    return [name or f"{a} {b}".strip() for name, a, b in zip(whole, first, last, strict=True)]


def _emails(table: Table, source: Source | None) -> tuple[list[str], dict[int, Column]]:
    """Return the first address in each row, and the columns of answers that should be addresses and are not."""
    emails = [""] * len(table.rows)
    odd: dict[int, Column] = {}
    for column in source.columns if source else []:
        for position, text in enumerate(column.texts):
            if emails[position] or not text or _is_word(text, "anonymous", "nobody"):
                continue
            match = EMAIL.search(text.removeprefix("mailto:"))
            if match:
                emails[position] = match[0].casefold()
                odd.pop(position, None)
            else:
                odd[position] = column
    return emails, odd


def _is_word(text: str, *wanted: str) -> bool:
    return meanings("identity").get(words_of(text) or text) in wanted


def _people(said: _Answers) -> list[list[int]]:
    """Return the rows of each person: the same address or id, unless the names are clearly different people's."""
    people: list[list[int]] = []
    known: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for position, (name, email, number) in enumerate(zip(said.names, said.emails, said.numbers, strict=True)):
        keys = [key for key in (("email", email), ("id", number)) if key[1]]
        alike = (rows for key in keys for rows in known[key] if same_person(said.names[rows[0]], name))
        rows = next(alike, [])
        if not rows:
            people.append(rows)
        rows.append(position)
        for key in keys:
            if not any(rows is other for other in known[key]):
                known[key].append(rows)
    return people


def _unique_ids(people: Sequence[Sequence[int]], said: _Answers, faults: Faults) -> list[str]:
    """Return each person's id; those whose id is taken are known by their row."""
    owner: dict[str, int] = {}
    numbered: dict[str, int] = {}
    ids = []
    for rows in people:
        latest = said.latest(rows)
        row, number = said.table.rows[latest], said.numbers[latest]
        person = said.id_of(rows)
        if person in owner:
            code = "shared_email" if "@" in person else "same_id"
            faults.add(code, row=row, value=person, other=owner[person], person=(other := f"row {row}"))
            person = other
        elif number in numbered:
            faults.add("same_id", row=row, value=number, other=numbered[number], person=person)
        owner[person] = row
        if number:
            numbered.setdefault(number, row)
        ids.append(person)
    return ids


def _tell_doubles(rows: Sequence[int], latest: int, person: str, table: Table, faults: Faults) -> None:
    older = [table.rows[p] for p in rows if p != latest]
    if older:
        faults.add("latest_answer", row=table.rows[latest], value=person, rows=", ".join(map(str, older)))
    for row in older:
        faults.add("older_answer", row=row, value=person, latest=table.rows[latest])


def _tell_address(
    position: int, person: str, odd: Mapping[int, Column], source: Source | None, faults: Faults
) -> None:
    if position in odd:
        faults.at(odd[position], position, "bad_email", person=person)
    elif source and not any("@" in column.texts[position] for column in source.columns):
        faults.at(source.columns[-1], position, "no_email", person=person)


def _tell_names(kept: Sequence[int], said: _Answers, faults: Faults) -> None:
    alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for position in kept:
        name, row = said.names[position], said.table.rows[position]
        if name:
            alike[name_key(name)].append((row, name))
        if any(_is_word(part, "trial") for part in (*name.split(), said.emails[position].partition("@")[0])):
            faults.add("test_row", row=row, value=name or said.emails[position])
    for listed in alike.values():
        if len(listed) > 1:
            (row, name), rows = listed[0], sorted(row for row, _ in listed)
            faults.add("same_name", row=row, value=name, rows=", ".join(map(str, rows)))
