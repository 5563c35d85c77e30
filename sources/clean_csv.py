"""The tables of files as clean CSV (RFC 4180): headings first, cells as text exactly as submitted.

::

    with TemporaryDirectory() as folder:
        for found in clean_files([Path("kiriman.zip")], load_contracts(), Path(folder)):
            print(found.name, found.tables)            # a CSV file each
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from sources.apart import files_apart, lost, run_all_apart
from sources.apart_child import Lost
from sources.contract import Contracts
from sources.errors import UsageError
from sources.limits import DEFAULT_LIMITS, Limits
from sources.long_csv import is_long, wider, write_long
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import Rejection, TextTable

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What became of a file.

    Attributes:
        name: the file as it was named (``kiriman.zip/produk.csv`` for one in a zip).
        tables: a CSV file each, in the order in which they stand; the receiver may move them.
        rejected: why it could not be read, or None.
        remarks: rows that were left out.
    """

    name: str
    tables: tuple[Path, ...] = ()
    rejected: Rejection | None = None
    remarks: tuple[str, ...] = ()


def clean_files(
    paths: Sequence[Path], contracts: Contracts, folder: Path, limits: Limits = DEFAULT_LIMITS
) -> Iterator[CleanFile]:
    """Write every table of files as CSV, the files read side by side in child processes with limits.

    Lines end in CR LF, those of a long file in LF.

    Args:
        paths: the files; in the place of a zip of files, those in it.
        contracts: the datasets to recognise, and the words of rejections.
        folder: an empty folder for the CSV files.
        limits: for each file.

    Raises:
        OSError: a file cannot be opened, or there is no room.
    """
    reader = cache(lambda: Reader(contracts, Offices.load()))
    with files_apart(paths, limits) as files:
        numbered = list(enumerate(files))
        if not all(is_long(place) for _, place in files):
            reader()  # Made once, before the children are forked.
        for is_large, group in groupby(numbered, key=lambda found: is_long(found[1][1])):
            found = list(group)
            most = wider(limits, max(place.stat().st_size for _, (_, place) in found)) if is_large else limits
            works = [partial(_clean, reader, name, place, folder / f"{i}") for i, (name, place) in found]
            for (_, (name, _)), clean in zip(found, run_all_apart(works, most), strict=True):
                if isinstance(clean, Lost):
                    yield CleanFile(name, rejected=lost(name, clean, contracts).rejected)
                else:
                    yield clean


def clean_csv(
    path: Path,
    number: int,
    contracts: Contracts,
    limits: Limits = DEFAULT_LIMITS,
    report: Callable[[str], None] = lambda _: None,
) -> Iterator[bytes]:
    """A table of a file as CSV, in pieces.

    Args:
        path: the file; it is read in a child process with limits.
        number: which of its tables, counted from 1 (in a zip through all of its files).
        contracts: the datasets to recognise, and the words of rejections.
        limits: for the child.
        report: is told of rows of a long file that were left out.

    Raises:
        UsageError: the file has no such table, or could not be read.
    """
    with TemporaryDirectory(prefix="lumbung-") as folder:
        tables: list[Path] = []
        for found in clean_files([path], contracts, Path(folder), limits):
            if found.rejected is not None:
                raise UsageError(refusal(found.name, found.rejected))
            for remark in found.remarks:
                report(remark)
            tables += found.tables
        if not 1 <= number <= len(tables):
            raise UsageError(f"{path}: no table {number}; it has {len(tables)}")
        with tables[number - 1].open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece


def refusal(name: str, rejected: Rejection) -> str:
    """A rejection as a line for people."""
    return f"{name}: {rejected.message} {rejected.fix}"


def _clean(reader: Callable[[], Reader], name: str, place: Path, target: Path) -> CleanFile:
    """In the child: a file's tables, as ``<target>.<n>.csv``."""
    first = target.with_name(f"{target.name}.1.csv")
    if is_long(place) and (long := write_long(place, first)) is not None:
        remarks = (f"{name}: {long.remark()}",) if long.n_left_out else ()
        return CleanFile(name, (first,), remarks=remarks)
    reading = reader().read_file(place, PurePath(name).name)
    if reading.rejected is not None:
        return CleanFile(name, rejected=reading.rejected)
    written = [target.with_name(f"{target.name}.{n}.csv") for n, _ in enumerate(reading.tables, start=1)]
    for path, table in zip(written, reading.tables, strict=True):
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(csv_lines(table))
    return CleanFile(name, tuple(written))


def csv_lines(table: TextTable) -> Iterator[str]:
    """The lines of a table, headings first (none where the table has no headings), each ending in CR LF."""
    table = table.as_written()
    buffer = io.StringIO()
    write = csv.writer(buffer, lineterminator="\r\n").writerow

    def line(cells: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        write(cells)
        return buffer.getvalue()

    if table.header_rows is not None:
        yield line(column.name for column in table.columns)
    for _, cells, _ in table.rows:
        yield line("" if cell is None else cell for cell in cells)
