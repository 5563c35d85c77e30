"""``check --out``: what the office would get back, without loading anything."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from checks.feedback.palette import FILLS
from flows.simulate.messy_files import write_pages
from flows.simulate.messy_pages import Page
from tests.console.test_commands import run

HEADER = ["kode_produk", "nama_produk", "kanal", "volume", "satuan", "omzet_rp", "pnbp_rp", "premi_rp", "modal_rp"]
ROWS = [
    ["GLA-01", "Gula", "koperasi", "2", "kg", "abc", "1.000", "2.000", "3.000"],
    ["GLA-02", "=1+1", "koperasi", "2", "kg", "50.000", "1.000", "2.000", "3.000"],
]
NAME = "LP2A-LAHAT_2026-10_penjualan"
GOLDEN = {
    "changed": {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    },
    "added": {
        "xl/comments1.xml", "xl/drawings/lumbung1.vml", "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/lumbung1.xml",
    },
}  # fmt: skip
"""Parts of the office's workbook that marking one sheet touches and adds; it takes none away."""


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _sent(folder: Path, suffix: str) -> Path:
    file = folder / f"{NAME}{suffix}"
    if suffix == ".csv":
        file.write_text("".join(";".join(row) + "\r\n" for row in [HEADER, *ROWS]), encoding="utf-8")
    else:
        write_pages(file, [Page("Penjualan", [list(row) for row in (HEADER, *ROWS)])])
    return file


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_file_comes_back_marked(capsys, tmp_path: Path, suffix: str):
    file, out = _sent(tmp_path, suffix), tmp_path / "kembali.xlsx"
    before = file.read_bytes()
    code, said, _ = run(capsys, "--home", str(tmp_path / "home"), "check", str(file), "--fast", "--out", str(out))
    assert code == 1
    assert "DIKEMBALIKAN" in said
    assert file.read_bytes() == before
    assert not (tmp_path / "home" / "ledger.sqlite").exists()
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0] == "Perbaikan"
    data = book[book.sheetnames[1]]
    assert [[cell.value for cell in row] for row in data] == [HEADER, *ROWS]
    assert {cell.data_type for row in data for cell in row} == {"s"}
    assert data["F2"].fill.fgColor.rgb[2:] == FILLS["PERBAIKI"]
    assert data["F2"].comment is not None
    assert data["B3"].comment is None
    told = [[str(cell.value or "") for cell in row] for row in book["Perbaikan"]]
    assert [row[1:5] for row in told if row[2] == "F2" and row[8] == "PERBAIKI"] == [
        [data.title, "F2", "omzet_rp", "abc"]
    ]
    assert {p.suffix for p in tmp_path.glob("kembali*")} == {".xlsx", ".html", ".txt"}
    if suffix == ".xlsx":
        was, now = _parts(file), _parts(out)
        assert {n for n in was if now.get(n) != was[n]} == GOLDEN["changed"]
        assert now.keys() - was.keys() == GOLDEN["added"]


def test_one_file_into_one_workbook(capsys, tmp_path: Path):
    file, home = str(_sent(tmp_path, ".csv")), str(tmp_path / "home")
    other = tmp_path / "lain.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")
    code, _, err = run(capsys, "--home", home, "check", file, "--fast", "--out", str(tmp_path / "kembali.pdf"))
    assert (code, ".xlsx" in err) == (2, True)
    code, _, err = run(capsys, "--home", home, "check", file, str(other), "--fast", "--out", str(tmp_path / "k.xlsx"))
    assert (code, "one file" in err) == (2, True)
    assert not list(tmp_path.glob("k*.xlsx"))
