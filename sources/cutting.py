"""One line of a delimited text, cut into cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MAX_FIELD = 1 << 27
SUBSTITUTE = "\x1f"
"""What stands for a delimiter of several characters while a text is cut."""


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

    @property
    def mark(self) -> str:
        """What stands between cells in a text whose delimiter was replaced by :data:`SUBSTITUTE`."""
        delimiter = self.delimiter
        return delimiter if delimiter is not None and len(delimiter) == 1 else SUBSTITUTE


def reader(lines: Iterable[str], dialect: Dialect, *, is_strict: bool = False) -> Iterator[list[str]]:
    """Python's own reader, set to a dialect; ``is_strict``: it raises where quotes do not pair."""
    if csv.field_size_limit() < _MAX_FIELD:
        csv.field_size_limit(_MAX_FIELD)
    return csv.reader(
        lines,
        delimiter=dialect.mark,
        quotechar=dialect.quote or '"',
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        skipinitialspace=dialect.skips_blanks,
        strict=is_strict,
    )


def cut_line(line: str, dialect: Dialect) -> list[str] | None:
    """The cells of a line; None: its quotes do not pair."""
    if dialect.delimiter is not None and len(dialect.delimiter) > 1:
        line = line.replace(dialect.delimiter, SUBSTITUTE)
    try:
        return next(reader([line], dialect, is_strict=True), [])
    except csv.Error:
        return None


def literal(line: str, dialect: Dialect, *, doubled: bool = True) -> list[str]:
    """A line cut by itself: a quote counts only where it opens a cell and is closed at the cell's end.

    Args:
        line: the line.
        dialect: its dialect.
        doubled: two quotes in a row are one ordinary quote; otherwise each is what it is.
    """
    line = line.rstrip("\r\n")
    mark, quote = dialect.mark, dialect.quote or '"'
    if dialect.delimiter is not None and len(dialect.delimiter) > 1:
        line = line.replace(dialect.delimiter, SUBSTITUTE)
    cells: list[str] = []
    at = 0
    while True:
        if dialect.skips_blanks:
            at = _past_blanks(line, at)
        end = _closing(line, at, (mark, quote), doubled) if line.startswith(quote, at) else -1
        if end >= 0:
            inner = line[at + 1 : end]
            if dialect.escape is not None:
                inner = inner.replace(dialect.escape + quote, quote)
            cells.append(inner.replace(quote * 2, quote) if doubled else inner)
            at = end + 1 if mark == " " else _past_blanks(line, end + 1)
        else:
            end = line.find(mark, at)
            cells.append(line[at:end] if end >= 0 else line[at:])
            at = end if end >= 0 else len(line)
        if at >= len(line):
            return cells
        at += 1


def _closing(line: str, at: int, marks: tuple[str, str], doubled: bool) -> int:
    """Where a quoted cell that opens at ``at`` ends, or -1: nowhere in the line."""
    mark, quote = marks
    end = line.find(quote, at + 1)
    while end >= 0:
        if doubled and line.startswith(quote, end + 1):
            end += 1
        else:
            behind = end + 1 if mark == " " else _past_blanks(line, end + 1)
            if behind == len(line) or line.startswith(mark, behind):
                return end
        end = line.find(quote, end + 1)
    return -1


def _past_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at] == " ":
        at += 1
    return at
