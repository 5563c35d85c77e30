"""Kinds of mess in combination: what is decided is said, what stands beside a table stays beside it."""

from __future__ import annotations

import pytest

from sources.inspection import inspect_reading
from sources.reader import Reader
from tests.sources.sheets import workbook

HEADER = "id,nama,nilai,tanggal"
ROWS = [f"{i},Nama {i},{i * 10},2025-01-{i:02d}" for i in range(1, 21)]


def inspected(reader: Reader, *lines: str):
    return inspect_reading(reader.read_bytes("\r\n".join(lines).encode(), "berkas.csv"))


def column_notes(reader: Reader, header: str, *cells: str) -> list[str]:
    said = inspected(reader, f"No;{header}", *(f"{i};{cell}" for i, cell in enumerate(cells, 1)))
    return [note for note in said["notes"] if note.startswith("Kolom B")]


def test_rows_with_another_delimiter_one_after_the_other_are_data(reader: Reader) -> None:
    rows = [row.replace(",", ";") if 5 <= i < 9 else row for i, row in enumerate(ROWS)]
    said = inspected(reader, HEADER, *rows)
    (table,) = said["tables"]
    assert (table["n_data_rows"], [c.get("sum") for c in table["columns"]][2]) == (20, "2100")
    assert sum("pemisah baris ini ';'" in note for note in said["notes"]) == 4


def test_lines_of_words_with_commas_are_no_rows(reader: Reader) -> None:
    words = ["Catatan: tahu, tempe, keripik, sabun", "dan meja, kursi, lemari, rak", "serta kain, baju, topi, tas"]
    rows = [row.replace(",", ";") for row in ROWS]
    (table,) = inspected(reader, HEADER.replace(",", ";"), *rows, "", *words)["tables"]
    assert table["n_data_rows"] == 20


def test_a_footnote_with_a_comma_is_not_taken_for_headings(reader: Reader) -> None:
    said = inspected(reader, HEADER, *ROWS, "", "Catatan: sementara, dapat berubah")
    assert said["tables"][0]["n_data_rows"] == 20
    assert not any("judul di atas baris" in note for note in said["notes"])


def test_an_empty_last_column_raises_no_doubt_about_headings(reader: Reader) -> None:
    said = inspected(reader, HEADER, *(f"{row}," for row in ROWS))
    assert [c["name"] for c in said["tables"][0]["columns"]] == HEADER.split(",")
    assert not any("tidak pasti" in note for note in said["notes"])


def test_a_filled_last_column_without_heading_does(reader: Reader) -> None:
    said = inspected(reader, HEADER, *(f"{row},{'abc'[i % 3]}x" for i, row in enumerate(ROWS)))
    assert any("tidak pasti" in note or "tanpa judul" in note for note in said["notes"])


@pytest.mark.parametrize(("first", "n_rows"), [("A;B;C", 3), ("1;2;3", 3), ("Kota;Hasil;Nilai\n1;2;3", 2)])
def test_a_row_that_counts_columns_is_left_out_only_below_headings(reader: Reader, first: str, n_rows: int) -> None:
    (table,) = inspected(reader, *first.split("\n"), "4;5;6", "7;9;8")["tables"]
    assert table["n_data_rows"] == n_rows


def test_a_list_of_texts_below_a_table_of_figures_is_another_table(reader: Reader) -> None:
    said = inspected(reader, HEADER, *ROWS[:8], "", "kode,unit", "A1,kg", "B2,liter", "C3,buah")
    assert [(t["range"], t["header_rows"], t["n_data_rows"]) for t in said["tables"]] == [
        ("A1:D9", [1, 1], 8),
        ("A11:B14", [11, 11], 3),
    ]


def test_a_note_between_two_tables_does_not_join_them(reader: Reader) -> None:
    sheet = [
        ("REKAP TRIWULAN III",),
        (),
        ("Nama Produk", "Volume", "Omzet (Rp)", None, "Bidang Kerja", "Laki-laki", "Perempuan"),
        ("Tempe", 10, 1_500_000, None, "Pertanian", 12, 3),
        ("Tahu", 20, 2_500_000, "*) sementara", "Perikanan", 4, 0),
        ("Keripik", 5, 750_000, None, "Mebel", 7, 1),
        ("Sabun", 2, 90_000),
        ("Jumlah", 37, 4_840_000, None, "Jumlah", 23, 4),
        (),
        ("*) angka sementara",),
    ]
    reading = reader.read_bytes(workbook({"Data": sheet}), "rekap.xlsx")
    assert [(t.range, t.dataset, len(t.rows)) for t in reading.tables] == [
        ("A3:C7", None, 4),
        ("E3:G6", "tenaga_kerja", 3),
    ]
    assert reading.unexplained == []
    assert [(c.cell, c.why) for c in reading.loose if "sementara" in c.text] == [("D5", "note"), ("A10", "note")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("01/02/2025", "02/03/2025"), "urutan hari dan bulan tidak terbukti"),
        (("01/02/2025", "25/03/2025", "04/25/2025"), "1 tanggal pasti menulis hari lebih dulu, 1 pasti menulis bulan"),
        (("01/02/2025", "04/25/2025"), "bulan ditulis sebelum hari"),
        (("01/02/2025", "25/04/2025"), None),
        (("31 Januari 2025", "5 Nop 2025"), None),
    ],
)
def test_an_open_order_of_day_and_month_is_said(reader: Reader, cells: tuple[str, ...], said: str | None) -> None:
    notes = column_notes(reader, "Tanggal", *cells)
    assert (len(notes) == 1 and said in notes[0]) if said else not notes


@pytest.mark.parametrize(
    ("heading", "cells", "is_said"),
    [
        ("Penduduk", ("1.589", "394.0", "12.345", "2.1", "987.0"), True),
        ("Indeks", ("1.589", "394.0", "12.345", "2.1", "987.0"), False),
        ("Penduduk", ("1589", "394.0", "12345", "2100", "987.0"), False),
    ],
)
def test_few_counts_that_went_through_a_tool_are_doubtful(
    reader: Reader, heading: str, cells: tuple[str, ...], is_said: bool
) -> None:
    assert any("mungkin ribuan" in note for note in column_notes(reader, heading, *cells)) == is_said
