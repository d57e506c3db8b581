"""Text as people type it, made comparable."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""What a cell of a spreadsheet holds; '' or None when it is empty."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_SPACES = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    r"""Return text in one line, composed (NFC), with single plain spaces and nothing invisible.

    Examples
    --------
    >>> tidy("  Mitka\u0308 teemat\xa0\nkiinnostavat? ")
    'Mitkä teemat kiinnostavat?'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def as_text(cell: Cell) -> str:
    """Return what a cell says, tidy, with its line breaks kept; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell if cell.isascii() else unicodedata.normalize("NFC", cell).translate(_INVISIBLE)
        return "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return text tidied and in small letters, to compare by."""
    return tidy(text).casefold()


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return text folded and without accents: "Äijälä" and "aijala" are alike.

    Examples
    --------
    >>> plain(" Äijälä")
    'aijala'
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return the words of a text in small letters, without punctuation, one space apart.

    Examples
    --------
    >>> key("1. E-mail: ")
    '1 e mail'
    """
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
