"""The tables of a release as Parquet, for those who read it with something else than DuckDB.

``parquet/<schema>.<table>/``: datasets and marts by year and month (``tahun=2026/bulan=10/…``), others as one file.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.sql_text import name, statement
from warehouse.table import Table


def write_parquet(con: duckdb.DuckDBPyConnection, database: str, tables: tuple[Table, ...], folder: Path) -> None:
    """Write tables below a folder, sorted as they are stored.

    Args:
        con: a connection with the release's DuckDB file attached.
        database: the name under which it is attached.
        tables: which ones; versions that do not count (``core.<dataset>_rows``) are left to the DuckDB file.
        folder: made by this.
    """
    folder.mkdir(exist_ok=True)
    for table in tables:
        if table.name.endswith("_rows"):
            continue
        target = folder / table.full_name
        origin = name(database, table.schema, table.name)
        if "periode" in table.by_name and (table.reads or table.schema == "mart"):
            months = con.sql(statement("per_bulan", origin=origin))
            months.write_parquet(str(target), compression="zstd", partition_by=["tahun", "bulan"])
        else:
            target.mkdir()
            con.sql(statement("salin", origin=origin)).write_parquet(
                str(target / f"{table.name}.parquet"), compression="zstd"
            )
