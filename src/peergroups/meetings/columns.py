"""Which column of a table says what, in English, Finnish and Swedish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

PERSON = ("person", "participant", "member", "henkilö", "osallistuja", "jäsen", "deltagare", "medlem")
MEMBERS = ("members", "participants", "people", "jäsenet", "osallistujat", "henkilöt", "medlemmar", "deltagare")
FIRST_NAME = ("first name", "given name", "etunimi", "förnamn")
LAST_NAME = ("last name", "family name", "surname", "sukunimi", "efternamn")
FACTS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "email address", "sähköposti", "sähköpostiosoite", "e-post", "e-postadress"),
    "id": ("id", "person id", "tunnus", "henkilötunniste"),
    "name": (
        "name",
        "full name",
        "participant name",
        "nimi",
        "koko nimi",
        "osallistujan nimi",
        "namn",
        "deltagarens namn",
    ),
    "unit": (
        "unit",
        "department",
        "branch",
        "yksikkö",
        "osasto",
        "toimipiste",
        "yksikkö/osasto",
        "enhet",
        "avdelning",
    ),
}
NAMES = (*PERSON, *FIRST_NAME, *FACTS["email"], *FACTS["id"], *FACTS["name"])
GROUP = (
    "group", "group id", "group number", "group no", "table", "table number", "lunch",
    "ryhmä", "ryhmän tunnus", "ryhmän numero", "ryhmän nro", "ryhmänumero", "ryhmä nro", "pöytä", "pöydän numero",
    "grupp", "grupp nr", "gruppnummer", "bord", "bord nr",
)  # fmt: skip
ROUND = ("round", "term", "kierros", "kausi", "lukukausi", "omgång", "termin")
SEAT: Mapping[str, tuple[str, ...]] = {
    "offer": ("offer", "tarjous", "ryhmätyyppi", "erbjudande"),
    "role": ("role in group", "part", "rooli ryhmässä", "roll i gruppen"),
    "sessions": ("sessions", "sessions attended", "tapaamiset", "tapaamisia", "träffar"),
}
FIRST = ("first", "person a", "person 1", "a", "henkilö a", "henkilö 1", "source")
SECOND = ("second", "person b", "person 2", "b", "henkilö b", "henkilö 2", "target")
TIME = ("time", "timestamp", "time stamp", "aika", "aikaleima", "tid", "tidpunkt", "tidsstämpel")
TIMES = ("times", "times met", "weight", "kertaa", "tapasivat", "gånger")
_SEASON = (
    "spring|summer|autumn|fall|winter|kevät|kesä|syksy|talvi|vår|våren|sommar|sommaren|höst|hösten|vinter|vintern"
)
_PERIOD = rf"{_SEASON}|year|term|round|no|nr|vuosi|lukuvuosi|lukukausi|kausi|kierros|nro|år|läsår|termin|omgång"
ALL = (*NAMES, *LAST_NAME, *FACTS["unit"], *GROUP, *ROUND, *(word for column in SEAT.values() for word in column),
       *FIRST, *SECOND, *TIMES)  # fmt: skip
_GUIDE = ("guide", "ohjaaja", "vetäjä", "handledare")
_GUEST = ("guest", "vieras", "gäst")


def fold(text: object) -> str:
    """Return a header or word without case, stray blanks, underscores and end marks, in composed characters."""
    plain = unicodedata.normalize("NFC", str(text)).replace("\u00a0", " ").replace("_", " ")
    return " ".join(plain.casefold().split()).rstrip(":?*.")


def find(columns: Iterable[object], words: Iterable[str]) -> object | None:
    """Return the column whose header is one of the words, the earliest word first; None if there is none."""
    folded = {fold(column): column for column in reversed(list(columns))}
    return next((folded[word] for word in words if word in folded), None)


def numbered(columns: Iterable[object], words: Iterable[str]) -> list[object]:
    """Return the columns whose header is one of the words with a number, a season, both, or a letter.

    Examples
    --------
    >>> numbered(["Group 2025", "Group autumn 26", "Group B", "Group leader", "Group wish 1", "Grouped 1"], GROUP)
    ['Group 2025', 'Group autumn 26', 'Group B']
    """
    number = r"\d[\d/.–-]*"
    after = rf"[ .:#-]+(?:(?:{_PERIOD})[ .:#-]+)*(?:{number}|{_SEASON}|[a-zåäö])"
    which = rf"[ .:#-]*{number}(?: (?:{_SEASON}))?|{after}"
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?:{which})")
    return [column for column in columns if pattern.fullmatch(fold(column))]


def part(value: object) -> str:
    """Return a person's part in a group: guide, guest or member."""
    word = fold(value)
    return "guide" if word in _GUIDE else "guest" if word in _GUEST else "member"
