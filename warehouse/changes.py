"""What a release changes against an earlier one: figures that moved, submissions that took another's place, columns.

Everything is worked out by DuckDB over the two releases; :mod:`warehouse.changes_text` makes a page of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from sources.contract import Contract, Contracts
from warehouse.dictionary import published_tables
from warehouse.measures import summed
from warehouse.sql_text import listed, literal, name, statement

FIGURES = pa.schema(
    [
        ("dataset", pa.string()),
        ("periode", pa.string()),
        ("kanwil", pa.string()),
        ("ukuran", pa.string()),
        ("sebelum", pa.decimal128(38, 3)),
        ("sesudah", pa.decimal128(38, 3)),
    ]
)
"""One row a figure that moved; ``kanwil`` NULL is the nation. ``ukuran`` is ``n_upt`` (offices with a part in force),
``n_nihil`` (those of them that declared nil), ``n_baris``, or a column of the dataset, summed."""

PARTS = ("n_upt", "n_nihil", "n_baris")


@dataclass(frozen=True)
class Changes:
    """What moved between two releases.

    Attributes:
        figures: columns :data:`FIGURES`.
        parts: ``periode, kanwil, kode_upt, nama_upt, lama, baru, n_bagian, bagian``: a row an office, month and pair
            of submissions; ``lama`` NULL: nothing was in force before; ``baru`` NULL: nothing is any more.
        known: (dataset, month) pairs that had figures before: what moved there is a revision, all else is new.
        columns: (table, column, type before, type now); None where there was or is none.
        tables: (table, rows before, rows now) of all others whose number of rows changed.
        mixed: columns whose rows have units of their own.
    """

    figures: pa.Table = field(default_factory=FIGURES.empty_table)
    parts: list[dict[str, object]] = field(default_factory=list)
    known: frozenset[tuple[str, str]] = frozenset()
    columns: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)
    tables: list[tuple[str, int, int]] = field(default_factory=list)
    mixed: frozenset[str] = frozenset()


def changes(
    con: duckdb.DuckDBPyConnection,
    contracts: Contracts,
    database: str,
    before: str | None,
    months: frozenset[str] | None = None,
) -> Changes:
    """Compare two releases.

    Args:
        con: a connection with both attached.
        contracts: the datasets of the new one.
        database: the name under which the new release is attached.
        before: the name of the earlier one; None: there is none, and all figures are new.
        months: those in which anything may have moved; None: in any.

    Raises:
        duckdb.Error: a release lacks a table that every release has.
    """
    there = _columns(con, database)
    earlier = _columns(con, before) if before else {}
    figures = [
        con.execute(
            statement(
                "perubahan",
                nama_dataset=literal(dataset),
                kini=_figures(contract, database, there.get(dataset), months),
                dulu=_figures(contract, before or "", earlier.get(dataset), months),
            )
        )
        .to_arrow_table()
        .cast(FIGURES)
        for dataset, contract in contracts.datasets.items()
    ]
    moved = pa.concat_tables([FIGURES.empty_table(), *figures])
    mixed = frozenset(c.name for d in contracts.datasets.values() for c in d.columns if c.is_of_mixed_units)
    if before is None:
        return Changes(moved, mixed=mixed)
    words = {"kini": _of(database, "publikasi_berlaku", months), "dulu": _of(before, "publikasi_berlaku", months)}
    words |= {"upt_kini": _of(database, "upt_bulanan", months), "upt_dulu": _of(before, "upt_bulanan", months)}
    both = {"kini": name(database, "meta", "column"), "dulu": name(before, "meta", "column")}
    return Changes(
        moved,
        con.execute(statement("perubahan_bagian", **words)).to_arrow_table().to_pylist(),
        frozenset(con.execute(statement("bulan_bagian", origin=words["dulu"])).fetchall()),
        con.execute(statement("perubahan_kolom", **both)).fetchall(),
        list(_counts(con, contracts, database, before)),
        mixed,
    )


def _columns(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, set[str]]:
    """Table of ``core`` → its columns, in one attached release."""
    found: dict[str, set[str]] = {}
    query = "select table_name, column_name from duckdb_columns() where database_name = $d and schema_name = 'core'"
    for table, column in con.execute(query, {"d": database}).fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _of(database: str, table: str, months: frozenset[str] | None) -> str:
    """A table of ``core`` in one release, or the rows that some months have there."""
    origin = name(database, "core", table)
    return origin if months is None else f"(select * from {origin} where periode in {listed(months)})"  # noqa: S608


def _figures(contract: Contract, database: str, there: set[str] | None, months: frozenset[str] | None) -> str:
    """The query for a dataset's figures in one release, by month and regional office."""
    if there is None:
        return statement("angka_kosong")
    columns = [column for column in summed(contract) if column in there]
    sums = [f"cast(sum(f.{name(c)}) as decimal(38, 3)) as {name(c)}" for c in columns]
    pairs = [f"{{'ukuran': '{p}', 'nilai': cast(b.{p} as decimal(38, 3))}}" for p in PARTS]
    pairs += [f"{{'ukuran': {literal(c)}, 'nilai': f.{name(c)}}}" for c in columns]
    return statement(
        "angka_wilayah",
        upt=_of(database, "upt_bulanan", months),
        bagian=_of(database, "publikasi_berlaku", months),
        fakta=_of(database, contract.name, months),
        dataset=literal(contract.name),
        jumlah=", ".join([*sums, "count(*) as n_fakta"]),
        angka=f"[{', '.join(pairs)}]",
    )


def _counts(
    con: duckdb.DuckDBPyConnection, contracts: Contracts, database: str, before: str
) -> list[tuple[str, int, int]]:
    """Rows of the other tables, where their number changed."""
    earlier = {
        (schema, table)
        for schema, table in con.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = $d", {"d": before}
        ).fetchall()
    }
    found: list[tuple[str, int, int]] = []
    for table in published_tables(contracts):
        of_dataset = table.schema == "core" and table.name.removesuffix("_rows") in contracts.datasets
        if (
            of_dataset
            or table.full_name in {"meta.column", "meta.release"}
            or (table.schema, table.name) not in earlier
        ):
            continue
        then, now = (_count(con, name(release, table.schema, table.name)) for release in (before, database))
        if then != now:
            found.append((table.full_name, then, now))
    return found


def _count(con: duckdb.DuckDBPyConnection, origin: str) -> int:
    row = con.execute(statement("jumlah_baris", origin=origin)).fetchone()
    return int(row[0]) if row else 0
