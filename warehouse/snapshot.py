"""The published DuckDB file: what the warehouse holds, copied, with marts worked out and everything commented.

Fact tables keep every version; ``core.<dataset>`` is a view of the parts in force, as in the warehouse. All other
views become tables, so that a question to the file costs no recount.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from sources.contract import Contracts
from warehouse import ddl
from warehouse.as_it_stood import macros
from warehouse.catalog import catalog
from warehouse.dictionary import published_tables
from warehouse.public_findings import public_findings
from warehouse.records import Records, column_rows, rule_rows
from warehouse.relations import given
from warehouse.schema import SCHEMAS, transaction
from warehouse.sql_text import literal, name, statement
from warehouse.table import Table

TARGET = "terbitan"
"""The name under which the file is attached while it is written."""

_LENT = {
    "meta.finding": "_temuan_terbit",
    "meta.rule_run": "_jalan",
    "meta.column": "_kolom",
    "meta.release": "_terbitan",
    "meta.temuan_makro": "_temuan_makro",
}
_ASKED = {
    "meta.rule": "aturan_terbit",
    "meta.alasan": "alasan_terbit",
    "meta.pengecualian": "pengecualian_terbit",
    "meta.kiriman": "kiriman_semua",
}
"""Tables made by a query over what the ledger and the contracts say."""

_AS_MADE = {"meta.finding", "meta.column", "meta.release", "meta.temuan_makro"}
_KEYS = ("periode", "kode_upt", "_submission_id", "_row", "submission_id", "dataset", "rule", "pada", "ukuran")
"""Sorted by period and office: what a question is about lies together, and the file is the same each time."""


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, path: Path, alias: str, *, read_only: bool = False) -> Iterator[None]:
    """A second database file under a name, for the length of a block."""
    con.execute(f"attach {literal(str(path))} as {name(alias)}" + (" (read_only)" if read_only else ""))
    try:
        yield
    finally:
        con.execute(f"detach {name(alias)}")


@dataclass(frozen=True)
class Told:
    """What is worked out for a release alone.

    Attributes:
        releases: rows of ``meta.release``, this one included.
        macro: rows of ``meta.temuan_makro``.
    """

    releases: pa.Table
    macro: pa.Table


def write_snapshot(con: duckdb.DuckDBPyConnection, contracts: Contracts, records: Records, told: Told) -> None:
    """Fill the attached, empty file :data:`TARGET` from the open warehouse.

    Args:
        con: the warehouse, with the file attached.
        contracts: give tables and comments.
        records: from the ledger.
        told: worked out for this release.
    """
    home = current(con)
    lent = {
        "_kiriman": records.submissions,
        "_temuan": records.findings,
        "_jalan": records.rule_runs,
        "_keputusan": records.decisions,
        "_temuan_terbit": public_findings(records, contracts),
        "_aturan": rule_rows(contracts),
        "_kolom": column_rows(published_tables(contracts)),
        "_terbitan": told.releases,
        "_temuan_makro": told.macro,
    }
    with given(con, **lent):
        con.execute(f"use {name(TARGET)}")
        try:
            with transaction(con):
                for schema in SCHEMAS:
                    con.execute(f"create schema {schema}")
                for table in catalog(contracts):
                    if table.scope != "warehouse":
                        _write(con, table, home, contracts)
                for macro in macros(contracts):
                    _run(con, macro.statements())
        finally:
            con.execute(f"use {name(home)}")
    con.execute(f"checkpoint {name(TARGET)}")


def current(con: duckdb.DuckDBPyConnection) -> str:
    """The name of the database that unqualified names refer to."""
    row = con.execute("select current_database()").fetchone()
    return str(row[0]) if row else "memory"


def _write(con: duckdb.DuckDBPyConnection, table: Table, home: str, contracts: Contracts) -> None:
    if table.schema == "core" and table.name in contracts.datasets:
        _run(con, ddl.create(table))
        return
    _run(con, ddl.create_stored(table))
    con.execute(f"insert into {name(table.schema, table.name)} by name {_origin(table, home)}")


def _origin(table: Table, home: str) -> str:
    """The query that fills a table: as it stands in the warehouse, or from what the ledger and contracts say."""
    if table.scope == "published" and table.query is not None:  # of what is published already, and what was lent
        return table.query
    origin = name(home, table.schema, table.name)
    if table.full_name == "core.submission":
        read = {"terbit": name(home, "core", "publikasi_terbit"), "kewajiban": name(home, "core", "kewajiban")}
        return statement("kiriman_terbit", origin=origin, **read)
    if table.full_name in _ASKED:
        return statement(_ASKED[table.full_name])
    origin = _LENT.get(table.full_name, origin)
    keys = (
        [key for key in _KEYS if key in table.by_name]
        if table.full_name not in _AS_MADE and table.schema != "mart"
        else []
    )
    return statement("salin_urut", origin=origin, keys=", ".join(keys)) if keys else statement("salin", origin=origin)


def _run(con: duckdb.DuckDBPyConnection, statements: Iterator[str]) -> None:
    for text in statements:
        con.execute(text)
