"""``mart.mutu_data`` against numbers worked out by hand: findings, answers, false alarms, right the first time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from checks.finding import FINDINGS, RULE_RUNS
from tests.warehouse.granary import NOW, Sent, at, batch, sale
from warehouse.load import load
from warehouse.publish import publish
from warehouse.records import DECISIONS, SUBMISSIONS, Records
from warehouse.release import DATABASE

ON_TIME = at("2026-11-02 03:00")
SENT = [
    ("A1", "A", "2026-10", 1, "returned"), ("A2", "A", "2026-10", 2, "accepted"), ("B1", "B", "2026-10", 1, "accepted"),
    ("C1", "C", "2026-10", 1, "rejected"), ("C2", "C", "2026-11", 1, "returned"), ("A3", "A", "2026-10", None, None),
    ("X1", None, None, None, "rejected"),
]  # fmt: skip
"""A mended, B was right at once, C (the south) was refused, and sent November, of which nothing is published."""

CONFIRM, MEND, REFUSE = "UMKM-K301", "UMKM-V303", "UMKM-S012"
FOUND = [
    ("A1", CONFIRM, "KONFIRMASI", "f1", "v1", "open"), ("A1", MEND, "PERBAIKI", "f2", "v2", "open"),
    ("A1", MEND, "PERBAIKI", "f2", "v2", "open"), ("A1", MEND, "PERBAIKI", "f3", "v3", "waived"),
    ("A2", CONFIRM, "KONFIRMASI", "f1", "v1", "confirmed"), ("B1", CONFIRM, "KONFIRMASI", "f4", "v4", "open"),
    ("C1", REFUSE, "TOLAK", "f5", None, "open"), ("C2", MEND, "PERBAIKI", "f6", "v6", "open"),
    ("X1", REFUSE, "TOLAK", "f7", None, "open"),
]  # fmt: skip
"""f1 is asked of A twice, and confirmed the second time: one finding."""


def _records() -> Records:
    names = ("submission_id", "kode_upt", "periode", "percobaan", "verdict")
    sent = [dict.fromkeys(SUBMISSIONS.names) | dict(zip(names, row, strict=True)) for row in SENT]
    columns = ("submission_id", "rule", "severity", "finding_id", "value_hash", "status")
    found = [
        dict.fromkeys(FINDINGS.names)
        | dict(zip(columns, row, strict=True))
        | {"ordinal": n, "tier": row[1][5], "message": "-", "fix": "-"}
        for n, row in enumerate(FOUND, start=1)
    ]
    runs = [
        {"submission_id": i, "rule": CONFIRM, "evaluated": 1, "passed": 1, "failed": 0, "outcome": outcome, "why": None}
        for i, outcome in (("A1", "failed"), ("A2", "failed"), ("B1", "failed"), ("C2", "skipped"))
    ]
    answer = {"id": 1, "submission_id": "A2", "finding_id": "f1", "value_hash": "v1", "kind": "confirm", "at": NOW}
    return Records(
        pa.Table.from_pylist(sent, schema=SUBMISSIONS),
        pa.Table.from_pylist(found, schema=FINDINGS),
        pa.Table.from_pylist(runs, schema=RULE_RUNS),
        pa.Table.from_pylist([dict.fromkeys(DECISIONS.names) | answer | {"reason_code": "promo"}], schema=DECISIONS),
    )


@pytest.fixture
def quality(con, contracts, tmp_path: Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    sent = [Sent(office, "2026-10", ON_TIME, {"penjualan": [sale("P", 1)]}) for office in "AB"]
    load(con, batch(contracts, sent), now=NOW)
    publish(con, tmp_path, contracts, _records(), now=NOW)
    with duckdb.connect(tmp_path / "current" / DATABASE, read_only=True) as release:
        rows = release.execute("from mart.mutu_data").to_arrow_table().to_pylist()
    found = {(r["periode"], r["kode_upt"] or r["kanwil"] or r["tingkat"], r["aturan"]): r for r in rows}
    assert len(found) == len(rows)
    return found


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def test_findings_of_the_nation_a_regional_office_and_an_office(quality):
    names = "n_temuan n_temuan_tolak n_temuan_perbaiki n_temuan_konfirmasi n_temuan_catatan upt_bertemuan"
    assert _picked(quality["2026-10", "nasional", "semua"], names) == (7, 1, 3, 3, 0, 3)
    assert _picked(quality["2026-10", "Utara", "semua"], names) == (6, 0, 3, 3, 0, 2)
    assert _picked(quality["2026-10", "A", MEND], names) == (3, 0, 3, 0, 0, 1)
    assert _picked(quality["2026-10", "A", MEND], "tingkat nama_upt berat") == ("upt", "Lapas A", "PERBAIKI")
    assert ("2026-10", "B", MEND) not in quality


def test_a_false_alarm_is_one_finding_however_often_it_was_asked(quality):
    names = "n_temuan n_temuan_tunggal n_ditegaskan n_dikecualikan alarm_palsu_persen"
    assert _picked(quality["2026-10", "nasional", CONFIRM], names) == (3, 2, 1, 0, 50)
    assert _picked(quality["2026-10", "A", CONFIRM], names) == (2, 1, 1, 0, 100)
    assert _picked(quality["2026-10", "A", MEND], names) == (3, 2, 0, 1, 0)
    assert _picked(quality["2026-10", "nasional", "semua"], names) == (7, 5, 1, 1, 20)
    reasons = "n_alasan_pilihan n_alasan_bebas alasan_terbanyak"
    assert _picked(quality["2026-10", "Utara", CONFIRM], reasons) == (1, 0, "promo")
    assert _picked(quality["2026-10", "B", CONFIRM], reasons) == (0, 0, None)


def test_right_the_first_time_is_of_offices_whose_reports_were_judged(quality):
    names = (
        "n_kiriman n_kiriman_diperiksa n_dikembalikan n_ditolak upt_berkirim upt_langsung_benar langsung_benar_persen"
    )
    assert _picked(quality["2026-10", "nasional", "semua"], names) == (4, 4, 1, 1, 3, 1, Decimal("33.33"))
    assert _picked(quality["2026-10", "B", "semua"], names) == (1, 1, 0, 0, 1, 1, 100)
    assert _picked(quality["2026-11", "Selatan", "semua"], names) == (1, 1, 1, 0, 1, 0, 0)
    rule = "n_kiriman_diperiksa n_kiriman_bertemuan n_dikembalikan langsung_benar_persen"
    assert _picked(quality["2026-10", "nasional", CONFIRM], rule) == (3, 3, 1, None)
    assert _picked(quality["2026-11", "C", MEND], rule) == (0, 1, 1, None)


def test_reports_that_nobody_knows_are_in_no_month_and_figures_say_who_stands_behind(quality):
    assert {period for period, *_ in quality} == {"2026-10", "2026-11"}
    assert quality["2026-10", "nasional", REFUSE]["n_temuan"] == 1
    names = "upt_seharusnya upt_melapor upt_belum melapor_persen tepat_waktu_persen n_konfirmasi"
    assert _picked(quality["2026-10", "nasional", CONFIRM], names) == (3, 2, 1, Decimal("66.67"), 100, 0)
    assert _picked(quality["2026-11", "nasional", "semua"], names) == (3, 0, 3, 0, None, 0)


def test_every_submission_is_listed_with_its_verdict(con, contracts, tmp_path: Path):
    publish(con, tmp_path, contracts, _records(), now=NOW)
    with duckdb.connect(tmp_path / "current" / DATABASE, read_only=True) as release:
        told = dict(release.execute("select submission_id, putusan from meta.kiriman").fetchall())
    assert len(told) == len(SENT)
    assert (told["A1"], told["A2"], told["A3"], told["X1"]) == ("dikembalikan", "diterima", None, "ditolak")
