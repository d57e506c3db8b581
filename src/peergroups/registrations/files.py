"""Opens a file, whatever it is called, as sheets of cells; refuses what is no spreadsheet and says what it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from peergroups.registrations.delimited import decode, find_delimiter, quotes_fit, repair_letters, split_rows
from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Sheet
from peergroups.registrations.workbook import open_workbook

MAX_FILE = 100 * 2**20
"""Bytes beyond which a file is not opened."""

_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or sound (RIFF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"\s*(<\?xml|<!doctype|<html|<table|<meta|<div)", re.IGNORECASE)


def open_file(path: str | Path, faults: Faults) -> Sequence[Sheet]:
    """Return the sheets of an .xlsx, .ods or .csv file.

    Raises
    ------
    InputError
        With one sentence on what the file is and what to do.
    """
    path = Path(path)
    if not path.is_file():
        faults.refuse("no_file", name=path.name)
    if path.stat().st_size > MAX_FILE:
        faults.refuse("too_large", name=path.name, limit=MAX_FILE // 2**20)
    data = path.read_bytes()
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        faults.refuse("empty_file", name=path.name)
    for start, what in _SIGNATURES:
        if data.startswith(start):
            faults.refuse("not_a_sheet", name=path.name, what=faults.say(what))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            faults.refuse("password", name=path.name)
        faults.refuse(
            "old_workbook", name=path.name, what=faults.say("an old workbook (.xls) or another Office file")
        )
    if data.startswith(b"PK"):
        return open_workbook(path, data, faults)
    return _text(path, data, faults)


def _text(path: Path, data: bytes, faults: Faults) -> Sequence[Sheet]:
    text = decode(data)
    if text is None or (path.suffix.lower() in (".xlsx", ".xlsm", ".ods") and _looks_binary(text)):
        faults.refuse("not_a_sheet", name=path.name, what=faults.say("neither a workbook nor text"))
    if _MARKUP.match(text[:500]):
        faults.refuse("not_a_sheet", name=path.name, what=faults.say("a web page or other markup"))
    if repaired := repair_letters(text):
        text = repaired
        faults.add("mojibake", sheet=path.stem)
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        faults.add(
            "wrong_name", sheet=path.stem, value=path.name, name=path.name, what=faults.say("separated text (.csv)")
        )
    try:
        delimiter = find_delimiter(text)
        rows = split_rows(text, delimiter)
    except csv.Error:
        faults.refuse("broken", name=path.name)
    if not quotes_fit(text, delimiter):
        faults.add("open_quote", sheet=path.stem)
    return [Sheet(path.stem, rows, delimited=True)]


def _looks_binary(text: str) -> bool:
    return not any(delimiter in text for delimiter in ";,\t|\n")
