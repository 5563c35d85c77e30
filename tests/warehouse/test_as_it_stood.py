"""The warehouse as it stood at a moment, and revisions with the sums before and after them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from sources.home import Home
from tests.warehouse.granary import Sent, at, batch, dimensions, harvest, sale
from warehouse.batch import ASIDE
from warehouse.dictionary import as_markdown
from warehouse.load import load
from warehouse.publish import publish
from warehouse.query import query
from warehouse.records import Records
from warehouse.schema import open_warehouse

FIRST = Sent("A", "2026-10", at("2026-11-02"), {"penjualan": [sale("P", 100), sale("Q", 50)], "panen": []}, "-1")
SECOND = Sent("A", "2026-10", at("2026-11-04"), {"penjualan": [sale("P", 90, pnbp_rp=Decimal(9))]}, "-2")
LATE = Sent("A", "2026-10", at("2026-11-03"), {"penjualan": [sale("P", 7)]}, "-late")
OTHER = Sent("B", "2026-10", at("2026-11-02"), {"penjualan": [sale("P", 1000)]})
HARVEST = Sent("A", "2026-10", at("2026-11-06"), {"panen": [harvest("pertanian", "padi", 40)]}, "-3")


def _day(day: int) -> Any:
    return at(f"2026-11-{day:02} 12:00")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, contracts) -> Home:
    """Day 5: A's first and B; 6: the second; 7: an earlier one turns up; 8: harvest; 9: the second is taken back."""
    made = Home(tmp_path_factory.mktemp("home")).prepare()
    with open_warehouse(made.warehouse, contracts, dimensions()) as con:
        for day, sent in ((5, [FIRST, OTHER]), (6, [SECOND]), (7, [LATE]), (8, [HARVEST])):
            load(con, batch(contracts, sent), now=_day(day))
        load(con, batch(contracts, []), withdraw=[SECOND.id], now=_day(9))
        publish(con, made.published, contracts, Records(), now=_day(10))
    return made


def _sum(home: Home, moment: str, dataset: str = "penjualan", column: str = "omzet_rp") -> Any:
    answer = query(home, f"select sum({column}) from core.{dataset}_pada({moment}) where kode_upt = 'A'")
    return answer.rows[0][0]


def test_what_came_later_had_not_happened_yet(home):
    days = [_sum(home, f"'2026-11-{day:02} 12:00'") for day in range(4, 10)]
    assert days == [None, 150, 90, 90, 90, 7]  # what turned up on day 7 was sent before the second
    assert _sum(home, "timestamp '2026-11-06 11:59:59.999999'") == 150
    harvests = [_sum(home, f"'2026-11-{day:02}'", "panen", "hasil_kg") for day in (7, 9)]
    assert harvests == [None, 40]


def test_today_is_as_the_table_says_column_by_column(home, contracts):
    with duckdb.connect(home.published / "current/lumbung.duckdb", read_only=True) as con:
        for dataset in contracts.datasets:
            now, table = (f"from core.{dataset}_pada('2030-01-01')", f"from core.{dataset}")
            assert con.sql(now).columns == con.sql(table).columns
            assert con.execute(f"{now} order by all").fetchall() == con.execute(f"{table} order by all").fetchall()
        told = con.execute("select comment from duckdb_functions() where function_name like '%\\_pada' escape '\\'")
        assert [len(row[0]) > 40 for row in told.fetchall()] == [True] * len(contracts.datasets)


def test_the_dictionary_says_how_to_ask(contracts):
    text = as_markdown(contracts)
    assert all(f"- `core.{dataset}_pada(saat)` – " in text for dataset in contracts.datasets)
    assert "## core.revisi – Revisi" in text


def _revisions(home: Home, where: str) -> list[tuple[Any, ...]]:
    columns = "pada, sebab, submission_id_lama, submission_id_baru, sebelum, sesudah, selisih"
    return query(home, f"select {columns} from core.revisi where {where} order by pada").rows


def test_a_revision_says_who_replaced_whom_when_and_by_how_much(home):
    assert _revisions(home, "ukuran = 'omzet_rp'") == [
        (_day(6), "diganti", FIRST.id, SECOND.id, 150, 90, -60),
        (_day(9), "diganti", SECOND.id, LATE.id, 90, 7, -83),
    ]
    assert [row[4:] for row in _revisions(home, "ukuran = 'n_baris' and dataset = 'penjualan'")] == [
        (2, 1, -1), (1, 1, 0),
    ]  # fmt: skip
    assert [row[4:] for row in _revisions(home, "ukuran = 'pnbp_rp'")] == [(None, 9, 9), (9, None, -9)]
    assert _revisions(home, "ukuran = 'hasil_kg'") == [(_day(8), "diganti", FIRST.id, HARVEST.id, 0, 40, 40)]  # was nil


def test_what_did_not_change_is_no_revision(home):
    assert _revisions(home, "kode_upt = 'B'") == []
    measures = {
        row[0] for row in query(home, "select distinct ukuran from core.revisi where dataset = 'penjualan'").rows
    }
    assert measures == {"n_baris", "omzet_rp", "pnbp_rp", "premi_rp", "modal_rp"}  # volumes have units of their own


def test_taken_back_without_another_and_published_again(con, contracts):
    load(con, batch(contracts, [OTHER]), now=_day(5))
    load(con, batch(contracts, []), withdraw=[OTHER.id], now=_day(6))
    load(con, batch(contracts, [OTHER]), now=_day(7))
    rows = con.execute("select sebab, sebelum, sesudah from core.revisi where ukuran = 'omzet_rp' order by pada")
    assert rows.fetchall() == [("ditarik", 1000, None), ("terbit_lagi", None, 1000)]


def test_a_row_that_was_aside_counts_from_the_day_it_joined(con, contracts, tmp_path: Path):
    whole = batch(contracts, [FIRST])
    aside = {"submission_id": FIRST.id, "dataset": "penjualan", "sheet": "Lembar", "row": 3}
    partial = whole.without(pa.Table.from_pylist([aside], schema=ASIDE))
    load(con, partial, now=_day(5))
    load(con, dataclasses.replace(whole, aside=ASIDE.empty_table()), now=_day(6))
    found = con.execute("select sebab, sebelum, sesudah from core.revisi where ukuran = 'omzet_rp'").fetchall()
    assert found == [("baris_berubah", 100, 150)]
    publish(con, tmp_path, contracts, Records(), now=_day(7))
    with duckdb.connect(tmp_path / "current/lumbung.duckdb", read_only=True) as release:
        asked = "select sum(omzet_rp) from core.penjualan_pada('{}')"
        days = [release.execute(asked.format(f"2026-11-{day:02} 12:00")).fetchone() for day in (5, 6)]
    assert days == [(100,), (150,)]
