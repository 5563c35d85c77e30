"""One CSV a dataset, in the forms that offices save."""

from __future__ import annotations

import pytest

from sources.reader import Reader
from sources.reading import Reading, Stated

HEAD = "Kode Produk;Nama Produk;Kanal;Volume Terjual;Satuan;Omzet (Rp)"
ROWS = ("TM-01;Tempe;koperasi;1.500;bungkus;2.500.000,50", "KP-01;Kopi Pagar Alam;galeri;2,5;kg;125.000")
NAME = "LP2A-LAHAT_2026-10_penjualan.csv"


def lines(*rows: str, end: str = "\r\n") -> str:
    return end.join(rows) + end


def cells(reading: Reading) -> list[tuple[str | None, ...]]:
    assert reading.rejected is None, reading.rejected
    (table,) = reading.tables
    assert table.dataset == "penjualan"
    return [row for _, row, _ in table.rows]


WANTED = [tuple(row.split(";")) for row in ROWS]


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        (lines(HEAD, *ROWS).encode(), "utf-8", ";"),
        (lines(HEAD, *ROWS).encode("utf-8-sig"), "utf-8-sig", ";"),
        (lines(HEAD, *ROWS).encode("utf-16"), "utf-16", ";"),
        (lines(HEAD, *ROWS, end="\n").replace(";", "\t").encode(), "utf-8", "\t"),
        (lines(HEAD, *ROWS, end="\r\r\n").encode(), "utf-8", ";"),
        (lines(*(f'"{row}"' for row in (HEAD, *ROWS))).encode(), "utf-8", ";"),
        (lines(*(",".join(f'"{c}"' for c in row.split(";")) for row in (HEAD, *ROWS))).encode(), "utf-8", ","),
    ],
)
def test_dialects(reader: Reader, data: bytes, encoding: str, delimiter: str) -> None:
    reading = reader.read_bytes(data, NAME)
    assert cells(reading) == WANTED
    assert (reading.encoding, reading.delimiter) == (encoding, delimiter)
    assert (reading.identity.kode_upt, reading.identity.periode) == ("LP2A-LAHAT", "2026-10")
    assert reading.identity.office == Stated("LP2A-LAHAT")


def test_cp1252(reader: Reader) -> None:
    data = lines(HEAD, ROWS[0].replace("Tempe", "Tempe “Café”")).encode("cp1252")
    reading = reader.read_bytes(data, NAME)
    assert cells(reading)[0][1] == "Tempe “Café”"
    assert reading.encoding == "cp1252"


def test_row_numbers_are_records(reader: Reader) -> None:
    data = lines("LAPORAN PENJUALAN", "", HEAD, 'TM-01;"Tempe\nbesar";koperasi;1;bungkus;5', "", ROWS[1]).encode()
    (table,) = reader.read_bytes(data, NAME).tables
    assert table.header_rows == (3, 3)
    assert [(row, c[1]) for row, c, _ in table.rows] == [(4, "Tempe\nbesar"), (6, "Kopi Pagar Alam")]
    assert table.range == "A3:F6"


def test_own_columns_say_office_and_period(reader: Reader) -> None:
    rows = [f"LP2A-LAHAT;Oktober 2026;{row}" for row in ROWS]
    reading = reader.read_bytes(lines(f"Kode UPT;Periode;{HEAD}", *rows).encode(), "kiriman.csv")
    (table,) = reading.tables
    assert [c.field for c in table.columns][:2] == ["kode_upt", "periode"]
    assert (reading.identity.kode_upt, reading.identity.periode) == ("LP2A-LAHAT", "2026-10")
    assert reading.identity.period == Stated("Oktober 2026", None, "B2")
    assert reading.n_mapped == reading.n_nonempty - 8


def test_ragged_rows_shift_nothing(reader: Reader) -> None:
    data = lines(HEAD, *ROWS, "KS-01;Keset", "MB-01;Meja;langsung;1;unit;99;lebih;lagi").encode()
    reading = reader.read_bytes(data, NAME)
    assert cells(reading)[2] == ("KS-01", "Keset", None, None, None, None)
    assert cells(reading)[3] == ("MB-01", "Meja", "langsung", "1", "unit", "99")
    assert [(c.cell, c.text) for c in reading.unexplained] == [("G5", "lebih"), ("H5", "lagi")]


def test_name_decides_between_like_headings(reader: Reader) -> None:
    data = lines("Kode Produk;Nama Produk;Satuan", "A;Tempe;kg").encode()
    (table,) = reader.read_bytes(data, "LP2A-LAHAT_2026-10_produksi.csv").tables
    assert table.dataset == "produksi"
