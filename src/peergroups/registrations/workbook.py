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

from peergroups.registrations import guards
from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Sheet

_BROKEN = (zipfile.BadZipFile, zlib.error, ExpatError, ElementTree.ParseError, EOFError, OSError)
_ODD = (ValueError, RuntimeError, NotImplementedError, KeyError, IndexError)
"""What zipfile raises for impossible dates, flags, methods and members."""

_OTHER = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "Index/Document.iwa": "an Apple Numbers or Pages file",
}


def open_workbook(path: Path, data: bytes, faults: Faults) -> Sequence[Sheet]:
    """Return the sheets of a workbook.

    Raises
    ------
    InputError
        For a broken, protected or dangerous file, or a zip that is no workbook.
    """
    import python_calamine as calamine

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind, what = _kind(archive)
            if kind is None:
                faults.refuse("not_a_sheet", name=path.name, what=what)
            if kind == "xlsb":
                faults.refuse("old_workbook", name=path.name, what="a binary workbook (.xlsb)")
            guards.check_archive(archive)
            seen = guards.look_through(archive)
            parts = _sheet_parts(archive) if kind == "xlsx" else {}
        with calamine.load_workbook(io.BytesIO(data)) as book:
            sheets = [
                _read(book, meta, seen.get(parts.get(meta.name, "content.xml"), guards.Seen()))
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except guards.Unsafe as unsafe:
        faults.refuse("unsafe", name=path.name, why=unsafe)
    except calamine.PasswordError:
        faults.refuse("password", name=path.name)
    except (calamine.CalamineError, *_BROKEN, *_ODD) as error:
        if isinstance(error, ValueError) and hasattr(error, "faults"):
            raise
        faults.refuse("broken", name=path.name)
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".ods"):
        faults.add("wrong_name", value=path.name, name=path.name, what=f"a workbook (.{kind})")
    return sheets


def _kind(archive: zipfile.ZipFile) -> tuple[str | None, str]:
    """Return xlsx, ods or xlsb, else None and what the archive is instead."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx", ""
    if "xl/workbook.bin" in names:
        return "xlsb", ""
    if "content.xml" in names:
        kind = archive.read("mimetype")[:200] if "mimetype" in names else b"spreadsheet"
        return ("ods", "") if b"spreadsheet" in kind else (None, "another OpenDocument file")
    for name, what in _OTHER.items():
        if name in names:
            return None, what
    return None, "a zip file of something else"


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
    return Sheet(meta.name, rows, hidden="Visible" not in str(meta.visible), seen=seen)
