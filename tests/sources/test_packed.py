"""What a reading was before it travelled, it is afterwards."""

from __future__ import annotations

from pathlib import Path

from sources.packed import pack, unpack
from sources.reader import Reader
from tests.sources.sheets import IDENTITY, workbook

PRODUK = [
    ("Daftar produk",),
    ("Kode Produk", "Nama Produk", "Harga Satuan (ribuan Rp)", "Warna"),
    ("A", "Tempe", 12.5, "putih"),
    ("B", None, "1.234", ""),
    ("Jumlah", None, 1246.5, None),
]


def test_a_reading_comes_out_as_it_went_in(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "LP2A-LAHAT_2026-10.xlsx"
    path.write_bytes(workbook({"Identitas": IDENTITY, "Produk": PRODUK}))
    reading = reader.read_file(path)
    assert reading.tables[0].excluded
    assert reading.tables[0].totals
    assert reading.loose
    assert repr(unpack(pack(reading))) == repr(reading)


def test_so_does_a_rejection(reader: Reader) -> None:
    rejected = reader.read_bytes(b"PK\3\4 cut off", "x.xlsx")
    assert rejected.rejected is not None
    assert repr(unpack(pack(rejected))) == repr(rejected)
