"""Tables of sheets that no contract knows, found by their shape."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sources.inspection import inspect_reading
from sources.reader import Reader
from tests.sources.sheets import Cells, Percent, workbook


def look(reader: Reader, *rows: Cells) -> list[dict[str, Any]]:
    seen = inspect_reading(reader.read_bytes(workbook({"Lembar": rows}), "x.xlsx"))
    cells = seen["cells"]
    assert cells["nonempty"] == cells["mapped"] + sum(cells["ignored"].values()) + cells["unexplained"]
    return list(seen["tables"])


def names(table: dict[str, Any]) -> list[str]:
    return [c["name"] for c in table["columns"]]


def sums(table: dict[str, Any]) -> dict[str, str]:
    return {c["name"]: c["sum"] for c in table["columns"] if c["type"] == "number"}


def left_out(table: dict[str, Any]) -> dict[int, str]:
    return {e["row"]: e["why"] for e in table["excluded_rows"]}


def test_letterhead_total_and_signatures(reader: Reader) -> None:
    (table,) = look(
        reader,
        ("DINAS PERINDUSTRIAN KABUPATEN LAHAT",),
        ("Jl. Mayor Ruslan No. 1",),
        (),
        ("No", "Nama Usaha", "Karyawan", "Modal"),
        (1, "Tempe Jaya", 10, 2000),
        (2, "Keset Indah", 5, 15000),
        ("Jumlah", None, 15, 17000),
        (),
        (None, None, "Lahat, 31 Oktober 2026"),
        (None, None, "Kepala Dinas"),
        (),
        (None, None, "NIP. 19700101"),
    )
    assert (table["header_rows"], table["first_data_row"], table["n_data_rows"]) == ([4, 4], 5, 2)
    assert left_out(table) == {7: "total"}
    assert sums(table) == {"No": "3", "Karyawan": "15", "Modal": "17000"}


def test_headings_on_several_rows_with_spans(reader: Reader) -> None:
    (table,) = look(
        reader,
        ("Provinsi", "Usaha Mikro", None, "Usaha Kecil", None),
        (None, "2023", "2024", "2023", "2024"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("Aceh", 10, 20, 30, 40),
        ("Bali", 11, 21, 31, 41),
    )
    assert table["header_rows"] == [1, 2]
    assert names(table) == [
        "Provinsi",
        "Usaha Mikro / 2023",
        "Usaha Mikro / 2024",
        "Usaha Kecil / 2023",
        "Usaha Kecil / 2024",
    ]
    assert left_out(table) == {3: "index"}
    assert table["first_data_row"] == 4


def test_groups_subtotals_and_source(reader: Reader) -> None:
    (table,) = look(
        reader,
        ("Uraian", "2023", "2024"),
        ("A. Pertanian",),
        ("Padi", 10, 20),
        ("Jagung", 11, 21),
        ("Sub Jumlah", 21, 41),
        ("B. Perikanan",),
        ("Lele", 1, 2),
        ("Sub Jumlah", 1, 2),
        ("JUMLAH", 22, 43),
        ("Sumber: Dinas Pertanian",),
    )
    assert left_out(table) == {2: "group", 5: "total", 6: "group", 8: "total", 9: "total"}
    assert sums(table) == {"2023": "22", "2024": "43"}


@pytest.mark.parametrize("place", [0, 4])
def test_a_total_by_arithmetic_whatever_it_is_called(reader: Reader, place: int) -> None:
    rows: list[Cells] = [("Aceh", 1200, 1300), ("Bali", 2400, 2500), ("Riau", 3100, 3300), ("Jambi", 90, 70)]
    rows.insert(place, ("INDONESIA", 6790, 7170))
    (table,) = look(reader, ("Wilayah", "Kios", "Toko"), *rows)
    assert left_out(table) == {place + 2: "total"}
    assert sums(table) == {"Kios": "6790", "Toko": "7170"}
    rows[place] = ("INDONESIA", 6791, 7170)
    (table,) = look(reader, ("Wilayah", "Kios", "Toko"), *rows)
    assert table["n_data_rows"] == 5 or sums(table)["Toko"] == "7170"


def test_a_measure_named_total_is_no_total(reader: Reader) -> None:
    (table,) = look(
        reader,
        ("Keterangan", "Kategori", "Nilai"),
        ("Jumlah usaha", "mikro", 10),
        ("Jumlah usaha", "kecil", 20),
        ("Total aset", "mikro", 30),
        ("Rata", "kecil", 40),
    )
    assert table["n_data_rows"] == 4


def test_tables_below_each_other_and_side_by_side(reader: Reader) -> None:
    below = look(
        reader,
        ("Tabel 1. Produksi",),
        ("Varietas", "Ton"),
        ("Padi", 10),
        ("Jagung", 20),
        (),
        ("Tabel 2. Luas",),
        ("Varietas", "Ha", "Ket"),
        ("Padi", 1, "sawah"),
        ("Jagung", 2, None),
    )
    assert [(t["range"], t["n_data_rows"]) for t in below] == [("A2:B4", 2), ("A7:C9", 2)]
    beside = look(
        reader,
        ("Bulan", "Kas", None, "Toko", "Stok"),
        ("Januari", 1, None, "A", 10),
        ("Februari", 2, None, "B", 20),
        ("Maret", 3, None, None, None),
    )
    assert [(t["range"], t["n_data_rows"]) for t in beside] == [("A1:B4", 3), ("D1:E3", 2)]


def test_headings_repeated_on_each_page(reader: Reader) -> None:
    page = [(i, f"Toko {i}", i * 10) for i in range(1, 5)]
    (table,) = look(reader, ("No", "Toko", "Kas"), *page, ("No", "Toko", "Kas"), *page)
    assert left_out(table) == {6: "repeat"}
    assert table["n_data_rows"] == 8


def test_metadata_lines_units_and_blank_rows(reader: Reader) -> None:
    (table,) = look(
        reader,
        ("Kabupaten", ": Lahat"),
        ("Tahun", ": 2026"),
        (),
        ("Desa", "Luas", "Panen"),
        (None, "(Ha)", "(Ton)"),
        (),
        ("Suka Maju", 1.5, 3),
        (),
        ("Suka Damai", 2, 4),
    )
    assert (table["header_rows"], table["first_data_row"], table["n_data_rows"]) == ([4, 4], 7, 2)
    assert left_out(table)[5] == "units"
    assert sums(table) == {"Luas": "3.5", "Panen": "7"}


def test_no_headings(reader: Reader) -> None:
    (table,) = look(reader, (dt.date(2026, 1, 1), 10, 7), (dt.date(2026, 1, 2), 12, 9), (dt.date(2026, 1, 3), 9, 1))
    assert (table["header_rows"], table["first_data_row"]) == (None, 1)
    assert table["columns"][0]["max"] == "2026-01-03"


def test_percent_cells_and_decimals_that_became_times(reader: Reader) -> None:
    (table,) = look(
        reader,
        ("Desa", "Capaian", "Luas"),
        ("A", Percent(0.235), 7.5),
        ("B", Percent(1.0), dt.time(7, 30)),
        ("C", Percent(0.07), 12.25),
    )
    assert sums(table) == {"Capaian": "130.5", "Luas": "27.05"}
    assert table["columns"][2]["from_times"] == 1


def test_unnamed_and_empty_columns(reader: Reader) -> None:
    (table,) = look(reader, ("Toko", None, "Kas", "Catatan"), ("A", "x", 1), ("B", "y", 2), ("C", "z", 3))
    assert [(c["letter"], c["name"], c["nulls"]) for c in table["columns"]] == [
        ("A", "Toko", 0),
        ("B", "", 0),
        ("C", "Kas", 0),
        ("D", "Catatan", 3),
    ]
