"""The records of a delimited text, also where single rows break its dialect.

Python's ``csv`` cuts; where a record does not look like the others it is looked at again (:mod:`sources.mending`): a
quote that was never closed swallows no rows, a row with another delimiter is cut by that, and no cell moves into
another column for it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sources.column_shapes import ColumnShapes
from sources.cutting import SUBSTITUTE, Dialect, literal, reader
from sources.mending import mend

__all__ = ["Cut", "Dialect", "cut", "plain_records"]

_SAMPLE_ROWS = 400
_MOST_MENDED = 5_000
_RUN = 3


@dataclass(slots=True)
class Cut:
    """The records of a text.

    Attributes:
        rows: their cells; a blank line is a record without cells, a line break in quotes ends none.
        mended: what was done to records (by index) that break the dialect.
        broken: why records (by index) cannot be put into columns for certain.
        unsure: what is not certain of records (by index) that are taken all the same.
    """

    rows: list[list[str]]
    mended: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)
    unsure: dict[int, str] = field(default_factory=dict)


def plain_records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The records as ``csv`` cuts them, whatever they look like."""
    if dialect.delimiter is not None and len(dialect.delimiter) > 1:
        text = text.replace(dialect.delimiter, SUBSTITUTE)
    found = reader(io.StringIO(text, newline=""), dialect)
    if not dialect.is_wrapped or dialect.delimiter is None:
        return found
    return (_unwrapped(row, dialect) for row in found)


def _unwrapped(row: list[str], dialect: Dialect) -> list[str]:
    if len(row) != 1 or dialect.delimiter is None or dialect.delimiter not in row[0]:
        return row
    return next(reader(row[0].splitlines(keepends=True), Dialect(dialect.delimiter)), row)


def cut(text: str, dialect: Dialect) -> Cut:
    """The records of a text, those that break the dialect mended.

    Raises:
        csv.Error: a cell beyond all measure.
    """
    if dialect.is_wrapped or dialect.delimiter is None or dialect.width < 2:
        return Cut(list(plain_records(text, dialect)))
    if len(dialect.delimiter) > 1:
        text = text.replace(dialect.delimiter, SUBSTITUTE)
    done, odd = _first_cut(list(io.StringIO(text, newline="")), dialect)
    if odd:
        _mend(done, odd, dialect)
    if len(dialect.delimiter) > 1:
        done.rows = [[c.replace(SUBSTITUTE, dialect.delimiter) for c in row] for row in done.rows]
    return done


def _first_cut(lines: list[str], dialect: Dialect) -> tuple[Cut, dict[int, str]]:
    """Records as ``csv`` cuts them, and the text of those that are unlike the others, by index."""
    rows: list[list[str]] = []
    odd: dict[int, str] = {}
    at, width, quote = 0, dialect.width, dialect.quote or "\0"

    def feed() -> Iterator[str]:
        nonlocal at
        while at < len(lines):
            at += 1
            yield lines[at - 1]

    start, records = 0, reader(feed(), dialect, is_strict=True)
    while start < len(lines):
        try:
            row = next(records)
        except csv.Error:
            row = None
        if at - start > 1 and (
            _swallowed(lines[start + 1 : at], dialect)
            or (row is None and _begins_record(lines[start + 1 : start + 9], dialect))
        ):
            row, at = None, start + 1
            records = reader(feed(), dialect, is_strict=True)
        if row is None:
            odd[len(rows)] = "".join(lines[start:at])
            rows.append(literal(odd[len(rows)], dialect))
        else:
            if row and (len(row) != width or (quote in "".join(row) and _has_stray(row, lines[start:at], quote))):
                odd[len(rows)] = "".join(lines[start:at])
            rows.append(row)
        start = at
    return Cut(rows), odd


def _has_stray(row: list[str], lines: list[str], quote: str) -> bool:
    """Whether a cell holds a quote that is not doubled, as one inside of quotes must be."""
    line = "".join(lines)
    return any(quote in cell and cell.replace(quote, quote * 2) not in line for cell in row)


def _mend(done: Cut, odd: dict[int, str], dialect: Dialect) -> None:
    rows = done.rows
    regular = [row for i, row in enumerate(rows) if len(row) == dialect.width and i not in odd]
    step = max(1, len(regular) // _SAMPLE_ROWS)
    shapes = ColumnShapes(regular[1::step][: 2 * _SAMPLE_ROWS] or regular)
    others = _other_tables(rows, odd, dialect.width)
    last = max((i for i, row in enumerate(rows) if len(row) == dialect.width and i not in odd), default=0)
    for i, line in islice(odd.items(), _MOST_MENDED):
        if not any(rows[i]):
            continue
        result = mend(line, rows[i], dialect, shapes)
        if (i in others and not result.has_other_delimiter) or (i > last and result.kind == "unsure"):
            continue
        rows[i] = result.cells
        match result.kind:
            case "mended":
                done.mended[i] = result.why
            case "broken":
                done.broken[i] = result.why
            case "unsure":
                done.unsure[i] = result.why


def _other_tables(rows: list[list[str]], odd: dict[int, str], width: int) -> set[int]:
    """Odd records that stand among others of just their width: rows of another table, nothing is broken."""
    counts = Counter(len(rows[i]) for i in odd)
    found: set[int] = set()
    run: list[int] = []
    for i in [*odd, -1]:
        if run and (i != run[-1] + 1 or len(rows[i]) != len(rows[run[-1]])):
            if len(run) >= _RUN:
                found.update(run)
            run = []
        if i >= 0 and len(rows[i]) != width and counts[len(rows[i])] >= _RUN:
            run.append(i)
    return found


def _begins_record(lines: list[str], dialect: Dialect) -> bool:
    """Whether a record of the usual width begins with the first of these lines."""
    try:
        return len(next(reader(lines, dialect, is_strict=True), [])) == dialect.width
    except csv.Error:
        return False


def _swallowed(lines: list[str], dialect: Dialect) -> bool:
    """Whether lines that ended up inside a record are records themselves: of the usual width, every quote closed."""
    quote = dialect.quote or '"'
    whole = (line for line in islice(lines, 50) if line.count(quote) % 2 == 0)
    alone = sum(len(next(reader([line], dialect), [])) == dialect.width for line in whole)
    return alone > 0 and alone * 2 >= min(len(lines), 50)
