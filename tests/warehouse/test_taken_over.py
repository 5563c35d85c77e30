"""A release that takes over what did not change holds the same as one made whole, whatever changed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from checks.finding import FINDINGS, RULE_RUNS
from sources.contract import Contracts
from tests.warehouse.granary import NOW, Sent, at, batch, harvest, sale
from warehouse.dictionary import published_tables
from warehouse.load import load
from warehouse.months import between
from warehouse.publish import publish
from warehouse.records import DECISIONS, SUBMISSIONS, Records
from warehouse.release import DATABASE

MONTHS = [*between("2025-06", "2026-11")]
TOLD_EACH_TIME = {"meta.release"}
"""Tables in which every release says something of its own."""


@dataclass
class Life:
    """Reports that come, are replaced and withdrawn, with what the ledger would say of them."""

    con: duckdb.DuckDBPyConnection
    contracts: Contracts
    chance: random.Random
    sent: list[Sent] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    findings: list[dict[str, object]] = field(default_factory=list)
    decisions: list[dict[str, object]] = field(default_factory=list)
    outcome: dict[str, str] = field(default_factory=dict)
    step: int = 0

    def report(self, month: str) -> None:
        self.step += 1
        office, received = self.chance.choice("ABC"), at("2026-12-01") + timedelta(minutes=self.step)
        n = self.chance.randrange(1, 9)
        sales = [sale(f"P{k}", 100 * n + k, satuan=self.chance.choice(["kg", "pcs"])) for k in range(n)]
        crop = [harvest("pertanian", "padi", 10 * n), harvest("perikanan", "lele", n, panen_raya=n % 2 == 0)]
        work = [{"bidang": "mebel", "laki_laki_orang": n, "bersertifikat_orang": 1}]
        goods = [{"kode_produk": "P0", "nama_produk": "Meja", "unggulan": True, "harga_satuan_rp": 5.0, "satuan": "kg"}]
        made = [{"kode_produk": "P0", "nama_produk": "Meja", "volume": 2.0, "satuan": "kg"}]
        every = {"penjualan": sales, "panen": crop, "tenaga_kerja": work, "produk": goods, "produksi": made}
        parts = {
            d: rows if self.chance.random() > 0.2 else [] for d, rows in every.items() if self.chance.random() > 0.2
        }
        one = Sent(office, month, received, parts or {"penjualan": []}, tag=str(self.step))
        self.sent.append(one)
        self.outcome[one.id] = "passed"
        load(self.con, batch(self.contracts, [one]), now=NOW + timedelta(minutes=self.step))

    def withdraw(self) -> None:
        self.step += 1
        gone = self.chance.choice(self.sent).id
        self.withdrawn.add(gone)
        load(self.con, batch(self.contracts, []), withdraw=[gone], now=NOW + timedelta(minutes=self.step))

    def find(self) -> None:
        one, number = self.chance.choice(self.sent), len(self.findings)
        row = dict.fromkeys(FINDINGS.names) | {"submission_id": one.id, "finding_id": f"f{number}", "ordinal": 1}
        row |= {"value_hash": "h", "rule": "UMKM-V303", "tier": "V", "severity": "KONFIRMASI", "dataset": "penjualan"}
        self.findings.append(row | {"row": 7, "value": "7", "message": "7?", "fix": "-", "status": "open"})

    def answer(self) -> None:
        if self.findings:
            found = self.chance.choice(self.findings)
            found["status"] = "confirmed"
            row = {"id": len(self.decisions) + 1, "submission_id": found["submission_id"], "kind": "confirm"}
            row |= {"finding_id": found["finding_id"], "value_hash": "h", "at": NOW, "reason_code": "musim"}
            self.decisions.append(dict.fromkeys(DECISIONS.names) | row)

    def judge(self) -> None:
        self.outcome[self.chance.choice(self.sent).id] = self.chance.choice(["failed", "skipped"])

    @property
    def records(self) -> Records:
        known: list[dict[str, object]] = [
            {"submission_id": s.id, "file": f"{s.office}.xlsx", "kode_upt": s.office, "periode": s.period}
            | {
                "percobaan": 1,
                "diterima_pada": s.received,
                "verdict": "returned" if s.id in self.withdrawn else "accepted",
            }
            for s in self.sent
        ]
        known += [dict.fromkeys(SUBMISSIONS.names) | {"submission_id": "S-X", "file": "x.xlsx", "verdict": "rejected"}]
        runs = [
            {"submission_id": i, "rule": rule, "evaluated": 1, "passed": 1, "failed": 0, "outcome": outcome}
            for i, outcome in {**self.outcome, "S-X": "skipped"}.items()
            for rule in ("UMKM-V303", "UMKM-K301")
        ]
        return Records(
            pa.Table.from_pylist(known, schema=SUBMISSIONS),
            pa.Table.from_pylist(self.findings, schema=FINDINGS),
            pa.Table.from_pylist(runs, schema=RULE_RUNS),
            pa.Table.from_pylist(self.decisions, schema=DECISIONS),
        )


def contents(release: Path, contracts: Contracts) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a release, in the DuckDB file and as Parquet, in one order."""
    found = {}
    with duckdb.connect(release / DATABASE, read_only=True) as con:
        for table in published_tables(contracts):
            if table.full_name not in TOLD_EACH_TIME:
                found[table.full_name] = con.execute(f"from {table.full_name} order by all").fetchall()
                files = release / "parquet" / table.full_name
                if list(files.rglob("*.parquet")):
                    names = ", ".join(f'"{c.name}"' for c in table.columns)
                    query = f"select {names} from '{files}/**/*.parquet' order by all"
                    found[f"parquet {table.full_name}"] = con.execute(query).fetchall()
    return found


def started(con: duckdb.DuckDBPyConnection, contracts: Contracts, seed: int) -> Life:
    """Most months have reports; the last two are still to come."""
    life = Life(con, contracts, random.Random(seed))
    for month in MONTHS[1:-2]:
        life.report(month)
    return life


def taken_over(release: Path, earlier: Path) -> bool:
    """Whether files are shared with the earlier release: it was not made whole."""
    return any(
        p.samefile(earlier / p.relative_to(release))
        for p in release.rglob("*.parquet")
        if (earlier / p.relative_to(release)).exists()
    )


def _holds_the_same_as_made_whole(life: Life, folder: Path, steps: int) -> None:
    con, contracts = life.con, life.contracts
    last = publish(con, folder / "published", contracts, life.records, now=NOW, keep=99)
    changes = [lambda: life.report(life.chance.choice(MONTHS)), life.withdraw, life.find, life.answer, life.judge]
    for number in range(steps):
        life.report(life.chance.choice(MONTHS))
        life.chance.choice(changes)()
        at_ = NOW + timedelta(hours=number)
        again = publish(con, folder / "published", contracts, life.records, now=at_, keep=99)
        whole = publish(con, folder / f"whole{number}", contracts, life.records, now=NOW)
        assert taken_over(again.folder, last.folder), number
        assert contents(again.folder, contracts) == contents(whole.folder, contracts), number
        last = again


def test_a_change_gives_what_a_release_made_whole_holds(con, contracts, tmp_path):
    _holds_the_same_as_made_whole(started(con, contracts, 1), tmp_path, steps=1)


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [2, 3])
def test_any_sequence_of_changes_gives_what_a_release_made_whole_holds(con, contracts, tmp_path, seed):
    _holds_the_same_as_made_whole(started(con, contracts, seed), tmp_path, steps=6)
