"""Rows of Python values as a temporary DuckDB table, for commands that answer at once.

The usual ways (bound values, Arrow arrays made from lists) import pandas on their first use, which takes a second; a
JSON text does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import duckdb

from warehouse.sql_text import literal, name


def make_table(
    con: duckdb.DuckDBPyConnection, table: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """Create a temporary table.

    Args:
        con: where.
        table: its name.
        types: column → SQL type, in order.
        rows: a value a column: text, number, truth, day, naive moment, or None.
    """
    records = [dict(zip(types, row, strict=True)) for row in rows]
    text = json.dumps(records, default=_text, ensure_ascii=False, separators=(",", ":"))
    origin = f"unnest(from_json({literal(text)}, {literal(json.dumps([dict(types)]))}), recursive := true)"
    con.execute(f"create temp table {name(table)} as select {origin}")


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a table")
