"""The rows of a file by their roles, as ``lumbung inspect`` draws them: a long run of data is cut to its ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from sources.addresses import column_number
from sources.reading import LooseCell, Reading, TextTable

Role = Literal["title", "header", "data", "total", "note", "ignored", "unexplained"]

_ROLES: dict[str | None, Role] = {
    "title": "title",
    "identity": "title",
    "header": "header",
    "total": "total",
    "note": "note",
    "signature": "note",
    None: "unexplained",
}
_EXCLUDED: dict[str, Role] = dict.fromkeys(("index", "units", "repeat", "unfilled", "group"), "ignored")
_ORDER: tuple[Role, ...] = ("data", "unexplained", "total", "header", "title", "note", "ignored")
"""Of a row with cells of several roles the first of these names it."""
_HEAD, _TAIL = 3, 2
_MOST_ROWS = 60
_LETTERS = re.compile(r"^[A-Z]+")

At = tuple[str | None, int]


@dataclass(slots=True)
class MapRow:
    """A row of a sheet.

    Attributes:
        sheet: where it is.
        row: its number.
        role: what it is.
        why: the reader's word for it, where it is no data.
        cells: its texts by 1-based column.
        skipped: how many rows follow that the map leaves out.
    """

    sheet: str | None
    row: int
    role: Role = "ignored"
    why: str = ""
    cells: dict[int, str] = field(default_factory=dict)
    skipped: int = 0


def sheet_map(reading: Reading) -> list[MapRow]:
    """The filled rows of every sheet from top to bottom; of long tables the ends, of long sheets the first rows."""
    rows: dict[At, MapRow] = {}
    unshown: set[At] = set()
    for table in reading.tables:
        unshown |= _add_table(rows, table)
    for cell in reading.loose:
        if (cell.sheet, cell.row) not in unshown:
            _add_cell(rows, cell)
    for table in reading.tables:
        for excluded in table.excluded:
            row = rows.get((table.sheet, excluded.row))
            if row is not None and row.role != "data":
                row.why = excluded.why
                row.role = _EXCLUDED.get(excluded.why, row.role)
    return list(_shortened(rows))


def _add_table(rows: dict[At, MapRow], table: TextTable) -> set[At]:
    """Add the first and last rows of a table; returns the places of the others."""
    tail = max(_HEAD, len(table.rows) - _TAIL)
    columns = [column_number(c.letter) for c in table.columns]
    for row, texts, _ in (*table.rows[:_HEAD], *table.rows[tail:]):
        found = rows.setdefault((table.sheet, row), MapRow(table.sheet, row))
        found.role = "data"
        found.cells |= {j: text for j, text in zip(columns, texts, strict=True) if text is not None}
    if tail > _HEAD:
        rows[table.sheet, table.rows[_HEAD - 1][0]].skipped = tail - _HEAD
    return {(table.sheet, row) for row, _, _ in table.rows[_HEAD:tail]}


def _add_cell(rows: dict[At, MapRow], cell: LooseCell) -> None:
    row = rows.setdefault((cell.sheet, cell.row), MapRow(cell.sheet, cell.row))
    role = _ROLES.get(cell.why, "ignored")
    if _ORDER.index(role) < _ORDER.index(row.role):
        row.role = role
        row.why = cell.why or ""
    letters = _LETTERS.match(cell.cell)
    if letters is not None:
        row.cells[column_number(letters[0])] = cell.text


def _shortened(rows: dict[At, MapRow]) -> Iterator[MapRow]:
    sheets = dict.fromkeys(sheet for sheet, _ in rows)
    order = {sheet: position for position, sheet in enumerate(sheets)}
    ordered = sorted(rows.values(), key=lambda r: (order[r.sheet], r.row))
    for _, group in groupby(ordered, key=lambda r: r.sheet):
        found = list(group)
        yield from found[:_MOST_ROWS]
        if len(found) > _MOST_ROWS:
            found[_MOST_ROWS - 1].skipped += len(found) - _MOST_ROWS
