"""The SQLAlchemy dialect through which Great Expectations sees the DuckDB connection that holds the batch.

Great Expectations 1.24 reads results after it has closed its connection, and SQLAlchemy's rollback on close empties a
DuckDB cursor ("list index out of range"). Here begin, commit and rollback do nothing: everything it does is reading.
"""

from __future__ import annotations

from typing import Any

import duckdb
import sqlalchemy
from duckdb_engine import ConnectionWrapper, Dialect
from sqlalchemy.dialects import registry

from checks.sql_text import quoted, statement

DRIVER = "duckdb+lumbung"
_TYPES: dict[str, type[sqlalchemy.types.TypeEngine[Any]]] = {
    "BIGINT": sqlalchemy.BigInteger,
    "BOOLEAN": sqlalchemy.Boolean,
    "DATE": sqlalchemy.Date,
    "DECIMAL": sqlalchemy.Numeric,
    "TIMESTAMP": sqlalchemy.DateTime,
}


class ReadingDialect(Dialect):
    """DuckDB without transactions of its own."""

    driver = "lumbung"
    supports_statement_cache = False

    def get_columns(
        self,
        connection: sqlalchemy.Connection,
        table_name: str,
        schema: str | None = None,  # noqa: ARG002
        **_: Any,
    ) -> Any:
        """Name and type of each column (asking PostgreSQL's catalogue tables costs a tenth of a second a table)."""
        rows = connection.exec_driver_sql(statement("expectations/describe", relasi=quoted(table_name))).fetchall()
        return [
            {"name": name, "type": _TYPES.get(sql_type.split("(")[0], sqlalchemy.String)(), "nullable": True}
            for name, sql_type, *_ in rows
        ]

    def get_pk_constraint(
        self,
        connection: sqlalchemy.Connection,  # noqa: ARG002
        table_name: str,  # noqa: ARG002
        schema: str | None = None,  # noqa: ARG002
        **_: Any,
    ) -> Any:
        """None of the relations has one."""
        return {"constrained_columns": [], "name": None}

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing."""


registry.register("duckdb.lumbung", __name__, ReadingDialect.__name__)


def engine_arguments(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Arguments for ``create_engine``: one cursor on the shared database, whatever SQLAlchemy asks for."""
    return {"creator": lambda: ConnectionWrapper(connection.cursor()), "poolclass": sqlalchemy.pool.StaticPool}
