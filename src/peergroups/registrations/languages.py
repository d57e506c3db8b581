"""Languages people speak, whatever language they name them in."""

from __future__ import annotations

import re

from peergroups.registrations.choices import read_ticks, split_answers
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.spelling import Answers, settle
from peergroups.registrations.text import plain
from peergroups.registrations.vocabulary import meanings, words, words_of


def language_key(text: str) -> str:
    """Return a language's code where it is known by name, else the text itself, to compare by.

    Examples
    --------
    >>> language_key("Finska"), language_key("suomi")
    ('fi', 'fi')
    """
    return meanings("languages").get(words_of(text)) or plain(text)


def read_languages(source: Source, faults: Faults) -> Answers:
    """Return each person's languages; "suomi", "Finnish" and "finska" are spelled as most people spell them here."""
    if source.labels:
        answers = [read_ticks(c, label, faults) for c, label in zip(source.columns, source.labels, strict=True)]
    else:
        answers = [[_parts(row) for row in split_answers(column, faults)] for column in source.columns]
    settle(source.columns, answers, faults, same=language_key)
    return [list(dict.fromkeys(a for row in rows for a in row)) for rows in zip(*answers, strict=True)]


def _parts(answers: list[str]) -> list[str]:
    between = "|".join(re.escape(word) for word in words("identity", "between_names"))
    return [part.strip() for answer in answers for part in re.split(rf"{between}|,", answer) if part.strip()]
