"""Tables with headings of the offices' own: what they are taken for, what is asked, what is left out and said."""

from __future__ import annotations

from datetime import date

import pytest

from sources.reader import Reader
from sources.reading import Reading
from tests.sources.sheets import IDENTITY, Cells, workbook

SALES = (
    "Kode Produk",
    "Nama Produk",
    "Kanal",
    "Volume",
    "Satuan",
    "Omzet (Rp)",
    "PNBP (Rp)",
    "Premi (Rp)",
    "Modal (Rp)",
)
ROWS: tuple[Cells, ...] = (
    ("GSJ-01", "Gula Semut 250 g", "Koperasi", 10, "bungkus", 250000, 50000, 100000, 100000),
    ("KST-02", "Keset Sabut", "Galeri", 4, "buah", 160000, 32000, 64000, 64000),
)


def read(reader: Reader, *rows: Cells, sheet: str = "Data", **sheets: list[Cells]) -> Reading:
    book: dict[str, list[Cells]] = {"Identitas": list(IDENTITY), sheet: list(rows), **sheets}
    reading = reader.read_bytes(workbook(book), "laporan.xlsx")
    assert reading.n_nonempty == reading.n_mapped + sum(reading.ignored.values()) + len(reading.unexplained)
    return reading


def fields(reading: Reading, number: int = 0) -> dict[str, str | None]:
    return {c.name: c.field for c in reading.tables[number].columns}


def told(reading: Reading, *kinds: str) -> list[tuple[str, str | None, str | None]]:
    return [(r.kind, r.value, r.expected) for r in reading.remarks if not kinds or r.kind in kinds]


def renamed(**names: str) -> tuple[str, ...]:
    return tuple(names.get(h.split(" ")[0], h) for h in SALES)


def test_known_headings_are_taken_at_their_word_and_nothing_is_said(reader: Reader) -> None:
    reading = read(reader, SALES, *ROWS)
    assert list(fields(reading).values())[5:] == ["omzet_rp", "pnbp_rp", "premi_rp", "modal_rp"]
    assert reading.remarks == ()


def test_slips_and_another_order_are_seen_through_and_said(reader: Reader) -> None:
    reading = read(reader, renamed(Kode="Kdoe Produk", Omzet="Penjualan Omzet (Rp)"), *ROWS)
    assert fields(reading)["Kdoe Produk"] == "kode_produk"
    assert fields(reading)["Penjualan Omzet (Rp)"] == "omzet_rp"
    assert told(reading) == [
        ("mirip", "Kdoe Produk", "Kode Produk"),
        ("mirip", "Penjualan Omzet (Rp)", "Omzet (Rp)"),
    ]


@pytest.mark.parametrize(
    ("heading", "times"),
    [
        ("Omzet (ribuan Rp)", "1000"), ("Omset dalam jutaan rupiah", "1000000"), ("Omzet (Rp 000)", "1000"),
        ("Omzet (Rupiah)", None), ("Omzet [Rp]", None),
    ],
)  # fmt: skip
def test_a_unit_in_a_heading_says_what_figures_are_multiplied_by(
    reader: Reader, heading: str, times: str | None
) -> None:
    reading = read(reader, renamed(Omzet=heading), *ROWS)
    (column,) = [c for c in reading.tables[0].columns if c.field == "omzet_rp"]
    assert (column.name, column.times) == (heading, times)
    assert [kind for kind, *_ in told(reading)] == (["satuan"] if times else [])


def test_a_unit_that_the_column_cannot_have_is_asked_about(reader: Reader) -> None:
    reading = read(reader, renamed(Omzet="Omzet (USD)"), *ROWS)
    assert fields(reading)["Omzet (USD)"] is None
    assert told(reading) == [("tebakan", "Omzet (USD)", "Omzet (Rp)")]


def test_a_scale_over_the_table_holds_for_amounts_without_a_unit_and_contradicts_those_with_another(
    reader: Reader,
) -> None:
    title = ("LAPORAN PENJUALAN (dalam ribuan rupiah)",)
    plain = read(reader, title, renamed(Omzet="Omzet", PNBP="PNBP", Premi="Premi", Modal="Modal"), *ROWS)
    assert [c.times for c in plain.tables[0].columns] == [None] * 5 + ["1000"] * 4
    both = read(reader, title, SALES, *ROWS)
    assert [c.times for c in both.tables[0].columns] == [None] * 9
    assert [kind for kind, *_ in told(both)] == ["tebakan"] * 4


def test_a_scale_in_a_note_below_is_asked_about(reader: Reader) -> None:
    reading = read(reader, SALES, *ROWS, (), ("Catatan: angka dalam ribuan rupiah",))
    assert [c.times for c in reading.tables[0].columns] == [None] * 9
    assert {expected for _, _, expected in told(reading, "tebakan")} == {
        "catatan di bawah tabel menyebut ribuan rupiah"
    }


def test_a_unit_in_a_heading_stands_for_a_column_of_units_that_is_not_there(reader: Reader) -> None:
    heading = ("Sektor", "Komoditas", "Luas (ha)", "Tanggal Panen", "Hasil (ton)", "Nilai (Rp)", "Panen Raya")
    row = ("Pertanian", "Padi", 1.5, "15 Oktober 2026", 2.5, 9000000, "tidak")
    table = read(reader, heading, row).tables[0]
    found = {c.field: (c.times, c.is_implied) for c in table.columns}
    assert (found["luas_lahan_m2"], found["hasil"], found["satuan"]) == (("10000", False), (None, False), (None, True))
    assert [cells[-1] for _, cells, _ in table.rows] == ["ton"]
    assert [c.name for c in table.as_written().columns] == list(heading)
    unlike = read(reader, (*heading, "Satuan"), (*row, "kuintal"))
    assert told(unlike, "tebakan") == [
        ("tebakan", "Hasil (ton)", "judul kolom menyebut ton, kolom Satuan menyebut kuintal")
    ]


def test_a_strange_heading_over_figures_is_asked_about_with_the_open_columns(reader: Reader) -> None:
    reading = read(reader, renamed(Modal="Putaran"), *ROWS)
    assert fields(reading)["Putaran"] is None
    assert told(reading) == [("tebakan", "Putaran", "Modal (Rp)")]


def test_last_month_and_targets_are_other_quantities(reader: Reader) -> None:
    reading = read(reader, (*SALES, "Omzet Bulan Lalu", "Target Omzet"), *((*row, 1, 2) for row in ROWS))
    assert list(fields(reading).values())[9:] == [None, None]
    upper = (*[None] * 5, "Target", None, *[None] * 3)
    lower = (*SALES[:5], "Omzet", "PNBP", *SALES[5:])
    grouped = read(reader, upper, lower, *((*row[:5], 7, 8, *row[5:]) for row in ROWS))
    omzet = [c.letter for c in grouped.tables[0].columns if c.field == "omzet_rp"]
    assert omzet == ["H"] or ("tebakan", "Omzet (Rp)", "Omzet (Rp)") in told(grouped)


def test_the_second_of_two_equal_headings_is_asked_about(reader: Reader) -> None:
    reading = read(reader, (*SALES, "Omzet"), *((*row, 5) for row in ROWS))
    assert told(reading) == [("tebakan", "Omzet", "Omzet (Rp)")]


def test_a_table_that_resembles_datasets_is_of_none_and_up_to_three_are_named(reader: Reader) -> None:
    heading = ("Kode", "Nama Barang", "Jumlah", "Merk", "Lokasi", "Kondisi", "Umur")
    reading = read(reader, heading, *[(f"INV-{n}", "Mesin", n, "Juki", "Bengkel", "baik", 3) for n in (1, 2, 3)])
    assert reading.tables[0].dataset is None
    (remark,) = reading.remarks
    assert (remark.kind, remark.cell) == ("tebakan", "A1")
    assert remark.expected is not None
    assert set(remark.expected.split(", ")) >= {"Produksi", "Penjualan"}
    assert len(remark.expected.split(", ")) <= 3


def test_two_tables_side_by_side_are_two(reader: Reader) -> None:
    people = ("Bidang Kerja", "Laki-laki", "Perempuan")
    lines = [(*SALES, None, *people), (*ROWS[0], None, "Pertanian", 5, 0), (*ROWS[1], None, "Mebel", 3, 1)]
    assert [t.dataset for t in read(reader, ("Rekap",), *lines).tables] == ["penjualan", "tenaga_kerja"]


MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober")


def wide(*figures: int, total: int | None = None) -> list[Cells]:
    upper = ("Bidang Kerja", "Laki-laki", *[None] * 10, "Perempuan")
    lower = (None, *MONTHS, "Jumlah", "Oktober")
    return [upper, lower, ("Pertanian", *figures, total if total is not None else sum(figures), 2)]


def test_of_months_laid_out_wide_the_submissions_month_is_read_and_the_others_are_said(reader: Reader) -> None:
    reading = read(reader, *wide(*range(1, 11)))
    (table,) = reading.tables
    chosen = [(c.letter, c.name) for c in table.columns if c.field == "laki_laki_orang"]
    assert chosen == [("K", "Laki-laki / Oktober")]
    assert reading.ignored["month"] == 9
    assert told(reading)[0][:2] == ("bulan", "01, 02, 03, 04, 05, 06, 07, 08, 09")


def test_a_sum_of_months_that_is_none_is_said(reader: Reader) -> None:
    reading = read(reader, *wide(*range(1, 11), total=99))
    assert [(r.cell, r.value, r.expected) for r in reading.remarks if r.kind == "jumlah_bulan"] == [("L3", "99", "55")]


def test_months_without_a_measure_and_months_as_dates(reader: Reader) -> None:
    bare = read(reader, ("Bidang Kerja", *MONTHS), ("Pertanian", *range(1, 11)), ("Mebel", *range(2, 12)))
    assert set(fields(bare).values()) <= {"bidang", None}
    assert len(bare.unexplained) == 20 or bare.tables[0].dataset is None
    days = [date(2026, month, 1) for month in range(1, 11)]
    dated = read(
        reader,
        ("Bidang Kerja", "Laki-laki", *[None] * 9),
        (None, *days),
        ("Pertanian", *range(1, 11)),
        ("Mebel", *range(2, 12)),
    )
    assert [c.letter for c in dated.tables[0].columns if c.field == "laki_laki_orang"] in (["K"], [])
    assert [cells[10] for _, cells, _ in dated.tables[0].rows][-2:] == ["10", "11"]


def test_months_of_another_year_are_not_read(reader: Reader) -> None:
    reading = read(reader, ("REKAP TENAGA KERJA TAHUN 2025",), *wide(*range(1, 11)))
    assert "laki_laki_orang" not in fields(reading).values()


def test_of_a_sheet_a_month_only_the_submissions_counts(reader: Reader) -> None:
    people: list[Cells] = [("Bidang Kerja", "Laki-laki", "Perempuan"), ("Pertanian", 5, 0), ("Mebel", 3, 1)]
    reading = read(reader, *people, sheet="Agustus 2026", **dict.fromkeys(("September 2026", "Oktober 2026"), people))
    assert [(t.sheet, t.dataset) for t in reading.tables] == [
        ("Agustus 2026", None), ("September 2026", None), ("Oktober 2026", "tenaga_kerja"),
    ]  # fmt: skip
    assert [r.value for r in reading.remarks] == ["Agustus 2026", "September 2026"]


@pytest.mark.parametrize(
    ("title", "contradicts"),
    [
        ("LAPORAN BULAN SEPTEMBER 2026", True),
        ("LAPORAN BULAN OKTOBER 2026", False),
        ("Periode 1 s/d 31 Oktober 2026", False),
        ("PERIODE 1 OKTOBER S/D 31 OKTOBER 2026", False),
        ("LAPAS KELAS I MALANG", True),
        ("LEMBAGA PEMASYARAKATAN KLS II A LAHAT", False),
        ("Lapas Kelas IIA Laht", False),
        ("Dicetak September 2026", False),
    ],
)
def test_titles_are_held_against_the_identity_sheet(reader: Reader, title: str, contradicts: bool) -> None:
    reading = read(reader, (title,), (), SALES, *ROWS)
    assert [r.value for r in reading.remarks if r.kind == "pernyataan"] == ([title] if contradicts else [])


@pytest.mark.parametrize(
    ("letterhead", "office"),
    [
        ("LAPAS KELAS IIA NARKOTIKA BANGLI", "LPN2A-BANGLI"),
        ("LP TERBUKA KLS 2B WAIKABUBAK", "LPT2B-WAIKABUBAK"),
        ("BANGLI, RUMAH TAHANAN NEGARA KELAS II B", "RT2B-BANGLI"),
        ("LEMBAGA PEMASYARAKATN KELAS IIA LAHTA", "LP2A-LAHAT"),
        ("LAPAS KELAS IIA", None),
    ],
)
def test_a_letterhead_names_the_office_or_a_question_with_three_guesses(
    reader: Reader, letterhead: str, office: str | None
) -> None:
    rows = [(letterhead,), ("LAPORAN PENJUALAN BULAN OKTOBER 2026",), (), SALES, *ROWS]
    identity = reader.read_bytes(workbook({"Penjualan": rows}), "laporan.xlsx").identity
    assert (identity.kode_upt, identity.periode) == (office, "2026-10")
    assert len(identity.candidates) == (0 if office else 3)
