"""DDL and comments, written from :class:`~warehouse.table.Table` values.

Kept to what DuckDB files and DuckLake both have: no keys, no ENUM, no sequences. ``CREATE OR REPLACE`` drops
comments, so they are written after each statement, and for views too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warehouse.sql_text import literal, name
from warehouse.table import Table, TableColumn


def create(table: Table) -> Iterator[str]:
    """The statements that make a table or view that is not there yet, its comments after it."""
    target = name(table.schema, table.name)
    if table.query is None:
        columns = ", ".join(_column(c) for c in table.columns)
        yield f"create table {target} ({columns})"
    else:
        yield f"create or replace view {target} as {table.query}"
    yield from comments(table)


def create_stored(table: Table) -> Iterator[str]:
    """As :func:`create`, but a view too becomes an (empty) table: how views are published."""
    target = name(table.schema, table.name)
    yield f"create table {target} ({', '.join(_column(c) for c in table.columns)})"
    yield from comments(table, stored=True)


def add_columns(table: Table, columns: Iterable[TableColumn]) -> Iterator[str]:
    """The statements that add columns to an existing table; old rows hold NULL there."""
    for column in columns:
        yield f"alter table {name(table.schema, table.name)} add column {_column(column)}"


def rename_column(table: Table, old: str, new: str) -> str:
    """The statement that gives a stored column another name."""
    return f"alter table {name(table.schema, table.name)} rename column {name(old)} to {name(new)}"


def widen_column(table: Table, column: TableColumn) -> str:
    """The statement that gives a stored column its described type."""
    return f"alter table {name(table.schema, table.name)} alter column {name(column.name)} type {column.sql_type}"


def comments(table: Table, *, stored: bool = False) -> Iterator[str]:
    """``COMMENT ON`` the table or view and on every column."""
    kind = "table" if table.query is None or stored else "view"
    yield f"comment on {kind} {name(table.schema, table.name)} is {literal(table.comment)}"
    for column in table.columns:
        yield f"comment on column {name(table.schema, table.name, column.name)} is {literal(column.comment)}"


def _column(column: TableColumn) -> str:
    return f"{name(column.name)} {column.sql_type}"
