"""Places as people write them, matched to the municipalities of Finland."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from peergroups.places import municipalities
from peergroups.registrations.faults import Faults
from peergroups.registrations.spelling import read_categories
from peergroups.registrations.table import Column
from peergroups.registrations.text import fold, plain
from peergroups.registrations.vocabulary import meanings, mode_of, words, words_of

MOSTLY = 0.5
"""Share of the answers that must be municipalities for the others to be looked at as misspelt ones."""

_NO_MATCH = ("place_near", "place_suggest", "place_unknown")
_PARTS = re.compile(r"\s*(?:[,;/()|+&]|\s[-–]\s|\s(?:tai|ja|eller|och|or|and)\s)\s*")
_POSTCODE = re.compile(r"\b(?:FI|AX)?-?\d{5}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What one answer says: the place, the mode that stands with it, and the kind of fault to tell, if any."""

    place: str | None
    mode: str | None = None
    code: str = ""
    near: str = ""


def read_places(column: Column, faults: Faults) -> list[Answer]:
    """Return each person's municipality, by its Finnish name, and the mode if it stands with the place.

    Former municipalities and misspelt names are put right, and said so. If most answers are no municipalities, they
    are left as they are.
    """
    known = {text: _read(text) for text in dict.fromkeys(column.filled)}
    free = sum(known[text].code in _NO_MATCH for text in column.filled) > (1 - MOSTLY) * len(column.filled)
    if free:
        faults.of(column, "place_free")
        return [Answer(text) for text in read_categories(column, faults)]
    found = []
    for position, text in enumerate(column.texts):
        answer = known.get(text, Answer(None))
        if answer.code:
            mode = faults.say({"yes": "online", "no": "in person"}.get(answer.mode or "", "either"))
            faults.at(
                column, position, answer.code, place=answer.place, usual=answer.place, mode=mode, near=answer.near
            )
        found.append(answer)
    return found


def _read(text: str) -> Answer:
    direct = municipalities.find(text)
    if direct:
        return Answer(direct, code="" if direct == text else _spelling(direct, text))
    bare = _around().sub(" ", _POSTCODE.sub(" ", text)).strip()
    parts = [part for part in _PARTS.split(bare) if part and not _is_country(part)]
    modes = [mode for part in parts if municipalities.find(part) is None and (mode := mode_of(part))]
    mode = modes[0] if modes else None
    named = [part for part in parts if mode_of(part) is None or municipalities.find(part)]
    found = list(
        dict.fromkeys(p for part in named if (p := municipalities.find(part) or municipalities.find_former(part)))
    )
    if found:
        former = municipalities.find(text) is None and not any(municipalities.find(part) for part in named)
        code = (
            "place_mode"
            if mode
            else "place_several"
            if len(found) > 1
            else "place_former"
            if former
            else _spelling(found[0], text)
        )
        return Answer(found[0], mode, code)
    if not named:
        return Answer(None, mode)
    near = municipalities.suggest(named[0])
    if len(near) == 1 and is_slip(plain(named[0]), plain(near[0])):
        return Answer(near[0], mode, "place_near")
    return Answer(text, mode, "place_suggest" if near else "place_unknown", ", ".join(near))


def _spelling(place: str, text: str) -> str:
    """Return what to tell of a place written otherwise: that the name is Finnish only if it does not stand there."""
    return "spelling" if fold(place) in fold(text) else "place_spelling"


@cache
def _around() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('place', 'around'))})\b", re.IGNORECASE)


def is_slip(written: str, meant: str) -> bool:
    """Whether one letter is missing or too many, or two neighbours have changed places, in a word of five or more.

    Another letter in the place of one is not enough: Ruoholahti is a part of Helsinki, not Ruokolahti.

    Examples
    --------
    >>> is_slip("helsnki", "helsinki"), is_slip("hlesinki", "helsinki"), is_slip("ruoholahti", "ruokolahti")
    (True, True, False)
    """
    from rapidfuzz.distance import OSA, Indel

    swapped = sorted(written) == sorted(meant) and OSA.distance(written, meant) == 1
    return len(written) >= 5 and (Indel.distance(written, meant) == 1 or swapped)


def _is_country(text: str) -> bool:
    return meanings("place").get(words_of(text)) == "country"
