"""Hand-made sheets, as files."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from peergroups.registrations import Registrations, read_registrations

Rows = Sequence[Sequence[object]]


def save_workbook(path: Path, sheets: dict[str, Rows], hidden: Sequence[str] = ()) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        stamp = book.add_format({"num_format": "d.m.yyyy h:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, dt.date | dt.datetime):
                        sheet.write_datetime(r, c, value, stamp)
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Save sheets, by name, as an .xlsx file."""

    def save(sheets: dict[str, Rows], name: str = "answers.xlsx", hidden: Sequence[str] = ()) -> Path:
        return save_workbook(tmp_path / name, sheets, hidden)

    return save


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[..., Path]:
    """Save text, or bytes, as a file."""

    def save(text: str | bytes, name: str = "answers.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return save


@pytest.fixture
def read(workbook: Callable[..., Path]) -> Callable[..., Registrations]:
    """Read rows, the first with the headers, from an .xlsx file."""

    def from_rows(*rows: Sequence[object], **options: object) -> Registrations:
        return read_registrations(workbook({"Vastaukset": rows}), **options)

    return from_rows


@pytest.fixture
def read_text(text_file: Callable[..., Path]) -> Callable[..., Registrations]:
    """Read text from a .csv file."""

    def from_text(text: str, encoding: str = "utf-8", name: str = "answers.csv", **options: object) -> Registrations:
        return read_registrations(text_file(text, name, encoding), **options)

    return from_text
