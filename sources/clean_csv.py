"""A table of a file as clean CSV (RFC 4180): headings first, cells as text exactly as submitted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from sources.apart import read_apart
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
        number: which of its tables, counted from 1.
        contracts: the datasets to recognise, and the words of rejections.
        limits: for the child.

    Raises:
        UsageError: the file has no such table, or could not be read.
    """
    reading = read_apart(Reader(contracts, Offices.load()), path, limits=limits)
    if reading.rejected is not None:
        raise UsageError(f"{path}: {reading.rejected.message} {reading.rejected.fix}")
    if not 1 <= number <= len(reading.tables):
        raise UsageError(f"{path}: no table {number}; it has {len(reading.tables)}")
    return csv_lines(reading.tables[number - 1])


def csv_lines(table: TextTable) -> Iterator[str]:
    """The lines of a table, headings first (none where the table has no headings)."""
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
