"""Many readings become one batch: Arrow tables of text that DuckDB casts and checks in one go.

Every cell stays text. Tables (all VARCHAR unless told; one row a …):

- ``pengiriman`` submission: file, resolved office and period, what the file says of itself and where
- ``bagian`` table that belongs to a dataset, with its "nihil" cell and the row of its last heading
- ``kolom`` column of any table, matched or not, with letter and heading
- ``sel`` loose cell, with the reason why it is no data (NULL: nobody can account for it)
- ``lain`` cell in a column or table that belongs to no dataset
- ``total`` stated control total, and what it is multiplied by
- ``bacaan`` thing that the reader decided or could not decide (``jenis``: :data:`sources.reading.RemarkKind`)
- ``tolakan`` file that could not be read, with the reader's rule and words
- ``teks_<dataset>`` row of a dataset, every own column of the contract as submitted
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import repeat

import pyarrow as pa

from checks.text_columns import DatasetRows
from sources.contract import Contracts
from sources.reading import Identity, Reading, Stated, TextTable

_TEXT, _INT = pa.string(), pa.int64()


def _schema(texts: str, **others: pa.DataType) -> pa.Schema:
    return pa.schema([(name, others.get(name, _TEXT)) for name in texts.split()])


SCHEMAS = {
    "pengiriman": _schema(
        "_submission_id file sha256 diterima_pada kode_upt periode kantor_tertulis kantor_sheet kantor_cell"
        " nama_tertulis nama_sheet nama_cell periode_tertulis periode_sheet periode_cell templat"
        " nama_kode kandidat n_sel n_terpetakan n_tak_jelas n_tabel",
        diterima_pada=pa.timestamp("us"), n_sel=_INT, n_terpetakan=_INT, n_tak_jelas=_INT, n_tabel=_INT,
    ),
    "bagian": _schema(
        "_submission_id dataset _sheet n_baris nihil nihil_cell kepala_baris", n_baris=_INT, kepala_baris=_INT
    ),
    "kolom": _schema("_submission_id _sheet dataset field letter label header_cell"),
    "sel": _schema("_submission_id _sheet cell row text why", row=_INT),
    "lain": _schema("_submission_id _sheet cell text"),
    "total": _schema("_submission_id dataset _sheet field cell value kali"),
    "bacaan": _schema("_submission_id jenis _sheet cell value expected dataset field"),
    "tolakan": _schema("_submission_id rule message fix"),
}  # fmt: skip
"""The tables of a batch beside ``teks_<dataset>``."""


@dataclass(frozen=True, slots=True)
class SubmissionMeta:
    """Which delivery a reading belongs to. ``received_at`` is the place's own time (aware, or naive UTC)."""

    submission_id: str
    file: str
    sha256: str
    received_at: datetime


def assemble(contracts: Contracts, items: Iterable[tuple[SubmissionMeta, Reading]]) -> dict[str, pa.Table]:
    """Put readings together, column by column.

    Args:
        contracts: which columns each dataset has, and in which order.
        items: submissions with what was read in their files; rejected ones too.

    Returns:
        The tables named above by name, a ``teks_<dataset>`` for every dataset, empty where nothing was submitted.
    """
    columns: dict[str, list[list[object]]] = {name: [[] for _ in schema] for name, schema in SCHEMAS.items()}
    rows = {name: DatasetRows(contract) for name, contract in contracts.datasets.items()}
    for meta, reading in items:
        _add(columns, rows, meta, reading)
    tables = {
        name: pa.table([pa.array(c, f.type) for c, f in zip(columns[name], schema, strict=True)], schema=schema)
        for name, schema in SCHEMAS.items()
    }
    return tables | {f"teks_{name}": part.table() for name, part in rows.items()}


def _add(
    columns: dict[str, list[list[object]]], rows: dict[str, DatasetRows], meta: SubmissionMeta, reading: Reading
) -> None:
    sid, identity = meta.submission_id, reading.identity
    matched = [table for table in reading.tables if table.dataset in rows]
    counts = (reading.n_nonempty, reading.n_mapped, len(reading.unexplained), len(matched))
    _append(columns["pengiriman"], (sid, meta.file, meta.sha256, _utc(meta.received_at), *_identity(identity), *counts))
    if reading.rejected is not None:
        _append(columns["tolakan"], (sid, reading.rejected.rule, reading.rejected.message, reading.rejected.fix))
    for remark in reading.remarks:
        _append(columns["bacaan"], (sid, *remark))
    loose = reading.loose
    parts = ([c.sheet for c in loose], [c.cell for c in loose], [c.row for c in loose])
    _extend(columns["sel"], len(loose), (sid, *parts, [c.text for c in loose], [c.why for c in loose]))
    for table in reading.tables:
        dataset = table.dataset if table.dataset in rows else None
        last = table.header_rows[1] if table.header_rows else None
        for column in table.columns:
            field = column.field if dataset else None
            where = f"{column.letter}{last}" if last is not None else None
            _append(columns["kolom"], (sid, table.sheet, dataset, field, column.letter, column.name, where))
        _add_unmapped(columns["lain"], sid, table, dataset)
        if dataset is None:
            continue
        rows[dataset].add(sid, identity.kode_upt, identity.periode, table)
        _append(columns["bagian"], (sid, dataset, table.sheet, len(table.rows), table.nihil, table.nihil_cell, last))
        for total in table.totals:
            _append(columns["total"], (sid, dataset, table.sheet, total.field, total.cell, total.value, total.times))


def _identity(identity: Identity) -> tuple[str | None, ...]:
    stated = (identity.office, identity.office_name, identity.period)
    where = tuple(part for s in stated for part in ((s.value, s.sheet, s.cell) if s else (None, None, None)))
    likely = ", ".join(identity.candidates) or None
    return (identity.kode_upt, identity.periode, *where, _value(identity.template), identity.name_code, likely)


def _value(stated: Stated | None) -> str | None:
    return None if stated is None else stated.value


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _add_unmapped(columns: list[list[object]], sid: str, table: TextTable, dataset: str | None) -> None:
    """Cells in columns that are read as no field, so that rules on the whole file (personal data) see them too."""
    read: set[str] = set()
    for position, column in enumerate(table.columns):
        if dataset is not None and column.field is not None and column.field not in read:
            read.add(column.field)
            continue
        cells = [(f"{column.letter}{row}", cells[position]) for row, cells, _ in table.rows if cells[position]]
        _extend(columns, len(cells), (sid, table.sheet, [c for c, _ in cells], [text for _, text in cells]))


def _append(columns: list[list[object]], values: tuple[object, ...]) -> None:
    for column, value in zip(columns, values, strict=True):
        column.append(value)


def _extend(columns: list[list[object]], n: int, values: tuple[object, ...]) -> None:
    """Append ``n`` rows; a list holds a value a row, anything else stands in all of them."""
    for column, value in zip(columns, values, strict=True):
        column.extend(value if isinstance(value, list) else repeat(value, n))
