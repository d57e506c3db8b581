"""The words of forms: what columns are called and what answers mean, from the files in ``data/``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from peergroups.registrations.text import key, plain


@dataclass(frozen=True)
class Pattern:
    """How to tell that a header asks for one field."""

    exact: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]

    def is_exactly(self, header: str) -> bool:
        """Whether the whole header is one of the field's names."""
        return words_of(header) in self.exact

    def is_in(self, header: str) -> bool:
        """Whether the header's words ask for the field."""
        text = between_blanks(header)
        if any(word in text for word in self.without):
            return False
        return any(all(word in text for word in needed) for needed in self.words)


@lru_cache(maxsize=65536)
def words_of(text: str) -> str:
    """Return a text's words, small and without accents, to compare by.

    Examples
    --------
    >>> words_of("Sähköposti:")
    'sahkoposti'
    """
    return key(plain(text))


def between_blanks(text: str) -> str:
    """Return a text's words with a blank around each, in which to look for a `_stem`."""
    return f" {words_of(text)} "


@cache
def headers() -> Mapping[str, Pattern]:
    """Return the fields' patterns in the order in which they are tried."""
    return {
        name: Pattern(
            frozenset(words_of(text) or text for text in entry.get("exact", ())),
            tuple(tuple(_stem(part) for part in text.split(" + ")) for text in entry.get("words", ())),
            tuple(_stem(text) for text in entry.get("without", ())),
        )
        for name, entry in _load("headers").items()
    }


@cache
def meanings(group: str) -> Mapping[str, str]:
    """Return for each word of a group of ``words.toml`` what it means.

    Examples
    --------
    >>> meanings("answers")["kylla"], meanings("ordinals")["andra"]
    ('yes', '2')
    """
    found: dict[str, str] = {}
    for meaning, words in _load("words")[group].items():
        for word in words:
            found.setdefault(words_of(word) or word, meaning)
    return found


@cache
def words(group: str, meaning: str) -> tuple[str, ...]:
    """Return the words of one meaning, as they stand in ``words.toml``."""
    return tuple(_load("words")[group][meaning])


@cache
def zones() -> Mapping[str, int]:
    """Return minutes east of Greenwich by the name of a time zone."""
    return dict(_load("words")["zones"])


@cache
def interest() -> Mapping[str, int]:
    """Return the step, from 1, that a word has on the scale of interest."""
    return {
        words_of(word): step for step, words in enumerate(_load("words")["scales"]["interest"], 1) for word in words
    }


@cache
def speech() -> Mapping[str, tuple[str, ...]]:
    """Return for each language words that headers in it have `between_blanks`, English first."""
    return {language: tuple(map(_stem, words)) for language, words in _load("words")["speech"].items()}


def yes_or_no(text: str) -> str | None:
    """Return "yes", "no" or "maybe" for an answer that says so, else None.

    Examples
    --------
    >>> yes_or_no("Kyllä!"), yes_or_no("en pääse"), yes_or_no("tiistai")
    ('yes', 'no', None)
    """
    return meanings("answers").get(words_of(text) or text)


def leading_yes_or_no(text: str) -> str | None:
    """Return "yes", "no" or "maybe" for an answer that says so or begins with a word that does, else None.

    Examples
    --------
    >>> leading_yes_or_no("Kyllä, mielelläni"), leading_yes_or_no("Suostun tietojeni käsittelyyn")
    ('yes', 'yes')
    """
    return yes_or_no(text) or meanings("answers").get(words_of(text).partition(" ")[0])


def day_of(text: str) -> str | None:
    """Return the weekday that a text begins with, else None.

    Examples
    --------
    >>> day_of("Ti klo 14-15"), day_of("keskiviikkoilta"), day_of("tomorrow")
    ('tue', 'wed', None)
    """
    word, days = words_of(text).partition(" ")[0], meanings("days")
    return days.get(word) or next((days[day] for day in days if len(day) >= 5 and word.startswith(day)), None)


_NOT = re.compile(r"\b(?:ei|en|inte|ej|not|no)\b")


def mode_of(text: str) -> str | None:
    """Return "yes" for online, "no" for in person, "either", or None if the text does not say.

    Examples
    --------
    >>> mode_of("Etänä (Teams)"), mode_of("På plats"), mode_of("etänä tai paikan päällä"), mode_of("Turku")
    ('yes', 'no', 'either', None)
    """
    if mentions(text, "mode", "either"):
        return "either"
    online, room = mentions(text, "mode", "online"), mentions(text, "mode", "in_person")
    if online and room:
        return "either"
    if _NOT.search(words_of(text)) or not (online or room):
        return None
    return "yes" if online else "no"


@cache
def _search(group: str, meaning: str) -> re.Pattern[str]:
    found = sorted((words_of(word) for word in words(group, meaning)), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b")


def mentions(text: str, group: str, meaning: str) -> bool:
    """Whether a word of a meaning stands anywhere in a text."""
    return bool(_search(group, meaning).search(words_of(text)))


@cache
def _load(name: str) -> dict[str, Any]:
    text = (resources.files("peergroups.registrations") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _stem(text: str) -> str:
    """Return what to look for `between_blanks`."""
    start, end = "" if text.startswith("~") else " ", " " if text.endswith(".") else ""
    return start + words_of(text) + end
