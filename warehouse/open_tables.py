"""The tables for publication outside: regional and national, described beside their SQL in ``warehouse/terbuka``.

``<mart>.yaml`` says ``needs`` (marts it is made from), ``keys`` (columns that name a row and sort it), ``grain``, and
``samar``: which column shows which count of people, of this month or of another (``ini``, ``lalu``, ``setahun``,
``berjalan``); ``=ukuran`` reads the count's name from that column. All else is said by the mart of the same name,
``without`` what concerns an office. A table of its own grain has its ``columns`` (those of the mart by name) and a
``.sql``.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sources.contract import Contracts
from sources.contract_source import Document
from warehouse.catalog import catalog
from warehouse.described import columns_from
from warehouse.sql_text import literal, name, statement
from warehouse.table import Table, TableColumn

FOLDER: Final = Path(__file__).parent / "terbuka"
HIDDEN: Final = "disamarkan"
"""Column that names the columns hidden in its row; only in tables that count people."""

_WHEN: Final = {"ini": "ini.ini", "lalu": "lalu.ini", "setahun": "setahun.ini", "berjalan": "ini.berjalan"}
_LEVELS: Final = (("nasional", "Nasional"), ("kanwil", "Kantor wilayah"))
_HIDDEN_COLUMN: Final = TableColumn(
    HIDDEN,
    "VARCHAR",
    "Disamarkan",
    "Nama kolom yang dikosongkan pada baris ini agar hitungan orang di bawah lima tidak terbaca, dipisah titik koma;"
    " kosong bila tidak ada.",
)


@dataclass(frozen=True)
class OpenTable:
    """One table for outside.

    Attributes:
        table: its columns as they are published.
        keys: what names a row; rows are sorted by it.
        needs: marts without which it cannot be made.
        hides: column → (when, count of people) that it shows.
    """

    table: Table
    keys: tuple[str, ...]
    needs: tuple[str, ...]
    hides: dict[str, tuple[tuple[str, str], ...]]

    @property
    def query(self) -> str:
        """The rows, with what must not be read hidden; needs the tables that ``protect`` makes."""
        columns = [c.name for c in self.table.columns if c.name != HIDDEN]
        words = {"asal": f"(\n{self.table.query}\n)", "kunci": ", ".join(name(key) for key in self.keys)}
        if not self.hides:
            return statement("terbuka_utuh", kolom=", ".join(name(c) for c in columns), **words)
        words["kunci"] = ", ".join(f"a.{name(key)}" for key in self.keys)
        hidden = {column: _condition(guards) for column, guards in self.hides.items()}
        shown = [f"if({hidden[c]}, null, a.{name(c)}) as {name(c)}" if c in hidden else f"a.{name(c)}" for c in columns]
        names = [f"if(a.{name(c)} is not null and ({hidden[c]}), {literal(c)}, null)" for c in columns if c in hidden]
        return statement("terbuka_samar", kolom=", ".join(shown), nama=", ".join(names), **words)


def open_tables(contracts: Contracts) -> tuple[OpenTable, ...]:
    """Those that an installation with these contracts can make.

    Raises:
        ContractError: a description is incomplete, or a count of people would be published unguarded.
    """
    marts = {t.name: t for t in catalog(contracts) if t.schema == "mart"}
    return tuple(
        _open(path, marts[path.stem])
        for path in sorted(FOLDER.glob("*.yaml"))
        if set(_source(path).data["needs"]) <= set(marts)
    )


@functools.cache
def _source(path: Path) -> Document:
    return Document(path)


def _open(path: Path, mart: Table) -> OpenTable:
    source = _source(path)
    told = source.data
    columns: tuple[TableColumn, ...]
    if "columns" in told:
        columns = columns_from(source, mart.by_name)
    else:
        columns = tuple(_level(c) for c in mart.columns if c.name not in told.get("without", ()))
    hides = {column: tuple(guards.items()) for column, guards in told.get("samar", {}).items()}
    for column in columns:
        if "orang" in (column.unit or "").split() and column.name not in hides:
            raise source.error((), f"{column.name} counts people and stands not under samar")
    sql = path.with_suffix(".sql")
    return OpenTable(
        table=replace(
            mart,
            schema="terbuka",
            label=told.get("label", mart.label),
            description=told.get("description", mart.description),
            grain=told["grain"],
            columns=(*columns, _HIDDEN_COLUMN) if hides else columns,
            source=path,
            query=sql.read_text(encoding="utf-8")
            if sql.exists()
            else statement("terbuka_mart", origin=name("mart", mart.name)),
        ),
        keys=tuple(told["keys"]),
        needs=tuple(told["needs"]),
        hides=hides,
    )


def _level(column: TableColumn) -> TableColumn:
    if column.name == "tingkat":
        return replace(column, description="Nasional atau satu kantor wilayah.", codes=_LEVELS)
    if column.name == "kanwil":
        return replace(column, description="Nama pendek kantor wilayah; kosong pada baris nasional.")
    return column


def _condition(guards: tuple[tuple[str, str], ...]) -> str:
    tests = [
        f"list_contains({_WHEN[when]}, {'a.' + name(count[1:]) if count.startswith('=') else literal(count)})"
        for when, count in guards
    ]
    return " or ".join(f"coalesce({test}, false)" for test in tests)
