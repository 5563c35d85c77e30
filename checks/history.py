"""What rules of tier R compare with: earlier months of the same office, and for rules on trial other offices.

- ``riwayat_<dataset>``: the contract's columns and ``_untuk``, the submission that is compared with them
- ``riwayat_bagian``: one row an earlier part, nil ones too: ``_untuk, dataset, periode, nihil, n_baris``
- ``rekan_<dataset>``: what other offices report, by ``ukuran`` (price, yield), ``nama`` and ``satuan``: ``tengah``
  (median), ``sebar`` (MAD) and ``n_upt`` (offices behind it)

A month that is reported without the thing in question is a zero, a month that is not reported is no observation:
that is what ``riwayat_bagian`` is for. ``batas_atas``, ``batas_bawah`` and ``biasanya`` say what is usual
(docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from checks.sql_text import HERE, listed, quoted, statement, text_of
from checks.stored import store
from sources.contract import Contract, Contracts

_TEXT, _FLOAT = pa.string(), pa.float64()
PARTS = pa.schema(
    [("_untuk", _TEXT), ("dataset", _TEXT), ("periode", _TEXT), ("nihil", pa.bool_()), ("n_baris", pa.int64())]
)
"""Columns of ``riwayat_bagian``."""
PEERS = pa.schema(
    [
        ("_untuk", _TEXT), ("ukuran", _TEXT), ("nama", _TEXT), ("satuan", _TEXT), ("tengah", _FLOAT),
        ("sebar", _FLOAT), ("n_upt", pa.int64()),
    ]
)  # fmt: skip
"""Columns of every ``rekan_<dataset>``."""
_MACROS = ("batas_atas", "batas_bawah", "biasanya")
_RELATIONS = ("volume_lalu", "volume_kini", "omzet_lalu", "omzet_kini", "baris_lalu", "baris_kini", "enam_terakhir")
"""Table macros: what several rules compare, this month and in the months before."""


def prepare_history(
    connection: duckdb.DuckDBPyConnection, contracts: Contracts, context: Mapping[str, pa.Table]
) -> None:
    """Make the relations and the macros; what is not handed in is empty.

    Args:
        connection: with the typed relations.
        contracts: the datasets.
        context: relations named as above, of :func:`warehouse.history.history`; others are left alone.
    """
    store(connection, "riwayat_bagian", context.get("riwayat_bagian", PARTS.empty_table()).select(PARTS.names))
    for name in (*_MACROS, *_RELATIONS):
        connection.execute(text_of(HERE / "steps" / f"{name}.sql"))
    for dataset, contract in contracts.datasets.items():
        _rows(connection, contract, context.get(f"riwayat_{dataset}"))
        peers = context.get(f"rekan_{dataset}", PEERS.empty_table())
        store(connection, f"rekan_{dataset}", peers.select(PEERS.names))


def _rows(connection: duckdb.DuckDBPyConnection, contract: Contract, rows: pa.Table | None) -> None:
    name = quoted(f"riwayat_{contract.name}")
    columns = [column.name for column in contract.columns]
    words = {"riwayat": name, "kolom": listed(map(quoted, columns)), "dataset": quoted(contract.name)}
    connection.execute(statement("steps/riwayat", **words))
    if rows is not None and rows.num_rows:
        connection.register("_masukan", rows.select([c for c in rows.column_names if c in {*columns, "_untuk"}]))
        connection.execute(statement("steps/isi_konteks", konteks=name))
        connection.unregister("_masukan")
