"""Workbooks in the forms that offices save: protected sheets, macros, strict OOXML, formulas without a value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from sources.reader import Reader
from sources.reading import Reading

_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def book(*, formula: bool = False) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (("Komoditas", "Tanggal", "Hasil"), ("Padi", date(2026, 1, 5), 12.5), ("Jagung", date(2026, 1, 6), 4)):
        sheet.append(row)
    if formula:
        sheet.append(("Ubi", date(2026, 1, 7), "=C2*2"))
    sheet.protection.sheet = True
    sheet.protection.password = "rahasia"
    made.security.lockStructure = True
    made.iso_dates = True
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return buffer.getvalue()


def strict(part: bytes) -> bytes:
    for ours, theirs in _STRICT:
        part = part.replace(ours, theirs)
    return part


def rows(reading: Reading) -> list[tuple[str | None, ...]]:
    assert reading.rejected is None, reading.notes
    (table,) = reading.tables
    return [cells for _, cells, _ in table.rows]


WANTED = [("Padi", "2026-01-05", "12.5"), ("Jagung", "2026-01-06", "4")]


@pytest.mark.parametrize("change", [lambda part: part, strict])
def test_protected_sheets_and_strict_ooxml_are_read(reader: Reader, change: Callable[[bytes], bytes]) -> None:
    assert rows(reader.read_bytes(repacked(book(), change), "panen.xlsx")) == WANTED


def test_macros_are_reported_and_never_run(reader: Reader) -> None:
    data = repacked(book(), lambda part: part, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 200})
    reading = reader.read_bytes(data, "panen.xlsm")
    assert rows(reading) == WANTED
    assert "Berkas memuat makro; makro tidak dijalankan." in reading.notes
    assert not any("makro" in note for note in reader.read_bytes(book(), "panen.xlsx").notes)


def test_a_formula_without_a_value_shows_itself(reader: Reader) -> None:
    reading = reader.read_bytes(book(formula=True), "panen.xlsx")
    assert rows(reading)[2] == ("Ubi", "2026-01-07", "=C2*2")
    assert reading.tables[0].rows[2][2] == "tdf"
