"""The rows that findings point at: what of them a person may see."""

from __future__ import annotations

import json

import pytest

from checks.flagged_rows import MOST_ROWS
from sources.contract_loader import load_contracts
from sources.reading import LooseCell
from tests.checks.made import judged, reading, table

SALE: dict[str, str | None] = {
    "kode_produk": "GSJ-01", "nama_produk": "Gula Semut Jahe", "kanal": "koperasi", "volume": "banyak",
    "satuan": "kg", "omzet_rp": "Rp 1.500.000,-", "pnbp_rp": None,
}  # fmt: skip
EVENT = {"kegiatan_tanggal": "kapan", "jenis": "pelatihan", "nama_kegiatan": "Pelatihan oleh Budi Santoso"}


def flagged(*tables, **more):
    judgement = judged(reading(*tables, **more), contracts=load_contracts())
    rows = judgement.flagged.to_pylist()
    return {(row["sheet"], row["row"]): json.loads(row["cells"]) for row in rows}, judgement


def test_a_row_with_a_finding_is_kept_with_its_headings_and_its_empty_cells():
    rows, _ = flagged(table("penjualan", [SALE]))
    cells = {heading: (letter, text) for letter, heading, text in rows["Lembar", 6]}
    assert cells["Kode Produk"] == ("B", "GSJ-01")
    assert cells["Nama Produk"] == ("C", "Gula Semut Jahe")
    assert cells["Omzet Rp"] == ("G", "Rp 1.500.000,-")
    assert cells["Pnbp Rp"] == ("H", "")
    assert cells["Volume"] == ("E", "aaaaaa")


def test_free_text_that_may_name_people_shows_its_shape_only():
    rows, _ = flagged(table("kegiatan", [EVENT]))
    texts = {heading: text for _, heading, text in rows["Lembar", 6]}
    assert texts["Nama Kegiatan"] == "Aaaaaaaaa aaaa Aaaa Aaaaaaa"
    assert texts["Jenis"] == "pelatihan"


def test_a_long_number_in_a_name_of_a_product_is_a_shape():
    rows, _ = flagged(table("penjualan", [SALE | {"nama_produk": "Gula 1234567890123"}]))
    assert "Aaaa 9999999999999" in [text for _, _, text in rows["Lembar", 6]]


def test_of_a_sheet_with_personal_data_only_what_is_filled_is_seen():
    nik = SALE | {"nama_produk": "3171234501900001"}
    rows, judgement = flagged(table("penjualan", [nik, SALE]), table("kegiatan", [EVENT], sheet="Lain"))
    assert "UMKM-P030" in judgement.findings["rule"].to_pylist()
    assert {text for place, cells in rows.items() if place[0] == "Lembar" for *_, text in cells} == {"…", ""}
    assert "pelatihan" in [text for _, _, text in rows["Lain", 6]]


def test_a_loose_cell_beside_it_is_seen_by_its_shape():
    loose = [LooseCell("Lembar", "K6", 6, "Budi Santoso", None)]
    rows, _ = flagged(table("penjualan", [SALE]), loose=loose)
    assert rows["Lembar", 6][-1] == ["K", "", "Aaaa Aaaaaaa"]


@pytest.mark.parametrize("n", [MOST_ROWS, MOST_ROWS + 1, 3 * MOST_ROWS])
def test_no_more_rows_are_kept_than_anybody_looks_at(n):
    rows, judgement = flagged(table("penjualan", [SALE | {"kode_produk": f"P-{i}"} for i in range(n)]))
    assert judgement.findings["rule"].to_pylist().count("UMKM-V306") == n
    assert len(rows) == MOST_ROWS


def test_only_rows_with_findings_are_kept():
    rows, judgement = flagged(table("penjualan", [SALE | {"volume": "2", "pnbp_rp": "1", "kode_produk": "A"}, SALE]))
    assert {row for _, row in rows} == {f["row"] for f in judgement.findings.to_pylist() if f["row"] is not None}
    assert ("Lembar", 7) in rows
