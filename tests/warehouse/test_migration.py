"""A warehouse in use becomes what the contracts of today say, and no row and no value of it is lost."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources.contract import Contracts
from sources.errors import ContractError, TerminalError
from tests.warehouse import granary
from tests.warehouse.granary import Sent, at, batch
from warehouse import schema
from warehouse.catalog import catalog
from warehouse.load import load
from warehouse.migrations import Migrations, declared_migrations, is_wider
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.schema import prepare, stored_columns
from warehouse.table_sums import compare, sums

FIRST = Path(__file__).parent / "first_schema.sql"

REPORT = {
    "penjualan": [granary.sale("P1", 100, nama_produk="Gula", pnbp_rp=Decimal("25.50")), granary.sale("P2", 7)],
    "produk": [{"kode_produk": "P1", "nama_produk": "Gula", "satuan": "kg", "unggulan": True}],
    "produksi": [{"kode_produk": "P1", "volume": Decimal("1.5"), "satuan": "kg"}],
    "tenaga_kerja": [{"bidang": "las", "laki_laki_orang": 4}],
    "panen": [granary.harvest("pertanian", "padi", 40)],
    "kegiatan": [{"kegiatan_tanggal": at("2026-10-03").date(), "jenis": "pelatihan", "nama_kegiatan": "Las dasar"}],
}
"""What the first schema's rows were loaded from."""

SOLD = "core.penjualan_rows"


@pytest.fixture
def first(tmp_path: Path) -> Any:
    with duckdb.connect(tmp_path / "first.duckdb") as con:
        con.execute(FIRST.read_text(encoding="utf-8"))
        yield con


def _changed(contracts: Contracts, dataset: str, **columns: dict[str, Any] | None) -> Contracts:
    """Contracts with columns changed; None: gone."""
    contract = contracts.datasets[dataset]
    kept = [c for c in contract.columns if columns.get(c.name, {}) is not None]
    made = tuple(dataclasses.replace(c, **(columns.get(c.name) or {})) for c in kept)
    other = dataclasses.replace(contract, columns=made)
    return dataclasses.replace(contracts, datasets={**contracts.datasets, dataset: other})


def _all(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    listed = {table: ", ".join(f'"{c}"' for c in columns) for table, columns in stored_columns(con).items()}
    return {t: con.execute(f"select {columns} from {t} order by all").fetchall() for t, columns in listed.items()}


def _built_anew(contracts: Contracts) -> duckdb.DuckDBPyConnection:
    """The same reports, loaded by today's code at the same moments."""
    con = duckdb.connect()
    prepare(con, contracts, granary.dimensions())
    sent = [Sent("A", "2026-10", at("2026-11-02"), REPORT), Sent("B", "2026-10", at("2026-11-03"), {"penjualan": []})]
    load(con, batch(contracts, sent), now=at("2026-11-04 07:00"))
    again = Sent("A", "2026-10", at("2026-11-05"), {"penjualan": [granary.sale("P1", 90)]}, "-2")
    load(con, batch(contracts, [again]), now=at("2026-11-06 07:00"))
    return con


def test_the_first_schema_becomes_todays_with_every_row_and_value(first, contracts):
    before = _all(first)
    assert sum(map(len, before.values())) > 20
    prepare(first, contracts, granary.dimensions())
    after = _all(first)
    untouched = {table: rows for table, rows in before.items() if table != "meta.skema"}
    assert {table: after[table] for table in untouched} == untouched
    with duckdb.connect() as new:
        prepare(new, contracts, granary.dimensions())
        assert stored_columns(first) == stored_columns(new)


def test_migrated_it_is_identical_with_one_built_anew(first, contracts):
    prepare(first, contracts, granary.dimensions())
    with _built_anew(contracts) as anew:
        assert [t.table for t in compare(first, anew, contracts) if not t.is_same] == []


def test_migrated_it_takes_further_reports_and_publishes(first, contracts, tmp_path: Path):
    prepare(first, contracts, granary.dimensions())
    sent = Sent("C", "2026-10", at("2026-11-08"), {"penjualan": [granary.sale("P1", 5)]})
    load(first, batch(contracts, [sent]), now=at("2026-11-09 07:00"))
    publish(first, tmp_path / "published", contracts, Records(), now=at("2026-11-09 08:00"))
    with duckdb.connect(tmp_path / "published/current/lumbung.duckdb", read_only=True) as release:
        asked = "select omzet_rp from mart.ringkasan_bulanan where tingkat = 'nasional'"
        assert release.execute(asked).fetchall() == [(95,)]


@pytest.mark.parametrize("kind", ["renamed", "gone", "wider"])
def test_after_a_change_all_is_there_and_built_anew_it_is_the_same(first, contracts, kind: str, monkeypatch):
    prepare(first, contracts, granary.dimensions())
    before = _all(first)
    changes: dict[str, dict[str, dict[str, Any] | None]] = {
        "renamed": {"nama_produk": {"name": "sebutan"}},
        "gone": {"nama_produk": None},
        "wider": {"omzet_rp": {"sql_type": "DECIMAL(24,4)"}},
    }
    then = {
        "renamed": Migrations(renamed={SOLD: {"nama_produk": "sebutan"}}),
        "gone": Migrations(gone={SOLD: frozenset({"nama_produk"})}),
        "wider": Migrations(),
    }[kind]
    other = _without_marts(_changed(contracts, "penjualan", **changes[kind]), monkeypatch)
    prepare(first, other, granary.dimensions(), then)
    after = _all(first)
    assert {t: rows for t, rows in after.items() if t != "meta.skema"} == {
        t: rows for t, rows in before.items() if t != "meta.skema"
    }
    with _loaded_by_earlier_names(contracts, other, then, monkeypatch) as anew:
        assert [t.table for t in compare(first, anew, other) if not t.is_same] == []
        shared = {SOLD: list(stored_columns(anew)[SOLD])}
        assert sums(first, shared) == sums(anew, shared)


def _without_marts(contracts: Contracts, monkeypatch: pytest.MonkeyPatch) -> Contracts:
    """Marts would ask for the old names: whoever changes a contract changes them as well."""
    stored = [t for t in catalog(contracts) if t.schema != "mart" and t.name != "revisi"]
    monkeypatch.setattr(schema, "catalog", lambda _: stored)
    return contracts


def _loaded_by_earlier_names(
    earlier: Contracts, now: Contracts, migrations: Migrations, monkeypatch: pytest.MonkeyPatch
) -> duckdb.DuckDBPyConnection:
    """Built anew from rows that were kept by the earlier contract, as `lumbung rebuild` loads them."""
    monkeypatch.setattr("warehouse.load.declared_migrations", lambda: migrations)
    con = duckdb.connect()
    prepare(con, now, granary.dimensions(), migrations)
    sent = [Sent("A", "2026-10", at("2026-11-02"), REPORT), Sent("B", "2026-10", at("2026-11-03"), {"penjualan": []})]
    load(con, batch(earlier, sent), now=at("2026-11-04 07:00"))
    again = Sent("A", "2026-10", at("2026-11-05"), {"penjualan": [granary.sale("P1", 90)]}, "-2")
    load(con, batch(earlier, [again]), now=at("2026-11-06 07:00"))
    return con


def test_a_change_that_fails_half_way_changes_nothing(first, contracts, monkeypatch):
    before = _all(first)
    counted = iter([3, 2])
    monkeypatch.setattr(schema, "_counts", lambda con, tables: dict.fromkeys(tables, next(counted)))
    with pytest.raises(TerminalError, match=r"core\.kanwil would have 2 rows instead of 3; nothing was changed"):
        prepare(first, contracts, granary.dimensions())
    assert _all(first) == before


def test_what_is_neither_said_nor_wider_is_refused(first, contracts):
    for change, said in (({"omzet_rp": None}, "no such column"), ({"omzet_rp": {"sql_type": "DECIMAL(18,1)"}}, "type")):
        with pytest.raises(ContractError, match=rf"omzet_rp holds facts .*{said}.*migrations\.yaml"):
            prepare(first, _changed(contracts, "penjualan", **change), granary.dimensions())


@pytest.mark.parametrize(
    ("new", "old", "wider"),
    [
        ("DECIMAL(24,4)", "DECIMAL(18,2)", True), ("DECIMAL(18,3)", "DECIMAL(18,2)", False),
        ("DECIMAL(18,2)", "DECIMAL(18,2)", False), ("DECIMAL(22,3)", "BIGINT", True),
        ("DECIMAL(18,3)", "BIGINT", False), ("BIGINT", "INTEGER", True), ("INTEGER", "BIGINT", False),
        ("TIMESTAMP", "DATE", True), ("DATE", "TIMESTAMP", False), ("VARCHAR", "BIGINT", False),
        ("BIGINT", "VARCHAR", False),
    ],
)  # fmt: skip
def test_wider_is_what_holds_every_value(new: str, old: str, wider: bool):
    assert is_wider(new, old) is wider


def test_declared_migrations_name_tables_and_columns_of_today(con):
    there, declared = stored_columns(con), declared_migrations()
    for table, names in declared.renamed.items():
        assert set(names.values()) <= set(there[table])
    assert set(declared.gone) <= set(there)
