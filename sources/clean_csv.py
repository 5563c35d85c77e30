"""A table of a file as clean CSV (RFC 4180): headings first, cells as text exactly as submitted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sources.apart import files_apart, read_apart, run_apart
from sources.contract import Contracts
from sources.errors import UsageError
from sources.limits import DEFAULT_LIMITS, Limits
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import TextTable

_PIECE = 1 << 20


def clean_csv(
    path: Path,
    number: int,
    contracts: Contracts,
    limits: Limits = DEFAULT_LIMITS,
    report: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """The lines of a table of a file, each ending in CR LF (a long file: pieces of it, lines ending in LF).

    Args:
        path: the file; it is read in a child process with limits.
        number: which of its tables, counted from 1 (in a zip through all of its files).
        contracts: the datasets to recognise, and the words of rejections.
        limits: for the child.
        report: is told of rows of a long file that were left out.

    Raises:
        UsageError: the file has no such table, or could not be read.
    """
    if number == 1 and (long := _long_lines(path, limits, report)) is not None:
        return long
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


def _long_lines(path: Path, limits: Limits, report: Callable[[str], None]) -> Iterator[str] | None:
    """A long delimited file, piece by piece; None: it is none."""
    from sources.long_csv import LongTable, heading_line, is_long, wider, write_long

    if not is_long(path):
        return None
    folder = TemporaryDirectory(prefix="lumbung-")
    target = Path(folder.name) / "rows.csv"
    table = run_apart(partial(write_long, path, target), wider(limits, path))
    if not isinstance(table, LongTable):
        folder.cleanup()
        return None
    if table.n_left_out:
        named = ", ".join(map(str, table.left_out))
        report(f"{path}: {table.n_left_out} baris tidak dipakai karena jumlah selnya tidak cocok (baris {named} …)")

    def pieces() -> Iterator[str]:
        with folder, target.open(encoding="utf-8", newline="") as stream:
            if table.names is not None:
                yield heading_line(table.names)
            while piece := stream.read(_PIECE):
                yield piece

    return pieces()


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
