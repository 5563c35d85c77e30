"""The records of a delimited text, also where single rows break its dialect.

Python's ``csv`` cuts; where a record does not look like the others it is looked at again: a quote that was never closed
swallows no rows, a row with another delimiter is cut by that, and no cell moves into another column for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

_MAX_FIELD = 1 << 27
_SUBSTITUTE = "\x1f"
_OTHERS = (",", ";", "\t", "|", ", ")
_MOST_QUOTES = 40


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to cut: ``delimiter`` None means a single column.

    Attributes:
        delimiter: what stands between cells.
        quote: what may stand around a cell; None: quotes are ordinary characters.
        escape: what makes a quote ordinary inside a quoted cell, where it is not doubled.
        is_wrapped: records stand whole inside quotes, with the cells inside (an export that was quoted twice).
        skips_blanks: blanks behind a delimiter belong to it.
        width: how many cells a record usually has; 0: not known.
        why: the evidence, a sentence.
    """

    delimiter: str | None
    quote: str | None = '"'
    escape: str | None = None
    is_wrapped: bool = False
    skips_blanks: bool = False
    width: int = 0
    why: str = ""


def plain_records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The records as ``csv`` cuts them; a blank line is a record without cells, a line break in quotes ends none."""
    if dialect.delimiter is not None and len(dialect.delimiter) > 1:
        text = text.replace(dialect.delimiter, _SUBSTITUTE)
    return _cut(io.StringIO(text, newline=""), dialect)


def _cut(lines: Iterator[str] | io.TextIOBase, dialect: Dialect) -> Iterator[list[str]]:
    reader = _reader(lines, dialect)
    if not dialect.is_wrapped or dialect.delimiter is None:
        return reader
    return (_unwrapped(row, dialect.delimiter) for row in reader)


def _reader(lines: Iterator[str] | io.TextIOBase, dialect: Dialect) -> Iterator[list[str]]:
    if csv.field_size_limit() < _MAX_FIELD:
        csv.field_size_limit(_MAX_FIELD)
    delimiter = dialect.delimiter
    return csv.reader(
        lines,
        delimiter=delimiter if delimiter is not None and len(delimiter) == 1 else _SUBSTITUTE,
        quotechar=dialect.quote or '"',
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        skipinitialspace=dialect.skips_blanks,
    )


def _unwrapped(row: list[str], delimiter: str) -> list[str]:
    if len(row) != 1 or delimiter not in row[0]:
        return row
    return next(csv.reader([row[0]], delimiter=delimiter), row)


def records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The records, those that break the dialect mended.

    Raises:
        csv.Error: a cell beyond all measure.
    """
    if dialect.is_wrapped or dialect.delimiter is None or dialect.width < 2:
        yield from plain_records(text, dialect)
        return
    if len(dialect.delimiter) > 1:
        text = text.replace(dialect.delimiter, _SUBSTITUTE)
    lines = list(io.StringIO(text, newline=""))
    at = 0

    def feed() -> Iterator[str]:
        nonlocal at
        while at < len(lines):
            at += 1
            yield lines[at - 1]

    start, reader = 0, _reader(feed(), dialect)
    while (row := next(reader, None)) is not None:
        if len(row) != dialect.width and row:
            row = _mended(row, lines[start:at], dialect)
            if row is None:
                at = start
                row = _literal(lines[start], dialect)
                at += 1
                reader = _reader(feed(), dialect)
        elif at - start > 1 and _swallowed(lines[start + 1 : at], dialect):
            at = start + 1
            row = _literal(lines[start], dialect)
            reader = _reader(feed(), dialect)
        start = at
        yield row


def _mended(row: list[str], lines: list[str], dialect: Dialect) -> list[str] | None:
    """A record of unusual width: as it is, or cut better; None: a quote in it was never closed."""
    if len(lines) > 1:
        return None if _swallowed(lines[1:], dialect) else row
    return next((cut for cut in _other_cuts(lines[0], dialect) if len(cut) == dialect.width), row)


def _other_cuts(line: str, dialect: Dialect) -> Iterator[list[str]]:
    """A line cut in other ways: other quotes, a quote less, another delimiter."""
    for quote in "'`":
        if line.startswith(quote):
            yield next(_reader(iter([line]), replace(dialect, quote=quote)), [])
    yield _literal(line, dialect)
    if dialect.quote is not None:
        spots = [at for at, char in enumerate(line) if char == dialect.quote]
        for at in spots[:_MOST_QUOTES]:
            yield _literal(line[:at] + line[at + 1 :], dialect)
    for other in _OTHERS if dialect.width > 2 else ():
        if other != dialect.delimiter and other in line:
            yield next(plain_records(line, Dialect(other)), [])


def _swallowed(lines: list[str], dialect: Dialect) -> bool:
    """Whether lines that ended up inside a record are records themselves: of the usual width, every quote closed."""
    quote = dialect.quote or '"'
    whole = (line for line in islice(lines, 50) if line.count(quote) % 2 == 0)
    alone = sum(len(next(_reader(iter([line]), dialect), [])) == dialect.width for line in whole)
    return alone > 0 and alone * 2 >= min(len(lines), 50)


def _literal(line: str, dialect: Dialect) -> list[str]:
    """A line cut by itself: a quote counts only where it opens a cell and is closed at the cell's end."""
    line = line.rstrip("\r\n")
    mark, quote = str(dialect.delimiter), dialect.quote or '"'
    mark = mark if len(mark) == 1 else _SUBSTITUTE
    cells: list[str] = []
    at = 0
    while True:
        end = _closing(line, at, mark, quote) if line.startswith(quote, at) else -1
        if end >= 0:
            cells.append(line[at + 1 : end].replace(quote * 2, quote))
            at = end + 1
        else:
            end = line.find(mark, at)
            cells.append(line[at:end] if end >= 0 else line[at:])
            at = end if end >= 0 else len(line)
        if at >= len(line):
            return cells
        at += 1


def _closing(line: str, at: int, mark: str, quote: str) -> int:
    """Where a quoted cell that opens at ``at`` ends, or -1: nowhere in the line."""
    end = line.find(quote, at + 1)
    while end >= 0:
        if line.startswith(quote, end + 1):
            end += 1
        elif end + 1 == len(line) or line.startswith(mark, end + 1):
            return end
        end = line.find(quote, end + 1)
    return -1
