"""``terbuka/``: a release's marts for publication outside, regional and national, as CSV and Parquet.

Nothing of a single office's rows is in it, and no count of people below five (:mod:`warehouse.suppression`). Beside the
tables: ``README.md`` for people, ``datapackage.json`` (Frictionless Data Package 2) for programs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from sources.contract import Contracts
from warehouse.checksums import sha256
from warehouse.open_readme import as_markdown
from warehouse.open_tables import OpenTable, open_tables
from warehouse.snapshot import current
from warehouse.sql_text import name, statement
from warehouse.suppression import protect
from warehouse.table import TableColumn

OPEN: Final = "terbuka"

_TYPES: Final = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class Edition:
    """The release that the tables are of."""

    release: str
    at: datetime
    """UTC without a zone."""


def write_open_data(
    con: duckdb.DuckDBPyConnection, database: str, contracts: Contracts, folder: Path, edition: Edition
) -> None:
    """Write the tables for outside, their README and their descriptor.

    Args:
        con: a connection with the release's DuckDB file attached.
        database: the name under which it is attached.
        contracts: of the release.
        folder: ``<release>/terbuka``, made by this.
        edition: which release.
    """
    tables = open_tables(contracts)
    folder.mkdir()
    home = current(con)
    con.execute(f"use {name(database)}")
    try:
        if any(table.hides for table in tables):
            protect(con)
        for table in tables:
            con.execute(statement("buat_terbuka", isi=f"(\n{table.query}\n)"))
            rows = con.table("_terbuka")
            rows.write_csv(str(folder / f"{table.table.name}.csv"), header=True)
            rows.write_parquet(str(folder / f"{table.table.name}.parquet"), compression="zstd")
        for made in ("_terbuka", "_bagian", "_samar", "_samar_daftar"):
            con.execute(f"drop table if exists {name('temp', 'main', made)}")
    finally:
        con.execute(f"use {name(home)}")
    (folder / "README.md").write_text(as_markdown(tables, edition.release, edition.at), encoding="utf-8")
    descriptor = json.dumps(_package(tables, folder, edition), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(descriptor + "\n", encoding="utf-8")


def _package(tables: tuple[OpenTable, ...], folder: Path, edition: Edition) -> dict[str, Any]:
    """The descriptor; without a licence, which the ministry has to give."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "lumbung-terbuka",
        "title": "UMKM Pemasyarakatan: angka nasional dan kantor wilayah",
        "description": "Terbitan Lumbung untuk umum; hitungan orang di bawah lima disamarkan. Baca README.md.",
        "version": edition.release,
        "created": f"{edition.at:%Y-%m-%dT%H:%M:%SZ}",
        "resources": [_resource(table, folder, kind) for table in tables for kind in _MEDIA],
    }


def _resource(table: OpenTable, folder: Path, kind: str) -> dict[str, Any]:
    path = folder / f"{table.table.name}.{kind}"
    text = {"encoding": "utf-8", "dialect": {"delimiter": ",", "header": True}} if kind == "csv" else {}
    return {
        "name": table.table.name + ("" if kind == "csv" else "-parquet"),
        "type": "table",
        "path": path.name,
        "title": table.table.label,
        "description": f"{table.table.description} {table.table.grain}",
        "format": kind,
        "mediatype": _MEDIA[kind],
        **text,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "schema": {"fields": [_field(column, table.keys) for column in table.table.columns], "missingValues": [""]},
    }


def _field(column: TableColumn, keys: tuple[str, ...]) -> dict[str, Any]:
    kind = _TYPES.get(column.sql_type, "number")
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        limits["enum"] = [value for value, _ in column.codes]
    return {
        "name": column.name,
        "type": kind,
        **({"format": "%Y-%m-%d %H:%M:%S"} if kind == "datetime" else {}),
        "title": column.label,
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"key": True} if column.name in keys else {}),
        **({"constraints": limits} if limits else {}),
    }
