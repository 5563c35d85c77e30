"""The data dictionary: every table and column of a release, from contracts and descriptions, published or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sources.contract import Contracts
from warehouse.as_it_stood import macros
from warehouse.catalog import catalog
from warehouse.described import MARTS
from warehouse.table import Table, TableColumn

EXAMPLES = MARTS / "contoh"
"""A query a mart, ``<mart>.sql``."""

_HEAD = (
    "# Kamus data Lumbung\n\nSkema `core` memuat fakta dan dimensi, `mart` angka siap pakai, `meta` keterangannya.\n"
)

_STOOD = """
# core.<dataset>_pada(saat) – Gudang seperti adanya dulu

Dipanggil seperti tabel, di berkas DuckDB: `from core.penjualan_pada('2026-11-01 00:00')`. Saatnya UTC, ikut dihitung;
yang terbit, ditarik, atau menyusul sesudahnya belum terjadi. Pergantiannya satu per satu ada di `core.revisi`.
"""


def entries(contracts: Contracts) -> list[dict[str, Any]]:
    """One entry a column, in the order of tables and columns: :func:`entries_of` what a release holds."""
    return entries_of(published_tables(contracts))


def entries_of(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """One entry a column of these tables.

    Returns:
        Keys ``table`` (``core.penjualan``), ``column``, ``label`` (the heading in the template), ``type``, ``unit``,
        ``description``, ``required``, ``codes`` (allowed values), ``code_labels`` (value → label), ``rules`` (ids),
        ``example`` (a query to the column's mart; None for other tables).
    """
    return [
        {
            "table": table.full_name,
            "column": column.name,
            "label": column.label,
            "type": column.sql_type,
            "unit": column.unit,
            "description": column.description,
            "required": column.required,
            "codes": [value for value, _ in column.codes],
            "code_labels": dict(column.codes),
            "rules": list(column.rules),
            "example": asked,
        }
        for table, asked in ((table, example(table)) for table in tables)
        for column in table.columns
    ]


def as_markdown(contracts: Contracts) -> str:
    """The dictionary as one Markdown document in Indonesian."""
    return _HEAD + "".join(f"\n{_section(table)}" for table in published_tables(contracts)) + _as_it_stood(contracts)


def published_tables(contracts: Contracts) -> tuple[Table, ...]:
    """The tables of a release, those that analysts use first."""
    tables = [t for t in catalog(contracts) if t.scope != "warehouse"]
    names = set(contracts.datasets)

    def rank(table: Table) -> int:
        if table.schema == "core" and table.name in names:
            return 0
        if table.schema == "core" and table.name.removesuffix("_rows") in names:
            return 3
        return {"mart": 1, "core": 2}.get(table.schema, 4)

    return tuple(sorted(tables, key=rank))


def _section(table: Table) -> str:
    return "\n".join(
        [f"## {table.full_name} – {table.label}", "", f"{table.description} {table.grain}", "", *_rows(table), ""]
    ) + _asked(table)


def example(table: Table) -> str | None:
    """A question to a mart, as SQL that opens with a sentence; None for other tables."""
    path = EXAMPLES / f"{table.name}.sql"
    return path.read_text(encoding="utf-8").strip() if table.schema == "mart" and path.is_file() else None


def _asked(table: Table) -> str:
    query = example(table)
    return f"\nContoh:\n\n```sql\n{query}\n```\n" if query else ""


def _as_it_stood(contracts: Contracts) -> str:
    lines = [f"- `{macro.call}` – {macro.comment}" for macro in macros(contracts)]
    return "\n".join([_STOOD, *lines, ""])


def _rows(table: Table) -> Iterator[str]:
    yield "| kolom | judul | tipe | satuan | wajib | arti | aturan |"
    yield "|---|---|---|---|---|---|---|"
    for column in table.columns:
        cells = (
            f"`{column.name}`",
            column.label,
            column.sql_type,
            column.unit or "",
            "ya" if column.required else "",
            _meaning(column),
            ", ".join(column.rules),
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _meaning(column: TableColumn) -> str:
    if not column.codes:
        return column.description
    choices = ", ".join(f"`{value}`" if value == label else f"`{value}` ({label})" for value, label in column.codes)
    return f"{column.description} Pilihan: {choices}."
