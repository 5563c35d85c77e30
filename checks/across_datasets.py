"""Relations over all datasets at once, so that rules of structure hold for any dataset, a seventh one too.

- ``semua_baris``: one row a data row of any dataset, ``dataset`` and the kinds of its cells beside its lineage
- ``jumlah_kolom``: one row a sheet and number column, the sum of the column; only where a file states totals
"""

from __future__ import annotations

import duckdb

from checks.cast import text_name
from checks.sql_text import literal, quoted, statement
from sources.contract import Contracts

_UNION = "\nunion all\n"


def join_datasets(connection: duckdb.DuckDBPyConnection, contracts: Contracts) -> None:
    """Make both views; the text tables, the typed relations and ``total`` must be there."""
    rows: list[str] = []
    sums = [f"({statement('steps/jumlah_kosong')})"]
    for name, contract in contracts.datasets.items():
        rows.append(statement("steps/semua_baris", nama=literal(name), teks=quoted(f"teks_{name}")))
        for column in contract.own_columns:
            if column.kind in ("decimal", "integer"):
                words = {
                    "kolom": quoted(column.name),
                    "nama_kolom": literal(column.name),
                    "asli": quoted(text_name(column)),
                }
                sums.append(statement("steps/jumlah_kolom", nama=literal(name), dataset=quoted(name), **words))
    for view, parts in (("semua_baris", rows), ("jumlah_kolom", sums)):
        connection.execute(f"create or replace view {view} as {_UNION.join(parts)}")
