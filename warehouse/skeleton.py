"""An empty release: every table, view and macro, each with its comments, still without a row.

Some seven hundred statements make it. They run once a process for each set of descriptions; a release begins as a copy.
"""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import duckdb

from sources.contract import Contracts
from warehouse import ddl
from warehouse.as_it_stood import macros
from warehouse.catalog import catalog
from warehouse.schema import SCHEMAS, transaction


def write_skeleton(file: Path, contracts: Contracts) -> None:
    """Write the DuckDB file of a release without rows.

    Args:
        file: made by this.
        contracts: give tables, comments and macros.
    """
    file.write_bytes(_made(_statements(contracts)))


def _statements(contracts: Contracts) -> tuple[str, ...]:
    found = [f"create schema if not exists {schema}" for schema in SCHEMAS]
    for table in catalog(contracts):
        if table.scope == "warehouse":
            continue
        is_view = table.schema == "core" and table.name in contracts.datasets
        found += ddl.create(table) if is_view else ddl.create_stored(table)
    for macro in macros(contracts):
        found += macro.statements()
    return tuple(found)


@functools.lru_cache(maxsize=2)
def _made(statements: tuple[str, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kosong.duckdb"
        with duckdb.connect(file) as con, transaction(con):
            for text in statements:
                con.execute(text)
        return file.read_bytes()
