"""Every form of workbook that practice offices save: the same cells in each, for readers that know nothing of us."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from flows.simulate import simulate
from flows.simulate.messy_files import WORKBOOKS, as_workbook
from flows.simulate.messy_pages import Line, Page
from sources.reader import Reader

OFFICE = shutil.which("soffice")
FORMS = sorted(set(WORKBOOKS))
LINES: list[Line] = [
    ["Komoditas", "Tanggal", "Hasil"],
    ["Padi \u201cIR 64\u201d \U0001f33e", date(2026, 10, 31), Decimal("12.5")],
    [None, date(2026, 1, 5), -7],
    ["x" * 300, None, 1_234_567_890],
]
PAGES = [
    Page("Panen", LINES),
    Page("Lampiran & catatan", [["kosong"]]),
    Page("Panjang", [[f"t{i}", i] for i in range(6000)]),
]


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as packed:
        return packed.namelist()


def plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return "" if value is None else value


@pytest.mark.parametrize("form", FORMS)
def test_calamine_finds_the_same_cells_in_every_form(form: str) -> None:
    book = python_calamine.load_workbook(io.BytesIO(as_workbook(form, PAGES)))
    assert book.sheet_names == [page.name for page in PAGES]
    found = book.get_sheet_by_name("Panen").to_python()
    assert [[plain(cell) for cell in row] for row in found] == [[plain(cell) for cell in row] for row in LINES]
    assert len(book.get_sheet_by_name("Panjang").to_python()) == 6000


@pytest.mark.parametrize("form", FORMS)
def test_the_same_pages_give_the_same_bytes(form: str) -> None:
    assert as_workbook(form, PAGES) == as_workbook(form, PAGES)


def test_a_workbook_with_macros_says_so_and_strict_is_strict(reader: Reader) -> None:
    assert any("makro" in note for note in reader.read_bytes(as_workbook("xlsm", PAGES), "panen.xlsm").notes)
    with zipfile.ZipFile(io.BytesIO(as_workbook("strict", PAGES))) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("xl/")]
    assert not any(b"schemas.openxmlformats.org/spreadsheetml" in part for part in parts)
    assert any(b't="d"><v>2026-10-31</v>' in part for part in parts)


@pytest.mark.full
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_finds_the_same_cells_in_every_form(form: str, tmp_path: Path) -> None:
    name = "panen.xlsx" if form == "strict" else f"panen.{form}"
    (tmp_path / name).write_bytes(as_workbook(form, PAGES))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "hasil"), name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    sheet = openpyxl.load_workbook(tmp_path / "hasil/panen.xlsx")["Panen"]
    found = [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert found == [[plain(cell) for cell in row] for row in LINES]


def test_messy_offices_send_every_form_and_zips(tmp_path: Path) -> None:
    truth = simulate(tmp_path / "kiriman", period="2026-10", offices=110, error_rate=0, messy=1, rows=40, seed=5)
    sent = {path.name for path in (tmp_path / "kiriman").iterdir()}
    packed = [name for zipped in sent if zipped.endswith(".zip") for name in names_in(tmp_path / "kiriman" / zipped)]
    assert len(packed) > 5
    assert sorted(truth["files"]) == sorted([*packed, *(name for name in sent if not name.endswith(".zip"))])
    assert {Path(name).suffix for name in sent} == {
        *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".zip"),
    }
