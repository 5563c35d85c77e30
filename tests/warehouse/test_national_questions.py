"""The report's own questions over two months, against numbers worked out by hand; and what it may be made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checks.sql_text import text_of
from sources.errors import UsageError
from tests.practice import PERIOD, Nation
from tests.warehouse.granary import NOW, Sent, at, batch, sale
from warehouse.load import load
from warehouse.national_report.choice import HERE, choose, earlier
from warehouse.national_report.make import make
from warehouse.national_report.speech import change, points

OCTOBER = {"periode": "2026-10", "lalu": "2026-09"}


def answer(con: duckdb.DuckDBPyConnection, question: str) -> list[dict[str, Any]]:
    sql = text_of(HERE / "sql" / f"{question}.sql")
    bound = {word: value for word, value in OCTOBER.items() if f"${word}" in sql}
    found: list[dict[str, Any]] = con.execute(sql, bound).to_arrow_table().to_pylist()
    return found


def product(code: str, category: str) -> dict[str, Any]:
    return {"kode_produk": code, "nama_produk": code, "kategori": category, "satuan": "kg"}


@pytest.fixture
def months(con, contracts):
    """A reports in both months, B only in September, C only in October and sells what is in no catalogue."""
    goods = [product("P1", "mebel"), product("P2", "tekstil")]
    september = [sale("P1", 1000), sale("P2", 500)]
    sent = [
        Sent("A", "2026-09", at("2026-10-02"), {"penjualan": september, "produk": goods}),
        Sent("B", "2026-09", at("2026-10-02"), {"penjualan": [sale("P1", 70)], "produk": goods}),
        Sent("A", "2026-10", at("2026-11-02"), {"penjualan": [sale("P1", 1500), sale("P2", 200)], "produk": goods}),
        Sent("C", "2026-10", at("2026-11-02"), {"penjualan": [sale("X9", 40)]}),
    ]
    load(con, batch(contracts, sent), now=NOW)
    return con


def test_categories_move_by_what_they_sold(months):
    rows = {
        r["kategori"]: (r["omzet_rp"], r["omzet_bulan_lalu_rp"], r["selisih_rp"]) for r in answer(months, "kategori")
    }
    assert rows == {
        "mebel": (1500, 1070, 430),
        "tekstil": (200, 500, -300),
        "(tidak ada di katalog)": (40, None, None),
    }


def test_the_same_offices_are_compared_with_themselves(months):
    (row,) = answer(months, "sebanding")
    assert (row["upt"], row["omzet_rp"], row["omzet_bulan_lalu_rp"]) == (1, 1700, 1500)


def test_offices_come_and_go_with_what_they_sold(months):
    told = answer(months, "datang_pergi")
    assert [(r["arah"], r["kode_upt"], r["omzet_rp"]) for r in told] == [("berhenti", "B", 70), ("mulai", "C", 40)]


def test_a_regional_office_without_sales_reported_has_no_rank(con, contracts):
    load(con, batch(contracts, [Sent("A", "2026-10", at("2026-11-02"), {"penjualan": []})]), now=NOW)
    assert [(r["kanwil"], r["peringkat"], r["omzet_rp"]) for r in answer(con, "kanwil")] == [
        ("Utara", 1, 0), ("Selatan", None, None),
    ]  # fmt: skip


def test_revisions_since_the_last_report_add_up_by_month_and_measure():
    with duckdb.connect() as con:
        con.execute("create schema core")
        con.execute("create table core.kewajiban as select '2026-09' as periode, date '2026-10-05' as jatuh_tempo")
        con.execute(
            "create table core.revisi as from (values"
            " ('2026-09', 'A', 'penjualan', timestamp '2026-10-20', 'omzet_rp', 100.0, 150.0, 50.0),"
            " ('2026-09', 'B', 'penjualan', timestamp '2026-11-02', 'omzet_rp', 100.0, 90.0, -10.0),"
            " ('2026-09', 'B', 'penjualan', timestamp '2026-11-02', 'pnbp_rp', 10.0, 10.0, 0.0),"
            " ('2026-09', 'C', 'penjualan', timestamp '2026-10-04', 'omzet_rp', 1.0, 9.0, 8.0),"
            " ('2026-11', 'C', 'penjualan', timestamp '2026-12-04', 'omzet_rp', 1.0, 9.0, 8.0))"
            " as t (periode, kode_upt, dataset, pada, ukuran, sebelum, sesudah, selisih)"
        )
        (row,) = answer(con, "revisi")
    assert (row["periode"], row["ukuran"], row["upt"], row["selisih"]) == ("2026-09", "omzet_rp", 2, Decimal(40))


def test_a_change_needs_both_months():
    assert change(Decimal(110), Decimal(100)) == "naik 10,0%"
    assert change(Decimal(90), Decimal(100)) == "turun 10,0%"
    assert change(5, 0) == "naik dari nol"
    assert change(None, 5) == change(5, None) == "belum ada bulan pembanding"
    assert points(Decimal(86), Decimal("89.7")) == "turun 3,7 poin"
    assert [earlier("2026-01", 1), earlier("2026-10", 12)] == ["2025-12", "2025-10"]


def test_the_latest_month_that_is_due_is_taken(nation: Nation):
    published = nation.home / "published"
    chosen = choose(published, date(2026, 11, 6))
    assert (chosen.period, chosen.before) == (PERIOD, "2026-09")
    assert chosen.database.parent.name != "current"
    assert choose(published, date(2026, 11, 24), release=chosen.database.parent.name) == chosen
    with pytest.raises(UsageError, match=r"no published month is due yet: .* --period 2026-10"):
        choose(published, date(2026, 11, 5))
    assert choose(published, date(2026, 11, 5), period=PERIOD).period == PERIOD


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"period": "2026-13"}, "is no month: write YYYY-MM"),
        ({"period": "2026-09"}, r"nothing of 2026-09 is published in .*, only 2026-10: .*--period"),
        ({"release": "2020-01-01.1"}, r"there is no release '2020-01-01.1': choose from 2026"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(nation: Nation, asked: dict[str, str], said: str):
    with pytest.raises(UsageError, match=said):
        choose(nation.home / "published", date(2026, 11, 24), **asked)


def test_where_nothing_is_published_the_next_step_is_said(tmp_path: Path):
    with pytest.raises(UsageError, match=r"nothing is published in .*: run 'lumbung ingest FOLDER'"):
        choose(tmp_path, date(2026, 11, 24))


def test_a_folder_with_other_things_is_not_replaced(nation: Nation, tmp_path: Path):
    (tmp_path / "surat.docx").write_text("penting")
    with pytest.raises(UsageError, match=r"holds surat.docx, .*--out"):
        make(choose(nation.home / "published", date(2026, 11, 24)), tmp_path, lambda done, total: None)
    assert [p.name for p in tmp_path.iterdir()] == ["surat.docx"]
