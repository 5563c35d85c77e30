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
from warehouse.catalog import catalog
from warehouse.dictionary import published_tables
from warehouse.macro import macro_findings
from warehouse.public_findings import public_findings
from warehouse.records import Records, column_rows, rule_rows
from warehouse.relations import given
from warehouse.schema import transaction
from warehouse.sql_text import literal, name, statement
from warehouse.table import Table

TARGET = "terbitan"
"""The name under which the file is attached while it is written."""

_LENT = {
    "meta.finding": "_temuan_terbit",
    "meta.column": "_kolom",
    "meta.release": "_terbitan",
}
_ASKED = {
    "meta.rule": "aturan_terbit",
    "meta.alasan": "alasan_terbit",
    "meta.pengecualian": "pengecualian_terbit",
    "meta.kiriman": "kiriman_semua",
}
"""Tables made by a query over what the ledger and the contracts say."""

_AS_MADE = {"meta.finding", "meta.column", "meta.release"}
RULE_RUNS = "meta.rule_run"
MACRO_FINDINGS = "meta.temuan_makro"
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
class Sources:
    """What a release is made from, beside the open warehouse.

    Attributes:
        contracts: give tables and comments.
        records: from the ledger.
        releases: rows of ``meta.release``, this one included.
    """

    contracts: Contracts
    records: Records
    releases: pa.Table


def write_snapshot(con: duckdb.DuckDBPyConnection, sources: Sources) -> int:
    """Fill the attached file :data:`TARGET` from the open warehouse.

    Args:
        con: the warehouse, with the file attached (:mod:`warehouse.skeleton`).
        sources: what else it is made from.

    Returns:
        Findings of tier M.
    """
    home = current(con)
    contracts, records = sources.contracts, sources.records
    with lent(con, sources, records), using(con, TARGET), transaction(con):
        for table in catalog(contracts):
            if table.scope != "warehouse":
                _write(con, table, home, sources)
        asked = ask_macro(con, contracts)
    con.execute(f"checkpoint {name(TARGET)}")
    return asked


@contextmanager
def using(con: duckdb.DuckDBPyConnection, database: str) -> Iterator[None]:
    """For the length of a block, unqualified names refer to another attached database."""
    before = current(con)
    con.execute(f"use {name(database)}")
    try:
        yield
    finally:
        con.execute(f"use {name(before)}")


@contextmanager
def lent(con: duckdb.DuckDBPyConnection, sources: Sources, records: Records) -> Iterator[None]:
    """Within the block, SQL may read what ledger and contracts say; ``records`` may be some months of them only.

    ``_temuan`` and ``_keputusan`` are always whole: a rule counts its findings, and an answer holds for other attempts.
    """
    tables = {
        "_kiriman": records.submissions,
        "_temuan": sources.records.findings,
        "_keputusan": sources.records.decisions,
        "_temuan_terbit": public_findings(records, sources.contracts),
        "_aturan": rule_rows(sources.contracts),
        "_kolom": column_rows(published_tables(sources.contracts)),
        "_terbitan": sources.releases,
    }
    with given(con, **tables):
        yield


def ask_macro(con: duckdb.DuckDBPyConnection, contracts: Contracts) -> int:
    """Ask the rules of tier M of the release itself, and write ``meta.temuan_makro``; how many findings."""
    found = macro_findings(con, contracts)
    with given(con, _temuan_makro=found):
        con.execute(statement("kosongkan", target=name("meta", "temuan_makro")))
        con.execute(statement("sisipkan", target=name("meta", "temuan_makro"), origin="_temuan_makro"))
    return int(found.num_rows)


def current(con: duckdb.DuckDBPyConnection) -> str:
    """The name of the database that unqualified names refer to."""
    row = con.execute("select current_database()").fetchone()
    return str(row[0]) if row else "memory"


def _write(con: duckdb.DuckDBPyConnection, table: Table, home: str, sources: Sources) -> None:
    if table.schema == "core" and table.name in sources.contracts.datasets:
        return
    if table.full_name == RULE_RUNS:
        for month in sources.records.by_month.values():
            insert_rule_runs(con, sources.records, month)
    elif table.full_name != MACRO_FINDINGS:
        con.execute(f"insert into {name(table.schema, table.name)} by name {origin_of(table, home)}")


def insert_rule_runs(
    con: duckdb.DuckDBPyConnection, records: Records, submissions: list[str], into: str = RULE_RUNS
) -> None:
    """Add the rule runs of some submissions to the release, or to another table like its own; inside :func:`lent`."""
    with given(con, _jalan=records.runs_of(submissions)):
        con.execute(f"insert into {into} by name {statement('jalan_terbit')}")


def origin_of(table: Table, home: str) -> str:
    """The query that fills a table: as it stands in the warehouse, or from what the ledger and contracts say.

    Marts are asked of the release itself, where what they read is no view any more.
    """
    if table.query is not None and (table.scope == "published" or table.schema == "mart"):
        return table.query
    origin = name(home, table.schema, table.name)
    if table.full_name == "core.submission":
        read = {"terbit": name(home, "core", "publikasi_terbit"), "kewajiban": name(home, "core", "kewajiban")}
        return statement("kiriman_terbit", origin=origin, **read)
    if table.full_name in _ASKED:
        return statement(_ASKED[table.full_name])
    origin = _LENT.get(table.full_name, origin)
    keys = [key for key in _KEYS if key in table.by_name] if table.full_name not in _AS_MADE else []
    return statement("salin_urut", origin=origin, keys=", ".join(keys)) if keys else statement("salin", origin=origin)
