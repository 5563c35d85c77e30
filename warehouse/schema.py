"""Opening the warehouse: what is stored becomes what the contracts say, in one transaction, or stays as it is.

Missing tables and columns are made, types become wider, columns are renamed as :mod:`warehouse.migrations` says.
Anything else that has changed (a column gone unsaid, a narrower type) would lose or bend facts and is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from sources.contract import Contracts
from sources.errors import ContractError, TerminalError, TransientError
from warehouse import ddl
from warehouse.catalog import catalog, fingerprint
from warehouse.dimensions import Dimensions, load_dimensions
from warehouse.migrations import Migrations, declared_migrations, is_wider
from warehouse.sql_text import name, statement
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


def prepare(
    con: duckdb.DuckDBPyConnection,
    contracts: Contracts,
    dimensions: Dimensions | None = None,
    migrations: Migrations | None = None,
) -> None:
    """Bring an open warehouse to what the contracts say; does nothing where it is so already.

    Raises:
        ContractError: a contract no longer fits the facts that are stored; says what to do.
        TerminalError: a table would have lost rows; nothing was changed.
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
        before = _counts(con, there)
        for table in tables:
            for change in _changes(table, there.get(table.full_name), migrations or declared_migrations()):
                con.execute(change)
        _hold_against(before, _counts(con, there))
        dimensions.write(con)
        con.execute("insert into meta.skema values ($sidik, $pada)", {"sidik": wanted, "pada": utc_now()})


def pending_changes(con: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> list[str]:
    """Tables and columns that :func:`prepare` would add or change in an open warehouse; it only looks.

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
            list(_changes(table, columns, declared_migrations()))
            changed = [c.name for c in table.columns if columns.get(c.name) != c.sql_type]
            found += [f"{table.full_name}.{column}" for column in changed]
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


def _counts(con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, int]:
    found = {}
    for table in tables:
        row = con.execute(statement("jumlah_baris", origin=name(*table.split(".")))).fetchone()
        found[table] = row[0] if row else 0
    return found


def _hold_against(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    if lost := [table for table, rows in before.items() if after[table] != rows]:
        raise TerminalError(
            f"{lost[0]} would have {after[lost[0]]} rows instead of {before[lost[0]]}; nothing was changed"
            " (a fault of ours: report it)"
        )


def _changes(table: Table, there: Mapping[str, str] | None, migrations: Migrations) -> Iterator[str]:
    if table.query is not None or there is None:
        yield from ddl.create(table)
        return
    stored = dict(there)
    for old, new in migrations.names(table.full_name).items():
        if old in stored and new not in stored:
            yield ddl.rename_column(table, old, new)
            stored[new] = stored.pop(old)
    for column, data_type in stored.items():
        described = table.by_name.get(column)
        if described is not None and is_wider(described.sql_type, data_type):
            yield ddl.widen_column(table, described)
        elif described is None and migrations.is_gone(table.full_name, column):
            continue
        elif described is None or described.sql_type != data_type:
            raise _misfit(table, column, data_type)
    yield from ddl.add_columns(table, [c for c in table.columns if c.name not in stored])
    yield from ddl.comments(table)


def _misfit(table: Table, column: str, data_type: str) -> ContractError:
    described = table.by_name.get(column)
    wanted = f"type {described.sql_type}" if described else "no such column"
    problem = (
        f"{table.full_name}.{column} holds facts as {data_type}, but the description now says {wanted}. A warehouse in"
        " use gains columns and wider types by itself; say in warehouse/migrations.yaml when a column has another name"
        " or is asked no more, put this one back as it was (a changed meaning is a new column), or build the warehouse"
        " anew with `lumbung rebuild`"
    )
    return ContractError(table.source, None, problem)
