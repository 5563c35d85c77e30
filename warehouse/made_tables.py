"""Rows of Python values as a temporary DuckDB table. Not through Arrow: making its arrays imports pandas, a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from warehouse.sql_text import name


def make_table(
    con: duckdb.DuckDBPyConnection, table: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """Create a temporary table; every value is bound.

    Args:
        con: where.
        table: its name.
        types: column → SQL type, in order.
        rows: a value a column.
    """
    values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in types]
    columns = ", ".join(f"unnest(cast(? as {kind}[])) as {name(column)}" for column, kind in types.items())
    con.execute(f"create temp table {name(table)} as select {columns}", values)
