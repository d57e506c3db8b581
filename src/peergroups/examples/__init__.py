"""Example sheets and plans: an association's form and a company's list, with everything that real ones get wrong."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peergroups.examples import association, company
from peergroups.outputs.files import whole_file

if TYPE_CHECKING:
    import xlsxwriter

MADE = dt.datetime(2026, 9, 22, 9, 0)
"""What the workbooks say of when they were made, so that they are the same every time."""


def write_examples(folder: str | Path, *, force: bool = False) -> list[Path]:
    """Write the example sheets, their plans and an earlier round; the same bytes every time.

    Parameters
    ----------
    folder : str or Path
        Where to; made if it does not exist.
    force : bool, default False
        Whether files that are there may be replaced.

    Returns
    -------
    list of Path
        What was written: ``association.xlsx, association.toml, association-2025.xlsx, company.csv, company.toml``.

    Raises
    ------
    InputError
        If a file exists and `force` is false.

    Examples
    --------
    >>> [file.name for file in write_examples(getfixture("tmp_path"))][:2]
    ['association.xlsx', 'association.toml']
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, Callable[[Path], Any]] = {
        "association.xlsx": _association,
        "association.toml": lambda file: file.write_bytes(_plan("association.toml")),
        "association-2025.xlsx": _earlier,
        "company.csv": _company,
        "company.toml": lambda file: file.write_bytes(_plan("company.toml")),
    }
    for name, write in writers.items():
        with whole_file(folder / name, force=force) as file:
            write(file)
    return [folder / name for name in writers]


def _plan(name: str) -> bytes:
    return (resources.files(__name__) / name).read_bytes()


def _association(file: Path) -> None:
    """As Microsoft Forms exports it: a table on the first sheet, times as numbers with a format."""
    with _workbook(file) as book:
        sheet = book.add_worksheet("Sheet1")
        time = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        rows = association.answers()
        for column, (field, header) in enumerate(association.HEADERS.items()):
            sheet.write_string(0, column, header)
            for line, row in enumerate(rows, start=1):
                value = row.get(field)
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(line, column, value, time)
                elif value is not None:
                    sheet.write(line, column, value)
        headers = [{"header": header} for header in association.HEADERS.values()]
        sheet.add_table(0, 0, len(rows), len(headers) - 1, {"columns": headers})
        guides = book.add_worksheet("Ohjaajat")
        for line, guide in enumerate([association.GUIDE_HEADERS, *association.guides()]):
            guides.write_row(line, 0, guide)


def _earlier(file: Path) -> None:
    """As an organiser keeps it: who was in which group."""
    seats = association.earlier_groups()
    with _workbook(file) as book:
        sheet = book.add_worksheet("Ryhmät 2025")
        sheet.write_row(0, 0, list(seats.columns))
        for line, row in enumerate(seats.itertuples(index=False), start=1):
            sheet.write_row(line, 0, list(row))


def _company(file: Path) -> None:
    """As Excel in Finland saves a .csv: semicolons, cp1252, CRLF."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    sheet.writerow(company.HEADERS.values())
    sheet.writerows([row[field] for field in company.HEADERS] for row in company.answers())
    file.write_bytes(text.getvalue().encode("cp1252"))


def _workbook(file: Path) -> xlsxwriter.Workbook:
    from xlsxwriter import Workbook

    book = Workbook(str(file))
    book.set_properties({"created": MADE})
    return book
