"""A long delimited file becomes clean CSV without being held in memory: DuckDB cuts it, told everything about it.

Encoding, dialect and layout are decided from the beginning of the file, what stands below the table from its end.
Rows that do not fit are left out and named. What DuckDB cannot be told (wrapped rows, rare encodings) is no long file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sources.blocks import Block
from sources.cutting import Dialect, cut_line
from sources.delimited import SAMPLE, choose_dialect
from sources.layout import find_tables
from sources.limits import Limits
from sources.reading import Grid
from sources.records import cut
from sources.rejections import Unreadable
from sources.sniff import HEAD, sniff

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

LONG = 8 << 20
"""Bytes from which a file is long: to hold it as rows takes 2 s and 250 MB."""
ENDS = 1 << 16
"""Bytes of its beginning and of its end that say where the table is."""
ADDRESSES_MB = 384
"""Address space for DuckDB's threads beyond a file's limit; its memory stays below that (300 MB: 330 MB measured)."""
_MEMORY = "256MB"
"""With half of it DuckDB's threads wait for each other, and a file of 300 MB takes twice as long."""
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class LongTable:
    """The one table of a long file: the first of the records that were left out, how many, their filled cells."""

    left_out: tuple[int, ...] = ()
    n_left_out: int = 0
    n_cells: int = 0

    def remark(self) -> str:
        """What is to be said of the records that were left out."""
        named = ", ".join(map(str, self.left_out))
        return f"{self.n_left_out} baris tidak dipakai karena jumlah selnya tidak cocok (baris {named} …)"


def is_long(path: Path) -> bool:
    """Whether a file is better not held in memory."""
    return path.stat().st_size >= LONG


def wider(limits: Limits, size: int) -> Limits:
    """Limits for a long file of so many bytes: a second more for each 16 MB, and addresses for DuckDB's threads."""
    more = size >> 24
    return Limits(limits.memory_mb + ADDRESSES_MB, limits.cpu_s + more, limits.wall_s + more)


@dataclass(frozen=True, slots=True)
class LongFile:
    """A long delimited file, as its two ends show it.

    Attributes:
        path: where it is.
        encoding: UTF-8, with or without a mark.
        dialect: how it is cut.
        block: its one table, in the rows of its beginning.
        below: the rows under the table.
        first: the rows of its beginning.
        head: its beginning, whole lines.
        tail: its end, whole lines.
    """

    path: Path
    encoding: str
    dialect: Dialect
    block: Block
    below: list[list[str]]
    first: list[list[str]]
    head: bytes
    tail: bytes


def find_long(path: Path) -> LongFile | None:
    """What the ends of a long delimited file show; None: it is none, or must be held in memory to be read."""
    size = path.stat().st_size
    if size < LONG:
        return None
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
        stream.seek(max(0, size - ENDS))
        tail = stream.read()
    try:
        if sniff(head[:HEAD], size) != "text":
            return None
        encoding, dialect = choose_dialect(head, is_whole=False)
    except Unreadable:
        return None
    if (
        encoding.name not in ("utf-8", "utf-8-sig")
        or dialect.is_wrapped
        or dialect.skips_blanks
        or b"\n" not in head[:ENDS]
    ):
        return None
    head, tail = head[: head.rfind(b"\n", 0, ENDS) + 1], tail[tail.find(b"\n") + 1 :]
    first = _grid(head.decode(encoding.name, "replace"), dialect)
    blocks = find_tables(first).blocks
    if len(blocks) != 1 or not blocks[0].data or any("\n" in c for row in first.rows[: blocks[0].data[0]] for c in row):
        return None
    below = _below(first, blocks[0], tail, dialect)
    return LongFile(path, encoding.name, dialect, blocks[0], below, first.rows, head, tail)


def write_long(path: Path, target: Path) -> LongTable | None:
    """Write the table of a long delimited file to another, as CSV (lines end in LF).

    Returns:
        What was written; None: it is no long file, or one that must be held in memory to be read.
    """
    import duckdb

    file = find_long(path)
    if file is None:
        return None
    names = file.block.names if file.block.header is not None else None
    around = f", prefix {_quoted(_heading_line(names))}, suffix '\n'" if names is not None else ""
    try:
        with rows_of(file) as (db, rows):
            wanted = [f"c{j}" for j in file.block.columns if j < file.dialect.width]
            rows.project(", ".join(wanted)).create_view("kept")
            db.execute(f"copy kept to {_quoted(str(target))} (format csv, header false{around})")
            return left_out(file, db)
    except duckdb.Error:
        return None


@contextmanager
def rows_of(file: LongFile) -> Iterator[tuple[DuckDBPyConnection, DuckDBPyRelation]]:
    """The rows of the table of a long file (columns ``c0``, ``c1`` …, all text), read as often as it is asked for."""
    import duckdb

    columns = [f"c{j}" for j in range(file.dialect.width)]
    with duckdb.connect(config={"memory_limit": _MEMORY, "threads": 2}) as db:
        found = db.read_csv(
            str(file.path),
            header=False,
            skiprows=file.block.data[0],
            auto_detect=False,
            columns=dict.fromkeys(columns, "VARCHAR"),
            sep=str(file.dialect.delimiter),
            quotechar=file.dialect.quote or "",
            escapechar=file.dialect.escape or file.dialect.quote or "",
            store_rejects=True,
            max_line_size=1 << 18,
            buffer_size=1 << 22,
        )
        for row in file.below:
            found = found.filter(_differs(columns, row))
        yield db, found


def left_out(file: LongFile, db: DuckDBPyConnection) -> LongTable:
    """The records that did not fit, after the rows were read."""
    lost = db.execute("select distinct line, csv_line from reject_errors order by line").fetchall()
    records = {line: cut_line(text.strip("\r\n"), file.dialect) or [] for line, text in lost}
    records = {line: record for line, record in records.items() if _padded(record, file.dialect) not in file.below}
    n_cells = sum(len(record) - record.count("") for record in records.values())
    return LongTable(tuple(records)[:_MOST_NAMED], len(records), n_cells)


def _grid(text: str, dialect: Dialect) -> Grid:
    return Grid(None, cut(text, dialect).rows)


def _below(first: Grid, block: Block, end: bytes, dialect: Dialect) -> list[list[str]]:
    """The rows at the end of the file that are no data: totals, notes."""
    heading = first.rows[block.header[0] : block.header[1] + 1] if block.header else []
    last = Grid(None, [*heading, *_grid(end.decode("utf-8", "replace"), dialect).rows])
    data = {i for found in find_tables(last).blocks for i in found.data}
    skipped = len(heading)
    rest = [row for i, row in enumerate(last.rows) if i >= skipped and i not in data and any(row)]
    return [_padded(row, dialect) for row in rest if len(row) <= dialect.width]


def _padded(row: list[str], dialect: Dialect) -> list[str]:
    return row + [""] * (dialect.width - len(row))


def _differs(columns: list[str], row: list[str]) -> str:
    """That a record is not this one (the texts are quoted, nothing else of the file reaches the statement)."""
    same = (f"coalesce({c}, '') = {_quoted(text)}" for c, text in zip(columns, row, strict=True))
    return f"not ({' and '.join(same)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _heading_line(names: tuple[str, ...]) -> str:
    """The headings as a line of CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(names)
    return buffer.getvalue()
