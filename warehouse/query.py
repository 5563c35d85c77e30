"""Questions to the published release: read-only, within a time limit, with no way to a file outside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sources.errors import UsageError
from sources.home import Home
from warehouse.release import current_database

TIMEOUT_SECONDS = 60.0

_LOCKED_DOWN: dict[str, Any] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "temp_directory": "",
    "lock_configuration": "true",
}
_ASKING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of an answer, with its DuckDB type (``DECIMAL(38,2)``)."""

    name: str
    type: str


@dataclass(frozen=True)
class Answer:
    """Columns and rows; amounts are exact decimals."""

    columns: tuple[AnswerColumn, ...]
    rows: list[tuple[Any, ...]]


def query(home: Home, sql: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Answer:
    """Ask the published release.

    Args:
        home: the instance.
        sql: one SELECT (or EXPLAIN, DESCRIBE, SHOW, SUMMARIZE, PIVOT).
        timeout_seconds: how long it may take.

    Raises:
        UsageError: nothing is published; it is no single question; or DuckDB could not answer it, and why.
    """
    path = current_database(home.published)
    with _opened(path) as con:
        _must_ask(con, sql)
        with _limit(con, timeout_seconds) as expired:
            try:
                relation = con.sql(sql)
                columns = tuple(AnswerColumn(n, str(t)) for n, t in zip(relation.columns, relation.types, strict=True))
                return Answer(columns, relation.fetchall())
            except duckdb.InterruptException as error:
                if not expired.is_set():
                    raise
                raise UsageError(
                    f"the query took longer than {timeout_seconds:g} s and was stopped:"
                    " ask for fewer months or columns, or allow more time"
                ) from error
            except duckdb.Error as error:
                raise UsageError(f"{error}{_hint(con, error)}") from error


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(path, read_only=True, config=_LOCKED_DOWN) as con:
        yield con


def _must_ask(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    try:
        kinds = [s.type for s in con.extract_statements(sql)]
    except duckdb.Error as error:
        raise UsageError(str(error)) from error
    # DuckDB takes a PIVOT apart into a temporary type and the question itself.
    is_pivot = kinds == [duckdb.StatementType.CREATE, duckdb.StatementType.SELECT] and _begins(sql, "pivot")
    if not is_pivot and (len(kinds) != 1 or kinds[0] not in _ASKING):
        found = ", ".join(kind.name for kind in kinds) or "nothing"
        raise UsageError(f"one SELECT is expected, found {found}: the published release can only be read")


def _begins(sql: str, word: str) -> bool:
    return sql.lstrip().lower().startswith(word)


@contextmanager
def _limit(con: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[threading.Event]:
    expired = threading.Event()

    def stop() -> None:
        expired.set()
        con.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()


def _hint(con: duckdb.DuckDBPyConnection, error: duckdb.Error) -> str:
    if not isinstance(error, duckdb.CatalogException):
        return ""
    names = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where not internal union all"
        " select schema_name || '.' || view_name from duckdb_views() where not internal order by 1"
    ).fetchall()
    return "\nTables: " + ", ".join(n for (n,) in names if not n.endswith("_rows"))
