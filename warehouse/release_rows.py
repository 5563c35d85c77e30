"""The rows of ``meta.release``: every release carries its own and those of all before it."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from warehouse.sql_text import name, statement

RELEASE = pa.schema(
    [
        ("release", pa.string()),
        ("diterbitkan_pada", pa.timestamp("us")),
        ("sebelumnya", pa.string()),
        ("n_submission", pa.int64()),
        ("n_bagian", pa.int64()),
        ("n_baris", pa.int64()),
        ("sidik", pa.string()),
        ("dikutip", pa.bool_()),
        ("judul", pa.string()),
        ("oleh", pa.string()),
    ]
)
"""Columns of ``meta.release``, oldest release first."""


def history(con: duckdb.DuckDBPyConnection, database: str) -> list[dict[str, Any]]:
    """The rows that an attached release holds, its own last; what an older version did not write yet is filled in."""
    rows = con.execute(statement("salin", origin=name(database, "meta", "release"))).to_arrow_table().to_pylist()
    return [
        {column: row.get(column) for column in RELEASE.names} | {"dikutip": bool(row.get("dikutip"))} for row in rows
    ]


def release_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as a table with the columns :data:`RELEASE`."""
    return pa.Table.from_pylist(rows, schema=RELEASE)
