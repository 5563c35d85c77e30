"""Readings put together column by column."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from checks.text_batch import SCHEMAS, assemble
from sources.contract_loader import load_contracts
from sources.reading import LooseCell, Rejection, StatedTotal
from tests.checks.made import ALAT, batch_of, reading, small, table


def test_nothing_submitted_is_every_table_empty():
    tables = assemble(small(), [])
    assert set(tables) == {*SCHEMAS, "teks_alat", "teks_pinjam"}
    assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(tables, 0)


def test_rows_stand_in_contract_order_whatever_the_order_in_the_sheet():
    columns = ["harga_rp", "kode_alat", "layak"]
    one = table("alat", [{"kode_alat": "A-1", "harga_rp": "5", "layak": None}], columns=columns, kinds="n")
    rows = batch_of(small(), reading(one))["teks_alat"].to_pylist()
    assert len(rows) == 1
    kept = {k: v for k, v in rows[0].items() if v is not None}
    assert kept == {
        "_submission_id": "S1", "_sheet": "Lembar", "_row": 6, "_kinds": "n.n.....", "kode_upt": "LP2A-LAHAT",
        "periode": "2026-10", "kode_alat": "A-1", "harga_rp": "5",
    }  # fmt: skip


def test_office_and_period_of_a_csv_row_travel_beside_the_resolved_ones():
    rows = [{"kode_upt": "LP1-MEDAN", "periode": "2026-09", "kode_alat": "A-1"}]
    found = batch_of(small(), reading(table("alat", rows, sheet=None)))["teks_alat"].to_pylist()[0]
    assert (found["kode_upt"], found["_kode_upt_baris"]) == ("LP2A-LAHAT", "LP1-MEDAN")
    assert (found["periode"], found["_periode_baris"]) == ("2026-10", "2026-09")


def test_columns_parts_totals_and_loose_cells():
    totals = (StatedTotal("jumlah", "E9", "7"),)
    rows = [ALAT | {"Warna": "merah"}]
    known = table("alat", rows, columns=list(ALAT), extra=["Warna"])
    known = replace(known, totals=totals, nihil="tidak", nihil_cell="B2")
    unknown = table(None, [{"a": "1", "b": None}], columns=["a", "b"], sheet="Lain")
    loose = [LooseCell("Lembar", "A1", 1, "Laporan", "title"), LooseCell("Lembar", "Z9", 9, "?", None)]
    made = batch_of(small(), reading(known, unknown, loose=loose))
    assert made["bagian"].to_pylist() == [
        {
            "_submission_id": "S1", "dataset": "alat", "_sheet": "Lembar", "n_baris": 1, "nihil": "tidak",
            "nihil_cell": "B2", "kepala_baris": 5,
        }
    ]  # fmt: skip
    columns = [(c["dataset"], c["field"], c["letter"], c["header_cell"]) for c in made["kolom"].to_pylist()]
    assert columns[0] == ("alat", "kode_alat", "B", "B5")
    assert columns[4:] == [("alat", None, "F", "F5"), (None, None, "B", "B5"), (None, None, "C", "C5")]
    assert [(c["cell"], c["text"]) for c in made["lain"].to_pylist()] == [("F6", "merah"), ("B6", "1")]
    assert [(c["cell"], c["why"]) for c in made["sel"].to_pylist()] == [("A1", "title"), ("Z9", None)]
    assert made["total"].to_pylist()[0]["value"] == "7"
    submission = made["pengiriman"].to_pylist()[0]
    assert (submission["n_tak_jelas"], submission["n_tabel"]) == (1, 1)
    assert submission["diterima_pada"] == datetime(2026, 11, 3, 7)  # noqa: DTZ001 (UTC, as DuckDB keeps it)


def test_a_file_that_could_not_be_read_is_a_submission_with_a_rejection():
    made = batch_of(small(), reading(rejected=Rejection("UMKM-P001", "Rusak.", "Kirim ulang.")))
    assert made["pengiriman"].num_rows == 1
    assert made["tolakan"].to_pylist() == [
        {"_submission_id": "S1", "rule": "UMKM-P001", "message": "Rusak.", "fix": "Kirim ulang."}
    ]


def test_every_dataset_of_the_contracts_has_its_text_table():
    contracts = load_contracts()
    tables = assemble(contracts, [])
    assert len(contracts.datasets) == 6
    for name, contract in contracts.datasets.items():
        assert tables[f"teks_{name}"].column_names[9:] == [c.name for c in contract.own_columns]
