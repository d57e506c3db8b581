"""Looks through a zipped workbook, without loading it, for what would hurt the reader.

Two cells, A1 and XFD1048576, make a reader ask for hundreds of gigabytes, and a small zip can unfold to any size.
So the sheets are streamed once, unzipped piece by piece, before the real reader is let near them. The same pass
sees what the reader won't tell: hidden rows, formulas without a result, formulas that give an error.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

# Ten thousand answers to twenty questions unfold to 7 MB, at a ratio of 9.
MAX_UNZIPPED = 200 * 2**20
MAX_RATIO = 100
MAX_MEMBERS = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_AREA = 20_000_000
_PIECE = 2**18
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class Unsafe(Exception):
    """Raised with the rest of the sentence "the file was not opened, because it ..."."""


@dataclass
class Seen:
    """What one sheet's XML holds."""

    height: int = 0
    width: int = 0
    hidden_rows: int = 0
    without_result: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def fill(self, row: int, column: int) -> None:
        """Take note of a cell with content, counted from 1."""
        self.height, self.width = max(self.height, row), max(self.width, column)
        if self.height > MAX_ROWS or self.width > MAX_COLUMNS or self.height * self.width > MAX_AREA:
            raise Unsafe("has cells too far down or to the right")


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise `Unsafe` for an archive that claims to unfold too far."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Unsafe("holds too many parts")
    size = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members)
    if size > MAX_UNZIPPED or (size > 2**24 and size > MAX_RATIO * max(1, packed)):
        raise Unsafe("unfolds to a huge size")
    if any(m.flag_bits & 1 for m in members):
        raise Unsafe("has encrypted parts")


def look_through(archive: zipfile.ZipFile) -> dict[str, Seen]:
    """Stream every part that is XML; return what was seen in each.

    Raises
    ------
    Unsafe
        For a DOCTYPE, cells too far away, or parts larger than they claim.
    zipfile.BadZipFile, zlib.error, EOFError, xml.parsers.expat.ExpatError
        For a broken archive or part.
    """
    found = {}
    left = MAX_UNZIPPED
    for member in archive.infolist():
        if member.filename.lower().endswith(_PICTURES):
            continue
        seen = Seen()
        with archive.open(member) as stream:
            left -= _parse(stream, _Watch(seen), left, is_xml=member.filename.lower().endswith((".xml", ".rels")))
        found[member.filename] = seen
    return found


def _parse(stream: IO[bytes], watch: _Watch, limit: int, is_xml: bool) -> int:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.text
    size = 0
    try:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise Unsafe("unfolds to a huge size")
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        if is_xml:
            raise
    return size


def _no_doctype(*_: object) -> None:
    raise Unsafe("declares a document type, which no spreadsheet does")


class _Watch:
    """Follows the cells of an .xlsx or .ods sheet."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.row = self.column = 0
        self.address = ""
        self.formula = self.value = self.result = False
        self.repeat_rows = 1
        self.row_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is"):
            self.value = True
            self.seen.fill(self.row, self.column)
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
            self.row_hidden = attributes.get("hidden") in ("1", "true")
        elif name in ("table-row", "table-cell", "covered-table-cell", "table", "p"):
            self._open_document(name, {k.rpartition(" ")[2]: v for k, v in attributes.items()})

    def text(self, _: str) -> None:
        self.result = self.result or self.value

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in ("v", "is"):
            self.value = False
        elif name == "c" and self.formula and not self.result:
            self.seen.without_result.append(self.address)
        elif name == "row" and self.row_hidden and self.column:
            self.seen.hidden_rows += 1
        elif name == "table-row":
            self.row += self.repeat_rows - 1
            self.seen.hidden_rows += self.row_hidden and self.repeat_rows < MAX_ROWS

    def _cell(self, attributes: dict[str, str]) -> None:
        address = _ADDRESS.match(attributes.get("r", ""))
        if address:
            self.row, self.column = int(address[2]), _column_number(address[1])
        else:
            self.column += 1
        self.address = attributes.get("r", "")
        self.formula = self.result = False
        if attributes.get("t") == "e":
            self.seen.errors.append(self.address)

    def _open_document(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.row = self.column = 0
        elif name == "table-row":
            self.row += 1
            self.column = 0
            self.repeat_rows = _number(attributes.get("number-rows-repeated"), 1)
            self.row_hidden = attributes.get("visibility") in ("collapse", "filter")
        elif name == "p":
            self.seen.fill(self.row + self.repeat_rows - 1, self.column)
        else:
            self.column += _number(attributes.get("number-columns-repeated"), 1)
            if "value-type" in attributes or "formula" in attributes:
                self.seen.fill(self.row + self.repeat_rows - 1, self.column)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
