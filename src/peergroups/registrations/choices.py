"""Questions with several answers: one cell for all, or a column for each option."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Collection

from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.spelling import Answers, settle
from peergroups.registrations.table import Column
from peergroups.registrations.text import fold, plain, tidy
from peergroups.registrations.vocabulary import yes_or_no

_OUTSIDE_BRACKETS = r"(?![^(]*\))"
_COMMA = re.compile(r",\s+" + _OUTSIDE_BRACKETS)
_TIGHT_COMMA = re.compile(r",(?!\d)" + _OUTSIDE_BRACKETS)


def read_choices(source: Source, faults: Faults, options: Collection[str] = ()) -> Answers:
    """Return each person's answers to a question with several, spelled alike.

    Parameters
    ----------
    source : Source
        One column with all answers in a cell, or one for each option.
    options : collection of str
        Answers known from elsewhere, which commas do not cut.
    """
    if source.labels:
        answers = [read_ticks(c, label, faults) for c, label in zip(source.columns, source.labels, strict=True)]
    else:
        answers = [split_answers(column, faults, options) for column in source.columns]
    settle(source.columns, answers, faults)
    return [list(dict.fromkeys(a for row in rows for a in row)) for rows in zip(*answers, strict=True)]


def read_ticks(column: Column, label: str, faults: Faults) -> Answers:
    """Return the option, or what is chosen of it, for each person of one option's column.

    A tick of any kind, or the option itself, means the option. Anything else says more of it: "9-11" under
    "Monday" is "Monday 9-11".
    """
    answers: Answers = []
    split = split_answers(column, faults)
    for position, text in enumerate(column.texts):
        meaning = yes_or_no(text)
        if not text or meaning == "no":
            answers.append([])
        elif meaning == "maybe":
            faults.at(column, position, "maybe")
            answers.append([])
        elif meaning == "yes" or fold(text) == fold(label):
            answers.append([label])
        else:
            answers.append([f"{label} {part}" for part in split[position]])
    return answers


def split_answers(column: Column, faults: Faults, options: Collection[str] = ()) -> Answers:
    """Return the answers in each cell of a column.

    Microsoft Forms puts ``;`` between answers and after the last, Google Forms ``, ``. Where commas also stand
    inside an answer, known options are looked for first, the longest before the others.
    """
    texts = list(column.raw_texts)
    for position, value in enumerate(column.values):
        if isinstance(value, dt.date | dt.time | dt.timedelta):
            faults.at(column, position, "date_instead")
            texts[position] = ""
    listed = [_literal(text) for text in texts]
    if any(";" in text for text in texts):
        parts = [text.split(";") for text in texts]
    elif any("\n" in text for text in texts):
        parts = [text.split("\n") for text in texts]
    elif any(" | " in text for text in texts):
        parts = [text.split(" | ") for text in texts]
    else:
        parts = _split_commas(column, texts, options, faults)
    found = [own if own is not None else row for own, row in zip(listed, parts, strict=True)]
    return [list(dict.fromkeys(t for part in row if (t := tidy(part)))) for row in found]


def _literal(text: str) -> list[str] | None:
    """Return the items of a list written as in program code, ``['a', 'b']``, else None."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        items = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return [str(item) for item in items] if isinstance(items, list) else None


def _split_commas(column: Column, texts: list[str], options: Collection[str], faults: Faults) -> list[list[str]]:
    comma = _COMMA if any(map(_COMMA.search, texts)) else _TIGHT_COMMA
    pieces = [comma.split(text) if text else [] for text in texts]
    known = {plain(option) for option in options if "," in option}
    joined = {plain(option): option for option in _continued(pieces) if plain(option) not in known}
    if joined:
        faults.of(column, "options_joined", options="; ".join(joined.values()))
    known |= joined.keys()
    return [_join_known(row, known) for row in pieces] if known else pieces


def _continued(pieces: list[list[str]]) -> list[str]:
    """Return options that commas cut: a piece in small letters that always follows the same capitalised one."""
    before: dict[str, set[str]] = {}
    for row in pieces:
        for previous, piece in zip(["", *row], row, strict=False):
            before.setdefault(piece, set()).add(previous)
    whole: dict[str, str] = {}
    for piece, leading in before.items():
        first = next(iter(leading))
        if len(leading) == 1 and first and piece[:1].islower() and not first[:1].islower():
            whole[piece] = f"{whole.get(first, first)}, {piece}"
    return list(whole.values())


def _join_known(pieces: list[str], known: Collection[str]) -> list[str]:
    """Join pieces again where together they are a known option, as many as possible at a time."""
    found = []
    while pieces:
        sizes = range(len(pieces), 1, -1)
        size = next((n for n in sizes if plain(", ".join(pieces[:n])) in known), 1)
        found.append(", ".join(pieces[:size]))
        pieces = pieces[size:]
    return found
