"""What is no readable spreadsheet is named for what it is; nothing else ever comes out but an InputError."""

import datetime as dt
import io
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import peergroups as pg
from peergroups.registrations import guards

ROWS = [["Nimi", "Sähköposti"], ["Anna Aho", "anna@x.fi"], ["Bo Berg", "bo@x.fi"]]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def xlsx_bytes(rows=ROWS) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.set_properties({"created": dt.datetime(2026, 9, 1)})
        sheet = book.add_worksheet()
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
    return buffer.getvalue()


def rezip(data: bytes, **parts: bytes) -> bytes:
    """Return an archive with some parts replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


WORKBOOK = xlsx_bytes()
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_xml(cells: str, prolog: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


def cell(address: str) -> str:
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'


def ods_bytes(rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="A">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        **{
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )


def ods_row(*texts: str, attributes: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def outcome(path) -> pd.DataFrame | None:
    """Return the people of a file, or the faults it is refused for."""
    try:
        return pg.read_registrations(path).people
    except pg.InputError as refused:
        return refused.faults


REFUSED = [
    # name, bytes, words of the message
    ("a.csv", b"", "is empty"),
    ("a.xlsx", b"", "is empty"),
    ("a.csv", b"\xef\xbb\xbf\r\n\r\n", "is empty"),
    ("a.csv", "Nimi;Sähköposti\r\n".encode(), "has no answers"),
    ("a.xlsx", xlsx_bytes(ROWS[:1]), "has no answers"),
    ("a.xlsx", xlsx_bytes([]), "has no answers"),
    ("a.xlsx", PNG, "a picture (PNG)"),
    ("a.csv", b"\xff\xd8\xff\xe0" + bytes(50), "a picture (JPEG)"),
    ("a.xlsx", b"%PDF-1.7 ...", "a PDF file"),
    ("a.csv", bytes(range(1, 200)), "neither a workbook nor text"),
    ("a.xlsx", xlsx_bytes()[:-200], "broken or was not copied to its end"),
    ("a.xlsx", xlsx_bytes()[:300], "broken or was not copied to its end"),
    ("a.xlsx", rezip(xlsx_bytes(), **{SHEET: b"<worksheet><sheetData><row>"}), "broken"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old workbook (.xls)"),
    (
        "a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    ("a.xlsx", zipped(**{"word/document.xml": b"<w/>"}), "a Word document"),
    ("a.zip", zipped(**{"notes.txt": b"hello"}), "a zip file"),
    ("a.xlsb", zipped(**{"xl/workbook.bin": b"x"}), "a binary workbook"),
    ("a.csv", b"<!DOCTYPE html><html><table><tr><td>Nimi</td></tr></table></html>", "a web page"),
    ("a.xlsx", rezip(xlsx_bytes(), **{SHEET: sheet_xml(cell("A1") + cell("XFD1048576"))}), "cells too far"),
    (
        "a.xlsx",
        rezip(xlsx_bytes(), **{SHEET: sheet_xml(cell("A1"), '<!DOCTYPE x [<!ENTITY e "e">]>')}),
        "document type",
    ),
    ("a.xlsx", rezip(xlsx_bytes(), **{SHEET: b'<?xml version="1.0" encoding="UTF-5"?><worksheet/>'}), "broken"),
    ("a.xlsx", rezip(xlsx_bytes(), **{"xl/bomb.xml": b"<a>" + b" " * 2**25 + b"</a>"}), "unfolds to a huge size"),
    ("a.ods", ods_bytes(ods_row("x", attributes='table:number-rows-repeated="1048576"')), "cells too far"),
    (
        "a.ods",
        ods_bytes(ods_row(attributes='table:number-rows-repeated="1048575"') + ods_row("x")),
        "cells too far",
    ),
    ("a.csv", b'Nimi;E-mail\n"' + b"x" * 200_000 + b'";y\n', "broken"),
]


@pytest.mark.parametrize(("name", "data", "words"), REFUSED, ids=[f"{n}-{w}" for n, _, w in REFUSED])
def test_what_can_not_be_read_is_named_with_what_to_do(text_file, name, data, words):
    with pytest.raises(pg.InputError, match=name.replace(".", r"\.")) as refused:
        pg.read_registrations(text_file(data, name))
    assert words in str(refused.value)
    (fault,) = refused.value.faults.to_dict("records")
    assert fault["severity"] == "error"
    assert fault["action"]


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(pg.InputError, match="there is no file"):
            pg.read_registrations(path)


def test_a_far_cell_is_found_without_its_address_and_with_any_prefix(text_file):
    # Cells need not say where they are, and the namespace may have a prefix.
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>'
        '<x:row r="1048576"><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    with pytest.raises(pg.InputError, match="cells too far"):
        pg.read_registrations(text_file(rezip(xlsx_bytes(), **{SHEET: xml.encode()}), "a.xlsx"))


def test_far_cells_that_are_only_formatted_do_no_harm(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert len(pg.read_registrations(tmp_path / "a.xlsx").people) == 2


def test_a_workbook_called_csv_and_text_called_xlsx_are_opened_and_named(text_file):
    book = pg.read_registrations(text_file(xlsx_bytes(), "answers.csv"))
    text = pg.read_registrations(text_file("Nimi;Sähköposti\nAnna Aho;anna@x.fi\nBo Berg;bo@x.fi\n", "answers.xlsx"))
    assert list(book.people.index) == list(text.people.index) == ["anna@x.fi", "bo@x.fi"]
    assert "really a workbook" in book.faults.set_index("code").loc["wrong_name", "problem"]
    assert "really separated text" in text.faults.set_index("code").loc["wrong_name", "problem"]


def test_an_open_document_is_read_with_its_rows_where_they_stand(text_file):
    rows = (
        ods_row("Nimi", "Email") + ods_row(attributes='table:number-rows-repeated="3"') + ods_row("Anna", "ei osoite")
    )
    found = pg.read_registrations(
        text_file(ods_bytes(rows + ods_row(attributes='table:number-rows-repeated="99999"')), "a.ods")
    )
    assert list(found.people.index) == ["row 5"]


def test_formulas_without_results_or_with_errors_are_named_by_cell(tmp_path):
    # openpyxl writes formulas without a result, as many programs do.
    book = openpyxl.Workbook()
    for row in [["Nimi", "Email", "Rooli"], ["Anna", "anna@x.fi", "=A2"], ["Bo", "bo@x.fi", "HR"]]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = pg.read_registrations(tmp_path / "a.xlsx").errors
    assert found["code"].tolist() == ["no_results"]
    assert "C2" in found["problem"].iloc[0]
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as other:
        sheet = other.add_worksheet()
        sheet.write_row(0, 0, ["Nimi", "Email", "Rooli"])
        sheet.write_row(1, 0, ["Anna", "anna@x.fi"])
        sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["Bo", "bo@x.fi", "HR"])
    found = pg.read_registrations(tmp_path / "b.xlsx").errors
    assert found["code"].tolist() == ["error_cells"]
    assert "C2" in found["problem"].iloc[0]


def test_a_broken_formula_in_a_column_that_nothing_needs_is_no_fault(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nimi", "Email", "Laskuri"])
        sheet.write_row(1, 0, ["Anna", "anna@x.fi"])
        sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
    assert pg.read_registrations(tmp_path / "a.xlsx").faults.empty


def test_hidden_rows_are_read_and_said(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})
    found = pg.read_registrations(tmp_path / "a.xlsx")
    assert len(found.people) == 2
    assert "hidden_rows" in set(found.faults["code"])


@given(
    st.binary(max_size=400),
    st.sampled_from(["a.csv", "a.xlsx", "a.ods"]),
    st.sampled_from([b"", b"PK\x03\x04", b"Nimi;Email\n"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_are_read_or_refused(text_file, data, name, start):
    assert outcome(text_file(start + data, name)) is not None


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_is_read_or_refused(text_file, data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(text_file(bytes(content), "a.xlsx")) is not None


@given(st.text(alphabet='rRowc0123456789 <>/="vA', max_size=80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sheet_of_odd_markup_is_read_or_refused(text_file, cells):
    assert outcome(text_file(rezip(xlsx_bytes(), **{SHEET: sheet_xml(cells)}), "a.xlsx")) is not None


def test_the_limits_leave_room_for_ten_thousand_answers():
    seen = guards.Seen()
    seen.fill(10_001, 300)
    with pytest.raises(guards.Unsafe):
        seen.fill(guards.MAX_ROWS + 1, 1)
