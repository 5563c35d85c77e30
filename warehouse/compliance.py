"""``core.kewajiban``: obligations as they stood when a release was made, written before its marts are worked out.

Those of a month are worked out again where the ledger says something else of it than it did, and as long as its days of
grace last: until then, a new day may change them. ``meta.kewajiban_bulan`` holds what they were worked out from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import duckdb
import pyarrow as pa
from sqlalchemy import Connection

from sources.moments import jakarta_day
from warehouse.ledger.reported_prints import reported_prints
from warehouse.months import code_print
from warehouse.obligations import obligations, periods_to_publish
from warehouse.owed import Register
from warehouse.relations import given
from warehouse.schema import transaction
from warehouse.sql_text import listed, literal, name, statement
from warehouse.terms import Terms

TABLE = name("core", "kewajiban")


def refresh_obligations(
    con: duckdb.DuckDBPyConnection, tx: Connection, register: Register, *, now: datetime, terms: Terms
) -> None:
    """Let ``core.kewajiban`` say what the ledger says now.

    Args:
        con: the open warehouse.
        tx: the ledger.
        register: who owes what.
        now: aware; only its day in Jakarta matters.
        terms: when reports are due.
    """
    today = literal(jakarta_day(now).isoformat())
    common = f"{code_print()} {register!r} {terms!r}"
    prints = reported_prints(tx, periods_to_publish(tx, now=now, terms=terms), common)
    known = dict(con.execute(statement("kewajiban_tetap", today=today)).fetchall())
    stale = {period for period, found in prints.items() if known.get(period) != found}
    there = con.execute("select periode from core.kewajiban union select periode from meta.kewajiban_bulan").fetchall()
    of = stale | {period for (period,) in there if period not in prints}
    if not of:
        return
    owed = obligations(tx, register, stale, now=now, terms=terms)
    with transaction(con):
        _replace(con, owed, of)
        con.execute(f"delete from meta.kewajiban_bulan where periode in {listed(of)}")  # noqa: S608
        with given(con, _sidik=_table({period: prints[period] for period in stale})):
            con.execute(statement("kewajiban_bulan", today=today))


def write_obligations(con: duckdb.DuckDBPyConnection, owed: pa.Table) -> bool:
    """Let ``core.kewajiban`` say this and nothing else. Nothing is written where it does already.

    Args:
        con: the open warehouse.
        owed: columns :data:`warehouse.obligations.OBLIGATIONS`, of every period that is published.

    Returns:
        Whether anything changed.
    """
    with transaction(con):
        return _replace(con, owed, None)


def _replace(con: duckdb.DuckDBPyConnection, owed: pa.Table, of: Collection[str] | None) -> bool:
    """Of some months, or of all; inside the caller's transaction."""
    within = "true" if of is None else f"periode in {listed(of)}"
    with given(con, _kewajiban=owed):
        wanted = con.execute(statement("kewajiban_terbit")).to_arrow_table()
    with given(con, _kewajiban=wanted):
        words = {"columns": ", ".join(map(name, wanted.column_names)), "wanted": "_kewajiban"}
        stored = f"(select * from {TABLE} where {within})"  # noqa: S608
        row = con.execute(statement("beda_isi", stored=stored, **words)).fetchone()
        if row is None or not row[0]:
            return False
        con.execute(f"delete from {TABLE} where {within}")  # noqa: S608
        con.execute(statement("sisipkan", target=TABLE, origin="_kewajiban"))
    return True


def _table(prints: Mapping[str, str]) -> pa.Table:
    columns = {"periode": list(prints), "sidik": list(prints.values())}
    return pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()})
