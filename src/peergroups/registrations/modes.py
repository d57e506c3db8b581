"""How people want to take part: online, in person, or either."""

from __future__ import annotations

import re

from peergroups.registrations.choices import read_choices
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.vocabulary import mentions, words_of, yes_or_no

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


def read_modes(source: Source, faults: Faults) -> list[str | None]:
    """Return each person's mode. A plain yes or no answers whether the person comes online."""
    modes: list[str | None] = []
    for position, answers in enumerate(read_choices(source, faults)):
        text = "; ".join(answers)
        mode = mode_of(text)
        plain_answer = yes_or_no(text)
        if mode is None and plain_answer is not None:
            mode = {"yes": "yes", "no": "no", "maybe": "either"}[plain_answer]
        if mode is None and text:
            faults.at(
                source.columns[0],
                position,
                "bad_choice",
                value=text,
                known=", ".join(map(faults.say, ("online", "in person", "either"))),
            )
        modes.append(mode)
    return modes
