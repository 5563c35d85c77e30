"""Years of the nation out of one month of it: the month is really taken in, those before it are written set-based.

Everything that a release is made of gets its months: facts, submissions and publications in the warehouse; deliveries,
submissions, parts, events, findings and rule runs in the ledger. Files and kept batches stay those of the one month.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb

COPY = "Z"
"""First letter of the ids of what is written here; the month that was taken in has none such."""

_IDS = {"id", "submission_id", "_submission_id", "duplicate_of", "predecessor", "finding_id"}
_LEDGER = ("delivery", "submission", "part", "event", "finding", "rule_run", "first_sight", "judging")
_FACTS = "select table_name from duckdb_tables() where schema_name = 'core' and ends_with(table_name, '_rows')"


def multiply(home: Path, months: int) -> int:
    """Add the ``months - 1`` months before the one that a home holds.

    Returns:
        Rows of facts that it holds then.
    """
    fill_ledger(home / "ledger.sqlite", months)
    return fill_warehouse(home / "warehouse.duckdb", months)


def fill_warehouse(path: Path, months: int) -> int:
    """The warehouse's months: amounts vary by month and office; ids, names of months and days move along."""
    with duckdb.connect(path) as con:
        facts = [table for (table,) in con.execute(_FACTS).fetchall()]
        con.begin()
        for table in (*facts, "submission", "publikasi", "sisihan"):
            described = con.execute(f"describe core.{table}").fetchall()
            columns = ", ".join(f'{_moved(name, kind)} as "{name}"' for name, kind, *_ in described)
            origin = f"(select {columns} from core.{table} as t, generate_series({months - 1}, 1, -1) as b (k))"  # noqa: S608
            con.execute(
                f"insert into core.{table} from {origin} order by {'_' if table in facts else ''}submission_id desc"
            )
        con.commit()
        counts = " union all ".join(f"select count(*) from core.{table}" for table in facts)  # noqa: S608
        return sum(n for (n,) in con.execute(counts).fetchall())


def _moved(name: str, kind: str) -> str:
    column = f't."{name}"'
    if name in _IDS:
        return f"'{COPY}' || lpad(b.k::varchar, 2, '0') || substr({column}, 4)"
    if name == "periode":
        return f"strftime(cast({column} || '-01' as date) - to_months(cast(b.k as integer)), '%Y-%m')"
    if kind in {"DATE", "TIMESTAMP"}:
        return f"cast({column} - to_months(cast(b.k as integer)) as {kind})"
    if kind.startswith("DECIMAL"):
        return f"cast(round({column} * (85 + hash(t.kode_upt, b.k) % 31) / 100, 2) as {kind})"
    return column


def fill_ledger(path: Path, months: int) -> None:
    """The ledger's months; submissions of a month that nobody else reports for stay single."""
    with sqlite3.connect(path) as con:
        con.execute("pragma foreign_keys = off")
        con.execute("create temp table bulan as with recursive b(k) as (select 1 union all select k + 1 from b) "  # noqa: S608
                    f"select k from b limit {months - 1}")  # fmt: skip
        con.execute(
            "create temp table asal as select id from submission where periode is null or periode ="
            " (select periode from part group by periode order by count(*) desc limit 1)"
        )
        for table in _LEDGER:
            described = con.execute(f"pragma table_info({table})").fetchall()
            names = [name for _, name, *_ in described if (table, name) != ("event", "id")]
            own = "id" if table in {"delivery", "submission"} else "submission_id"
            con.execute(f"create temp table lama as select t.* from {table} as t where {own} in (select id from asal)")  # noqa: S608
            columns = ", ".join(_moved_text(name) for name in names)
            listed = ", ".join(f'"{name}"' for name in names)
            con.execute(f"insert into {table} ({listed}) select {columns} from bulan as b cross join lama as t")  # noqa: S608
            con.execute("drop table lama")


def _moved_text(name: str) -> str:
    column = f't."{name}"'
    if name in _IDS:
        return f"'{COPY}' || printf('%02d', b.k) || substr({column}, 4)"
    if name == "sha256":
        return f"printf('z%02d', b.k) || substr({column}, 4)"  # z: no file that is really there has such a sum
    if name == "periode":
        return f"strftime('%Y-%m', {column} || '-01', '-' || b.k || ' months')"
    if name == "at" or name.endswith("_at"):
        return f"date({column}, '-' || b.k || ' months') || substr({column}, 11)"
    return column
