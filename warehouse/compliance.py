"""``core.kewajiban``: obligations as they stood when a release was made, written before its marts are worked out."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from warehouse.relations import given
from warehouse.schema import transaction
from warehouse.sql_text import name, statement

TABLE = name("core", "kewajiban")


def write_obligations(con: duckdb.DuckDBPyConnection, obligations: pa.Table) -> bool:
    """Let ``core.kewajiban`` say what the ledger says now. Nothing is written where it does already.

    Args:
        con: the open warehouse.
        obligations: columns :data:`warehouse.obligations.OBLIGATIONS`, of every period that is published.

    Returns:
        Whether anything changed.
    """
    with given(con, _kewajiban=obligations):
        wanted = con.execute(statement("kewajiban_terbit")).to_arrow_table()
    with given(con, _kewajiban=wanted):
        columns = ", ".join(name(column) for column in wanted.column_names)
        row = con.execute(statement("beda_isi", columns=columns, stored=TABLE, wanted="_kewajiban")).fetchone()
        if row is None or not row[0]:
            return False
        with transaction(con):
            con.execute(statement("kosongkan", target=TABLE))
            con.execute(statement("sisipkan", target=TABLE, origin="_kewajiban"))
    return True
