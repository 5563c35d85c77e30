"""What stands in a long delimited file: the layout from its two ends, the columns from sets over all of its rows.

The ends and pieces between them are read like any file; that says where the table is, what its columns are called,
which dataset they belong to, how their numbers are written. Rows, sums, days, empty cells are those of the whole file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.addresses import column_number
from sources.inspection import column_said, inspect_reading
from sources.long_columns import LongColumn, SampledColumn, long_columns
from sources.long_csv import LongFile, LongTable, find_long, left_out, rows_of
from sources.reader import Reader
from sources.reading import Reading, TextTable
from sources.sheet_map import MapRow, sheet_map
from sources.value_notes import value_notes

_PIECES = 12
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the sample and of the file: what stands below the data is so many rows further down."""

    first: int
    n: int
    last: int
    further: int

    def row(self, sampled: int) -> int:
        return sampled + self.further if sampled + self.further > self.last - 2 else sampled


def inspect_long(reader: Reader, path: Path, name: str, *, with_map: bool) -> dict[str, Any] | None:
    """The inspection of a long file (see :func:`sources.inspection.inspect_files`); None: it is none.

    Args:
        reader: reads the sample.
        path: where the bytes are.
        name: what the file was called.
        with_map: add the map of its ends.
    """
    import duckdb

    file = find_long(path)
    if file is None:
        return None
    reading = reader.read_bytes(_sample(file), name)
    if reading.rejected is not None or len(reading.tables) != 1:
        return None
    seen = inspect_reading(reading)
    table = reading.tables[0].as_written()
    sampled = [
        SampledColumn(column_number(c["letter"]) - 1, c["name"], c["type"], c.get("style"))
        for c in seen["tables"][0]["columns"]
    ]
    try:
        with rows_of(file) as (db, found):
            n, columns = long_columns(found, sampled)
            lost = left_out(file, db)
    except duckdb.Error:
        return None
    last = table.rows[0][0] + n + lost.n_left_out - 1
    rows = _Rows(table.rows[0][0], n, last, last - table.rows[-1][0])
    notes = [note for c, v in zip(table.columns, columns, strict=True) for note in value_notes(c, v.values)]
    return seen | {
        "tables": [seen["tables"][0] | _whole_table(table, rows, columns)],
        "cells": _cells(reading, table, rows, columns, lost),
        "notes": [*reading.notes, *notes, *_said(path, lost)],
        **({"map": _map(reading, rows)} if with_map else {}),
    }


def _sample(file: LongFile) -> bytes:
    """The two ends of a file and pieces between them, whole lines (its ends alone where cells may hold line breaks)."""
    start, end = len(file.head), file.path.stat().st_size - len(file.tail)
    pieces = []
    if not any("\n" in cell for row in file.first for cell in row):
        with file.path.open("rb") as stream:
            for i in range(_PIECES):
                stream.seek(start + (end - start) * i // _PIECES)
                piece = stream.read(min(_PIECE, (end - start) // _PIECES))
                pieces.append(piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
    return b"".join((file.head, *pieces, file.tail))


def _whole_table(table: TextTable, rows: _Rows, columns: list[LongColumn]) -> dict[str, Any]:
    excluded = [{"row": rows.row(e.row), "why": e.why} for e in table.excluded if not _is_between(e.row, rows, table)]
    first, _, end = table.range.partition(":")
    return {
        "range": f"{first}:{end.rstrip('0123456789')}{rows.last}",
        "last_data_row": rows.last,
        "n_data_rows": rows.n,
        "excluded_rows": excluded,
        "columns": [column_said(c, v.values) for c, v in zip(table.columns, columns, strict=True)],
    }


def _is_between(row: int, rows: _Rows, table: TextTable) -> bool:
    return rows.first < row < table.rows[-1][0]


def _cells(
    reading: Reading, table: TextTable, rows: _Rows, columns: list[LongColumn], lost: LongTable
) -> dict[str, Any]:
    """Every filled cell once; a column of which the sample explains no cell is explained nowhere."""
    sampled = range(table.rows[0][0], table.rows[-1][0] + 1)
    dark = {c.cell.rstrip("0123456789") for c in reading.unexplained if c.row in sampled}
    filled = {c.letter: found.n_filled for c, found in zip(table.columns, columns, strict=True)}
    dark &= filled.keys()
    unexplained = sum(filled.pop(letter) for letter in dark) + lost.n_cells
    unexplained += sum(c.row not in sampled or c.cell.rstrip("0123456789") not in dark for c in reading.unexplained)
    ignored = {why: n for why, n in sorted(reading.ignored.items()) if why != "unmatched"}
    if "index" in ignored:
        ignored["index"] += rows.n - len(table.rows)
    return {
        "nonempty": sum(filled.values()) + sum(ignored.values()) + unexplained,
        "mapped": sum(filled.values()),
        "ignored": ignored,
        "unexplained": unexplained,
    }


def _said(path: Path, lost: LongTable) -> list[str]:
    size = -(-path.stat().st_size >> 20)
    said = f"Berkas besar ({size} MB): letak tabel dan jenis kolom dari awal, akhir dan contoh di antaranya;"
    said += " jumlah baris, jumlah angka dan sel kosong dari seluruh berkas."
    return [said, *([f"{lost.remark()}."] if lost.n_left_out else [])]


def _map(reading: Reading, rows: _Rows) -> list[MapRow]:
    drawn = sheet_map(reading)
    is_past = False
    for row in drawn:
        row.row += rows.further if is_past else 0
        if row.skipped and not is_past:
            row.skipped += rows.further
            is_past = True
    return drawn
