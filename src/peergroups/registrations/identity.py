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
from peergroups.registrations.text import fold
from peergroups.registrations.times import read_times
from peergroups.registrations.vocabulary import meanings, words_of

_NO_DATE = dt.datetime.max


@dataclass(frozen=True)
class Identity:
    """One entry for each person: which row counts, who it is, and when the person first answered."""

    kept: Sequence[int]
    ids: Sequence[str]
    names: Sequence[str]
    emails: Sequence[str]
    registered: Sequence[dt.datetime | None]


def identify(table: Table, sources: Mapping[str, Source], faults: Faults) -> Identity:
    """Return who the people are, in the order of the queue.

    Of several answers by one person the latest counts, by time stamp, else by row; the first time stamp keeps the
    place in the queue.
    """
    names = _names(table, sources)
    emails, odd = _emails(table, sources.get("email"), faults)
    numbers = _texts(table, sources.get("id"))
    times = _times(table, sources, faults)
    ids = [email or number or f"row {row}" for email, number, row in zip(emails, numbers, table.rows, strict=True)]
    if not any(emails) and not any(numbers):
        faults.add("no_identity")
    people = _people(ids, names)
    kept, taken_ids, firsts = [], [], []
    used: set[str] = set()
    for rows in people:
        latest = max(rows, key=lambda p: (times[p] or dt.datetime.min, p))
        person = ids[latest]
        if person in used:
            other = next(r for r in people if ids[r[0]] == person)
            person = f"row {table.rows[latest]}"
            code = "shared_email" if emails[latest] else "same_id"
            faults.add(code, row=table.rows[latest], value=ids[latest], other=table.rows[other[0]], person=person)
        used.add(person)
        kept.append(latest)
        taken_ids.append(person)
        firsts.append(min((t for p in rows if (t := times[p])), default=None))
        _tell_doubles(rows, latest, table, ids, faults)
    for position, person in zip(kept, taken_ids, strict=True) if any(emails) else ():
        _tell_address(position, person, odd, sources.get("email"), faults)
    _tell_names(kept, names, emails, table, faults)
    queue = sorted(range(len(kept)), key=lambda k: (firsts[k] or _NO_DATE, min(people[k])))
    return Identity(
        [kept[k] for k in queue],
        [taken_ids[k] for k in queue],
        [names[kept[k]] for k in queue],
        [emails[kept[k]] for k in queue],
        [firsts[k] for k in queue],
    )


def _texts(table: Table, source: Source | None) -> list[str]:
    """Return the first answer that is not empty among a source's columns."""
    columns = source.columns if source else []
    return [next((c.texts[p] for c in columns if c.texts[p]), "") for p in range(len(table.rows))]


def _names(table: Table, sources: Mapping[str, Source]) -> list[str]:
    whole = _texts(table, sources.get("name"))
    first, last = _texts(table, sources.get("first_name")), _texts(table, sources.get("last_name"))
    anonymous = meanings("identity")
    whole = ["" if anonymous.get(words_of(name)) == "anonymous" else name for name in whole]
    return [name or f"{a} {b}".strip() for name, a, b in zip(whole, first, last, strict=True)]


def _emails(table: Table, source: Source | None, faults: Faults) -> tuple[list[str], dict[int, Column]]:
    """Return the first address in each row, and the columns of answers that should be addresses and are not."""
    emails = [""] * len(table.rows)
    odd: dict[int, Column] = {}
    for column in source.columns if source else []:
        for position, text in enumerate(column.texts):
            if emails[position] or not text or meanings("identity").get(words_of(text)) in ("anonymous", "nobody"):
                continue
            match = EMAIL.search(text.removeprefix("mailto:"))
            if match:
                emails[position] = match[0].casefold()
                odd.pop(position, None)
            else:
                odd[position] = column
    return emails, odd


def _times(table: Table, sources: Mapping[str, Source], faults: Faults) -> list[dt.datetime | None]:
    source = sources.get("registered")
    return read_times(source.columns[0], faults) if source else [None] * len(table.rows)


def _people(ids: Sequence[str], names: Sequence[str]) -> list[list[int]]:
    """Return the rows of each person: the same id, unless the names are clearly different people's."""
    people: dict[str, list[list[int]]] = defaultdict(list)
    for position, person in enumerate(ids):
        for rows in people[person]:
            if same_person(names[rows[0]], names[position]):
                rows.append(position)
                break
        else:
            people[person].append([position])
    return [rows for several in people.values() for rows in several]


def _tell_doubles(rows: Sequence[int], latest: int, table: Table, ids: Sequence[str], faults: Faults) -> None:
    older = [table.rows[p] for p in rows if p != latest]
    if not older:
        return
    faults.add("latest_answer", row=table.rows[latest], value=ids[latest], rows=", ".join(map(str, older)))
    for row in older:
        faults.add("older_answer", row=row, value=ids[latest], latest=table.rows[latest])


def _tell_address(
    position: int, person: str, odd: Mapping[int, Column], source: Source | None, faults: Faults
) -> None:
    if position in odd:
        faults.at(odd[position], position, "bad_email", person=person)
    elif (
        source
        and "@" not in person
        and not any(c.texts[position] and "@" in c.texts[position] for c in source.columns)
    ):
        faults.at(source.columns[-1], position, "no_email", person=person)


def _tell_names(
    kept: Sequence[int], names: Sequence[str], emails: Sequence[str], table: Table, faults: Faults
) -> None:
    alike: dict[str, list[int]] = defaultdict(list)
    for position in kept:
        if names[position]:
            alike[name_key(names[position])].append(position)
        words = {words_of(part) for part in (*names[position].split(), emails[position].partition("@")[0])}
        if any(meanings("identity").get(word) == "trial" for word in words):
            faults.add("test_row", row=table.rows[position], value=fold(names[position]) or emails[position])
    for same in alike.values():
        if len(same) > 1:
            faults.add(
                "same_name",
                row=table.rows[same[0]],
                value=names[same[0]],
                rows=", ".join(str(table.rows[p]) for p in same),
            )
