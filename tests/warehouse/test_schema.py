"""The tables are what the contracts say, documented whole, and can only grow."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import duckdb
import pytest

from sources.contract import LINEAGE, Contracts
from sources.errors import ContractError, TerminalError, TransientError
from sources.home import Home
from tests.warehouse import granary
from warehouse.batch import Accepted
from warehouse.catalog import catalog
from warehouse.dictionary import entries
from warehouse.load import load
from warehouse.publish import publish
from warehouse.query import query
from warehouse.records import Records
from warehouse.schema import open_warehouse, prepare

DATASETS = {
    "produk": "kode_produk nama_produk kategori unggulan satuan harga_satuan_rp mitra nomor_pirt nomor_halal nomor_bpom"
    " nomor_haki siap_galeri stok_galeri",
    "produksi": "kode_produk nama_produk volume satuan biaya_bahan_rp wbp_terlibat_orang hari_kerja",
    "penjualan": "kode_produk nama_produk kanal volume satuan omzet_rp pnbp_rp premi_rp modal_rp",
    "tenaga_kerja": "bidang laki_laki_orang perempuan_orang anak_orang bersertifikat_orang penerima_premi_orang"
    " peserta_asimilasi_orang",
    "panen": "sektor komoditas luas_lahan_m2 panen_tanggal hasil satuan hasil_kg nilai_rp panen_raya",
    "kegiatan": "kegiatan_tanggal jenis nama_kegiatan penyelenggara peserta_wbp_orang peserta_petugas_orang cara",
}
"""The six datasets as they were agreed on with those who query them; a column may come, none may go."""

SUFFIXES = {
    "_rp": "DECIMAL(18,2)",
    "_kg": "DECIMAL(18,3)",
    "_m2": "DECIMAL(18,3)",
    "_orang": "BIGINT",
    "_tanggal": "DATE",
}


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in con.execute(f"describe {table}").fetchall()]


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("suffix", ["", "_rows"])
def test_facts_have_the_columns_of_their_contract_in_order_and_type(con, contracts, dataset, suffix):
    wanted = [(c.name, c.sql_type) for c in contracts.datasets[dataset].columns]
    found = _columns(con, f"core.{dataset}{suffix}")
    assert found[: len(wanted)] == wanted
    assert tuple(name for name, _ in found[len(wanted) :]) == LINEAGE


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_agreed_column_has_gone(con, dataset):
    names = [name for name, _ in _columns(con, f"core.{dataset}")]
    agreed = ["kode_upt", "periode", *DATASETS[dataset].split()]
    assert [name for name in names if name in agreed] == agreed
    assert {
        s
        for n, t in _columns(con, f"core.{dataset}")
        for s, wanted in SUFFIXES.items()
        if n.endswith(s) and t != wanted
    } == set()


def test_every_table_view_and_column_is_commented(con, contracts):
    tables = con.execute(
        "select schema_name || '.' || table_name, comment from duckdb_tables() where not internal union all"
        " select schema_name || '.' || view_name, comment from duckdb_views() where not internal"
    ).fetchall()
    assert {name for name, _ in tables} == {t.full_name for t in catalog(contracts) if t.scope != "published"}
    assert [name for name, comment in tables if not comment] == []
    columns = con.execute(
        "select schema_name || '.' || table_name, column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    assert len(columns) > 150
    assert [c for c in columns if not c[2]] == []


def test_every_described_column_is_there_with_its_type(con, contracts):
    tables = [t for t in catalog(contracts) if t.scope != "published"]
    described = {t.full_name: [(c.name, c.sql_type) for c in t.columns] for t in tables}
    assert {name: _columns(con, name) for name in described} == described


def test_comments_carry_label_meaning_and_unit(con):
    comment = con.execute(
        "select comment from duckdb_columns() where table_name = 'penjualan' and column_name = 'omzet_rp'"
    ).fetchone()
    assert comment is not None
    assert comment[0].startswith("Omzet")
    assert comment[0].endswith("Satuan: rupiah.")


def _without(contracts: Contracts, dataset: str, column: str) -> Contracts:
    contract = contracts.datasets[dataset]
    kept = tuple(c for c in contract.columns if c.name != column)
    return dataclasses.replace(
        contracts, datasets={**contracts.datasets, dataset: dataclasses.replace(contract, columns=kept)}
    )


def _load_one(con: duckdb.DuckDBPyConnection, contracts: Contracts) -> Accepted:
    sent = granary.Sent("A", "2026-10", granary.NOW, {"penjualan": [granary.sale("P1", 100)]})
    made = granary.batch(contracts, [sent])
    load(con, made, now=granary.NOW)
    return made


def test_a_warehouse_in_use_gains_the_column_that_its_contract_gained(tmp_path: Path, contracts):
    before = _without(contracts, "penjualan", "modal_rp")
    before = dataclasses.replace(before, datasets={k: v for k, v in before.datasets.items() if k != "kegiatan"})
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, before, granary.dimensions()) as con:
        _load_one(con, before)
    with open_warehouse(path, contracts, granary.dimensions()) as con:
        assert con.execute("select omzet_rp, modal_rp from core.penjualan").fetchall() == [(100, None)]
        wanted = [c.name for c in contracts.datasets["penjualan"].columns]
        assert [name for name, _ in _columns(con, "core.penjualan")] == [*wanted, *LINEAGE]
        assert con.execute("select count(*) from core.kegiatan").fetchone() == (0,)
        uncommented = "select count(*) from duckdb_columns() where not internal and comment is null"
        assert con.execute(uncommented).fetchone() == (0,)


def test_a_column_that_is_gone_or_bent_is_refused_and_nothing_changes(tmp_path: Path, contracts):
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, contracts, granary.dimensions()) as con:
        _load_one(con, contracts)
    gone = _without(contracts, "penjualan", "premi_rp")
    with pytest.raises(ContractError, match=r"penjualan_rows\.premi_rp.*lumbung rebuild"), open_warehouse(path, gone):
        pass
    contract = contracts.datasets["penjualan"]
    bent = tuple(dataclasses.replace(c, sql_type="BIGINT") if c.name == "omzet_rp" else c for c in contract.columns)
    other = dataclasses.replace(contract, columns=bent)
    changed = dataclasses.replace(contracts, datasets={**contracts.datasets, "penjualan": other})
    with (
        pytest.raises(ContractError, match=r"omzet_rp holds facts as DECIMAL\(18,2\).*BIGINT"),
        open_warehouse(path, changed),
    ):
        pass
    with open_warehouse(path, contracts, granary.dimensions()) as con:
        assert con.execute("select omzet_rp, premi_rp from core.penjualan").fetchall() == [(100, None)]


def test_opening_again_changes_nothing(tmp_path: Path, contracts):
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, contracts) as con:
        assert con.execute("select count(*) from core.upt where berlaku_sampai is null").fetchone() == (612,)
    with open_warehouse(path, contracts) as con:
        assert con.execute("select count(*) from meta.skema").fetchone() == (1,)
        prepare(con, contracts, granary.dimensions())
        assert con.execute("select count(*) from core.upt").fetchone() == (3,)
        assert con.execute("select count(*) from meta.skema").fetchone() == (2,)


def test_a_file_that_another_process_holds_may_be_tried_again(tmp_path: Path, contracts, monkeypatch):
    def held(path: Path) -> None:
        raise duckdb.IOException("Could not set lock on file")

    monkeypatch.setattr(duckdb, "connect", held)
    with pytest.raises(TransientError, match="wait until"), open_warehouse(tmp_path / "w.duckdb", contracts):
        pass


def test_a_file_that_is_no_warehouse_is_named_with_the_way_out(tmp_path: Path, contracts):
    path = tmp_path / "w.duckdb"
    path.write_bytes(b"not a database, but long enough to be taken for one" * 99)
    with pytest.raises(TerminalError, match=r"w\.duckdb.*lumbung rebuild"), open_warehouse(path, contracts):
        pass


def test_former_names_of_an_office_end_where_the_next_begins(tmp_path: Path, contracts):
    with open_warehouse(tmp_path / "w.duckdb", contracts) as con:
        rows = con.execute(
            "select jenis, berlaku_dari, berlaku_sampai from core.upt"
            " where kode_upt = 'LP2B-PURWODADI' order by berlaku_sampai"
        ).fetchall()
    assert [row[0] for row in rows] == ["Rutan", "Lapas"]
    assert (rows[1][1] - rows[0][2]).days == 1


def test_a_seventh_dataset_needs_its_contract_and_nothing_else(tmp_path: Path, contracts):
    seventh = dataclasses.replace(contracts.datasets["kegiatan"], name="pelatihan", label="Pelatihan")
    more = dataclasses.replace(contracts, datasets={**contracts.datasets, "pelatihan": seventh})
    held = {"kegiatan_tanggal": granary.NOW.date(), "jenis": "pelatihan", "nama_kegiatan": "Las dasar"}
    sent = granary.Sent("A", "2026-10", granary.NOW, {"pelatihan": [held]})
    with open_warehouse(tmp_path / "w.duckdb", more, granary.dimensions()) as con:
        load(con, granary.batch(more, [sent]), now=granary.NOW)
        assert con.execute("select nama_kegiatan, _row from core.pelatihan").fetchall() == [("Las dasar", 2)]
        publish(con, tmp_path / "published", more, Records(), now=granary.NOW)
    assert query(Home(tmp_path), "select nama_kegiatan from core.pelatihan").rows == [("Las dasar",)]
    assert (tmp_path / "published/current/parquet/core.pelatihan").is_dir()
    assert "core.pelatihan" in {entry["table"] for entry in entries(more)}


def test_an_installation_with_one_dataset_goes_without_the_marts_of_others(tmp_path: Path, contracts):
    only = dataclasses.replace(contracts, datasets={"panen": contracts.datasets["panen"]})
    with open_warehouse(tmp_path / "w.duckdb", only, granary.dimensions()) as con:
        assert con.execute("select view_name from duckdb_views() where schema_name = 'mart' order by 1").fetchall() == [
            ("kepatuhan",), ("panen_raya",),
        ]  # fmt: skip
