"""Rows, columns and sheets that a workbook hides. They are read like all others, and said: a filter hides data too."""

from __future__ import annotations

import re

from sources.addresses import letter
from sources.reading import Grid

_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")([^>]*)>')
_FROM_TO = re.compile(rb'\b(min|max)="(\d{1,5})"')
MARK = b'hidden="'
"""Without it in a sheet's XML nothing of the sheet is hidden."""
_MOST_COLUMNS = 16_384
_MOST_NAMED = 5


def hidden_rows(xml: bytes) -> list[int]:
    """The numbers of the hidden rows in a piece of a sheet's XML."""
    return [int(number) for number in _ROW.findall(xml)]


def hidden_columns(xml: bytes) -> list[range]:
    """The 1-based columns that are hidden, as ranges; what reaches to the sheet's end is an empty rest, no column."""
    ends = [{key: int(value) for key, value in _FROM_TO.findall(found)} for found in _COLUMN.findall(xml)]
    return [range(e[b"min"], e[b"max"] + 1) for e in ends if len(e) == 2 and e[b"max"] < _MOST_COLUMNS]


def hidden_note(grid: Grid) -> str | None:
    """A sentence on what of a sheet is hidden and yet holds something, or None."""
    said = []
    if grid.hidden and any(map(any, grid.rows)):
        said.append("lembarnya")
    rows = [
        r for r in grid.hidden_rows if 0 <= r - grid.first_row < len(grid.rows) and any(grid.rows[r - grid.first_row])
    ]
    if rows:
        said.append(f"{len(rows)} baris ({_listed([str(r) for r in rows])})")
    columns = [c for c in grid.hidden_columns if _is_filled(grid, c - grid.first_column)]
    if columns:
        said.append(f"kolom {_listed([letter(c) for c in columns])}")
    return f"Tersembunyi di lembar {grid.sheet}, tetapi tetap dibaca: {', '.join(said)}." if said else None


def _is_filled(grid: Grid, j: int) -> bool:
    return j >= 0 and any(j < len(row) and row[j] for row in grid.rows)


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" dan {more} lagi" if more > 0 else "")
