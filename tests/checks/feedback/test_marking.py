"""Files that are no xlsx come back as a new workbook; what cannot be read as the list alone; nothing does harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.feedback.marking import mark
from checks.feedback.palette import FILLS
from checks.feedback.spans import changed, spliced
from flows.simulate.messy_files import write_pages
from flows.simulate.messy_pages import Page
from sources.contract_loader import load_contracts
from sources.offices import Offices
from sources.reader import Reader
from tests.checks.feedback.books import plain
from tests.checks.feedback.told import SUBMISSION, finding, notice

CSV = (
    b"kode_produk;nama_produk;kanal;volume;satuan;omzet_rp;pnbp_rp;premi_rp;modal_rp\r\n"
    b"GLA-01;=HYPERLINK(1);koperasi;1.234,5;kg;abc;1.000;+2;-3\r\n"
    b"0012;@Gula;galeri;2;kg;50.000;1.000;2.000;3.000\r\n"
)
NAME = "LP2A-LAHAT_2026-10_penjualan.csv"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_contracts(), Offices.load())


def test_a_csv_comes_back_as_a_workbook_that_reads_the_same(reader: Reader) -> None:
    told = notice([finding("F2", sheet=None), finding("B3", sheet=None)], file=NAME, data_name="Penjualan")
    made = mark(CSV, told)
    assert made.how == "copied"
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert book.sheetnames == ["Perbaikan", "Penjualan"]
    sheet = book["Penjualan"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=HYPERLINK(1)", "s")
    assert [sheet[c].fill.fgColor.rgb[2:] for c in ("F2", "B3")] == [FILLS["PERBAIKI"]] * 2
    was, is_ = reader.read_bytes(CSV, NAME), reader.read_bytes(made.content, "kembali.xlsx")
    assert [t.rows for t in is_.tables] == [t.rows for t in was.tables]
    assert [t.dataset for t in is_.tables] == ["penjualan"]
    assert (is_.identity.kode_upt, is_.identity.periode) == ("LP2A-LAHAT", "2026-10")
    assert is_.predecessor == SUBMISSION
    assert is_.n_mapped + sum(is_.ignored.values()) + len(is_.unexplained) == is_.n_nonempty
    assert is_.ignored["feedback"] > 20


def test_numbers_and_dates_of_an_ods_stay_what_they_are(tmp_path: Path) -> None:
    write_pages(tmp_path / "laporan.ods", [Page("Data", [["Omzet", Decimal("1.234"), date(2026, 10, 5), "0012"]])])
    made = mark((tmp_path / "laporan.ods").read_bytes(), notice([finding("B1")], file="laporan.ods"))
    assert made.how == "copied"
    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["Data"]
    assert [sheet[c].value for c in ("A1", "B1", "D1")] == ["Omzet", 1.234, "0012"]
    assert f"{sheet['C1'].value:%Y-%m-%d}" == "2026-10-05"


def test_what_begins_like_a_formula_is_text_in_the_list() -> None:
    values = ["=1+1", "+1", "-1", "@SUM(A1)", "\tTAB", "\rCR", "<b>&\x00"]
    told = notice([finding(f"A{n}", value=v, column=v, expected=v) for n, v in enumerate(values, start=1)])
    with zipfile.ZipFile(io.BytesIO(mark(plain("<sheetData/>"), told).content)) as package:
        text = package.read("xl/worksheets/lumbung1.xml").decode()
    assert "<f>" not in text
    assert "<v>" not in text
    assert text.count('t="inlineStr"') > 7 * 6
    sheet = openpyxl.load_workbook(io.BytesIO(mark(plain("<sheetData/>"), told).content))["Perbaikan"]
    assert {cell.data_type for row in sheet for cell in row} <= {"n", "s", "inlineStr"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 rusak",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"<html><body>laporan</body></html>",
        plain("<sheetData/>", extra='<!DOCTYPE a [<!ENTITY b "c">]>'),
    ],
    ids=["empty", "cut off", "picture", "web page", "entities"],
)
def test_what_cannot_be_read_comes_back_as_the_list_alone(data: bytes) -> None:
    made = mark(data, notice([finding(None, rule="UMKM-P002", sheet=None)], verdict="rejected"))
    assert made.how == "listed"
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert book.sheetnames[0] == "Perbaikan"
    assert any(cell.value == "seluruh berkas" for row in book["Perbaikan"] for cell in row)


@pytest.mark.parametrize(
    "inside",
    [
        '<sheetData><row r="x"><c r="A1" s="zz"/></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" s="99999"/></row></sheetData>',
        '<cols><col min="a" max="b" style="q"/></cols><sheetData/>',
        "<sheetData/><sheetData/>",
        "<other/>",
        "<sheetData>",
    ],
)
def test_nonsense_in_a_sheet_never_breaks_the_return(inside: str) -> None:
    made = mark(plain(inside), notice([finding("A1"), finding("C9")]))
    assert "Perbaikan" in openpyxl.load_workbook(io.BytesIO(made.content)).sheetnames


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.binary(max_size=5))),
       st.integers(1, 70))  # fmt: skip
def test_edits_are_the_same_however_the_content_is_cut(
    data: bytes, wanted: list[tuple[int, int, bytes]], size: int
) -> None:
    edits, end = [], 0
    for at, length, put in sorted(wanted):
        if at >= end and at + length <= len(data):
            edits.append((at, at + length, put))
            end = at + length + 1
    expected = bytearray(data)
    for at, to, put in reversed(edits):
        expected[at:to] = put
    assert changed(data, edits) == bytes(expected)
    assert b"".join(spliced([data[i : i + size] for i in range(0, len(data), size)], edits)) == bytes(expected)


def test_a_workbook_with_old_notes_that_are_no_xml_keeps_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_comment("A1", "Catatan kantor")
        sheet.write("B2", 2)
    broken = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"</v:textbox>", b"<br></v:textbox>") if name.endswith(".vml") else data)
    back = mark(broken.getvalue(), notice([finding("B2")]))
    assert back.how == "marked"
    with zipfile.ZipFile(io.BytesIO(back.content)) as package:
        drawing = package.read("xl/drawings/vmlDrawing1.vml")
    assert drawing.count(b"<v:shape ") == 2
    assert b"<br>" in drawing
