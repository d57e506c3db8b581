"""The times that suit people, from questions that ask when they can come, when they can not, and when perhaps."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from peergroups.registrations.choices import read_choices
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.spelling import Answers
from peergroups.registrations.table import Column
from peergroups.registrations.text import Cell
from peergroups.registrations.vocabulary import headers, yes_or_no

Meaning = Literal["can", "cannot"]


class Slots(NamedTuple):
    """The times that suit each person, and those that would do if need be; None if nobody said so of any."""

    suit: Answers
    maybe: Answers | None


def read_slots(source: Source, maybe: Source | None, meaning: Meaning | None, faults: Faults) -> Slots | None:
    """Return the times that suit each person, or None where it is not certain what was asked.

    Parameters
    ----------
    source : Source
        Where the times were ticked. Of columns for each time, a "maybe" or what stands in brackets, such as "(OK)",
        would do.
    maybe : Source, optional
        Where the times were ticked that would do if need be.
    meaning : {"can", "cannot"}, optional
        Whether the times ticked suit or do not. Without it they suit, unless the question sounds as if it asked the
        contrary: that is an error, and nothing is guessed.
    """
    if meaning is None and headers()["negative"].is_in(source.columns[0].header):
        faults.of(source.columns[0], "slots_meaning")
        return None
    people = range(len(source.columns[0].texts))
    if not source.labels:
        source = Source([_dated(column, faults) for column in source.columns], source.labels)
    if maybe is not None and not maybe.labels:
        maybe = Source([_dated(column, faults) for column in maybe.columns], maybe.labels)
    perhaps: Answers = [[] for _ in people] if maybe is None else read_choices(maybe, faults)
    if source.labels:
        for column, label in zip(source.columns, source.labels, strict=True):
            for person in people:
                if _is_maybe(column.texts[person]):
                    perhaps[person].append(label)
        source = Source([_certain(column) for column in source.columns], source.labels)
    ticked = read_choices(source, faults)
    if meaning == "cannot":
        every = dict.fromkeys([*source.labels, *(slot for row in ticked for slot in row)])
        ticked = [[s for s in every if s not in {*row, *would}] for row, would in zip(ticked, perhaps, strict=True)]
    return Slots(ticked, perhaps if any(perhaps) else None)


def _dated(column: Column, faults: Faults) -> Column:
    """Return a column all of whose answers are dates, as days of sessions are, with these written as text."""
    answers = [value for value, text in zip(column.values, column.texts, strict=True) if text]
    if not answers or not all(isinstance(value, dt.date) for value in answers):
        return column
    faults.of(column, "dated_slots")
    return Column(column.header, column.position, column.rows, [_written(value) for value in column.values])


def _written(value: Cell) -> Cell:
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else value


def _is_maybe(text: str) -> bool:
    return yes_or_no(text) == "maybe" or (text[:1] == "(" and text[-1:] == ")" and yes_or_no(text) == "yes")


def _certain(column: Column) -> Column:
    """Return a column without the answers that say maybe."""
    kept = ["" if _is_maybe(text) else value for text, value in zip(column.texts, column.values, strict=True)]
    return Column(column.header, column.position, column.rows, kept)
