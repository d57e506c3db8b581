"""Finds out which column holds what, from the headers and a look at the answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from peergroups.registrations.evidence import (
    MANY,
    are_modes,
    are_municipalities,
    begin_with_days,
    day_columns,
    is_ticks,
    looks_like,
    may_be,
    scale_run,
)
from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column, Table
from peergroups.registrations.text import fold
from peergroups.registrations.vocabulary import day_of, headers, meanings, words_of

_BRACKETED = re.compile(r"(.+?)\s*\[([^\[\]]+)\]")
_PARTED = re.compile(r"(.+?)(?:[.:?|/_]|\s[-–—]|\s>)\s*([^.:?|/_].*)")
"""How forms put a question and one of its options into a header."""
_MARKS = re.compile(r"[.:?|](?!\d)")
"""What may end a question, but for the points in times."""

_NO_FIELDS = ("wish", "workplace", "technical", "negative", "ranking", "grading")
_THEMES = frozenset({"themes", "theme_ranks", "theme_columns", "top_theme"})
_TOGETHER = (_THEMES, frozenset({"name", "first_name", "last_name"}))
"""Fields that are read together: whoever names a column for one of them has named all there are."""


@dataclass(frozen=True)
class Source:
    """The columns that one field is read from; `labels` names their options when there is one column for each."""

    columns: Sequence[Column]
    labels: Sequence[str] = ()

    def take(self, positions: Sequence[int]) -> Source:
        """Return the source with only the answers at some positions."""
        return Source([column.take(positions) for column in self.columns], self.labels)


@dataclass
class Recognised:
    """Which columns each field is read from, and which are left."""

    sources: dict[str, Source] = field(default_factory=dict)
    unused: list[Column] = field(default_factory=list)


def recognise(table: Table, chosen: Mapping[str, Sequence[Column]], faults: Faults) -> Recognised:
    """Return the source of every field that is found.

    Parameters
    ----------
    table : Table
        The answers.
    chosen : mapping
        Columns that the caller has named for a field; they are taken first and the field is not looked for.
    """
    found = Recognised(dict(_chosen(name, columns) for name, columns in chosen.items()))
    taken = {c.position for columns in chosen.values() for c in columns}
    free = [c for c in table.columns if c.position not in taken]

    closed = {other for group in _TOGETHER for other in group if not group.isdisjoint(chosen)}

    def take(name: str, source: Source) -> None:
        if name not in found.sources and name not in closed:
            found.sources[name] = source
            taken.update(c.position for c in source.columns)

    for name, source in _rank_columns(free):
        take(name, source)
    for name, source in _families([c for c in free if c.position not in taken]):
        take(name, source)
    scale = scale_run([c for c in free if c.position not in taken])
    for name, columns in _single([c for c in free if c.position not in taken], scale).items():
        used = _enough(name, columns) if name in ("email", "name") else columns[:1]
        take(name, Source(used))
        for column in columns[len(used) :]:
            faults.of(column, "also", field=name)
    guessed = [c for c in scale if c.position not in taken]
    if _THEMES.isdisjoint(found.sources) and guessed:
        take("theme_columns", Source(guessed, [c.header for c in guessed]))
        faults.of(guessed[0], "scale_guessed", n=len(guessed))
    left = [c for c in free if c.position not in taken]
    if days := day_columns(left):
        take("slots", Source(days, [c.header for c in days]))
    for column in filter(begin_with_days, left):
        take("slots", Source([column]))
    for column in filter(are_modes, [c for c in left if c.position not in taken]):
        take("online", Source([column]))
    found.unused = [c for c in table.columns if c.position not in taken]
    return found


def _chosen(name: str, columns: Sequence[Column]) -> tuple[str, Source]:
    """Columns named by the caller: options' labels come from what their headers do not share."""
    parts = [_split(c.header) for c in columns]
    shared = len(columns) > 1 and all(parts) and len({fold(p[0]) for p in parts if p}) == 1
    labels = _apart([p[1] for p in parts if p]) if shared else []
    if name == "themes" and len(columns) > 1:
        return _theme_columns(columns, labels)
    if name == "theme_columns" or (name in MANY and len(columns) > 1 and all(is_ticks(c) for c in columns)):
        labels = labels or [c.header for c in columns]
    return name, Source(columns, labels)


def _theme_columns(columns: Sequence[Column], labels: Sequence[str]) -> tuple[str, Source]:
    """Tell several columns for themes apart: one for each rank, in their order, or one for each theme."""
    ranks = [rank_of(label) for label in labels]
    if labels and sorted(r or 0 for r in ranks) == list(range(1, len(ranks) + 1)):
        ordered = sorted(zip(ranks, columns, strict=True), key=lambda pair: pair[0] or 0)
        return "theme_ranks", Source([c for _, c in ordered])
    if labels or all(is_ticks(c) for c in columns):
        return "theme_columns", Source(columns, labels or [c.header for c in columns])
    return "theme_ranks", Source(columns)


def _rank_columns(columns: Sequence[Column]) -> Iterator[tuple[str, Source]]:
    """Columns such as "1. toive", "2. toive": the same words with ranks 1, 2, ..."""
    by_rest: dict[str, dict[int, Column]] = defaultdict(dict)
    rank_at: dict[int, tuple[int, Column]] = {}
    for column in columns:
        rank, rest = _ordinal(column.header)
        if rank and headers()["wish"].is_in(column.header):
            by_rest[rest].setdefault(rank, column)
            rank_at[column.position] = rank, column
    for ranked in by_rest.values():
        if len(ranked) >= 2 and sorted(ranked) == list(range(1, len(ranked) + 1)):
            found = [ranked[rank] for rank in sorted(ranked)]
            while rank_at.get(found[-1].position + 1, (0,))[0] == len(found) + 1:  # "third choice" after "2nd theme"
                found.append(rank_at[found[-1].position + 1][1])
            yield "theme_ranks", Source(found)


def _ordinal(header: str) -> tuple[int | None, str]:
    """Return the rank a header names, and the header without it."""
    words = words_of(header).split()
    known = meanings("ordinals")
    for position, word in enumerate(words):
        if known.get(word, "").isdecimal():
            rest = words[:position] + words[position + 1 :]
            return int(known[word]), " ".join(w for w in rest if known.get(w) != "filler") or "wish"
        joined = re.fullmatch(r"([a-zå-ö]+)(\d)", word)  # "toive1"
        if joined:
            return int(joined[2]), " ".join([*words[:position], joined[1], *words[position + 1 :]])
    return None, ""


def rank_of(text: str) -> int | None:
    """Return the rank that an answer or a label is, such as "1.", "Toinen valinta" or "3rd choice", else None."""
    known = meanings("ordinals")
    ranks = [known.get(word, "") for word in words_of(text).split()]
    numbers = [int(rank) for rank in ranks if rank.isdecimal()]
    return numbers[0] if len(numbers) == 1 and all(rank == "filler" or rank.isdecimal() for rank in ranks) else None


def _split(header: str) -> tuple[str, str] | None:
    """Return the question and the option of a header that has both."""
    match = _BRACKETED.fullmatch(header) or _PARTED.fullmatch(header)
    return (match[1], match[2].strip()) if match else None


def _apart(labels: Sequence[str]) -> list[str]:
    """Return labels without the rest of the question that all begin with, as after "Teemat? (1-5)."."""
    heads = [label[: mark.end()] for label in labels[:1] for mark in _MARKS.finditer(label)]
    shared = [head for head in heads if all(label.startswith(head) and label != head for label in labels)]
    return [label.removeprefix(max(shared, key=len, default="")).strip() for label in labels]


def _families(columns: Sequence[Column]) -> Iterator[tuple[str, Source]]:
    """Columns that share a question and differ in the option: grids and dummy columns."""
    groups: dict[str, list[tuple[Column, str]]] = defaultdict(list)
    for column in columns:
        parts = _split(column.header)
        if parts:
            groups[fold(parts[0])].append((column, parts[1]))
    for question, members in groups.items():
        if len(members) < 2:
            continue
        labels = _apart([label for _, label in members])
        own = [column for column, _ in members]
        name = _field_of(question) or ("slots" if len(set(map(day_of, labels)) - {None}) > 1 else None)
        if name in ("themes", "wish", "top_theme"):
            yield _theme_columns(own, labels)
        elif name in MANY:
            yield name, Source(own, labels)


def _field_of(header: str) -> str | None:
    patterns = headers()
    exact = next((name for name, pattern in patterns.items() if pattern.is_exactly(header)), None)
    return exact or next((name for name, pattern in patterns.items() if pattern.is_in(header)), None)


def _single(columns: Sequence[Column], scale: Sequence[Column]) -> dict[str, list[Column]]:
    """Return for each field the columns that ask for it, those with just its name for a header first.

    A workplace, such as "Toimipaikka", is the unit where there is a municipality besides, and else the place; one
    such as "Arbetsplats" is the place only if the answers are municipalities. Of the columns of a scale only a
    field's own name counts: any word may stand in the name of a theme.
    """
    fields = {name: pattern for name, pattern in headers().items() if name not in _NO_FIELDS}
    exactly: dict[str, list[Column]] = defaultdict(list)
    loosely: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if headers()["technical"].is_in(column.header):
            continue
        name = next((n for n, p in fields.items() if p.is_exactly(column.header) and may_be(n, column)), None)
        if name is not None:
            exactly[name].append(column)
            continue
        asked = () if column in scale else fields.items()
        name = next((n for n, p in asked if p.is_in(column.header) and looks_like(n, column)), None)
        if name is not None:
            loosely[name].append(column)
    workplaces = [c for c in loosely["place"] if fields["unit"].is_in(c.header)]
    if exactly["place"] and not (exactly["unit"] or loosely["unit"]) and workplaces:
        loosely["unit"] = workplaces[:1]
        loosely["place"] = [c for c in loosely["place"] if c is not workplaces[0]]
    if not (exactly["place"] or loosely["place"]):
        towns = [c for c in exactly["unit"] if headers()["workplace"].is_exactly(c.header) and are_municipalities(c)]
        exactly["place"] = towns
        exactly["unit"] = [c for c in exactly["unit"] if c not in towns]
    found = {name: exactly[name] + loosely[name] for name in fields if exactly[name] or loosely[name]}
    talk = found.pop("talk", [])
    if talk and "themes" not in found:
        found["themes"] = talk
    stamps = [found.pop(name) for name in ("completed", "started", "modified") if name in found]
    return {**found, "registered": stamps[0]} if stamps else found


def _enough(name: str, columns: Sequence[Column]) -> list[Column]:
    """Return the columns that names or addresses are read from: more than the first only where that is mostly empty.

    An anonymous form leaves its own columns empty and asks again in a question.
    """
    said = [[t for t in c.filled if words_of(t) not in meanings("identity")] for c in columns]
    real = len([t for t in said[0] if "@" in t] if name == "email" else said[0])
    return list(columns) if real < 0.5 * len(columns[0].rows) else list(columns[:1])
