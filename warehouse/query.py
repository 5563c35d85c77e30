"""Questions to the published release: read-only, within limits, with no way to a file outside.

::

    with asked(home, "from mart.harga") as question:
        for row in question.rows():
            ...

An answer is handed on while it is worked out: however many rows it has, few of them are in memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from sources.errors import UsageError
from sources.home import Home
from warehouse.query_limits import TimeLimit, memory_ceiling
from warehouse.release import current_database

if TYPE_CHECKING:
    import pyarrow as pa

TIMEOUT_SECONDS = 60.0

_LOCKED_DOWN: dict[str, Any] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "temp_directory": "",
    # Each thread reserves address space, which the ceiling on memory counts.
    "threads": min(os.cpu_count() or 1, 8),
    "lock_configuration": "true",
}
_ASKING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
_LEADING_REMARKS = re.compile(r"\A(\s+|--[^\n]*|/\*.*?\*/)+", re.DOTALL)
_ROWS_AT_ONCE = 10_000


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


class Question:
    """A question that is being asked; its answer can be taken once, in one of three forms.

    Attributes:
        columns: of the answer.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, sql: str, limit: TimeLimit) -> None:
        self._con = con
        self._sql = sql
        self._limit = limit
        self._reader: pa.RecordBatchReader | None = None
        with self._watched():
            self._relation = con.sql(sql)
        names, types = self._relation.columns, self._relation.types
        self.columns = tuple(AnswerColumn(n, str(t)) for n, t in zip(names, types, strict=True))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """As Python values: amounts are exact decimals."""
        with self._watched():
            self._con.execute(self._sql)
        for some in self._until_none(lambda: self._con.fetchmany(_ROWS_AT_ONCE) or None):
            yield from some

    def texts(self) -> Iterator[tuple[str | None, ...]]:
        """As DuckDB writes them: ``1234.50``, ``true``, ``2026-10-31``; None where there is no value."""
        with self._watched():
            as_text = self._relation.project("columns(*)::varchar")
        _, batches = self._batches_of(as_text)
        for batch in batches:
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def batches(self) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """As Arrow, with the types of the answer."""
        reader, batches = self._batches_of(self._relation)
        return reader.schema, batches

    def close(self) -> None:
        """Let go of what was not read: it would keep the file, and who opens that next in this process would hang."""
        if self._reader is not None:
            self._reader.close()

    def _batches_of(self, relation: duckdb.DuckDBPyRelation) -> tuple[pa.RecordBatchReader, Iterator[pa.RecordBatch]]:
        with self._watched():
            self._reader = reader = relation.to_arrow_reader(_ROWS_AT_ONCE)
        return reader, self._until_none(lambda: next(reader, None))

    def _until_none(self, fetch: Callable[[], Any]) -> Iterator[Any]:
        while True:
            with self._watched():
                found = fetch()
            if found is None:
                return
            yield found

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            with self._limit.running():
                yield
        except (duckdb.Error, OSError, MemoryError) as error:
            # Arrow passes on DuckDB's interrupt and its want of memory as OSError, with DuckDB's text.
            if self._limit.expired:
                raise UsageError(self._limit.message) from error
            if isinstance(error, duckdb.InterruptException):
                raise
            if isinstance(error, duckdb.OutOfMemoryException | MemoryError) or "Out of Memory" in str(error):
                raise UsageError(
                    "the query needs more memory than it may take (2 GB): ask for fewer months or columns, add up"
                    " before joining, or order fewer rows"
                ) from error
            raise UsageError(f"{error}{_hint(self._con, error)}") from error


@contextmanager
def asked(
    home: Home,
    sql: str,
    *,
    timeout_seconds: float = TIMEOUT_SECONDS,
    when_stuck: Callable[[], None] | None = None,
) -> Iterator[Question]:
    """Ask the published release.

    Args:
        home: the instance.
        sql: one SELECT (or EXPLAIN, DESCRIBE, SHOW, SUMMARIZE, PIVOT).
        timeout_seconds: how long DuckDB may work on it.
        when_stuck: called from another thread when DuckDB does not stop soon after it was told to.

    Raises:
        UsageError: nothing is published; it is no single question; or DuckDB could not answer it, and why.
    """
    path = current_database(home.published)
    with _opened(path) as con, memory_ceiling():
        _must_ask(con, sql)
        question = Question(con, sql, TimeLimit(con, timeout_seconds, when_stuck))
        try:
            yield question
        finally:
            question.close()


def query(home: Home, sql: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Answer:
    """The whole answer at once, where it is known to be small; arguments and errors of :func:`asked`."""
    with asked(home, sql, timeout_seconds=timeout_seconds) as question:
        return Answer(question.columns, list(question.rows()))


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
    return _LEADING_REMARKS.sub("", sql).lower().startswith(word)


def _hint(con: duckdb.DuckDBPyConnection, error: Exception) -> str:
    if not isinstance(error, duckdb.CatalogException):
        return ""
    names = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where not internal union all"
        " select schema_name || '.' || view_name from duckdb_views() where not internal order by 1"
    ).fetchall()
    return "\nTables: " + ", ".join(n for (n,) in names if not n.endswith("_rows"))
