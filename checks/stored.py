"""Arrow tables copied into the DuckDB of a check, because rules scan them many times."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from checks.sql_text import quoted, statement


def store(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make (or replace) the table of this name."""
    connection.register("_masukan", table)
    connection.execute(statement("steps/simpan", tujuan=quoted(name)))
    connection.unregister("_masukan")
