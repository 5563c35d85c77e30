"""The tables of a release as Parquet, for those who read it with something else than DuckDB.

``parquet/<schema>.<table>/``: datasets, marts and rule runs by year and month (``tahun=2026/bulan=10/…``; where nobody
knows the month ``tahun=0000/bulan=00/…``), others as one file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.months import NOBODYS
from warehouse.snapshot import RULE_RUNS
from warehouse.sql_text import listed, name, statement
from warehouse.table import Table


@dataclass(frozen=True)
class TakenOver:
    """What an earlier release has already.

    Attributes:
        folder: its Parquet.
        changed: table → months of which its rows differ since; all others are the same. A table that is not named
            may differ in all.
    """

    folder: Path
    changed: Mapping[str, frozenset[str]]


def share(source: str, target: str) -> str:
    """A hard link, or a copy on a disk that has none: a file of a release is never written again."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def write_parquet(
    con: duckdb.DuckDBPyConnection,
    database: str,
    tables: tuple[Table, ...],
    folder: Path,
    earlier: TakenOver | None = None,
) -> None:
    """Write tables below a folder, sorted as they are stored.

    Args:
        con: a connection with the release's DuckDB file attached.
        database: the name under which it is attached.
        tables: which ones; versions that do not count (``core.<dataset>_rows``) are left to the DuckDB file.
        folder: made by this.
        earlier: months that are the same there are shared with it; None: all are written.
    """
    folder.mkdir(exist_ok=True)
    for table in tables:
        if table.name.endswith("_rows"):
            continue
        target = folder / table.full_name
        target.mkdir()
        origin = name(database, table.schema, table.name)
        changed = earlier.changed.get(table.full_name) if earlier else None
        before = earlier.folder / table.full_name if earlier and changed is not None else None
        if "periode" in table.by_name and (table.reads or table.schema == "mart" or table.full_name == RULE_RUNS):
            _write_months(con, origin, target, before, changed)
        else:
            _write_file(con, origin, target / f"{table.name}.parquet", before, changed)


def _write_file(
    con: duckdb.DuckDBPyConnection, origin: str, target: Path, before: Path | None, changed: frozenset[str] | None
) -> None:
    """One file; that of an earlier release where no row differs."""
    if before and not changed and (before / target.name).exists():
        share(str(before / target.name), str(target))
    else:
        con.sql(statement("salin", origin=origin)).write_parquet(str(target), compression="zstd")


def _write_months(
    con: duckdb.DuckDBPyConnection, origin: str, target: Path, before: Path | None, changed: frozenset[str] | None
) -> None:
    """A folder a month; of an earlier release, those of which no row differs."""
    if changed is None or changed:
        months = con.sql(statement("per_bulan", origin=origin))
        if changed:
            months = months.filter(f"coalesce(periode, '') in {listed(changed)}")
        months.write_parquet(str(target), compression="zstd", partition_by=["tahun", "bulan"])
    if before is None or changed is None:
        return
    for there in before.glob("tahun=*/bulan=*"):
        year, month = (part.partition("=")[2] for part in there.parts[-2:])
        if (NOBODYS if year == "0000" else f"{year}-{month}") not in changed:
            shutil.copytree(there, target / there.parent.name / there.name, copy_function=share)
