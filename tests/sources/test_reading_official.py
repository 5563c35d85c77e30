"""The official workbook, as it is and as offices change it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl

from sources.contract import Contracts
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import Reading, Stated, TextTable
from sources.template import write_template
from tests.sources.sheets import IDENTITY, Formula, workbook

SALES = ("Kode Produk", "Nama Produk", "Kanal", "Volume Terjual", "Satuan", "Omzet (Rp)")


def accounted(reading: Reading) -> bool:
    left_out = sum(reading.ignored.values()) + len(reading.unexplained)
    return reading.n_nonempty == reading.n_mapped + left_out


def of(reading: Reading, dataset: str) -> TextTable:
    (table,) = [t for t in reading.tables if t.dataset == dataset]
    return table


def values(table: TextTable, field: str) -> list[str | None]:
    (position,) = [i for i, c in enumerate(table.columns) if c.field == field]
    return [cells[position] for _, cells, _ in table.rows]


def test_official_workbook_is_read_whole(reader: Reader, contracts: Contracts, offices: Offices, tmp_path) -> None:
    rows = {
        "panen": [
            {"sektor": "pertanian", "komoditas": "Jagung", "luas_lahan_m2": Decimal("500.5"), "hasil": 150}
            | {"panen_tanggal": date(2026, 10, 15), "satuan": "kg", "panen_raya": True},
            None,
            {"sektor": "perikanan", "komoditas": "Lele", "hasil": 75, "satuan": "kg"},
        ]
    }
    path = tmp_path / "lahat.xlsx"
    write_template(path, contracts, offices, office="LP2A-LAHAT", period="2026-10", rows=rows, nihil=["produk"])
    reading = reader.read_file(path)
    assert reading.rejected is None
    assert (reading.identity.kode_upt, reading.identity.periode) == ("LP2A-LAHAT", "2026-10")
    assert reading.identity.template is not None
    assert reading.identity.office == Stated("LP2A-LAHAT", "Identitas", "B6")
    assert [t.dataset for t in reading.tables] == list(contracts.datasets)
    harvest = of(reading, "panen")
    assert [row for row, _, _ in harvest.rows] == [6, 8]
    assert values(harvest, "luas_lahan_m2") == ["500.5", None]
    assert values(harvest, "panen_tanggal") == ["2026-10-15", None]
    assert harvest.rows[0][2] == "ttndnt.t"
    assert (of(reading, "produk").nihil, of(reading, "produk").nihil_cell) == ("ya", "B3")
    assert of(reading, "produk").rows == []
    assert reading.unexplained == []
    assert accounted(reading)


def test_an_office_may_move_rename_and_add(reader: Reader) -> None:
    data = workbook(
        {
            "Identitas": IDENTITY,
            "Data Penjualan": [
                ("LAPORAN PENJUALAN",),
                (),
                ("Periode", "Oktober 2026"),
                (),
                ("No", "Omset", "Nama Barang", "Kode", "Saluran Penjualan", "Catatan Petugas", "Satuan"),
                (1, 2_500_000, "Tempe", "TM-01", "koperasi", None, "bungkus"),
                (),
                (2, "1.500.000,-", "Keset", "KS-01", "langsung", "lunas", "buah"),
                (3, 99.5, "Kopi", "KP-01", "galeri", None, "kg"),
                ("Jumlah", 4_000_099.5),
                (),
                (None, None, None, "Lahat, 5 November 2026"),
                (None, None, None, "Kepala Lapas,"),
                (),
                (None, None, None, "Budi Santoso"),
                (None, None, None, "NIP. 19700101 199003 1 001"),
            ],
        }
    )
    reading = reader.read_bytes(data, "x.xlsx")
    table = of(reading, "penjualan")
    assert table.header_rows == (5, 5)
    assert [row for row, _, _ in table.rows] == [6, 8, 9]
    assert values(table, "omzet_rp") == ["2500000", "1.500.000,-", "99.5"]
    assert values(table, "kode_produk") == ["TM-01", "KS-01", "KP-01"]
    assert [(t.field, t.cell, t.value) for t in table.totals] == [("omzet_rp", "B10", "4000099.5")]
    assert ("total", 10) in [(e.why, e.row) for e in table.excluded]
    assert [(c.cell, c.text) for c in reading.unexplained] == [("F8", "lunas")]
    assert reading.ignored["signature"] == 4
    assert reading.ignored["index"] == 3
    assert accounted(reading)


def test_unlabelled_sum_is_told_from_data(reader: Reader) -> None:
    rows = [("A", "Tempe", "koperasi", 1, "kg", 1000), ("B", "Tahu", "koperasi", 2, "kg", 2500)]
    rows += [("C", "Kopi", "galeri", 3, "kg", 4000), ("D", "Roti", "galeri", 4, "kg", 500)]
    closing = (None, None, None, 10, None, 8000)
    with_sum = reader.read_bytes(workbook({"Identitas": IDENTITY, "Penjualan": [SALES, *rows, closing]}), "x.xlsx")
    assert len(of(with_sum, "penjualan").rows) == 4
    assert [t.value for t in of(with_sum, "penjualan").totals] == ["10", "8000"]
    assert any("jumlah" in note for note in with_sum.notes)
    closing = (None, None, None, 10, None, 8001)
    other = reader.read_bytes(workbook({"Identitas": IDENTITY, "Penjualan": [SALES, *rows, closing]}), "x.xlsx")
    assert len(of(other, "penjualan").rows) == 5


def test_three_datasets_on_one_sheet(reader: Reader) -> None:
    data = workbook(
        {
            "Laporan": [
                *IDENTITY,
                (),
                ("A. Produksi",),
                ("Kode Produk", "Nama Produk", "Volume Produksi", "Satuan", "Biaya Bahan (Rp)"),
                ("TM-01", "Tempe", 10, "bungkus", 5000),
                ("KP-01", "Kopi", 2, "kg", 9000),
                (),
                ("B. Penjualan",),
                SALES,
                ("TM-01", "Tempe", "koperasi", 8, "bungkus", 16000),
            ]
        }
    )
    reading = reader.read_bytes(data, "x.xlsx")
    assert [(t.dataset, len(t.rows)) for t in reading.tables] == [("produksi", 2), ("penjualan", 1)]
    assert (reading.identity.kode_upt, reading.identity.periode) == ("LP2A-LAHAT", "2026-10")
    assert reading.unexplained == []
    assert accounted(reading)


def test_errors_and_formulas_never_computed_are_seen(reader: Reader) -> None:
    data = workbook(
        {"Identitas": IDENTITY, "Penjualan": [SALES, ("A", "Tempe", "mitra", 1, "kg", Formula("=1/0", "#DIV/0!"))]}
    )
    kinds = of(reader.read_bytes(data, "x.xlsx"), "penjualan").rows[0]
    assert (kinds[1][-1], kinds[2]) == ("#DIV/0!", "tttnte")
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Penjualan"]["F2"] = "=D2*1000"
    buffer = io.BytesIO()
    book.save(buffer)
    kinds = of(reader.read_bytes(buffer.getvalue(), "x.xlsx"), "penjualan").rows[0]
    assert (kinds[1][-1], kinds[2]) == ("=D2*1000", "tttntf")


def test_office_by_name_where_the_code_was_never_computed(reader: Reader, contracts, offices, tmp_path) -> None:
    path = tmp_path / "kosong.xlsx"
    write_template(path, contracts, offices)
    book = openpyxl.load_workbook(path)
    book["Identitas"]["B5"] = "LAPAS KELAS II A LAHAT"
    book["Identitas"]["B7"] = "Oktober 2026"
    buffer = io.BytesIO()
    book.save(buffer)
    reading = reader.read_bytes(buffer.getvalue(), "x.xlsx")
    assert reading.identity.office is None
    assert (reading.identity.kode_upt, reading.identity.periode) == ("LP2A-LAHAT", "2026-10")
    assert accounted(reading)


def test_a_sheet_reduced_to_its_nihil_cell(reader: Reader) -> None:
    data = workbook({"Identitas": IDENTITY, "Panen": [("Panen",), ("Nihil (ya/tidak)", "ya")]})
    table = of(reader.read_bytes(data, "x.xlsx"), "panen")
    assert (table.nihil, table.nihil_cell, table.rows, table.header_rows) == ("ya", "B2", [], None)


def test_headings_on_two_rows(reader: Reader) -> None:
    data = workbook(
        {
            "Identitas": IDENTITY,
            "Tenaga Kerja": [
                ("Bidang Kerja", "Jumlah WBP", None, "Bersertifikat (orang)"),
                (None, "Laki-laki (orang)", "Perempuan (orang)", None),
                ("(1)", "(2)", "(3)", "(4)"),
                ("Menjahit", 5, 2, 1),
            ],
        }
    )
    table = of(reader.read_bytes(data, "x.xlsx"), "tenaga_kerja")
    assert table.header_rows == (1, 2)
    fields = [c.field for c in table.columns]
    assert fields == ["bidang", "laki_laki_orang", "perempuan_orang", "bersertifikat_orang"]
    assert [row for row, _, _ in table.rows] == [4]
