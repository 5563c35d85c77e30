"""Checksums of the tables of a warehouse, for holding two of them against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from sources.contract import Contracts
from warehouse.catalog import catalog
from warehouse.schema import stored_columns
from warehouse.sql_text import name, statement

NOT_COMPARED = frozenset({"meta.skema", "core.kewajiban", "meta.kewajiban_bulan"})
"""How the file itself changed, and what every publishing works out anew from the ledger."""

FROM_LEDGER = {"core.submission": frozenset({"percobaan"})}
"""Columns that a release takes from the ledger, whatever the warehouse has."""


@dataclass(frozen=True, slots=True)
class TableSum:
    """Rows of a table, and a checksum over them in any order (16 hex digits)."""

    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A table before and after; None: it was not there, or could not be read."""

    table: str
    before: TableSum | None
    after: TableSum
    new_columns: Sequence[str] = ()

    @property
    def is_same(self) -> bool:
        """Whether both have the same rows (columns that are new hold nothing yet, and are left out)."""
        return self.before == self.after


def tables_to_compare(contracts: Contracts) -> list[str]:
    """Names of the stored tables, sorted."""
    stored = [t.full_name for t in catalog(contracts) if t.query is None and t.scope != "published"]
    return sorted(set(stored) - NOT_COMPARED)


def columns_of(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Table → its columns."""
    return {table: list(columns) for table, columns in stored_columns(con).items()}


def sums(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Iterable[str]]) -> dict[str, TableSum]:
    """The checksum of each table over the columns named, in their order."""
    found = {}
    for table, columns in tables.items():
        listed = ", ".join(name(c) for c in columns)
        row = con.execute(statement("sidik_tabel", origin=name(*table.split(".")), columns=listed)).fetchone()
        rows, total = row or (0, 0)
        found[table] = TableSum(rows, f"{int(total):016x}")
    return found


def compare(
    before: duckdb.DuckDBPyConnection | None, after: duckdb.DuckDBPyConnection, contracts: Contracts
) -> list[Compared]:
    """Hold every stored table of two warehouses against each other, over the columns that both have."""
    old, new = columns_of(before) if before else {}, columns_of(after)
    common = {
        table: [c for c in new[table] if c not in FROM_LEDGER.get(table, ()) and (table not in old or c in old[table])]
        for table in tables_to_compare(contracts)
    }
    was = sums(before, {t: columns for t, columns in common.items() if t in old}) if before else {}
    now = sums(after, common)
    added = {t: [c for c in new[t] if t in old and c not in old[t]] for t in common}
    return [Compared(table, was.get(table), now[table], added[table]) for table in common]
