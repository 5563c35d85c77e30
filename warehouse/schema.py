"""Opening the warehouse: tables made where they are missing, widened where a contract has gained a column.

Anything else that has changed (a column gone, another type) would lose or bend facts and is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from sources.contract import Contracts
from sources.errors import ContractError, TerminalError, TransientError
from warehouse import ddl
from warehouse.catalog import catalog, fingerprint
from warehouse.dimensions import Dimensions, load_dimensions
from warehouse.sql_text import statement
from warehouse.table import Table

SCHEMAS = ("core", "mart", "meta")


@contextmanager
def open_warehouse(
    path: Path, contracts: Contracts, dimensions: Dimensions | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for loading, as its one writer; made or migrated first where that is due.

    Args:
        path: the DuckDB file (``home.warehouse``).
        contracts: what the fact tables look like.
        dimensions: reference data; None reads the built-in lists.

    Raises:
        ContractError: a contract no longer fits the facts that are stored; says what to do.
        TransientError: another process has the file open.
        TerminalError: it is no DuckDB file, or cannot be made.
    """
    with _connect(path) as con:
        prepare(con, contracts, dimensions)
        yield con


def prepare(con: duckdb.DuckDBPyConnection, contracts: Contracts, dimensions: Dimensions | None = None) -> None:
    """Bring an open warehouse to what the contracts say; does nothing where it is so already.

    Raises:
        ContractError: a contract no longer fits the facts that are stored; says what to do.
    """
    dimensions = dimensions or load_dimensions()
    tables = [t for t in catalog(contracts) if t.scope != "published"]
    wanted = hashlib.sha256((fingerprint(tables) + dimensions.fingerprint).encode()).hexdigest()[:16]
    if _fingerprint(con) == wanted:
        return
    with transaction(con):
        for schema in SCHEMAS:
            con.execute(f"create schema if not exists {schema}")
        there = stored_columns(con)
        for table in tables:
            for statement in _changes(table, there.get(table.full_name)):
                con.execute(statement)
        dimensions.write(con)
        con.execute("insert into meta.skema values ($sidik, $pada)", {"sidik": wanted, "pada": utc_now()})


def pending_changes(con: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> list[str]:
    """Tables and columns that :func:`prepare` would add to an open warehouse; it only looks.

    Raises:
        ContractError: a description no longer fits the facts that are stored; says what to do.
    """
    there = stored_columns(con)
    found = []
    for table in tables:
        if table.query is not None:
            continue
        if (columns := there.get(table.full_name)) is None:
            found.append(table.full_name)
        else:
            list(_changes(table, columns))
            found += [f"{table.full_name}.{c.name}" for c in table.columns if c.name not in columns]
    return found


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: committed at the end of the block, rolled back when it fails."""
    con.begin()
    try:
        yield
        con.commit()
    except BaseException:
        with suppress(duckdb.Error):  # after a full disk, DuckDB has given up the transaction by itself
            con.rollback()
        raise


def stored_columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """``schema.table`` → column → type, of the tables (not views) of our schemas, in their order."""
    found: dict[str, dict[str, str]] = {}
    rows = con.execute(statement("kolom_tersimpan")).fetchall()
    for table, column, data_type in rows:
        found.setdefault(table, {})[column] = data_type
    return found


def utc_now() -> datetime:
    """The present moment as it is stored: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path)
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise TransientError(
                f"{path}: another process has the warehouse open; wait until it has finished ({error})"
            ) from error
        raise TerminalError(
            f"{path}: the warehouse cannot be opened ({error}); move the file away and run `lumbung rebuild`"
        ) from error


def _fingerprint(con: duckdb.DuckDBPyConnection) -> str | None:
    if not con.execute("select 1 from duckdb_tables() where schema_name = 'meta' and table_name = 'skema'").fetchone():
        return None
    row = con.execute("select max_by(sidik, pada) from meta.skema").fetchone()
    return row[0] if row else None


def _changes(table: Table, there: dict[str, str] | None) -> Iterable[str]:
    if table.query is not None or there is None:
        return ddl.create(table)
    for name, data_type in there.items():
        column = table.by_name.get(name)
        if column is None or column.sql_type != data_type:
            wanted = f"type {column.sql_type}" if column else "no such column"
            problem = (
                f"{table.full_name}.{name} holds facts as {data_type}, but the description now says {wanted}. Only new"
                " columns can be added to a warehouse in use: put this one back as it was (a changed meaning is a new"
                " column), or build the warehouse anew with `lumbung rebuild`"
            )
            raise ContractError(table.source, None, problem)
    new = [c for c in table.columns if c.name not in there]
    return (*ddl.add_columns(table, new), *ddl.comments(table))
