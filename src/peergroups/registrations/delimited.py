"""Text files of separated values: encoding and delimiter found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

DELIMITERS = (";", ",", "\t", "|")
_NAMED = re.compile(r"\s*sep=(.)\s*?(?:\r\n?|\n)", re.IGNORECASE)
_MAC = re.compile(rb"[A-Za-z][\x8a\x8c][a-z]|[a-z][\x8a\x8c]")
"""Mac Roman's ä and å, which in cp1252 are Š and Œ, inside a word."""
_WINDOWS = re.compile(rb"[A-Za-z][\xe4\xe5\xf6]")
"""The ä, å and ö of cp1252, which in Mac Roman are no letters but Â."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str | None:
    """Return the text of a file, or None if it is no text.

    A byte order mark decides; else UTF-8 if it fits, else UTF-16 where every other byte is 0, else cp1252, or Mac
    Roman where that would have capitals inside words.

    Examples
    --------
    >>> decode("Jyväskylä".encode("cp1252"))
    'Jyväskylä'
    >>> decode("Jyväskylä".encode("mac_roman"))
    'Jyväskylä'
    """
    text = _decode(data)
    if text is None or any(ord(c) < 32 and c not in "\t\n\r\f\v\x1a" for c in set(text)):
        return None
    return text.rstrip("\x1a")


def _decode(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data, encoding)
    head = data[:2048]
    if b"\0" in head:
        return _try(data, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be")
    text = _try(data, "utf-8")
    if text is not None:
        return text
    mac = len(_MAC.findall(data)) > len(_WINDOWS.findall(data))
    return _try(data, "mac_roman" if mac else "cp1252")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def repair_letters(text: str) -> str | None:
    """Return text whose UTF-8 was once taken for cp1252 ("PÃ¤ivi") put right, or None if it was not.

    Examples
    --------
    >>> repair_letters("PÃ¤ivi, Ã…bo")
    'Päivi, Åbo'
    """
    if "Ã" not in text:
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None


def find_delimiter(text: str) -> str:
    r"""Return the delimiter of separated values: the one it names, else the one that gives the steadiest width.

    Examples
    --------
    >>> find_delimiter("Nimi;Ajat\nAnna;ma 12, ti 14\n"), find_delimiter("sep=|\na|b;c\n")
    (';', '|')
    """
    named = _NAMED.match(text)
    if named:
        return named[1]
    sample = "".join(text.splitlines(keepends=True)[:200])
    return max(DELIMITERS, key=lambda delimiter: _steadiness(_read(sample, delimiter)))


def split_rows(text: str, delimiter: str) -> list[list[str]]:
    r"""Return the cells of separated values; rows are numbered as a spreadsheet would.

    Raises
    ------
    csv.Error
        For a cell longer than the reader allows.

    Examples
    --------
    >>> split_rows('Nimi;Ajat\n"Korhonen; Anna";1,5\n', ";")
    [['Nimi', 'Ajat'], ['Korhonen; Anna', '1,5']]
    """
    named = _NAMED.match(text)
    return [[], *_read(text[named.end() :], delimiter)] if named else _read(text, delimiter)


def quotes_fit(text: str, delimiter: str) -> bool:
    """Whether every quotation mark that opens a cell is closed at its end.

    Examples
    --------
    >>> quotes_fit('a;"b;c";d', ";"), quotes_fit('a;"b;c', ";")
    (True, False)
    """
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _read(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _steadiness(rows: list[list[str]]) -> tuple[float, int]:
    """How many rows have the header's number of cells, and how many cells that is."""
    widths = [len(row) for row in rows if any(row)]
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (Counter(widths)[widths[0]] / len(widths), widths[0])
