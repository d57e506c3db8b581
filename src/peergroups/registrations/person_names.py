"""Finds the registrant that a typed name or e-mail address means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from peergroups.registrations.text import fold, plain
from peergroups.registrations.vocabulary import words, words_of

NEAR = 90
"""Likeness, of 100, from which a misspelt name is taken for the registrant's nearest to it."""

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")


@dataclass(frozen=True)
class Found:
    """Positions of the registrants that a text may mean, and whether the text had to be bent to fit."""

    positions: tuple[int, ...]
    bent: bool = False


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return a name to compare by: small letters, no accents or titles, words in the order of the alphabet.

    Examples
    --------
    >>> name_key("Korhonen, Änna"), name_key("tri Anna KORHONEN (os. Laine)")
    ('anna korhonen', 'anna korhonen')
    """
    text = re.sub(r"\([^)]*\)", " ", name)
    text = re.sub(r"(?<=\w)[-‐‑–](?=\w)", "", plain(text))
    parts = words_of(text).split()
    kept = [part for part in parts if part not in _titles()]
    return " ".join(sorted(kept if len(kept) >= 2 else parts))


@lru_cache
def _titles() -> frozenset[str]:
    return frozenset(words_of(title) for title in words("identity", "titles"))


class Directory:
    """The registrants by name and e-mail address.

    Parameters
    ----------
    ids, names, emails : sequences of str
        Of each registrant; '' where missing.
    """

    def __init__(self, ids: Sequence[str], names: Sequence[str], emails: Sequence[str]) -> None:
        self._by_id = {fold(person): position for position, person in enumerate(ids)}
        for position, email in enumerate(emails):
            self._by_id.setdefault(email, position)
        by_name: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(names):
            if name:
                by_name[name_key(name)].append(position)
        self._by_name = {name: tuple(positions) for name, positions in by_name.items()}
        self._memory: dict[str, Found] = {}

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name in self._by_name:
            for word in name.split():
                found[word].add(name)
        return found

    def find(self, text: str) -> Found:
        """Return whom a text means: by id or address, name in any order, shorter or longer name, slip of the pen."""
        if text not in self._memory:
            self._memory[text] = self._find(text)
        return self._memory[text]

    def _find(self, text: str) -> Found:
        addresses = EMAIL.findall(text)
        person = self._by_id.get(fold(addresses[0] if len(addresses) == 1 else text))
        if person is not None:
            return Found((person,))
        if addresses:
            return Found(())
        wanted = name_key(text)
        if wanted in self._by_name:
            return Found(self._by_name[wanted])
        if len(wanted.split()) < 2:
            return Found(())
        return self._nearest(wanted)

    def _nearest(self, wanted: str) -> Found:
        """Return whom a name means that is not exactly a registrant's, among the names that share a word with it.

        First names with more or fewer given names, or an initial: each word of one fits a word of the other. Else
        names that are nearly the same letter by letter.
        """
        from rapidfuzz import fuzz, process

        near = sorted({name for word in wanted.split() for name in self._by_word.get(word, ())})
        fits = [name for name in near if _covers(wanted.split(), name.split())]
        if not fits:
            found = process.extract(wanted, near, scorer=fuzz.ratio, score_cutoff=NEAR, limit=3)
            fits = [name for name, likeness, _ in found if likeness == found[0][1]]
        return Found(tuple(p for name in fits for p in self._by_name[name]), bent=True)


def _covers(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether each word of the shorter name is in the longer one, in full or as an initial; one at least in full."""
    short, long = sorted((list(a), list(b)), key=len)
    if len(short) < 2:
        return False
    full = 0
    for word in short:
        if word in long:
            long.remove(word)
            full += len(word) > 1
            continue
        match = next((w for w in long if w[0] == word[0] and 1 in (len(w), len(word))), None)
        if match is None:
            return False
        long.remove(match)
    return full >= 1


def same_person(a: str, b: str) -> bool:
    """Whether two names over one e-mail address may be the same person's.

    Examples
    --------
    >>> same_person("Korhonen Anna", "Anna Korhonen"), same_person("Anna Korhonen", "Pekka Laine")
    (True, False)
    """
    from rapidfuzz import fuzz

    first, second = name_key(a), name_key(b)
    return not first or not second or _covers(first.split(), second.split()) or fuzz.ratio(first, second) >= 80
