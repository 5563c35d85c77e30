"""The tables of a release as Parquet, for those who read it with something else than DuckDB.

``parquet/<schema>.<table>/``: datasets, marts and rule runs by year and month (``tahun=2026/bulan=10/…``; where nobody
knows the month ``tahun=0000/bulan=00/…``), others as one file.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.months import NOBODYS
from warehouse.snapshot import RULE_RUNS
from warehouse.sql_text import listed, name, statement
from warehouse.table import Table
from warehouse.taken_over import months_shown


@dataclass(frozen=True)
class TakenOver:
    """What an earlier release has already.

    Attributes:
        folder: its Parquet.
        months: that differ since; all others are the same.
    """

    folder: Path
    months: frozenset[str]


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
        origin = name(database, table.schema, table.name)
        if "periode" in table.by_name and (table.reads or table.schema == "mart" or table.full_name == RULE_RUNS):
            _write_months(con, table, origin, target, earlier)
        else:
            target.mkdir()
            con.sql(statement("salin", origin=origin)).write_parquet(
                str(target / f"{table.name}.parquet"), compression="zstd"
            )


def _write_months(
    con: duckdb.DuckDBPyConnection, table: Table, origin: str, target: Path, earlier: TakenOver | None
) -> None:
    """A folder a month; of an earlier release, those in which nothing can have changed."""
    shown = months_shown(table, earlier.months) if earlier else None
    months = con.sql(statement("per_bulan", origin=origin))
    if shown is not None:
        months = months.filter(f"coalesce(periode, '') in {listed(shown)}")
    months.write_parquet(str(target), compression="zstd", partition_by=["tahun", "bulan"])
    if earlier is None or shown is None:
        return
    for there in (earlier.folder / table.full_name).glob("tahun=*/bulan=*"):
        year, month = (part.partition("=")[2] for part in there.parts[-2:])
        if (NOBODYS if year == "0000" else f"{year}-{month}") not in shown:
            shutil.copytree(there, target / there.parent.name / there.name, copy_function=share)
