"""Two tables of one dataset side by side: each has its own range, and the office is asked: rows would be confused."""

from __future__ import annotations

from sources.reader import Reader
from tests.sources.sheets import IDENTITY, workbook

HEADER = ("Kode Produk", "Nama Produk", "Volume", "Satuan")
LEFT = (("P1", "Meja", 3, "buah"), ("P2", "Kursi", 5, "buah"))
RIGHT = (("P3", "Keset", 8, "buah"), ("P4", "Sapu", 9, "buah"))


def test_side_by_side(reader: Reader) -> None:
    rows = [(*HEADER, None, *HEADER), *((*a, None, *b) for a, b in zip(LEFT, RIGHT, strict=True))]
    reading = reader.read_bytes(workbook({"Identitas": IDENTITY, "Produksi": rows}), "lahat.xlsx")
    assert [t.range for t in reading.tables] == ["A1:D3", "F1:I3"]
    told = [(r.cell, r.dataset) for r in reading.remarks if r.kind == "tebakan" and "samping" in (r.value or "")]
    assert told == [("F1", "produksi")]


def test_one_below_another(reader: Reader) -> None:
    rows = [HEADER, *LEFT, (), HEADER, *RIGHT]
    reading = reader.read_bytes(workbook({"Identitas": IDENTITY, "Produksi": rows}), "lahat.xlsx")
    assert sum(len(t.rows) for t in reading.tables) == 4
    assert not [r for r in reading.remarks if "samping" in (r.value or "")]
