"""Figures written in two ways in one column: said, not guessed."""

from __future__ import annotations

import pytest

from sources.reader import Reader
from tests.sources.sheets import IDENTITY, workbook

_HEADER = ("Kode Produk", "Nama Produk", "Volume", "Satuan", "Biaya Bahan (Rp)", "WBP Terlibat (orang)", "Hari Kerja")


def remarks(reader: Reader, *volumes: object) -> list[tuple[str | None, str | None, str | None]]:
    rows = [(f"P{i}", f"Produk {i}", volume, "kg", "1.500.000", 3, 20) for i, volume in enumerate(volumes, 1)]
    reading = reader.read_bytes(workbook({"Identitas": IDENTITY, "Produksi": [_HEADER, *rows]}), "lahat.xlsx")
    assert [t.dataset for t in reading.tables] == ["produksi"]
    return [(r.cell, r.value, r.expected) for r in reading.remarks if r.kind == "angka"]


def test_thousands_beside_decimal_points_are_in_doubt(reader: Reader) -> None:
    assert remarks(reader, "3.75", "12.500", "0.5") == [("C3", "12.500", "3.75, 0.5")]


@pytest.mark.parametrize(
    "volumes",
    [
        ("3,75", "12.500", "1.234,5"),
        ("12.500", "1.750"),
        ("3.75", "12.25"),
        (3.75, 12.5, "12.500"),
    ],
    ids=["Indonesian", "thousands alone", "points alone", "a workbook's own numbers prove nothing of typed ones"],
)
def test_one_way_is_no_doubt(reader: Reader, volumes: tuple[object, ...]) -> None:
    assert remarks(reader, *volumes) == []
