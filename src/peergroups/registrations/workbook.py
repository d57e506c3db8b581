"""Workbooks (.xlsx, .xlsm, .ods): guarded, then read through calamine."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import python_calamine as calamine

from peergroups.registrations import guards
from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Sheet

_BROKEN = (zipfile.BadZipFile, zlib.error, ExpatError, ElementTree.ParseError, EOFError, OSError)
_ODD = (ValueError, RuntimeError, NotImplementedError, LookupError)
"""What zipfile raises for impossible dates, flags, methods and members, and expat for unknown encodings."""

_OTHER = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "Index/Document.iwa": "an Apple Numbers or Pages file",
}


class _Refused(Exception):
    """A zip that is no workbook we read: a kind of fault, and what the file is."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code, self.what = code, what


def open_workbook(path: Path, data: bytes, faults: Faults) -> Sequence[Sheet]:
    """Return the sheets of a workbook.

    Raises
    ------
    InputError
        For a broken, protected or dangerous file, or a zip that is no workbook.
    """
    try:
        kind, sheets = _open(data)
    except _Refused as refused:
        faults.refuse(refused.code, name=path.name, what=faults.say(refused.what))
    except guards.Unsafe as unsafe:
        faults.refuse("unsafe", name=path.name, why=faults.say(str(unsafe)))
    except calamine.PasswordError:
        faults.refuse("password", name=path.name)
    except (calamine.CalamineError, *_BROKEN, *_ODD):
        faults.refuse("broken", name=path.name)
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".ods"):
        faults.add("wrong_name", value=path.name, name=path.name, what=faults.say("a workbook") + f" (.{kind})")
    return sheets


def _open(data: bytes) -> tuple[str, list[Sheet]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kind = _kind(archive)
        guards.check_archive(archive)
        seen = guards.look_through(archive)
        parts = _sheet_parts(archive) if kind == "xlsx" else {}
    with calamine.load_workbook(io.BytesIO(data)) as book:
        sheets = [
            _read(book, meta, seen.get(parts.get(meta.name, "content.xml"), guards.Seen()))
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    return kind, sheets


def _kind(archive: zipfile.ZipFile) -> str:
    """Return xlsx or ods, or raise `_Refused`."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise _Refused("old_workbook", "a binary workbook (.xlsb)")
    if "content.xml" in names:
        with archive.open("mimetype" if "mimetype" in names else "content.xml") as part:
            if b"spreadsheet" in part.read(2000):
                return "ods"
        raise _Refused("not_a_sheet", "another OpenDocument file")
    raise _Refused("not_a_sheet", next((what for name, what in _OTHER.items() if name in names), "a zip file"))


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the archive's part for each sheet's name. The parts have passed the guard."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {link.get("Id"): posixpath.join("/xl", link.get("Target", "")).lstrip("/") for link in links}
    parts = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            parts[sheet.get("name", "")] = target.get(link, "")
    return parts


def _read(book: Any, meta: Any, seen: guards.Seen) -> Sheet:
    rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
    return Sheet(meta.name, rows, hidden=meta.visible != calamine.SheetVisibleEnum.Visible, seen=seen)
