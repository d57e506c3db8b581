"""Writes a result as a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from peergroups.outputs.files import whole_file
from peergroups.outputs.workbook.book import Book
from peergroups.outputs.workbook.fairness_sheet import fairness_sheet
from peergroups.outputs.workbook.going_on_sheet import going_on_sheet
from peergroups.outputs.workbook.guides_sheet import guides_sheet
from peergroups.outputs.workbook.memory import memory_sheet
from peergroups.outputs.workbook.people_sheets import groups_sheet, people_sheet, waiting_sheet
from peergroups.outputs.workbook.rules_sheets import faults_sheet, rules_sheet, settings_sheet
from peergroups.outputs.workbook.sessions_sheet import sessions_sheet
from peergroups.outputs.workbook.stand_ins_sheet import stand_ins_sheet
from peergroups.outputs.workbook.summary_sheet import mail_sheet, summary_sheet
from peergroups.results.result import Result


def write_workbook(result: Result, path: str | Path, *, language: str | None = None, force: bool = False) -> Path:
    """Write a result as an .xlsx file and return its path; see `Result.to_workbook`."""
    result.raise_for_status()
    language = language or result.language
    written = datetime.now().replace(microsecond=0)
    with whole_file(path, force=force, language=language) as beside, Book(beside, language) as book:
        book.file.set_properties({"title": result.round, "created": written})
        summary_sheet(book, result)
        groups_sheet(book, result)
        mail_sheet(book, result)
        guides_sheet(book, result)
        going_on_sheet(book, result)
        sessions_sheet(book, result)
        people_sheet(book, result)
        waiting_sheet(book, result)
        stand_ins_sheet(book, result)
        fairness_sheet(book, result)
        rules_sheet(book, result)
        faults_sheet(book, result)
        settings_sheet(book, result, written)
        memory_sheet(book, result, written)
    return Path(path)
