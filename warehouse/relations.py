"""Arrow tables lent to DuckDB under a name for the length of a block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa


@contextmanager
def given(con: duckdb.DuckDBPyConnection, **tables: pa.Table) -> Iterator[None]:
    """Within the block, SQL may read each table by its keyword's name."""
    for name, table in tables.items():
        con.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            con.unregister(name)
