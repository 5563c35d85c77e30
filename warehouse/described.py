"""Tables that no contract describes: read from YAML, a view's query from the ``.sql`` of the same name beside it.

``tables/<schema>.<table>.yaml`` are tables and views of ``core`` and ``meta``, ``marts/<mart>.yaml`` the marts.

A description says ``label``, ``description``, ``grain``, optionally ``scope``, ``order`` (views are made in that order,
since one may read another), ``reads`` (the datasets of a mart, or of a view over facts in force) and ``window`` (of how
many months before its own a row of a mart tells; left out: of any), and ``columns``, each with ``name``, ``type``,
``label``, ``description`` and optionally ``unit``, ``required``, ``codes`` (value → label).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from sources.contract_source import Document
from warehouse.table import Scope, Table, TableColumn

FOLDER = Path(__file__).parent / "tables"
MARTS = Path(__file__).parent / "marts"
LINEAGE = "lineage.yaml"

_TABLE_KEYS = {"label", "description", "grain", "scope", "order", "reads", "window", "columns"}
_COLUMN_KEYS = {"name", "type", "label", "description", "unit", "required", "codes"}


@functools.cache
def described_tables() -> tuple[Table, ...]:
    """Every described table: stored ones, then views in their order, then marts.

    Raises:
        ContractError: a description is incomplete; names file and line.
    """
    found: list[tuple[int, int, str, Table]] = []
    for rank, folder in enumerate((FOLDER, MARTS)):
        for path in sorted(set(folder.glob("*.yaml")) - {FOLDER / LINEAGE}):
            source = Document(path)
            table = _table(source)
            found.append(
                (rank if table.query is None else rank + 1, source.data.get("order", 0), table.full_name, table)
            )
    return tuple(table for *_, table in sorted(found, key=lambda f: f[:3]))


@functools.cache
def lineage_columns() -> tuple[TableColumn, ...]:
    """The columns that every fact carries besides its contract's: submission, sheet, row."""
    source = Document(FOLDER / LINEAGE)
    return columns_from(source)


def _table(source: Document) -> Table:
    _check_keys(source, (), _TABLE_KEYS, ("label", "description", "grain", "columns"))
    schema, _, name = source.path.stem.rpartition(".")
    scope = source.data.get("scope", "both")
    if scope not in get_args(Scope):
        raise source.error(("scope",), f"scope {scope!r} is not one of {', '.join(get_args(Scope))}")
    sql = source.path.with_suffix(".sql")
    return Table(
        schema=schema or "mart",
        name=name,
        label=source.data["label"],
        description=" ".join(source.data["description"].split()),
        grain=" ".join(source.data["grain"].split()),
        columns=columns_from(source),
        source=source.path,
        query=sql.read_text(encoding="utf-8") if sql.exists() else None,
        scope=scope,
        reads=tuple(source.data.get("reads", ())),
        window=source.data.get("window"),
    )


def columns_from(source: Document, known: Mapping[str, TableColumn] | None = None) -> tuple[TableColumn, ...]:
    """The columns that a description lists; those given by name alone are taken from ``known``.

    Raises:
        ContractError: a column is incomplete, or not known.
    """
    columns = []
    for index, item in enumerate(source.data["columns"]):
        if isinstance(item, str):
            if item not in (known or {}):
                raise source.error(("columns", index), f"no column {item!r} is known")
            columns.append((known or {})[item])
            continue
        _check_keys(source, ("columns", index), _COLUMN_KEYS, ("name", "type", "label", "description"))
        columns.append(
            TableColumn(
                name=item["name"],
                sql_type=item["type"],
                label=item["label"],
                description=" ".join(item["description"].split()),
                unit=item.get("unit"),
                required=bool(item.get("required", False)),
                codes=tuple((str(k), str(v)) for k, v in (item.get("codes") or {}).items()),
            )
        )
    return tuple(columns)


def _check_keys(source: Document, at: tuple[str | int, ...], known: set[str], wanted: tuple[str, ...]) -> None:
    item = source.data
    for step in at:
        item = item[step]
    for key in wanted:
        if not item.get(key):
            raise source.error(at, f"{key} is missing")
    if unknown := set(item) - known:
        raise source.error(at, f"unknown key {min(unknown)!r}: expected some of {', '.join(sorted(known))}")
