"""The parser gets the very bytes that were looked at, and nothing that no reader needs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sources.contract import Contracts
from sources.offices import Offices
from sources.reader import Reader
from sources.rejections import DAMAGED
from sources.template import write_template
from sources.zip_check import Package
from sources.zip_plain import plain_container
from tests.sources.hostile import TABLE, good, repacked, sheet

SHEET = "xl/worksheets/sheet1.xml"


def test_xml_parts_are_stored_as_they_are_and_pictures_left_out() -> None:
    data = repacked({"xl/media/gambar.png": b"\x89PNG", "xl/vbaProject.bin": b"Sub Auto_Open"})
    plain = plain_container(Package(data))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(plain)) as new:
        wanted = [n for n in old.namelist() if n.endswith((".xml", ".rels")) and "theme" not in n and "docP" not in n]
        assert new.namelist() == wanted
        assert {n: new.read(n) for n in wanted if n != SHEET} == {n: old.read(n) for n in wanted if n != SHEET}
        assert new.testzip() is None
        assert {entry.compress_type for entry in new.infolist()} == {zipfile.ZIP_STORED}


def test_the_parser_gets_a_sheet_up_to_its_last_cell() -> None:
    data = sheet(
        TABLE, tail='<dataValidations count="1"><dataValidation prompt="&lt;/sheetData&gt;"/></dataValidations>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(plain_container(Package(data)))) as new:
        cells, end, _ = old.read(SHEET).partition(b"</sheetData>")
        assert new.read(SHEET) == cells + end + b"</worksheet>"
        assert new.testzip() is None


def test_a_sheet_with_a_wrong_checksum_is_refused(reader: Reader) -> None:
    data = bytearray(sheet(TABLE, tail="<pageMargins left='0.7'/>"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(SHEET)
    said = entry.CRC.to_bytes(4, "little")
    for at in (data.index(said), data.rindex(said)):
        data[at : at + 4] = bytes(4)
    reading = reader.read_bytes(bytes(data), "lahat.xlsx")
    assert reading.rejected is not None
    assert reading.rejected.rule == DAMAGED


def test_a_large_workbook_is_not_unpacked_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.zip_check.SMALL", 100)
    data = good()
    assert plain_container(Package(data)) is data


def test_what_is_kept_of_many_parts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.zip_check._MOST_KEPT", 2_000)
    package = Package(good())
    sizes = [len(package.read(name)) for name in package.parts]
    assert sum(sizes) > 4_000
    assert not all(map(package.is_small, package.parts))


def test_the_hidden_lists_are_counted_cell_by_cell(
    reader: Reader, contracts: Contracts, offices: Offices, tmp_path: Path
) -> None:
    path = tmp_path / "lahat.xlsx"
    write_template(
        path, contracts, offices, office="LP2A-LAHAT", period="2026-10", rows={}, nihil=list(contracts.datasets)
    )
    book = openpyxl.load_workbook(path)
    n = sum(cell.value is not None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    reading = reader.read_file(path)
    assert reading.n_nonempty == n
    assert reading.ignored["stamp"] > 100
    hidden = reader.read_bytes(_shown(path), path.name)
    assert sum(cell.sheet == "_daftar" for cell in hidden.loose) + dict(hidden.bulk).get("unmatched", 0) > 100


def _shown(path: Path) -> bytes:
    """The workbook with its lists shown: then they are a sheet like any other."""
    book = openpyxl.load_workbook(path)
    book["_daftar"].sheet_state = "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
