"""A table of a file as clean CSV (RFC 4180): headings first, cells as text exactly as submitted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sources.errors import UsageError
from sources.reading import Reading, TextTable


def clean_csv(reading: Reading, number: int = 1) -> Iterator[str]:
    """The lines of a table, each ending in CR LF.

    Args:
        reading: of the file.
        number: which of its tables, counted from 1.

    Raises:
        UsageError: the file has no such table, or could not be read.
    """
    if reading.rejected is not None:
        raise UsageError(f"{reading.file}: {reading.rejected.message} {reading.rejected.fix}")
    if not 1 <= number <= len(reading.tables):
        raise UsageError(f"{reading.file}: no table {number}; it has {len(reading.tables)}")
    return _lines(reading.tables[number - 1])


def _lines(table: TextTable) -> Iterator[str]:
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
