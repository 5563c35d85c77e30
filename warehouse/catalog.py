"""Every table of the warehouse, from the contracts and from the descriptions beside the SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sources.contract import Contract, Contracts
from warehouse.as_it_stood import REVISIONS, revisions
from warehouse.described import described_tables, lineage_columns
from warehouse.sql_text import literal, name, statement
from warehouse.table import Table, TableColumn


def catalog(contracts: Contracts) -> tuple[Table, ...]:
    """Every table and view, stored ones first and a view after what it reads.

    Raises:
        ContractError: a description is incomplete.
    """
    described = described_tables()
    stored = [t for t in described if t.query is None]
    views = [t for t in described if t.query is not None and t.schema != "mart" and t.full_name != REVISIONS]
    sums = [t for t in views if t.reads and set(t.reads) <= set(contracts.datasets)]
    views = [t for t in views if not t.reads]
    revised = [revisions(t, contracts) for t in described if t.full_name == REVISIONS and contracts.datasets]
    marts = [t for t in described if t.schema == "mart" and set(t.reads) <= set(contracts.datasets)]
    facts = [fact_table(c) for c in contracts.datasets.values()]
    in_force = [fact_view(c) for c in contracts.datasets.values()]
    return (*facts, *stored, *views, *in_force, *sums, *revised, *marts)


def fact_table(contract: Contract) -> Table:
    """``core.<dataset>_rows``: every row ever accepted, superseded ones too; only ever appended to."""
    return Table(
        schema="core",
        name=f"{contract.name}_rows",
        label=f"{contract.label} (semua versi)",
        description=f"{contract.description} Semua baris yang pernah diterima, termasuk yang sudah digantikan.",
        grain=f"{contract.grain} Untuk angka resmi pakai core.{contract.name}.",
        columns=(*_columns(contract), *lineage_columns()),
        source=contract.path,
    )


def fact_view(contract: Contract) -> Table:
    """``core.<dataset>``: the rows of the parts in force; the one that analysts use."""
    columns = (*_columns(contract), *lineage_columns())
    query = statement(
        "bagian_berlaku_dari",
        columns=", ".join(name(c.name) for c in columns),
        rows=name("core", f"{contract.name}_rows"),
        dataset=literal(contract.name),
    )
    return Table(
        schema="core",
        name=contract.name,
        label=contract.label,
        description=contract.description,
        grain=contract.grain,
        columns=columns,
        source=contract.path,
        query=query,
        reads=(contract.name,),
    )


def fingerprint(tables: Iterable[Table]) -> str:
    """Changes whenever a table, a column, a comment or a query does (16 hex digits)."""
    digest = hashlib.sha256()
    for table in tables:
        digest.update(repr((table.full_name, table.comment, table.columns, table.query, table.scope)).encode())
    return digest.hexdigest()[:16]


def _columns(contract: Contract) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(
            name=column.name,
            sql_type=column.sql_type,
            label=column.label,
            description=column.description,
            unit=column.unit,
            required=column.required,
            codes=tuple((code.value, code.label) for code in column.codes),
            rules=tuple(rule.id for rule in contract.rules if column.name in rule.fields),
        )
        for column in contract.columns
    )
