"""A table of a file as clean CSV (RFC 4180): headings first, cells as text exactly as submitted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from sources.apart import files_apart, read_apart
from sources.contract import Contracts
from sources.errors import UsageError
from sources.limits import DEFAULT_LIMITS, Limits
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import TextTable


def clean_csv(path: Path, number: int, contracts: Contracts, limits: Limits = DEFAULT_LIMITS) -> Iterator[str]:
    """The lines of a table of a file, each ending in CR LF.

    Args:
        path: the file; it is read in a child process with limits.
        number: which of its tables, counted from 1 (in a zip through all of its files).
        contracts: the datasets to recognise, and the words of rejections.
        limits: for the child.

    Raises:
        UsageError: the file has no such table, or could not be read.
    """
    reader = Reader(contracts, Offices.load())
    with files_apart([path], limits) as files:
        readings = [read_apart(reader, place, name, limits) for name, place in files]
    for reading in readings:
        if reading.rejected is not None:
            raise UsageError(f"{reading.file}: {reading.rejected.message} {reading.rejected.fix}")
    tables = [table for reading in readings for table in reading.tables]
    if not 1 <= number <= len(tables):
        raise UsageError(f"{path}: no table {number}; it has {len(tables)}")
    return csv_lines(tables[number - 1])


def csv_lines(table: TextTable) -> Iterator[str]:
    """The lines of a table, headings first (none where the table has no headings)."""
    table = table.as_written()
    buffer = io.StringIO()
    write = csv.writer(buffer, lineterminator="\r\n").writerow

    def line(cells: object) -> str:
        buffer.seek(0)
        buffer.truncate()
        write(cells)  # type: ignore[arg-type]
        return buffer.getvalue()

    if table.header_rows is not None:
        yield line([column.name for column in table.columns])
    for _, cells, _ in table.rows:
        yield line(["" if cell is None else cell for cell in cells])
