"""Releases: complete, commented, swapped atomically, kept for open readers, made only where something changed."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from checks.finding import FINDINGS, RULE_RUNS
from sources.errors import TerminalError
from tests.warehouse.granary import NOW, Sent, at, batch, harvest, sale
from warehouse.dictionary import published_tables
from warehouse.load import load
from warehouse.publish import publish
from warehouse.records import SUBMISSIONS, Records
from warehouse.release import DATABASE, next_release, releases

FIRST = Sent("A", "2026-10", at("2026-11-02"), {"penjualan": [sale("P1", 100), sale("P2", 50)]})
SECOND = Sent(
    "C", "2026-10", at("2026-11-03"), {"penjualan": [sale("P3", 7)], "panen": [harvest("perikanan", "lele", 9)]}
)


def _finding(value: str | None, message: str, **more: object) -> dict[str, object]:
    common = {
        "submission_id": FIRST.id,
        "finding_id": "f",
        "ordinal": 1,
        "rule": "UMKM-V303",
        "tier": "V",
        "severity": "PERBAIKI",
    }
    row = {**dict.fromkeys(FINDINGS.names), **common, "dataset": "penjualan", "field": "kanal", "row": 7, "cell": "D7"}
    return {**row, "value": value, "message": message, "fix": "-", "status": "open", **more}


def _records(*findings: dict[str, object]) -> Records:
    known = [
        {"submission_id": s.id, "file": f"{s.office}.xlsx", "kode_upt": s.office, "periode": s.period}
        for s in (FIRST, SECOND)
    ]
    runs = [
        {"submission_id": FIRST.id, "rule": "UMKM-V303", "evaluated": 2, "passed": 1, "failed": 1, "outcome": "failed"}
    ]
    return Records(
        pa.Table.from_pylist([{**k, "percobaan": 2} for k in known], schema=SUBMISSIONS),
        pa.Table.from_pylist(list(findings), schema=FINDINGS),
        pa.Table.from_pylist(runs, schema=RULE_RUNS),
    )


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "published"


def _open(published: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(published / "current" / DATABASE, read_only=True)


@pytest.fixture
def release(con, contracts, published):
    load(con, batch(contracts, [FIRST, SECOND]), now=NOW)
    findings = [
        _finding("Budi Santoso", "Kanal Budi Santoso tidak dikenal."),
        _finding("1.500", "1.500 terlalu besar.", ordinal=2),
    ]
    return publish(con, published, contracts, _records(*findings), now=NOW)


def test_a_release_holds_what_the_warehouse_holds(con, contracts, release, published):
    assert (release.release, release.is_new) == ("20261105T070000Z-001", True)
    assert not list(published.glob(".*"))
    with _open(published) as reader:
        for table in (
            "core.penjualan",
            "core.penjualan_rows",
            "core.upt",
            "core.periode",
            "mart.ringkasan_bulanan",
            "mart.panen_raya",
        ):
            there, here = (c.execute(f"from {table} order by all").fetchall() for c in (reader, con))
            assert there == here
            assert len(here) > 0
        assert reader.execute("select percobaan from core.submission").fetchall() == [(2,), (2,)]


def test_everything_published_is_commented_and_typed_as_described(contracts, release, published):
    with _open(published) as reader:
        described = {t.full_name: [(c.name, c.sql_type) for c in t.columns] for t in published_tables(contracts)}
        found = {n: [(r[0], r[1]) for r in reader.execute(f"describe {n}").fetchall()] for n in described}
        assert found == described
        tables = "select comment from duckdb_tables() union all select comment from duckdb_views() where not internal"
        columns = "select comment from duckdb_columns() where not internal"
        assert [(None,) in reader.execute(q).fetchall() for q in (tables, columns)] == [False, False]
        entries = reader.execute('select "table", "column", type from meta."column"').fetchall()
        assert {(t, c, k) for t, columns_ in described.items() for c, k in columns_} == set(entries)


def test_only_harmless_values_are_readable(release, published):
    with _open(published) as reader:
        rows = reader.execute("select value, message, kode_upt, file from meta.finding order by value").fetchall()
        assert rows == [
            ("1.500", "1.500 terlalu besar.", "A", "A.xlsx"),
            ("Aaaa Aaaaaaa", "Kanal Aaaa Aaaaaaa tidak dikenal.", "A", "A.xlsx"),
        ]
        assert reader.execute("select fired from meta.rule where id = 'UMKM-V303'").fetchall() == [(2,)]
        assert reader.execute("select outcome from meta.rule_run").fetchall() == [("failed",)]


def test_parquet_holds_the_same_rows_by_month(release, published):
    sales = pq.read_table(published / "current" / "parquet" / "core.penjualan")
    assert sum(sales["omzet_rp"].to_pylist()) == Decimal(157)
    assert [p.name for p in (published / "current/parquet/core.penjualan").rglob("bulan=*")] == ["bulan=10"]
    assert pq.read_table(published / "current/parquet/core.upt/upt.parquet").num_rows == 3
    assert not list((published / "current/parquet").glob("*_rows"))


def test_nothing_is_published_twice_and_any_change_is(con, contracts, release, published):
    findings = [
        _finding("Budi Santoso", "Kanal Budi Santoso tidak dikenal."),
        _finding("1.500", "1.500 terlalu besar.", ordinal=2),
    ]
    again = publish(con, published, contracts, _records(*findings), now=NOW + timedelta(hours=1))
    assert (again.release, again.is_new) == (release.release, False)
    fewer = publish(con, published, contracts, _records(findings[0]), now=NOW + timedelta(hours=1))
    assert (fewer.release, fewer.is_new) == ("20261105T080000Z-001", True)
    load(con, batch(contracts, []), withdraw=[SECOND.id], now=NOW)
    assert publish(con, published, contracts, _records(findings[0]), now=NOW).release == "20261105T080000Z-002"


def test_changes_name_rows_and_offices_by_dataset_and_month(con, contracts, release, published):
    assert "Terbitan pertama" in (published / "current" / "CHANGES.md").read_text()
    mended = Sent("A", "2026-10", at("2026-11-04"), {"penjualan": [sale("P1", 101)]})
    load(con, batch(contracts, [mended]), now=NOW)
    publish(con, published, contracts, _records(), now=NOW)
    text = (published / "current" / "CHANGES.md").read_text()
    assert "- Bulan baru: tidak ada.\n- Bulan yang direvisi: Oktober 2026.\n" in text
    assert "| 2026-10 | penjualan | baris | 3 | 2 | −1 | revisi |" in text
    assert "| 2026-10 | penjualan | omzet_rp | 157 | 108 | −49 | revisi |" in text
    assert "| 2026-10 | Utara | 2 → 1 (−1) | 150 → 101 (−49) | 2 → 1 (−1) |" in text
    assert f"| 2026-10 | Utara | Lapas A (A) | penjualan | {FIRST.id} | {mended.id} |" in text
    assert [word in text for word in ("panen ", "Selatan", "UPT melapor", "harga_satuan_rp")] == [False] * 4
    with _open(published) as reader:
        history = reader.execute("select release, sebelumnya, n_baris from meta.release order by 1").fetchall()
    assert history == [(release.release, None, 4), ("20261105T070000Z-002", release.release, 3)]


def test_an_open_reader_keeps_its_release_and_three_stay(con, contracts, release, published):
    with _open(published) as reader:
        for day in range(4, 7):
            sent = Sent("A", "2026-10", at(f"2026-11-0{day}"), {"penjualan": [sale("P1", day)]})
            load(con, batch(contracts, [sent]), now=NOW)
            publish(con, published, contracts, _records(), now=NOW + timedelta(days=day))
            with _open(published) as fresh:
                assert fresh.execute("select sum(omzet_rp)::int from core.penjualan").fetchall() == [(day + 7,)]
        assert reader.execute("select sum(omzet_rp)::int from core.penjualan").fetchall() == [(157,)]
        assert reader.execute("select count(*) from core.penjualan_rows").fetchall() == [(3,)]
    assert len(releases(published)) == 3
    assert release.release not in releases(published)
    assert (published / "current").resolve().name == releases(published)[-1]


def test_a_polling_reader_never_fails(con, contracts, release, published):
    seen: list[int] = []
    done = threading.Event()

    def poll() -> None:
        while not done.is_set() or not seen:
            with _open(published) as reader:
                row = reader.execute("select count(*) from core.penjualan_rows").fetchone()
                seen.append(row[0] if row else -1)

    poller = threading.Thread(target=poll)
    poller.start()
    for day in range(4, 6):
        load(
            con,
            batch(contracts, [Sent("B", "2026-10", at(f"2026-11-0{day}"), {"penjualan": [sale("P1", 1)]})]),
            now=NOW,
        )
        publish(con, published, contracts, _records(), now=NOW)
    done.set()
    poller.join(timeout=30)
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert set(seen) <= {3, 4, 5}


def test_what_a_crash_left_half_built_is_cleared_and_never_current(con, contracts, release, published, monkeypatch):
    def crash(folder: Path) -> None:
        raise KeyboardInterrupt

    load(con, batch(contracts, []), withdraw=[SECOND.id], now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.publish.sync_tree", crash)
        with pytest.raises(KeyboardInterrupt):
            publish(con, published, contracts, _records(), now=NOW)
    assert (published / "current").readlink().name == release.release
    assert len(list(published.glob(".building-*"))) == 1
    assert publish(con, published, contracts, _records(), now=NOW).release == "20261105T070000Z-002"
    assert not list(published.glob(".building-*"))


def test_a_previous_release_that_cannot_be_read_stops_publishing_and_says_how_to_go_on(
    con, contracts, release, published
):
    file = published / release.release / DATABASE
    file.chmod(0o644)
    file.write_bytes(b"x" * 9999)
    with pytest.raises(TerminalError, match=r"previous release cannot be read.*publish again"):
        publish(con, published, contracts, _records(), now=NOW)
    assert con.execute("select current_database()").fetchone() == ("in-use",)


def test_names_of_releases_sort_also_when_the_clock_goes_back():
    assert next_release([], NOW) == "20261105T070000Z-001"
    assert next_release(["20261105T070000Z-009"], NOW) == "20261105T070000Z-010"
    assert next_release(["20261105T070000Z-009", "20270101T000000Z-001"], NOW) == "20270101T000000Z-002"


def test_the_published_file_is_not_for_writing(release, published):
    assert (published / "current" / DATABASE).stat().st_mode & 0o222 == 0
    assert re.search(r"## core\.penjualan – ", (published / "current" / "dictionary.md").read_text())
