"""What the rules of a batch look at: text, typed rows, the other side, codes, offices; all in one in-memory DuckDB.

Names that rules may use are plain (``penjualan``, ``teks_penjualan``, ``pengiriman``, ``kolom``, ``kolom_kontrak``,
``rujukan_produk``, ``kode_produk_kategori``, ``semua_sel``, ``upt`` …); names that begin with ``_`` are the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from checks.across_datasets import join_datasets
from checks.cast import UNCASTABLE, cast_statement, empty_statement, install_macros, scaled_columns, text_name
from checks.history import prepare_history
from checks.sql_text import HERE, listed, literal, quoted, statement, text_of
from checks.stored import store
from checks.text_batch import SCHEMAS
from sources.contract import Contract, Contracts
from sources.errors import ContractError

Tables = Mapping[str, pa.Table]

_TEXT = pa.string()
_AVAILABLE = pa.schema([("_untuk", _TEXT), ("dataset", _TEXT), ("menyusul", pa.bool_())])
_ROW = [("_submission_id", _TEXT), ("_sheet", _TEXT), ("_row", pa.int64())]
_OURS = {
    *SCHEMAS,
    "upt",
    "kolom_kontrak",
    "konteks_tersedia",
    "semua_sel",
    "semua_baris",
    "jumlah_kolom",
    "riwayat_bagian",
}
_FILLED_LATER = {
    "_sel_dataset": pa.schema([*_ROW, ("dataset", _TEXT), ("field", _TEXT), ("cell", _TEXT), ("teks", _TEXT)]),
    "_kunci": pa.schema([("dataset", _TEXT), *_ROW, ("kunci", _TEXT)]),
    "_n_baris": pa.schema([("_submission_id", _TEXT), ("dataset", _TEXT), ("n", pa.int64())]),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a judgement starts from.

    Args:
        batch: tables of :mod:`checks.text_batch`.
        contracts: datasets and rules.
        offices: reference offices, becomes the relation ``upt``.
        context: ``konteks_<dataset>`` and ``konteks_tersedia``: published other sides; and :mod:`checks.history`.
    """

    batch: Tables
    contracts: Contracts
    offices: pa.Table
    context: Tables


def prepare(connection: duckdb.DuckDBPyConnection, given: Given) -> None:
    """Make every relation that rules and engine read. Texts are cast here, once for the whole batch.

    Raises:
        ContractError: a dataset is called like one of the relations that every batch has.
    """
    for name, contract in given.contracts.datasets.items():
        if name in _OURS:
            raise ContractError(contract.path, None, f"a dataset cannot be called {name!r}: every batch has that")
    install_macros(connection)
    for name in ("rapikan", "koma", "isi_kalimat", "pekerja_bidang"):
        connection.execute(text_of(HERE / "steps" / f"{name}.sql"))
    for name in SCHEMAS:
        store(connection, name, given.batch[name])
    store(connection, "upt", given.offices)
    store(connection, "konteks_tersedia", given.context.get("konteks_tersedia", _AVAILABLE.empty_table()))
    store(connection, "kolom_kontrak", _contract_columns(given.contracts))
    for name in ("letak", "ada_kolom"):
        connection.execute(statement(f"steps/{name}"))
    for name, schema in _FILLED_LATER.items():
        store(connection, name, schema.empty_table())
    for contract in given.contracts.datasets.values():
        _dataset(connection, contract, given)
    prepare_history(connection, given.contracts, given.context)
    connection.execute(statement("steps/semua_sel"))
    join_datasets(connection, given.contracts)


def _dataset(connection: duckdb.DuckDBPyConnection, contract: Contract, given: Given) -> None:
    name = contract.name
    words = {
        "dataset": quoted(name),
        "nama": literal(name),
        "teks": quoted(f"teks_{name}"),
        "konteks": quoted(f"konteks_{name}"),
        "rujukan": quoted(f"rujukan_{name}"),
        "kolom": listed(quoted(c.name) for c in contract.own_columns),
        "kunci": listed(_key_part(contract, key) for key in contract.key) or literal(""),
    }
    store(connection, f"teks_{name}", given.batch[f"teks_{name}"])
    texts = given.batch[f"teks_{name}"]
    cast = cast_statement(contract, scaled_columns(texts)) if texts.num_rows else empty_statement(contract)
    connection.execute(cast)
    _context(connection, contract, given.context.get(f"konteks_{name}"))
    for step in ("sel_dataset", "rujukan", "kunci", "n_baris"):
        connection.execute(statement(f"steps/{step}", **words))
    for column in contract.own_columns:
        if column.codes:
            codes = pa.table({"value": [c.value for c in column.codes], "label": [c.label for c in column.codes]})
            store(connection, f"kode_{name}_{column.name}", codes)


def _key_part(contract: Contract, name: str) -> str:
    column = contract.by_name[name]
    asli = f", {quoted(text_name(column))}" if column.kind in UNCASTABLE and not column.is_derived else ""
    return f"coalesce(cast({quoted(name)} as varchar){asli}, '')"


def _context(connection: duckdb.DuckDBPyConnection, contract: Contract, rows: pa.Table | None) -> None:
    """``konteks_<dataset>``: the typed relation's columns and ``_untuk``; whatever else was handed in is left out."""
    words = {"konteks": quoted(f"konteks_{contract.name}"), "dataset": quoted(contract.name)}
    connection.execute(statement("steps/konteks", **words))
    if rows is None or rows.num_rows == 0:
        return
    known = connection.table(words["konteks"]).columns
    connection.register("_masukan", rows.select([c for c in rows.column_names if c in known]))
    connection.execute(statement("steps/isi_konteks", **words))
    connection.unregister("_masukan")


def _contract_columns(contracts: Contracts) -> pa.Table:
    """One row a column of any contract: dataset, field, label, kind, required, turunan (computed), tampil.

    ``tampil``: pages show its text as submitted.
    ``urutan`` is the place of the column's letter in ``_kinds``; NULL for office, period and derived columns.
    """
    rows = [
        (d.name, c.name, c.label, c.kind, c.required, c.is_derived, c.shown, place.get(c.name))
        for d in (contracts.envelope, *contracts.datasets.values())
        for place in ({own.name: n for n, own in enumerate(d.own_columns, 1)},)
        for c in d.columns
    ]
    names = ("dataset", "field", "label", "kind", "required", "turunan", "tampil", "urutan")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
