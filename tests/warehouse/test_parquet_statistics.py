"""Parquet of a release: a file a month, with statistics on every column: a filter on the month reads one file."""

from __future__ import annotations

import duckdb

from tests.warehouse.granary import NOW, Sent, at, batch, sale
from warehouse.load import load
from warehouse.publish import publish
from warehouse.records import Records


def test_a_filter_on_the_month_needs_only_its_file(con, contracts, tmp_path):
    months = {"2026-09": at("2026-10-02"), "2026-10": at("2026-11-02")}
    sent = [Sent("A", month, day, {"penjualan": [sale("P1", 1)]}) for month, day in months.items()]
    load(con, batch(contracts, sent), now=NOW)
    files = publish(con, tmp_path / "published", contracts, Records(), now=NOW).folder / "parquet/core.penjualan"
    query = """
        select path_in_schema, stats_min_value, stats_max_value, stats_null_count, row_group_num_rows
        from parquet_metadata($files)"""
    columns = duckdb.execute(query, {"files": f"{files}/*/*/*.parquet"}).fetchall()
    assert len(columns) > 2 * 10
    assert [c for c in columns if c[1] is None and c[3] != c[4]] == []  # none without: only what is empty throughout
    assert sorted(c[1:3] for c in columns if c[0] == "periode") == [(month, month) for month in months]
