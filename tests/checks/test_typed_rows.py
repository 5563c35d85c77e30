"""From a sheet to typed rows: a seventh dataset, without any Python of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from checks.cast import cast_statement, empty_statement, install_macros
from checks.stored import store
from checks.text_batch import assemble
from sources.contract_loader import load_contracts
from tests.checks.made import ALAT, findings, judged, reading, runs, table


def typed(**cells):
    kinds = cells.pop("kinds", "t")
    judgement = judged(reading(table("alat", [ALAT | cells], kinds=kinds)))
    rows = judgement.typed["alat"].to_pylist()
    assert len(rows) == 1
    return rows[0]


def test_a_row_is_cast_by_its_contract():
    row = typed(
        kode_alat="  AL-1 ", jenis="alat  MESIN", harga_rp="Rp 1.500.000,-", jumlah="1.250", beli_tanggal="5 Nop 2025",
        layak="Ya", isi="2,5 kuintal", satuan="KW",
    )  # fmt: skip
    assert row == {
        "_submission_id": "S1", "_sheet": "Lembar", "_row": 6, "kode_upt": "LP2A-LAHAT", "periode": "2026-10",
        "kode_alat": "AL-1", "jenis": "mesin", "harga_rp": Decimal("1500000.00"), "jumlah": 1250,
        "beli_tanggal": date(2025, 11, 5), "layak": True, "isi": Decimal("2.500"), "satuan": "kuintal",
        "isi_kg": Decimal("250.000"),
    }  # fmt: skip


def test_typed_text_and_a_workbook_number_of_the_same_digits_differ():
    assert typed(harga_rp="1.500")["harga_rp"] == 1500
    assert typed(harga_rp="1.5", kinds="n")["harga_rp"] == Decimal("1.5")


def test_a_derived_column_is_null_where_the_code_has_no_factor():
    assert typed(isi="3", satuan="ekor")["isi_kg"] is None


@pytest.mark.parametrize(
    ("isi", "satuan", "is_read"),
    [("4,5 kg", "kg", True), ("4,5 kilogram", "kg", True), ("4,5 kg", "kuintal", False), ("4,5 kg", None, False)],
)
def test_a_unit_behind_a_number_must_be_the_unit_of_its_row(isi, satuan, is_read):
    assert (typed(isi=isi, satuan=satuan)["isi"] is not None) == is_read


UNREADABLE = {
    "harga_rp": ["abc", "1e5", "10.000.000.000.000.000.000", "1,255", "#REF!", "1.500 kg"],
    "jumlah": ["1,5", "99999999999999999999", "dua"],
    "beli_tanggal": ["31/02/2026", "kemarin"],
    "layak": ["x"],
    "jenis": ["mobil", "???"],
    "isi": ["1,2345"],
}
RULE_OF = {
    "harga_rp": "UMKM-V907", "jumlah": "UMKM-V910", "beli_tanggal": "UMKM-V912", "layak": "UMKM-V914",
    "jenis": "UMKM-V906", "isi": "UMKM-V915",
}  # fmt: skip


@pytest.mark.parametrize("field", UNREADABLE)
def test_what_cannot_be_cast_is_a_finding_with_the_text_as_submitted_and_never_a_silent_null(field):
    texts = UNREADABLE[field]
    rows = [ALAT | {"kode_alat": f"AL-{n}", field: text} for n, text in enumerate(texts)]
    columns = [*ALAT, *({field} - set(ALAT))]
    judgement = judged(reading(table("alat", rows, columns=columns)))
    letter = chr(66 + columns.index(field))
    found = findings(judgement)
    assert [(f["rule"], f["cell"], f["value"], f["field"]) for f in found] == [
        (RULE_OF[field], f"{letter}{6 + n}", text, field) for n, text in enumerate(texts)
    ]
    assert [row[field] for row in judgement.typed["alat"].to_pylist()] == [None] * len(texts)
    assert judgement.verdicts["S1"].word == "returned"


def test_a_code_and_a_required_cell_that_cannot_be_read_raise_one_finding_not_two():
    found = findings(judged(reading(table("alat", [ALAT | {"jenis": "mobil", "harga_rp": "mahal"}]))))
    assert [f["rule"] for f in found] == ["UMKM-V906", "UMKM-V907"]


def test_empty_marks_are_empty_and_nihil_is_zero():
    row = typed(jumlah="-", layak="n/a", isi="nihil", satuan="kg")
    assert (row["jumlah"], row["layak"], row["isi"]) == (None, None, 0)


@pytest.mark.parametrize("word", ["Ya", " nihil ", "NIHIL"])
def test_the_parts_say_what_is_nil(word):
    judgement = judged(reading(table("alat", [], nihil=word), table("pinjam", [{"kode_alat": None}])))
    assert judgement.parts.to_pylist() == [
        {"submission_id": "S1", "dataset": "alat", "nihil": True, "n_baris": 0},
        {"submission_id": "S1", "dataset": "pinjam", "nihil": False, "n_baris": 1},
    ]
    assert runs(judgement)["UMKM-V907"]["evaluated"] == 0


def test_figures_in_thousands_are_multiplied_exactly_and_only_in_that_column():
    rows = [ALAT | {"harga_rp": text, "jumlah": "2"} for text in ("25", "1,5", "0,123456", "2 juta", "-", "9876543")]
    one = table("alat", rows)
    columns = tuple(replace(c, times="1000") if c.field == "harga_rp" else c for c in one.columns)
    typed = judged(reading(replace(one, columns=columns))).typed["alat"].to_pylist()
    found = {row["_row"]: (row["harga_rp"], row["jumlah"]) for row in typed}
    assert found == {
        6: (Decimal("25000.00"), 2),
        7: (Decimal("1500.00"), 2),
        8: (None, 2),
        9: (None, 2),
        10: (None, 2),
        11: (Decimal("9876543000.00"), 2),
    }


def test_what_cannot_be_multiplied_exactly_is_a_finding_and_never_rounded():
    one = table("alat", [ALAT | {"harga_rp": "0,123456"}, ALAT | {"kode_alat": "AL-2", "harga_rp": "2 juta"}])
    columns = tuple(replace(c, times="1000") if c.field == "harga_rp" else c for c in one.columns)
    told = findings(judged(reading(replace(one, columns=columns))))
    assert [(f["cell"], f["value"]) for f in told if f["field"] == "harga_rp"] == [("D6", "0,123456"), ("D7", "2 juta")]


def test_a_dataset_that_was_not_sent_has_the_columns_of_one_that_was():
    contracts = load_contracts()
    empty = assemble(contracts, [])
    with duckdb.connect() as con:
        install_macros(con)
        for contract in contracts.datasets.values():
            store(con, f"teks_{contract.name}", empty[f"teks_{contract.name}"])
            made = []
            for create in (cast_statement, empty_statement):
                con.execute(create(contract))
                made.append(con.execute(f"describe {contract.name}").fetchall())
            assert made[0] == made[1]
