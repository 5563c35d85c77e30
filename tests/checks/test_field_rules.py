"""Every kind of constraint of a contract finds exactly its cells, with their true addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.made import ALAT, findings, judged, reading, runs, table

ORDER = ["jumlah", "kode_alat", "beli_tanggal", "jenis", "harga_rp"]
GOOD: dict[str, str | None] = ALAT | {"beli_tanggal": "2026-01-31"}

CASES: list[tuple[str, str, dict[str, str | None]]] = [
    ("V901", "C7", {"kode_alat": None}),
    ("V901", "C7", {"kode_alat": " - "}),
    ("V902", "C7", {"kode_alat": "ABCD-1234"}),
    ("V903", "C7", {"kode_alat": "al 1"}),
    ("V905", "E7", {"jenis": None}),
    ("V906", "E7", {"jenis": "mobil"}),
    ("V907", "F7", {"harga_rp": "mahal"}),
    ("V908", "F7", {"harga_rp": ""}),
    ("V909", "F7", {"harga_rp": "-1"}),
    ("V909", "F7", {"harga_rp": "1.000.000.000,01"}),
    ("V910", "B7", {"jumlah": "1,5"}),
    ("V911", "B7", {"jumlah": "0"}),
    ("V912", "D7", {"beli_tanggal": "2026-02-30"}),
    ("V913", "D7", {"beli_tanggal": "31/12/1999"}),
]
WITHIN: list[dict[str, str | None]] = [
    {"kode_alat": "ABC-12"}, {"jenis": "Perkakas Tangan"}, {"harga_rp": "0"}, {"harga_rp": "1000000000"},
    {"jumlah": "1"},
    {"jumlah": None}, {"beli_tanggal": "2000-01-01"}, {"beli_tanggal": None},
]  # fmt: skip


def sheet(*rows):
    numbered = [GOOD | {"kode_alat": f"AL-{n}"} for n in range(5)]
    return reading(table("alat", [numbered[0], *rows, *numbered[1:]], columns=ORDER))


@pytest.mark.parametrize(("rule", "cell", "fault"), CASES, ids=str)
def test_a_fault_is_found_in_its_cell_and_nowhere_else(rule, cell, fault):
    found = findings(judged(sheet(GOOD | {"kode_alat": "XX-9"} | fault)))
    assert [(f["rule"], f["cell"], f["row"], f["sheet"]) for f in found] == [(f"UMKM-{rule}", cell, 7, "Lembar")]


def test_what_lies_on_the_bound_is_no_fault():
    assert findings(judged(sheet(*(GOOD | {"kode_alat": f"XX-{n}"} | row for n, row in enumerate(WITHIN))))) == []


def test_a_repeated_value_is_found_where_it_repeats_and_says_where_it_stood_first():
    again = GOOD | {"kode_alat": "AL-0"}
    found = findings(judged(sheet(again, again), sheet()))
    assert [(f["submission_id"], f["rule"], f["cell"], f["expected"]) for f in found] == [
        ("S1", "UMKM-V904", "C7", "satu kali, sudah ada di baris 6"),
        ("S1", "UMKM-V904", "C8", "satu kali, sudah ada di baris 6"),
    ]


def test_rules_of_a_column_that_is_not_there_are_skipped_and_say_so():
    judgement = judged(reading(table("alat", [ALAT], columns=["kode_alat", "jenis"])))
    assert findings(judgement, "UMKM-V907", "UMKM-V908", "UMKM-V909") == []
    run = runs(judgement)["UMKM-V908"]
    assert (run["outcome"], run["why"]) == ("skipped", "Kolom Harga (Rp) tidak ada di lembar ini.")
    assert runs(judgement)["UMKM-V901"]["outcome"] == "passed"


def test_the_count_of_a_rule_run_is_rows_looked_at_passed_and_failed():
    run = runs(judged(sheet(GOOD | {"kode_alat": "XX-9", "jumlah": "0"})))["UMKM-V911"]
    assert (run["evaluated"], run["passed"], run["failed"], run["outcome"]) == (6, 5, 1, "failed")


def test_the_letter_of_a_second_table_further_down_is_its_own():
    upper = table("alat", [GOOD], columns=ORDER)
    lower = table("alat", [GOOD | {"kode_alat": "XX-1", "jumlah": "0"}], columns=ORDER[::-1], header_row=20)
    assert [f["cell"] for f in findings(judged(reading(upper, lower)))] == ["F21"]


def test_a_finding_tells_people_what_is_wrong_and_what_to_do():
    found = findings(judged(sheet(GOOD | {"kode_alat": "XX-9", "harga_rp": "mahal"})))[0]
    assert found["message"] == "Isi kolom Harga (Rp) tidak terbaca sebagai angka."
    assert found["fix"] == "Tulis angka saja, misalnya 25.000."
    assert (found["value"], found["column"], found["expected"]) == ("mahal", "Harga Rp", "angka")
    assert (found["tier"], found["severity"], found["status"]) == ("V", "PERBAIKI", "open")


def test_of_two_columns_with_one_heading_the_left_one_is_read_and_the_other_one_is_still_looked_at():
    twice = table("alat", [{"kode_alat": "AL-1", "jumlah": "0", "lagi": "RAHASIA"}], extra=[])
    columns = [*twice.columns[:2], replace(twice.columns[2], field="jumlah")]
    found = findings(judged(reading(replace(twice, columns=tuple(columns)))))
    assert [(f["rule"], f["cell"]) for f in found] == [("UMKM-P901", "D6"), ("UMKM-V911", "C6")]
