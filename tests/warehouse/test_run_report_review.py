"""What the report asks a reviewer: the nation's figures, and published reports that new rules would judge otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.ledger_made import NOW
from tests.warehouse.report_made import RUN, known, made_home
from tests.warehouse.test_run_report import read, report
from warehouse.ledger.shadows import ShadowVerdict, record_shadows
from warehouse.release import DATABASE
from warehouse.run_report.review import doubts, questions

FIELDS = ("rule", "severity", "dataset", "periode", "wilayah", "field", "value", "expected", "message", "fix")


def asked(month: str, region: str) -> tuple[str, ...]:
    return ("UMKM-M301", "CATATAN", "penjualan", month, region, "omzet_rp", "1", "2", "Omzet aneh.", "Periksa.")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A release with two questions, and one from before there were any."""
    for name, rows in (("r1", None), ("r2", [asked("2026-09", "Nasional"), asked("2026-10", "Bali")])):
        (tmp_path / name).mkdir()
        with duckdb.connect(tmp_path / name / DATABASE) as con:
            con.execute("create schema meta")
            if rows is not None:
                con.execute(f"create table meta.temuan_makro ({', '.join(f'{f} varchar' for f in FIELDS)})")
                con.executemany(f"insert into meta.temuan_makro values ({', '.join('?' * len(FIELDS))})", rows)
    return tmp_path


def test_questions_come_from_the_last_release_the_latest_month_first(published: Path):
    assert [row["wilayah"] for row in questions(published, ["r1", "r2"])] == ["Bali", "Nasional"]


@pytest.mark.parametrize("releases", [[], ["r1"], ["gone"]])
def test_without_a_release_that_asks_there_are_no_questions(published: Path, releases: list[str]):
    assert questions(published, releases) == []


def test_a_published_report_that_new_rules_would_return_is_named_and_stands(tmp_path: Path):
    home, ledger, ids = made_home(tmp_path / "home")
    good, back = ids[:2]
    came: dict[str, Any] = {"change": "new", "rule": "UMKM-V506", "severity": "PERBAIKI"}
    with ledger.begin() as tx:
        record_shadows(
            tx,
            [good, back],
            [
                ShadowVerdict(i, "accepted", "returned", ["aturan/UMKM-V506"], [came, came], "r2", NOW, RUN)
                for i in (good, back)
            ],
        )
    with ledger.read() as tx:
        found = doubts(tx, known().offices)
    assert [(d.submission, d.was, d.now, d.came) for d in found] == [
        (good, "diterima", "dikembalikan", {"UMKM-V506": 2})
    ]
    said = read(report(home, ledger).index).text
    section = said[said.index("Sudah terbit, tetapi aturan sekarang berkata lain") :]
    assert "Lahat2026-10diterimadikembalikanUMKM-V506 (2)aturan/UMKM-V506" in section
